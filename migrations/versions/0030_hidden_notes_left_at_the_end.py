"""The stage knows which hidden writings were left with their authors when the workshop ended: nobody reveals them"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.table_changes import in_batches

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

Held = list[list[Any]]

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
STAGES = sa.table(
    "stage",
    sa.column("workshop_id", sa.String),
    sa.column("held", JSON),
    sa.column("ended_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _rewrite(lambda held: [[*each[:2], True] for each in held], STAGES.c.ended_at.is_not(None))


def downgrade() -> None:
    _rewrite(lambda held: [each[:2] for each in held], sa.true())


def _rewrite(changed: Callable[[Held], Held], wanted: sa.ColumnElement[bool]) -> None:
    connection = op.get_bind()
    for these in in_batches(STAGES, STAGES.c.workshop_id):
        rows = connection.execute(sa.select(STAGES.c.workshop_id, STAGES.c.held).where(these, wanted)).all()
        for workshop_id, held in rows:
            if held:
                this = STAGES.c.workshop_id == workshop_id
                connection.execute(STAGES.update().where(this).values(held=changed(held)))
