"""Late notes of a workshop: which of them wait for a facilitator, and what became of the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeVarTuple

from sqlalchemy import ColumnElement, Select, select

from app.boards import queries
from app.boards.engine.audience import EVERYONE, INBOX, Hearer, is_alone
from app.boards.models import Board, Element, LateNote, Op
from app.db import db

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Late:
    """What came late to a board and waits: the ids of its elements.

    `looked_at` are those facilitators see already, `hidden` those that were written alone: their authors see them.
    """

    board_id: str
    epoch: str
    canvas: str
    looked_at: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.looked_at, *self.hidden)


class Counted(NamedTuple):
    """How much waits on the boards of a canvas, as people count it; facilitators see what is `looked_at` already."""

    canvas: str
    looked_at: int
    hidden: int

    @property
    def notes(self) -> int:
        """All of it."""
        return self.looked_at + self.hidden


def waiting(workshop_id: str, *, of: Collection[str] | None = None, of_others_than: Collection[str] = ()) -> list[Late]:
    """Return what waits on each board of a workshop: all of it, what some people alone see, or all but that."""
    columns = select(Board.id, Board.epoch, Board.canvas, Element.id, Element.audience)
    query = _waiting(columns, workshop_id, of, of_others_than).order_by(Board.id, Element.id)
    found: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
    for board_id, epoch, canvas, id_, audience in db.session.execute(query):
        found.setdefault((board_id, epoch, canvas), ([], []))[is_alone(audience)].append(id_)
    return [Late(*board, tuple(looked_at), tuple(hidden)) for board, (looked_at, hidden) in found.items()]


def count_waiting(
    workshop_id: str, *, of: Collection[str] | None = None, of_others_than: Collection[str] = ()
) -> list[Counted]:
    """Return how much of that waits, by canvas."""
    seen, alone = _pieces_with(looked_at=True), _pieces_with(looked_at=False)
    query = _waiting(select(Board.canvas, seen, alone), workshop_id, of, of_others_than)
    return [Counted(*row) for row in db.session.execute(query.group_by(Board.id, Board.canvas))]


def to_be_shown(workshop_id: str) -> list[Late]:
    """Return what waits on each board for a facilitator to look at first, and neither came late nor was hidden by one.

    It waits although its step may no longer say that they look first. What was on its board for everybody before, a
    row of the log tells that everybody hears.
    """
    query = _to_be_shown(select(Board.id, Board.epoch, Board.canvas, Element.id), workshop_id)
    found: dict[tuple[str, str, str], list[str]] = {}
    for board_id, epoch, canvas, id_ in db.session.execute(query.order_by(Board.id, Element.id)):
        found.setdefault((board_id, epoch, canvas), []).append(id_)
    return [Late(*board, looked_at=tuple(ids)) for board, ids in found.items()]


def count_to_be_shown(workshop_id: str) -> list[Counted]:
    """Return how much of that waits, by canvas."""
    query = _to_be_shown(select(Board.canvas, queries.pieces()), workshop_id).group_by(Board.id, Board.canvas)
    return [Counted(canvas, notes, 0) for canvas, notes in db.session.execute(query)]


def _waiting(
    columns: Select[*Columns], workshop_id: str, of: Collection[str] | None, of_others_than: Collection[str]
) -> Select[*Columns]:
    return (
        columns.select_from(Board)
        .join(LateNote, LateNote.board_id == Board.id)
        .join(Element, (Element.board_id == Board.id) & (Element.id == LateNote.element_id))
        .where(*_waits(workshop_id), *_of(of, of_others_than))
    )


def _to_be_shown(columns: Select[*Columns], workshop_id: str) -> Select[*Columns]:
    came_late = select(LateNote.element_id).where(LateNote.board_id == Board.id)
    once_public = (
        select(Op.target_id)
        .where(Op.board_id.in_(queries.board_ids_in(workshop_id)), Op.audience == EVERYONE)
        .where(Op.target_id.is_not(None))
    )
    return (
        columns.select_from(Board)
        .join(Element, Element.board_id == Board.id)
        .where(
            Board.workshop_id == workshop_id,
            Element.audience.startswith(INBOX, autoescape=True),
            Element.deleted_seq.is_(None),
            Element.id.not_in(came_late),
            Element.id.not_in(once_public),
        )
    )


def _pieces_with(*, looked_at: bool) -> ColumnElement[int]:
    inbox = Element.audience.startswith(INBOX, autoescape=True)
    return queries.pieces(inbox if looked_at else ~inbox)


Fate = Literal["waits", "shown", "facilitators", "alone", "gone"]
"""What became of a late note: it waits; everybody sees it, its author and facilitators, its author alone, or nobody."""


def fates(board_id: str, who: Hearer, ids: Sequence[str]) -> list[Fate]:
    """Return what became of each of these notes, as far as their author may know; of others' no more than of none."""
    query = (
        select(Element.id, Element.audience, LateNote.element_id)
        .outerjoin(LateNote, (LateNote.board_id == Element.board_id) & (LateNote.element_id == Element.id))
        .where(Element.board_id == board_id, Element.id.in_(ids), Element.deleted_seq.is_(None))
    )
    found: dict[str, Fate] = {
        id_: _fate(audience, who, waits=late is not None) for id_, audience, late in db.session.execute(query)
    }
    return [found.get(id_, "gone") for id_ in ids]


def _fate(audience: str, who: Hearer, *, waits: bool) -> Fate:
    if audience == EVERYONE:
        return "shown"
    if not who.owns(audience):
        return "gone"
    if waits:
        return "waits"
    return "alone" if is_alone(audience) else "facilitators"


def count_own_waiting(board_ids: Collection[str], who: Hearer) -> dict[str, int]:
    """Return how much that somebody alone sees came late and waits, by board."""
    query = (
        select(Element.board_id, queries.pieces().label("notes"))
        .join(LateNote, (LateNote.board_id == Element.board_id) & (LateNote.element_id == Element.id))
        .where(Element.board_id.in_(board_ids), Element.audience.in_(who.names), Element.deleted_seq.is_(None))
        .group_by(Element.board_id)
    )
    return {row.board_id: row.notes for row in db.session.execute(query)}


def _waits(workshop_id: str) -> tuple[ColumnElement[bool], ...]:
    return Board.workshop_id == workshop_id, Element.deleted_seq.is_(None), Element.audience != EVERYONE


def _of(these: Collection[str] | None, others: Collection[str]) -> list[ColumnElement[bool]]:
    return [Element.audience.not_in(others), *([] if these is None else [Element.audience.in_(these)])]
