"""Seats know that somebody asked for them again and a facilitator said no"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("seat", sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("seat", "refused_at")
