"""What was critical once its plan was published, and the day a critical action missed, whatever becomes of it since"""

import sqlalchemy as sa
from alembic import op

from app.db import Json
from app.table_changes import add_column, in_batches, unlocked

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_KINDS = ("action", "milestone")

_edit = sa.table(
    "plan_edit", sa.column("id", sa.Integer), sa.column("plan_id", sa.String), sa.column("kind", sa.String),
    sa.column("item_id", sa.String), sa.column("said", Json), sa.column("made_at", sa.DateTime(timezone=True)),
)  # fmt: skip
_plan = sa.table("plan", sa.column("id", sa.String), sa.column("published_at", sa.DateTime(timezone=True)))


def upgrade() -> None:
    with unlocked():
        for table in _KINDS:
            column = sa.Column("was_critical", sa.Boolean(), nullable=False, server_default=sa.false())
            add_column(table, column)
        add_column("action", sa.Column("missed_on", sa.Date(), nullable=True))
    for batch in in_batches(_edit, _edit.c.id):
        eased = (
            sa.select(_edit.c.kind, _edit.c.item_id, _edit.c.said)
            .join(_plan, _plan.c.id == _edit.c.plan_id)
            .where(batch, _edit.c.kind.in_(_KINDS), _edit.c.made_at >= _plan.c.published_at)
        )
        for kind, item_id, said in op.get_bind().execute(eased).all():
            if said.get("critical") == [True, False]:
                row = sa.table(kind, sa.column("id", sa.String), sa.column("was_critical", sa.Boolean))
                op.execute(row.update().where(row.c.id == item_id).values(was_critical=True))


def downgrade() -> None:
    op.drop_column("action", "missed_on")
    for table in _KINDS:
        op.drop_column(table, "was_critical")
