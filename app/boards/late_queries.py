"""Late notes of a workshop: which of them wait for a facilitator, and what became of the others."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple, TypeVarTuple, cast

from sqlalchemy import ColumnElement, Select, select

from app.boards import queries
from app.boards.engine.audience import EVERYONE, INBOX, Hearer, is_alone
from app.boards.engine.ops import MOST_IDS
from app.boards.engine.state import NOTE, TEXT
from app.boards.engine.texts import is_blank
from app.boards.models import Board, Element, LateNote, Op
from app.boards.reading import hearer
from app.db import db
from app.workshops.models import Seat

Columns = TypeVarTuple("Columns")


class Whose(StrEnum):
    """Whose late notes are meant: those that came late of people who sit in the workshop, those of people who were
    removed from it, or those that somebody wrote alone who was removed before their reveal and let back in after it.
    """

    PRESENT = "present"
    REMOVED = "removed"
    RETURNED = "returned"


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


def waiting(workshop_id: str, whose: Whose, removed: Collection[str]) -> list[Late]:
    """Return what waits on each board of a workshop; `removed` are the audiences of people who were removed."""
    columns = select(Board.id, Board.epoch, Board.canvas, Element.id, Element.audience)
    query = _waiting(columns, workshop_id, whose, removed).order_by(Board.id, Element.id)
    found: dict[tuple[str, str, str], tuple[list[str], list[str]]] = {}
    for board_id, epoch, canvas, id_, audience in db.session.execute(query):
        found.setdefault((board_id, epoch, canvas), ([], []))[is_alone(audience)].append(id_)
    return [Late(*board, tuple(looked_at), tuple(hidden)) for board, (looked_at, hidden) in found.items()]


def count_waiting(workshop_id: str, whose: Whose, removed: Collection[str]) -> list[Counted]:
    """Return how much of that waits, by canvas."""
    seen, alone = _pieces_with(looked_at=True), _pieces_with(looked_at=False)
    query = _waiting(select(Board.canvas, seen, alone), workshop_id, whose, removed)
    return [Counted(*row) for row in db.session.execute(query.group_by(Board.id, Board.canvas))]


def authors_of_returned(workshop_id: str, removed: Collection[str]) -> list[str]:
    """Return the names of people who were let back in and whose notes wait; none where one of them stays unnamed."""
    columns = select(Board.canvas, Element.named, Seat.name).distinct()
    query = _waiting(columns, workshop_id, Whose.RETURNED, removed).outerjoin(Seat, Seat.id == Element.audience)
    found = db.session.execute(query).all()
    if not all(row.named and row.name for row in found):
        return []
    shown = all(queries.names_shown(workshop_id, canvas) for canvas in {row.canvas for row in found})
    return sorted({row.name for row in found}) if shown else []


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


def to_be_shown_on(board_id: str, workshop_id: str) -> int:
    """Return how many notes of a board wait for a facilitator to look at first; see `to_be_shown`."""
    query = _to_be_shown(select(queries.pieces()), workshop_id).where(Board.id == board_id)
    return db.session.scalar(query) or 0


def _waiting(columns: Select[*Columns], workshop_id: str, whose: Whose, removed: Collection[str]) -> Select[*Columns]:
    return (
        columns.select_from(Board)
        .join(LateNote, LateNote.board_id == Board.id)
        .join(Element, (Element.board_id == Board.id) & (Element.id == LateNote.element_id))
        .where(*_waits(workshop_id), *_of(whose, removed))
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


Fate = Literal["waits", "shown", "facilitators", "alone", "taken", "gone"]
"""State of a note: it waits; everybody sees it, its author and facilitators, or its author alone; a facilitator
deleted it (`taken`). A note that its author deleted, that another person wrote, or that never was is `gone`."""


def fates(board_id: str, who: Hearer, ids: Sequence[str]) -> list[Fate]:
    """Return what became of each of these notes, as far as their author may know; of others' no more than of none."""
    query = (
        select(
            Element.id,
            Element.audience,
            Element.author_id,
            Element.deleted_seq,
            LateNote.element_id.label("late"),
            Op.seat_id.label("deleted_by"),
        )
        .outerjoin(
            LateNote,
            (LateNote.board_id == Element.board_id) & (LateNote.element_id == Element.id) & LateNote.settled.is_(False),
        )
        .outerjoin(Op, (Op.board_id == Element.board_id) & (Op.seq == Element.deleted_seq))
        .where(Element.board_id == board_id, Element.id.in_(ids))
    )
    found: dict[str, Fate] = {}
    deleted: dict[str, int] = {}
    for row in db.session.execute(query):
        if row.deleted_seq is None:
            found[row.id] = _fate(row.audience, who, waits=row.late is not None)
        elif _is_taken(row.author_id, row.deleted_by, who):
            found[row.id], deleted[row.id] = "taken", row.deleted_seq
    merged = _merged(board_id, deleted)
    return ["gone" if id_ in merged else found.get(id_, "gone") for id_ in ids]


def _fate(audience: str, who: Hearer, *, waits: bool) -> Fate:
    if audience == EVERYONE:
        return "shown"
    if not who.owns(audience):
        return "gone"
    if waits:
        return "waits"
    return "alone" if is_alone(audience) else "facilitators"


def _is_taken(author: str | None, deleted_by: str | None, who: Hearer) -> bool:
    """True when a deleted note is of this seat and somebody else deleted it, which facilitators alone may."""
    return author in who.names and deleted_by is not None and deleted_by not in who.names


def taken_from(workshop_id: str, who: Hearer, most: int) -> list[tuple[str, str]]:
    """Return notes of somebody that facilitators deleted, each as its board and its id, those deleted last first."""
    query = (
        select(Element.board_id, Element.id, Element.deleted_seq, Element.props)
        .join(Op, (Op.board_id == Element.board_id) & (Op.seq == Element.deleted_seq))
        .where(Element.board_id.in_(queries.board_ids_in(workshop_id)))
        .where(Element.author_id.in_(who.names), Element.type.in_((NOTE, TEXT)), Op.seat_id.not_in(who.names))
        .order_by(Op.at.desc(), Element.id)
        .limit(most)
    )
    rows = [row for row in db.session.execute(query) if not is_blank(_text_in(row.props))]
    on_boards: dict[str, dict[str, int]] = {}
    for row in rows:
        on_boards.setdefault(row.board_id, {})[row.id] = row.deleted_seq
    merged = {(board_id, id_) for board_id, deleted in on_boards.items() for id_ in _merged(board_id, deleted)}
    return [found for row in rows if (found := (row.board_id, row.id)) not in merged]


def unshown_from(workshop_id: str, who: Hearer, most: int) -> list[tuple[str, str]]:
    """Return what somebody wrote that facilitators see beside them and nobody else, each as its board and its id."""
    query = (
        select(Element.board_id, Element.id, Element.props)
        .where(Element.board_id.in_(queries.board_ids_in(workshop_id)))
        .where(Element.audience.in_(who.inboxes), Element.deleted_seq.is_(None))
        .order_by(Element.board_id, Element.id)
        .limit(most)
    )
    return [(row.board_id, row.id) for row in db.session.execute(query) if not is_blank(_text_in(row.props))]


class Written(NamedTuple):
    """Words somebody wrote on a board, and whether everybody sees them there."""

    words: str
    shown: bool


def words_of_removed(workshop_id: str, principal_id: str, most: int) -> list[Written]:
    """Return what lies on the boards of somebody whose seat was ended, what not everybody sees first."""
    seat = db.session.scalar(select(Seat).where(Seat.workshop_id == workshop_id, Seat.principal_id == principal_id))
    if seat is None or seat.removed_at is None:
        return []
    shown = Element.audience == EVERYONE
    names = hearer(seat).names
    query = (
        select(Element.props, shown.label("shown"))
        .where(Element.board_id.in_(queries.board_ids_in(workshop_id)), Element.deleted_seq.is_(None))
        .where(Element.type.in_((NOTE, TEXT)), Element.author_id.in_(names))
        .order_by(shown, Element.board_id, Element.id)
        .limit(most)
    )
    rows = db.session.execute(query)
    return [Written(words, row.shown) for row in rows if not is_blank(words := _text_in(row.props))]


def texts_of(board_id: str, ids: Collection[str]) -> dict[str, str]:
    """Return the words of notes, deleted ones too; whoever asks may know them."""
    query = select(Element.id, Element.props).where(Element.board_id == board_id, Element.id.in_(ids))
    return {row.id: _text_in(row.props) for row in db.session.execute(query)}


def _text_in(props: Mapping[str, object]) -> str:
    return str(props.get("text") or "")


def _merged(board_id: str, deleted: Mapping[str, int]) -> set[str]:
    """Return which deleted notes were merged into another: their words are there, and the merge comes rows after."""
    if not deleted:
        return set()
    first, last = min(deleted.values()), max(deleted.values()) + MOST_IDS
    merges = select(Op.body).where(Op.board_id == board_id, Op.seq.between(first, last), Op.kind == "el.merge")
    return {id_ for body in db.session.scalars(merges) for id_ in cast("list[str]", body["ids"]) if id_ in deleted}


def count_own_waiting(board_ids: Collection[str], who: Hearer) -> dict[str, int]:
    """Return how much that somebody alone sees came late and waits, by board."""
    query = (
        select(Element.board_id, queries.pieces().label("notes"))
        .join(
            LateNote,
            (LateNote.board_id == Element.board_id) & (LateNote.element_id == Element.id) & LateNote.settled.is_(False),
        )
        .where(Element.board_id.in_(board_ids), Element.audience.in_(who.names), Element.deleted_seq.is_(None))
        .group_by(Element.board_id)
    )
    return {row.board_id: row.notes for row in db.session.execute(query)}


def _waits(workshop_id: str) -> tuple[ColumnElement[bool], ...]:
    alive, hidden = Element.deleted_seq.is_(None), Element.audience != EVERYONE
    return Board.workshop_id == workshop_id, LateNote.settled.is_(False), alive, hidden


def _of(whose: Whose, removed: Collection[str]) -> tuple[ColumnElement[bool], ...]:
    if whose is Whose.REMOVED:
        return (Element.audience.in_(removed),)
    return Element.audience.not_in(removed), LateNote.of_removed.is_(whose is Whose.RETURNED)
