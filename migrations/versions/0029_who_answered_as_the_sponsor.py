"""Under which name a sponsor answered, where somebody else is asked since"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("ask", sa.Column("verdict_as", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("ask", "verdict_as")
