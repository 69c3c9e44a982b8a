"""A plan counts how often its pauses moved dates, for calendars elsewhere"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment
from app.table_changes import add_column, in_batches, unlocked

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


PAUSES = sa.table("plan_pause", sa.column("plan_id", sa.String), sa.column("made_at", Moment(timezone=True)))
PLANS = sa.table(
    "plan",
    sa.column("id", sa.String),
    sa.column("pauses_moved", sa.Integer),
    sa.column("pauses_moved_at", Moment(timezone=True)),
)


def upgrade() -> None:
    with unlocked():
        add_column("plan", sa.Column("pauses_moved", sa.Integer(), server_default="0", nullable=False))
        add_column("plan", sa.Column("pauses_moved_at", Moment(timezone=True), nullable=True))
    of = PAUSES.c.plan_id == PLANS.c.id
    counted = sa.select(sa.func.count()).where(of).scalar_subquery()
    latest = sa.select(sa.func.max(PAUSES.c.made_at)).where(of).scalar_subquery()
    for these in in_batches(PLANS, PLANS.c.id):
        op.execute(PLANS.update().where(these).values(pauses_moved=counted, pauses_moved_at=latest))


def downgrade() -> None:
    # Not in a batch: on SQLite that would drop a table which others refer to.
    op.drop_column("plan", "pauses_moved_at")
    op.drop_column("plan", "pauses_moved")
