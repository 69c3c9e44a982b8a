"""What the wall shows alone"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let every wall show the whole board, as it does."""
    with unlocked():
        add_column("stage", sa.Column("spotlight", sa.String(80), nullable=True))


def downgrade() -> None:
    op.drop_column("stage", "spotlight")
