"""What people wrote alone who were removed before its reveal is asked about, whenever they were removed"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from app.table_changes import in_batches

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(sa.dialects.postgresql.JSONB(), "postgresql")
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
    sa.column("type", sa.String),
    sa.column("audience", sa.String),
    sa.column("generation", sa.Integer),
    sa.column("deleted_seq", sa.BigInteger),
)
LATE = sa.table("late_note", sa.column("board_id", sa.String), sa.column("element_id", sa.String))


def upgrade() -> None:
    asked = (
        sa.select(STAGES, WORKSHOPS.c.veil, STEPS.c.sharing)
        .join(WORKSHOPS, WORKSHOPS.c.id == STAGES.c.workshop_id)
        .outerjoin(STEPS, STEPS.c.id == STAGES.c.step_id)
        .where(WORKSHOPS.c.closed_at.is_(None))
        .where(sa.exists().where(SEATS.c.workshop_id == STAGES.c.workshop_id, SEATS.c.removed_at.is_not(None)))
    )
    for these in in_batches(STAGES, STAGES.c.workshop_id):
        for stage in op.get_bind().execute(asked.where(these)).all():
            if waiting := _waiting(stage):
                _ask_about(stage.workshop_id, waiting, stage.veil)


def downgrade() -> None:
    """Leave what is asked about: the version before asks about it as well."""


def _waiting(stage: sa.Row[tuple[object, ...]]) -> list[int]:
    """Return the hidden writings that wait for a reveal, the one that goes on among them."""
    held = [each[0] for each in stage.held if not (each[2:] and each[2])]
    goes_on = stage.writing == "private" and stage.sharing != "pick"
    return [*held, stage.generation + 1] if goes_on else held


def _ask_about(workshop_id: str, waiting: Iterable[int], veil: bytes | None) -> None:
    connection = op.get_bind()
    removed = connection.scalars(
        sa.select(SEATS.c.id).where(SEATS.c.workshop_id == workshop_id, SEATS.c.removed_at.is_not(None))
    ).all()
    marks = [*removed, *(_alias(veil, seat) for seat in removed if veil)]
    known = sa.exists().where(LATE.c.board_id == ELEMENTS.c.board_id, LATE.c.element_id == ELEMENTS.c.id)
    alone = (
        sa.select(ELEMENTS.c.board_id, ELEMENTS.c.id)
        .join(BOARDS, BOARDS.c.id == ELEMENTS.c.board_id)
        .where(BOARDS.c.workshop_id == workshop_id, ELEMENTS.c.type == "note", ELEMENTS.c.deleted_seq.is_(None))
        .where(ELEMENTS.c.generation.in_(waiting), ELEMENTS.c.audience.in_(marks), ~known)
    )
    connection.execute(sa.insert(LATE).from_select(["board_id", "element_id"], alone))


def _alias(veil: bytes, seat_id: str) -> str:
    """Return what stands for a seat where nobody is named."""
    return "a_" + urlsafe_b64encode(hmac.digest(veil, seat_id.encode(), sha256)).decode()[:22]
