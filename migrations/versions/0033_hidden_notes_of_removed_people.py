"""What people wrote alone who were removed before its reveal is asked about, whenever they were removed

Leaving such a note as it is takes its row away, and no other row tells of it. So after a way back and forth again
only those are asked about who were removed in between, which a row of the audit tells. Where the version before this
one ran at first, a note that was left may be asked about once more: better than one nobody is ever asked about.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.table_changes import in_batches

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
STAGES = sa.table(
    "stage",
    sa.column("workshop_id", sa.String),
    sa.column("step_id", sa.String),
    sa.column("writing", sa.String),
    sa.column("generation", sa.Integer),
    sa.column("held", JSON),
)
WORKSHOPS = sa.table(
    "workshop",
    sa.column("id", sa.String),
    sa.column("veil", sa.LargeBinary),
    sa.column("closed_at", sa.DateTime(timezone=True)),
)
STEPS = sa.table("step", sa.column("id", sa.String), sa.column("sharing", sa.String))
SEATS = sa.table(
    "seat",
    sa.column("id", sa.String),
    sa.column("workshop_id", sa.String),
    sa.column("removed_at", sa.DateTime(timezone=True)),
)
BOARDS = sa.table("board", sa.column("id", sa.String), sa.column("workshop_id", sa.String))
ELEMENTS = sa.table(
    "element",
    sa.column("board_id", sa.String),
    sa.column("id", sa.String),
    sa.column("audience", sa.String),
    sa.column("generation", sa.Integer),
    sa.column("deleted_seq", sa.BigInteger),
)
LATE = sa.table("late_note", sa.column("board_id", sa.String), sa.column("element_id", sa.String))
AUDIT = sa.table(
    "audit",
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("action", sa.String),
    sa.column("target", sa.String),
    sa.column("details", JSON),
)
WENT_BACK = {"action": "tables.downgrade", "target": f"alembic_version:{revision}"}


def upgrade() -> None:
    removed = _removed_since(_went_back_at())
    asked = (
        sa.select(STAGES, WORKSHOPS.c.veil, STEPS.c.sharing)
        .join(WORKSHOPS, WORKSHOPS.c.id == STAGES.c.workshop_id)
        .outerjoin(STEPS, STEPS.c.id == STAGES.c.step_id)
        .where(WORKSHOPS.c.closed_at.is_(None))
        .where(sa.exists().where(SEATS.c.workshop_id == STAGES.c.workshop_id, removed))
    )
    for these in in_batches(STAGES, STAGES.c.workshop_id):
        for stage in op.get_bind().execute(asked.where(these)).all():
            if waiting := _waiting(stage):
                seats = sa.select(SEATS.c.id).where(SEATS.c.workshop_id == stage.workshop_id, removed)
                _ask_about(stage.workshop_id, waiting, op.get_bind().scalars(seats).all(), stage.veil)


def downgrade() -> None:
    """Leave what is asked about, for the version before asks about it as well; note when that was."""
    op.get_bind().execute(sa.insert(AUDIT).values(at=clock.now(), details={}, **WENT_BACK))


def _went_back_at() -> datetime | None:
    """Return when the tables last went back from here: whoever was removed before that was asked about."""
    back = [AUDIT.c[name] == value for name, value in WENT_BACK.items()]
    return op.get_bind().scalar(sa.select(sa.func.max(AUDIT.c.at, type_=AUDIT.c.at.type)).where(*back))


def _removed_since(moment: datetime | None) -> sa.ColumnElement[bool]:
    return SEATS.c.removed_at.is_not(None) if moment is None else SEATS.c.removed_at >= moment


def _waiting(stage: sa.Row[tuple[object, ...]]) -> list[int]:
    """Return the hidden writings that wait for a reveal, the one that goes on among them."""
    held = [each[0] for each in stage.held if not (each[2:] and each[2])]
    goes_on = stage.writing == "private" and stage.sharing != "pick"
    return [*held, stage.generation + 1] if goes_on else held


def _ask_about(workshop_id: str, waiting: Iterable[int], removed: Sequence[str], veil: bytes | None) -> None:
    marks = [*removed, *(_alias(veil, seat) for seat in removed if veil)]
    alone = (
        sa.select(ELEMENTS.c.board_id, ELEMENTS.c.id)
        .join(BOARDS, BOARDS.c.id == ELEMENTS.c.board_id)
        .where(BOARDS.c.workshop_id == workshop_id, ELEMENTS.c.deleted_seq.is_(None))
        .where(ELEMENTS.c.generation.in_(waiting), ELEMENTS.c.audience.in_(marks))
    )
    connection = op.get_bind()
    # A process of the version before may note the same at this moment.
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    connection.execute(insert(LATE).from_select(["board_id", "element_id"], alone).on_conflict_do_nothing())


def _alias(veil: bytes, seat_id: str) -> str:
    """Return what stands for a seat where nobody is named."""
    return "a_" + urlsafe_b64encode(hmac.digest(veil, seat_id.encode(), sha256)).decode()[:22]
