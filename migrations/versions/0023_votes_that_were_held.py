"""The stage knows in which phases people have voted: going back to one opens no other vote"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # One row after another, so that no room waits for all of them.
    with unlocked():
        add_column("stage", sa.Column("voted", _json(), nullable=False, server_default="[]"))
        stage = sa.table("stage", sa.column("workshop_id", sa.String), sa.column("voted", _json()))
        for workshop_id, voted in _held().items():
            op.execute(stage.update().where(stage.c.workshop_id == workshop_id).values(voted=voted))


def _held() -> dict[str, list[list[object]]]:
    """Return the phases in which a vote was held, by workshop."""
    rounds = op.get_bind().execute(
        sa.text(
            "SELECT DISTINCT workshop_id, step_id, phase FROM vote_round"
            " WHERE step_id IS NOT NULL AND phase IS NOT NULL AND closed_at IS NOT NULL AND cancelled = :no"
            " ORDER BY workshop_id, step_id, phase"
        ).bindparams(sa.bindparam("no", False, sa.Boolean()))
    )
    held: dict[str, list[list[object]]] = {}
    for workshop_id, step_id, phase in rounds:
        held.setdefault(workshop_id, []).append([step_id, phase])
    return held


def downgrade() -> None:
    op.drop_column("stage", "voted")


def _json() -> sa.JSON:
    return sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
