"""Who of the alliance confirmed how a sponsor is reached, and for what a yes does not count"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let no address be confirmed yet, and every yes that does not count be one of an address its writer chose."""
    with unlocked():
        add_column("plan_contact", sa.Column("confirmed_by", sa.String(120), nullable=False, server_default=""))
        add_column("plan_contact", sa.Column("confirmed_on", sa.Date(), nullable=True))
        add_column("ask", sa.Column("doubted_for", sa.String(10), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("ask", "doubted_for")
    op.drop_column("plan_contact", "confirmed_on")
    op.drop_column("plan_contact", "confirmed_by")
