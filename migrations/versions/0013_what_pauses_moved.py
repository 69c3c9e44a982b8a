"""A plan counts how often its pauses moved dates, for calendars elsewhere"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pauses_moved", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("pauses_moved_at", Moment(timezone=True), nullable=True))
    pauses = sa.table("plan_pause", sa.column("plan_id", sa.String), sa.column("made_at", Moment(timezone=True)))
    plans = sa.table(
        "plan",
        sa.column("id", sa.String),
        sa.column("pauses_moved", sa.Integer),
        sa.column("pauses_moved_at", Moment(timezone=True)),
    )
    of = pauses.c.plan_id == plans.c.id
    counted = sa.select(sa.func.count()).where(of).scalar_subquery()
    latest = sa.select(sa.func.max(pauses.c.made_at)).where(of).scalar_subquery()
    op.execute(plans.update().values(pauses_moved=counted, pauses_moved_at=latest))


def downgrade() -> None:
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_column("pauses_moved_at")
        batch_op.drop_column("pauses_moved")
