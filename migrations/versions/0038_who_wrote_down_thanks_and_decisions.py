"""Who wrote down thanks and decisions: the name they stand under may be somebody else's"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

TABLES = ("thanks", "decision")


def upgrade() -> None:
    """Leave it empty for what is there: nobody noted it beside them."""
    with unlocked():
        for table in TABLES:
            add_column(table, sa.Column("written_by", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "written_by")
