"""The day a critical milestone missed, whatever becomes of it since"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("milestone", sa.Column("missed_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("milestone", "missed_on")
