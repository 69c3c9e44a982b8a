"""Of which milestone evidence is"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, create_index, drop_index, unlocked

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

def upgrade() -> None:
    """Let evidence that is kept already be of none: no row says of which it was."""
    with unlocked():
        add_column("evidence", sa.Column("milestone_id", sa.String(22)))
    create_index("ix_evidence_milestone_id", "evidence", ["milestone_id"])


def downgrade() -> None:
    drop_index("ix_evidence_milestone_id", "evidence")
    op.drop_column("evidence", "milestone_id")
