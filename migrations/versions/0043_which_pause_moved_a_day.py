"""Which pause moved a day, where nobody chose it"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0043"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with unlocked():
        add_column("due_move", sa.Column("pause_id", sa.String(22), nullable=True))
    # Until now a move was a pause's own by its reason, from its first date on, since the pause was written down.
    op.execute(
        sa.text(
            "UPDATE due_move SET pause_id = (SELECT plan_pause.id FROM plan_pause"
            " WHERE plan_pause.plan_id = due_move.plan_id AND plan_pause.reason = due_move.reason"
            " AND plan_pause.made_at <= due_move.moved_at AND plan_pause.first <= due_move.before"
            " ORDER BY plan_pause.made_at DESC LIMIT 1)"
            " WHERE due_move.after IS NOT NULL"
        )
    )


def downgrade() -> None:
    op.drop_column("due_move", "pause_id")
