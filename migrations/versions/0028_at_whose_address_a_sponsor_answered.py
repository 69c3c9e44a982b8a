"""Who chose the address at which a sponsor said whether they agree, and since when"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_OF_ASKS = ("address_by_id", "address_by", "address_on")


def upgrade() -> None:
    with unlocked():
        add_column("plan_contact", sa.Column("chosen_on", sa.Date(), nullable=True))
        add_column("ask", sa.Column("address_by_id", sa.String(length=22), nullable=True))
        add_column("ask", sa.Column("address_by", sa.String(length=120), nullable=False, server_default=""))
        add_column("ask", sa.Column("address_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for column in reversed(_OF_ASKS):
        op.drop_column("ask", column)
    op.drop_column("plan_contact", "chosen_on")
