"""Late notes of a workshop: how many wait for a facilitator, and what becomes of them."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from app.boards import wire
from app.boards.desk import desk
from app.boards.engine import codec
from app.boards.engine.audience import INBOX
from app.boards.engine.ops import MOST_IDS
from app.boards.errors import refusal
from app.boards.models import Board, Element, LateNote
from app.boards.wire import Batch, ClientOp
from app.db import db, transaction
from app.ids import new_id
from app.workshops.models import Seat
from app.workshops.policy import Deed, require


@dataclass(frozen=True, slots=True)
class Late:
    """What came late to a board and waits: the ids of its elements."""

    board_id: str
    canvas: str
    epoch: str
    ids: tuple[str, ...]


def waiting(workshop_id: str) -> list[Late]:
    """What waits on each board of a workshop."""
    query = (
        select(Board.id, Board.canvas, Board.epoch, LateNote.element_id)
        .join(LateNote, LateNote.board_id == Board.id)
        .join(Element, (Element.board_id == Board.id) & (Element.id == LateNote.element_id))
        .where(
            Board.workshop_id == workshop_id,
            Element.deleted_seq.is_(None),
            Element.audience.startswith(INBOX, autoescape=True),
        )
        .order_by(Board.id, LateNote.element_id)
    )
    found: dict[tuple[str, str, str], list[str]] = {}
    for board_id, canvas, epoch, id_ in db.session.execute(query):
        found.setdefault((board_id, canvas, epoch), []).append(id_)
    return [Late(*board, tuple(ids)) for board, ids in found.items()]


def take_in(seat: Seat) -> None:
    """Show all what waits, as a facilitator shows any other note.

    Raises:
        NotAllowed: the seat does not lead.
        AppError: the board does not take it.
    """
    require(seat, Deed.MOVE_THE_ROOM)
    for late in waiting(seat.workshop_id):
        for first in range(0, len(late.ids), MOST_IDS):
            raw: dict[str, object] = {"n": 1, "k": "el.show", "ids": [*late.ids[first : first + MOST_IDS]]}
            ops = (ClientOp(1, codec.read_op(raw), raw),)
            batch = Batch(late.board_id, seat.id, f"late{new_id()}", late.epoch, ops)
            if code := wire.refusal_in(desk().committer.submit(seat.principal_id, batch)):
                raise refusal(code)
    leave(seat)


def leave(seat: Seat) -> None:
    """Let what waits be as it is, with its authors and the facilitators alone, and ask no more.

    Raises:
        NotAllowed: the seat does not lead.
    """
    with transaction():
        require(seat, Deed.MOVE_THE_ROOM)
        boards = select(Board.id).where(Board.workshop_id == seat.workshop_id)
        db.session.execute(delete(LateNote).where(LateNote.board_id.in_(boards)))
