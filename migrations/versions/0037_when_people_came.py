"""When somebody was in a workshop for the first time: who is invited to facilitate may never come"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment
from app.table_changes import add_column, in_batches, unlocked

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

SEATS = sa.table(
    "seat", sa.column("id", sa.String), sa.column("joined_at", Moment(timezone=True)), sa.column("came_at", Moment(timezone=True))
)


def upgrade() -> None:
    """Take it that everybody came who has a seat: nobody noted it."""
    with unlocked():
        add_column("seat", sa.Column("came_at", Moment(timezone=True), nullable=True))
    for these in in_batches(SEATS, SEATS.c.id):
        op.execute(SEATS.update().where(these).values(came_at=SEATS.c.joined_at))


def downgrade() -> None:
    op.drop_column("seat", "came_at")
