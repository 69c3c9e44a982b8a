"""With whose account a sponsor answered, and whether their answer is no more than the word of who wrote the change"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_DOUBTED = """
    UPDATE ask SET doubted = true
    WHERE address_by_id IS NOT NULL
    AND EXISTS (SELECT 1 FROM plan_agreement WHERE ask_id = ask.id AND by_id = ask.address_by_id)
"""


def upgrade() -> None:
    with unlocked():
        add_column("ask", sa.Column("by_account", sa.Boolean(), nullable=False, server_default=sa.false()))
        add_column("ask", sa.Column("doubted", sa.Boolean(), nullable=False, server_default=sa.false()))
        op.execute(_DOUBTED)


def downgrade() -> None:
    op.drop_column("ask", "doubted")
    op.drop_column("ask", "by_account")
