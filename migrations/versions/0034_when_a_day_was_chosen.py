"""When somebody chose the day an action or a milestone is due, which a pause moves without being asked"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from app.db import Json, Moment
from app.table_changes import add_column, unlocked

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

_TABLES = ("action", "milestone")

_MOVES = sa.table("due_move", *map(sa.column, ("plan_id", "kind", "item_id", "reason")), sa.column("moved_at", Moment))
_PAUSES = sa.table("plan_pause", sa.column("plan_id"), sa.column("reason"))
_AUDIT = sa.table("audit", sa.column("action"), sa.column("target"), sa.column("details", Json))


def upgrade() -> None:
    with unlocked():
        for table in _TABLES:
            add_column(table, sa.Column("dated_at", sa.DateTime(timezone=True), nullable=True))
        _recall()


def downgrade() -> None:
    for table in _TABLES:
        op.drop_column(table, "dated_at")


def _recall() -> None:
    """Say when days were chosen that somebody moved; a pause moved those that give its reason."""
    connection, last = op.get_bind(), dict[tuple[str, str], datetime]()
    paused = {(plan_id, reason) for plan_id, reason in connection.execute(sa.select(_PAUSES)).all()}
    ended = sa.select(_AUDIT.c.target, _AUDIT.c.details).where(_AUDIT.c.action.like("plan.pause-%"))
    paused |= {(target.removeprefix("plan:"), said.get("reason")) for target, said in connection.execute(ended).all()}
    for plan_id, kind, item_id, reason, at in connection.execute(sa.select(_MOVES)).all():
        if (plan_id, reason) not in paused:
            last[kind, item_id] = max(at, last.get((kind, item_id), at))
    for (kind, item_id), at in last.items():
        items = sa.table(kind, sa.column("id"), sa.column("dated_at", Moment))
        connection.execute(sa.update(items).where(items.c.id == item_id).values(dated_at=at))
