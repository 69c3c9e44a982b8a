"""Who wrote down that the sponsor agreed to a pause on dates that are over"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_pause", sa.Column("agreed_name", sa.String(length=120), nullable=False, server_default=""))
    # Until now whoever made the pause wrote it down, as far as the table says.
    op.execute("UPDATE plan_pause SET agreed_name = by_name WHERE agreed <> ''")


def downgrade() -> None:
    op.drop_column("plan_pause", "agreed_name")
