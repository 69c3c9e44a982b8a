"""Who chose after day 15 who answers as the sponsor of a plan"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("plan", sa.Column("sponsor_by_id", sa.String(length=22), nullable=True))
        add_column("plan_contact", sa.Column("chosen_by_id", sa.String(length=22), nullable=True))


def downgrade() -> None:
    op.drop_column("plan_contact", "chosen_by_id")
    op.drop_column("plan", "sponsor_by_id")
