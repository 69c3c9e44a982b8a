"""Late notes of a workshop: which of them wait for a facilitator."""

from dataclasses import dataclass

from sqlalchemy import select

from app.boards.engine.audience import INBOX
from app.boards.models import Board, Element, LateNote
from app.db import db


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
