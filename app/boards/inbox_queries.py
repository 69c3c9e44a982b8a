"""Who looks at notes before all see them, and where."""

from sqlalchemy import select

from app.boards import queries
from app.boards.alias import alias_of
from app.boards.engine.audience import INBOX
from app.boards.models import Board, Element, LateNote
from app.db import db
from app.workshops.models import LEADING_ROLES, Seat, Stage, Workshop
from app.workshops.moderation import moderated_on


def leading_seats(board_id: str) -> set[str]:
    """The seats that facilitate in the workshop of a board at this moment."""
    query = (
        select(Seat.id)
        .join(Board, Board.workshop_id == Seat.workshop_id)
        .where(Board.id == board_id, Seat.role.in_(LEADING_ROLES), Seat.removed_at.is_(None))
    )
    return set(db.session.scalars(query))


def leading_marks(board_id: str) -> set[str]:
    """The same seats, with what stands for each where nobody is named."""
    veil = veil_of(board_id)
    leading = leading_seats(board_id)
    return leading | {alias for seat in leading if (alias := alias_of(veil, seat))}


def veil_of(board_id: str) -> bytes | None:
    """The key of aliases on a board at this moment: closing its workshop destroys it, reopening makes a new one."""
    query = select(Workshop.veil).join(Board, Board.workshop_id == Workshop.id).where(Board.id == board_id)
    return db.session.scalar(query)


def waiting_in(board_id: str) -> int:
    """Return how much on a board its authors and the facilitators alone see: it waits to be looked at, or was hidden.

    Late notes that nobody has settled are counted on a line of their own.
    """
    late = select(LateNote.element_id).where(LateNote.board_id == board_id)
    query = select(queries.pieces()).where(
        Element.board_id == board_id,
        Element.audience.startswith(INBOX, autoescape=True),
        Element.deleted_seq.is_(None),
        Element.id.not_in(late),
    )
    return db.session.scalar(query) or 0


def is_moderated(board: Board) -> bool:
    """Whether a facilitator looks at notes on a board before all see them."""
    return bool(db.session.scalar(select(moderated_on(board.canvas)).where(Stage.workshop_id == board.workshop_id)))
