"""The stage knows in which phases people have voted: going back to one opens no other vote"""

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, in_batches, unlocked

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
STAGES = sa.table("stage", sa.column("workshop_id", sa.String), sa.column("voted", JSON))
ROUNDS = sa.table(
    "vote_round",
    sa.column("workshop_id", sa.String),
    sa.column("step_id", sa.String),
    sa.column("phase", sa.Integer),
    sa.column("closed_at", sa.DateTime(timezone=True)),
    sa.column("cancelled", sa.Boolean()),
)


def upgrade() -> None:
    with unlocked():
        add_column("stage", sa.Column("voted", JSON, nullable=False, server_default="[]"))
    for these in in_batches(STAGES, STAGES.c.workshop_id):
        op.execute(STAGES.update().where(these).values(voted=_held()))


def _held() -> sa.ColumnElement[object]:
    """Return the phases in which a vote was held in the workshop of a stage, as one list of steps and phases."""
    counted = ROUNDS.c.closed_at.is_not(None) & ~ROUNDS.c.cancelled
    in_a_phase = ROUNDS.c.step_id.is_not(None) & ROUNDS.c.phase.is_not(None)
    rounds = sa.select(ROUNDS.c.step_id, ROUNDS.c.phase).where(ROUNDS.c.workshop_id == STAGES.c.workshop_id)
    each = rounds.where(counted, in_a_phase).correlate(STAGES).distinct().order_by("step_id", "phase").subquery()
    if op.get_bind().dialect.name == "sqlite":
        return sa.select(sa.func.json_group_array(sa.func.json_array(each.c.step_id, each.c.phase))).scalar_subquery()
    phases = sa.select(sa.func.jsonb_agg(sa.func.jsonb_build_array(each.c.step_id, each.c.phase))).scalar_subquery()
    return sa.func.coalesce(phases, sa.cast([], JSON))


def downgrade() -> None:
    op.drop_column("stage", "voted")
