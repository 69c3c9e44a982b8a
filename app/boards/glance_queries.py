"""A board in figures, for those who lead: how many notes lie in each zone, and how many people have written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select

from app.boards import inbox_queries
from app.boards.alias import alias_of
from app.boards.engine.audience import EVERYONE
from app.boards.engine.state import NOTE
from app.boards.models import Board, Element
from app.db import db
from app.workshops.models import Seat, SeatRole


@dataclass(frozen=True, slots=True)
class InZone:
    """How many notes of a zone everybody sees, and how many are hidden."""

    shown: int = 0
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """How many participants have a note on a board, hidden or not, of how many there are."""

    people: int
    of: int

    @classmethod
    def of_all(cls, tables: Iterable["Written"]) -> "Written":
        """Return how many they are at all of these tables together."""
        several = list(tables)
        return cls(sum(each.people for each in several), sum(each.of for each in several))


def notes_by_zone(board_id: str) -> Mapping[str, InZone]:
    """Return how many notes lie in each zone that has some, by the ids of the zones."""
    is_shown = Element.audience == EVERYONE
    rows = db.session.execute(
        select(Element.zone, _count_of(is_shown), _count_of(~is_shown))
        .where(*_living_notes(board_id))
        .group_by(Element.zone)
    )
    return {str(zone): InZone(int(shown), int(hidden)) for zone, shown, hidden in rows}


def written_by_table(board: Board) -> Mapping[str, Written]:
    """Return how many participants of each table have written on a board, by its name; "" are those at none.

    Somebody who wrote both named and unnamed is one.
    """
    participants = db.session.execute(
        select(Seat.id, Seat.table).where(
            Seat.workshop_id == board.workshop_id, Seat.removed_at.is_(None), Seat.role == SeatRole.PARTICIPANT
        )
    ).all()
    authors = set(db.session.scalars(select(Element.author_id).where(*_living_notes(board.id)).distinct()))
    veil = inbox_queries.veil_of(board.id)
    sitting = Counter(table for _seat, table in participants)
    written = Counter(table for seat, table in participants if not authors.isdisjoint((seat, alias_of(veil, seat))))
    return {table: Written(written[table], count) for table, count in sorted(sitting.items())}


def _living_notes(board_id: str) -> tuple[ColumnElement[bool], ...]:
    return Element.board_id == board_id, Element.type == NOTE, Element.deleted_seq.is_(None)


def _count_of(holds: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((holds, 1), else_=0))
