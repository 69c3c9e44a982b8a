"""Late notes of a workshop: which of them wait for a facilitator."""

from dataclasses import dataclass

from sqlalchemy import select

from app.boards.engine.audience import EVERYONE, is_alone
from app.boards.models import Board, Element, LateNote
from app.db import db


@dataclass(frozen=True, slots=True)
class Late:
    """What came late to a board and waits: the ids of its elements.

    `looked_at` are those facilitators see already, `hidden` those that were written alone: their authors see them.
    """

    board_id: str
    epoch: str
    looked_at: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.looked_at, *self.hidden)


def waiting(workshop_id: str) -> list[Late]:
    """What waits on each board of a workshop."""
    query = (
        select(Board.id, Board.epoch, LateNote.element_id, Element.audience)
        .join(LateNote, LateNote.board_id == Board.id)
        .join(Element, (Element.board_id == Board.id) & (Element.id == LateNote.element_id))
        .where(
            Board.workshop_id == workshop_id,
            Element.deleted_seq.is_(None),
            Element.audience != EVERYONE,
        )
        .order_by(Board.id, LateNote.element_id)
    )
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for board_id, epoch, id_, audience in db.session.execute(query):
        found.setdefault((board_id, epoch), ([], []))[is_alone(audience)].append(id_)
    return [Late(*board, tuple(looked_at), tuple(hidden)) for board, (looked_at, hidden) in found.items()]
