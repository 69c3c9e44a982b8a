"""A session keeps by a digest which browser it is in, and old failures are found in one step"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("web_session", sa.Column("browser", sa.String(43), nullable=False, server_default=""))
    op.create_index("ix_failed_try_at", "failed_try", ["at"])


def downgrade() -> None:
    op.drop_index("ix_failed_try_at", "failed_try")
    op.drop_column("web_session", "browser")
