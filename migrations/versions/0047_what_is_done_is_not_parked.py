"""What is done is not parked"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import in_batches

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

ACTION = sa.table(
    "action",
    sa.column("id", sa.String),
    sa.column("status", sa.String),
    sa.column("parked_on", sa.Date),
    sa.column("parked_reason", sa.String),
)


def upgrade() -> None:
    """Take up what was called done while it was parked: it counted neither as parked nor as done."""
    parked = ACTION.c.parked_on.is_not(None)
    for some in in_batches(ACTION, ACTION.c.id):
        done = ACTION.update().where(some, parked, ACTION.c.status == "done")
        op.execute(done.values(parked_on=None, parked_reason=""))


def downgrade() -> None:
    """Leave it taken up: no row says that it was parked."""
