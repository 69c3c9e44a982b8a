"""In which unit a number was told"""

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment
from app.table_changes import add_column, in_batches, unlocked

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None

_MEASURE = sa.table("measure", sa.column("id", sa.String), sa.column("unit", sa.String))
_MOVE = sa.table(
    "measure_move", sa.column("id", sa.Integer), sa.column("measure_id", sa.String), sa.column("promised", Json),
    sa.column("moved_at", Moment),
)  # fmt: skip
_READING = sa.table(
    "reading", sa.column("id", sa.String), sa.column("measure_id", sa.String), sa.column("unit", sa.String),
    sa.column("filed_at", Moment),
)  # fmt: skip


def upgrade() -> None:
    """Say of each number the unit that its measure had when it was told, as far as changes of it were kept."""
    with unlocked():
        add_column("reading", sa.Column("unit", sa.String(60), nullable=True))
    own = sa.select(_MEASURE.c.unit).where(_MEASURE.c.id == _READING.c.measure_id).scalar_subquery()
    for some in in_batches(_READING, _READING.c.id):
        op.execute(_READING.update().where(some).values(unit=own))
    moves = sa.select(_MOVE.c.measure_id, _MOVE.c.promised, _MOVE.c.moved_at).order_by(_MOVE.c.id.desc())
    # The last change first: what was told before an earlier one has the unit of then.
    for measure_id, promised, moved_at in op.get_bind().execute(moves).all():
        if "unit" in promised:
            then = (_READING.c.measure_id == measure_id, _READING.c.filed_at < moved_at)
            op.execute(_READING.update().where(*then).values(unit=promised["unit"]))


def downgrade() -> None:
    op.drop_column("reading", "unit")
