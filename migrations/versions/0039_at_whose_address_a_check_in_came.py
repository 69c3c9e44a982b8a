"""Who chose the address of the sponsor at which a check-in was filed by mail"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Leave it empty for what is there: nobody noted it beside them."""
    with unlocked():
        add_column("check_in", sa.Column("address_by", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("check_in", "address_by")
