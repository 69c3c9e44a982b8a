"""Which late notes are of people who were removed before their reveal, and which were left as they are"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

from app.table_changes import add_column, unlocked

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

WORKSHOPS = sa.table("workshop", sa.column("id", sa.String), sa.column("veil", sa.LargeBinary))
SEATS = sa.table(
    "seat",
    sa.column("id", sa.String),
    sa.column("workshop_id", sa.String),
    sa.column("removed_at", sa.DateTime(timezone=True)),
)
BOARDS = sa.table("board", sa.column("id", sa.String), sa.column("workshop_id", sa.String))
ELEMENTS = sa.table(
    "element", sa.column("board_id", sa.String), sa.column("id", sa.String), sa.column("audience", sa.String)
)
LATE = sa.table(
    "late_note",
    sa.column("board_id", sa.String),
    sa.column("element_id", sa.String),
    sa.column("of_removed", sa.Boolean),
    sa.column("settled", sa.Boolean),
)


def upgrade() -> None:
    """Take what people alone see who are removed now for written before their reveal: no row tells it of others."""
    with unlocked():
        for name in ("of_removed", "settled"):
            add_column("late_note", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    removed = (
        sa.select(SEATS.c.id, SEATS.c.workshop_id, WORKSHOPS.c.veil)
        .join(WORKSHOPS, WORKSHOPS.c.id == SEATS.c.workshop_id)
        .where(SEATS.c.removed_at.is_not(None))
        .where(sa.exists().where(BOARDS.c.workshop_id == SEATS.c.workshop_id, LATE.c.board_id == BOARDS.c.id))
    )
    for seat in connection.execute(removed).all():
        marks = [seat.id, *([_alias(seat.veil, seat.id)] if seat.veil else [])]
        alone = sa.exists().where(
            BOARDS.c.id == LATE.c.board_id,
            BOARDS.c.workshop_id == seat.workshop_id,
            ELEMENTS.c.board_id == LATE.c.board_id,
            ELEMENTS.c.id == LATE.c.element_id,
            ELEMENTS.c.audience.in_(marks),
        )
        connection.execute(LATE.update().where(alone).values(of_removed=True))


def downgrade() -> None:
    """Forget what was left: the version before asks about every row there is."""
    op.get_bind().execute(LATE.delete().where(LATE.c.settled))
    for name in ("settled", "of_removed"):
        op.drop_column("late_note", name)


def _alias(veil: bytes, seat_id: str) -> str:
    """Return what stands for a seat where nobody is named."""
    return "a_" + urlsafe_b64encode(hmac.digest(veil, seat_id.encode(), sha256)).decode()[:22]
