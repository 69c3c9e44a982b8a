"""The log of a board and what it adds up to, read under the lock that puts its rows in order; `draft` writes both.

Everything here runs on a connection whose transaction somebody else began: the
committer's, or a service's. The lock on the board's row is what makes the order of
numbers the order of commits, so that nobody who reads "after 5" can ever miss a 6.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, LargeBinary, Text, bindparam, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.boards.draft import Draft, Entry
from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.audience import EVERYONE, INBOX, Hearer
from app.boards.engine.state import Board
from app.boards.engine.weight import board_of
from app.boards.tables import boards, element_of, elements, insert_into, ops

__all__ = [
    "Draft",
    "Entry",
    "boards",
    "catch_up",
    "element_of",
    "elements",
    "heard_by",
    "insert_into",
    "lock",
    "lock_all",
    "ops",
    "read_rows",
    "read_state",
]


_LOCK = (
    select(boards.c.id, boards.c.workshop_id, boards.c.canvas, boards.c.epoch, boards.c.seq, boards.c.rules)
    .where(boards.c.id == bindparam("board"))
    .with_for_update()
)
_ROWS = (
    select(ops.c.seq, ops.c.audience, ops.c.seat_id, ops.c.gesture, ops.c.body)
    .where(ops.c.board_id == bindparam("board"), ops.c.seq > bindparam("after"))
    .order_by(ops.c.seq)
    .limit(bindparam("most"))
)
"""What every turn and every look at the log asks: written once, for building a statement costs more than it."""

MOST_ROWS = 2**31 - 1
"""Where nobody says how many."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The row of a board this transaction has locked."""

    id: str
    workshop_id: str
    canvas: str
    epoch: str
    seq: int
    rules: dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the log as it is read back. `body` is the event without its number."""

    seq: int
    audience: str
    seat_id: str | None
    gesture: str | None
    body: dict[str, object]


def lock(connection: Connection, board_id: str) -> Locked | None:
    """Take the board's row: from here to the commit nobody else numbers rows of this board."""
    row = connection.execute(_LOCK, {"board": board_id}).one_or_none()
    return Locked(row.id, row.workshop_id, row.canvas, row.epoch, row.seq, row.rules) if row else None


def lock_all(connection: Connection, workshop_id: str) -> list[str]:
    """Take every board of a workshop, in id order so that two who do so never wait for each other; their ids."""
    query = select(boards.c.id).where(boards.c.workshop_id == workshop_id).order_by(boards.c.id).with_for_update()
    return list(connection.scalars(query))


def read_state(connection: Connection, board_id: str, seq: int) -> Board:
    """The board as its elements stand, which is what the log adds up to at `seq`, the number of the locked row."""
    rows = connection.execute(select(elements).where(elements.c.board_id == board_id).order_by(elements.c.created_seq))
    return board_of(seq, {row.id: element_of(row) for row in rows})


def catch_up(connection: Connection, board_id: str, state: Board) -> Board:
    """A board held from before, with what others wrote since."""
    rows = read_rows(connection, board_id, after=state.seq)
    return replay(state, [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows])


def heard_by(hearer: Hearer, audience: "Column[Any] | InstrumentedAttribute[str]") -> ColumnElement[bool]:
    """`Hearer.hears`, for a column that holds audiences. Whatever is read of a board for somebody asks this."""
    own = [EVERYONE] if hearer.seat is None else [EVERYONE, *hearer.names, *hearer.inboxes]
    if hearer.leads:
        return or_(audience.in_(own), audience.startswith(INBOX, autoescape=True))
    return audience.in_(own)


def read_rows(
    connection: Connection, board_id: str, *, after: int, hearer: Hearer | None = None, limit: int | None = None
) -> list[Row]:
    """Rows behind `after`, in order: all of them for who distributes them, or what one hears."""
    query = _ROWS if hearer is None else _ROWS.where(heard_by(hearer, ops.c.audience))
    asked = {"board": board_id, "after": after, "most": limit or MOST_ROWS}
    return [Row(*row) for row in connection.execute(query, asked)]


def octets(connection: Connection, board_id: str, *, after: int, hearer: Hearer) -> int:
    """How many bytes the rows behind `after` take that one hears."""
    body = cast(ops.c.body, Text)
    # SQLite's `octet_length` is younger than the libraries that machines bring.
    size = func.length(cast(body, LargeBinary)) if connection.dialect.name == "sqlite" else func.octet_length(body)
    rows = (ops.c.board_id == board_id, ops.c.seq > after, heard_by(hearer, ops.c.audience))
    return int(connection.scalar(select(func.sum(size)).where(*rows)) or 0)
