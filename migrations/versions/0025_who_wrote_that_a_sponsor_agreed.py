"""Who wrote down that the sponsor agreed to a pause on dates that are over"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, in_batches, unlocked

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


PAUSES = sa.table(
    "plan_pause", *(sa.column(name, sa.String) for name in ("id", "agreed", "by_name", "agreed_name"))
)


def upgrade() -> None:
    with unlocked():
        add_column("plan_pause", sa.Column("agreed_name", sa.String(length=120), nullable=False, server_default=""))
    # Until now whoever made the pause wrote it down, as far as the table says.
    for these in in_batches(PAUSES, PAUSES.c.id):
        op.execute(PAUSES.update().where(these, PAUSES.c.agreed != "").values(agreed_name=PAUSES.c.by_name))


def downgrade() -> None:
    op.drop_column("plan_pause", "agreed_name")
