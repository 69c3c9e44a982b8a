"""At which moment somebody chose the address or account with which a sponsor answers: one day may see two of them"""

import sqlalchemy as sa
from alembic import op

from app.db import Moment
from app.table_changes import add_column, unlocked

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("plan_contact", sa.Column("chosen_at", Moment(timezone=True), nullable=True))
        add_column("ask", sa.Column("address_at", Moment(timezone=True), nullable=True))


def downgrade() -> None:
    """Leave the days; two choices of one person on one day are one for the version before."""
    op.drop_column("ask", "address_at")
    op.drop_column("plan_contact", "chosen_at")
