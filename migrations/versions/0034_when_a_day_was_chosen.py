"""When somebody chose the day an action or a milestone is due, which a pause moves without being asked"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_TABLES = ("action", "milestone")


def upgrade() -> None:
    with unlocked():
        for table in _TABLES:
            add_column(table, sa.Column("dated_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "dated_at")
