"""The log of a board, and the elements it adds up to. Nothing else writes either.

Everything here runs on a connection whose transaction somebody else began: the
committer's, or a service's. The lock on the board's row is what makes the order of
numbers the order of commits, so that nobody who reads "after 5" can ever miss a 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Table, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute

from app import clock
from app.boards.engine import codec, schema
from app.boards.engine.apply import change, replay
from app.boards.engine.audience import EVERYONE, INBOX, Hearer
from app.boards.engine.inverse import inverse
from app.boards.engine.state import BESIDE, Board, Element
from app.boards.models import Board as BoardTable
from app.boards.models import Element as ElementTable
from app.boards.models import Op as OpTable

boards: Table = BoardTable.metadata.tables["board"]
elements: Table = ElementTable.metadata.tables["element"]
ops: Table = OpTable.metadata.tables["op"]

_DEFAULTS = {
    "text": "",
    "gloss": None,
    "x": 0,
    "y": 0,
    "w": 160,
    "h": 120,
    "colour": None,
    "lang": None,
    "dir": "auto",
}
"""What `props` hold, and what a row written before one of them was thought of counts as."""


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
class Entry:
    """What is to become a row: an event, the seat behind it, and on the first row of a client's op whose it was."""

    event: schema.Event
    seat_id: str | None = None
    client_id: str | None = None
    client_n: int | None = None
    rows: int = 1
    gesture: str | None = None


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
    columns = (boards.c.id, boards.c.workshop_id, boards.c.canvas, boards.c.epoch, boards.c.seq, boards.c.rules)
    row = connection.execute(select(*columns).where(boards.c.id == board_id).with_for_update()).one_or_none()
    return Locked(row.id, row.workshop_id, row.canvas, row.epoch, row.seq, row.rules) if row else None


def lock_all(connection: Connection, workshop_id: str) -> list[str]:
    """Take every board of a workshop, in id order so that two who do so never wait for each other; their ids."""
    query = select(boards.c.id).where(boards.c.workshop_id == workshop_id).order_by(boards.c.id).with_for_update()
    return list(connection.scalars(query))


class Draft:
    """Rows about to be written behind the last one of a locked board."""

    def __init__(self, board_id: str, state: Board) -> None:
        # A copy of its own, which every row changes: a copy for each row of a large board would take longer than it.
        self._elements = dict(state.elements)
        self.state = replace(state, elements=self._elements)
        self._board_id = board_id
        self._rows: list[dict[str, object]] = []
        self._touched: dict[str, list[int]] = {}
        self._withdrawn: dict[str, str] = {}
        self._now = clock.now()

    def add(self, entry: Entry) -> None:
        """Put one more row; `state` is the board after it."""
        event = entry.event
        before = self.state.elements.get(event.id)
        if isinstance(event, schema.ElementPut) and before and before.audience == EVERYONE != event.aud:
            self._withdraw(event.id, event.aud)
        more = change(self._elements, event, entry.seat_id)
        self.state = Board(self.state.seq + 1, self._elements, self.state.living + more)
        self._touched.setdefault(event.id, []).append(self.state.seq)
        self._rows.append(
            {
                "board_id": self._board_id,
                "seq": self.state.seq,
                "at": self._now,
                "seat_id": entry.seat_id,
                "client_id": entry.client_id,
                "client_n": entry.client_n,
                "rows": entry.rows,
                "gesture": entry.gesture,
                "kind": event.__struct_config__.tag,
                "audience": event.aud,
                "target_id": event.id,
                "body": codec.as_body(event),
                "inverse": inverse(before, event),
            }
        )

    def write(self, connection: Connection) -> None:
        """Write the rows, the elements they changed and the board's new number."""
        if not self._rows:
            return
        for id_, audience in self._withdrawn.items():
            here = (ops.c.board_id == self._board_id, ops.c.target_id == id_, ops.c.audience == EVERYONE)
            connection.execute(update(ops).where(*here).values(audience=audience))
        connection.execute(insert(ops), self._rows)
        changed = [(self.state.elements[id_], rows[0], rows[-1]) for id_, rows in self._touched.items()]
        _keep_elements(connection, self._board_id, changed)
        connection.execute(update(boards).where(boards.c.id == self._board_id).values(seq=self.state.seq))

    def _withdraw(self, id_: str, audience: str) -> None:
        """Tell its rows to nobody else from now on; that it went, which is the last of them, is still told to all."""
        self._withdrawn[id_] = audience
        for row in self._rows[:-1]:
            if row["target_id"] == id_ and row["audience"] == EVERYONE:
                row["audience"] = audience


def read_state(connection: Connection, board_id: str, seq: int) -> Board:
    """The board as its elements stand, which is what the log adds up to at `seq`, the number of the locked row."""
    rows = connection.execute(select(elements).where(elements.c.board_id == board_id).order_by(elements.c.created_seq))
    held = {row.id: element_of(row) for row in rows}
    return Board(seq, held, sum(not element.deleted for element in held.values()))


def catch_up(connection: Connection, board_id: str, state: Board) -> Board:
    """A board held from before, with what others wrote since."""
    rows = read_rows(connection, board_id, after=state.seq)
    return replay(state, [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows])


def heard_by(hearer: Hearer, audience: "Column[Any] | InstrumentedAttribute[str]") -> ColumnElement[bool]:
    """`Hearer.hears`, for a column that holds audiences. Whatever is read of a board for somebody asks this."""
    own = [EVERYONE] if hearer.seat is None else [EVERYONE, hearer.seat, *hearer.inboxes]
    if hearer.leads:
        return or_(audience.in_(own), audience.startswith(INBOX, autoescape=True))
    return audience.in_(own)


def read_rows(
    connection: Connection, board_id: str, *, after: int, hearer: Hearer | None = None, limit: int | None = None
) -> list[Row]:
    """Rows behind `after`, in order: all of them for who distributes them, or what one hears."""
    columns = (ops.c.seq, ops.c.audience, ops.c.seat_id, ops.c.gesture, ops.c.body)
    query = select(*columns).where(ops.c.board_id == board_id, ops.c.seq > after).order_by(ops.c.seq)
    if hearer is not None:
        query = query.where(heard_by(hearer, ops.c.audience))
    return [Row(*row) for row in connection.execute(query if limit is None else query.limit(limit))]


def element_of(row: Any) -> Element:  # noqa: ANN401 - a row of the element table, of the ORM or of Core
    """The element a row keeps."""
    return Element(
        id=row.id,
        type=row.type,
        zone=row.zone or "",
        parent=row.parent_id,
        z=row.z,
        author=row.author_id,
        named=row.named,
        audience=row.audience,
        generation=row.generation,
        deleted=row.deleted_seq is not None,
        **{name: row.props.get(name, default) for name, default in _DEFAULTS.items()},
        **{name: _kept(row.props[name]) for name in BESIDE if name in row.props},
    )


def _beside(element: Element) -> dict[str, object]:
    """What only its type has."""
    return {name: value for name in BESIDE if (value := getattr(element, name)) is not None}


def _kept(value: object) -> Any:  # noqa: ANN401 - of whichever property
    """A property as the engine has it: what JSON calls a list does not change."""
    return tuple(value) if isinstance(value, list) else value


def insert_into(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An insert that can say what happens where the row is there already, as this database writes it."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def _keep_elements(connection: Connection, board_id: str, changed: Iterable[tuple[Element, int, int]]) -> None:
    rows = [_as_row(board_id, element, first, last) for element, first, last in changed]
    connection.execute(_put_element(connection.dialect.name), rows)


@cache
def _put_element(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, elements)
    fresh = {"board_id", "id", "created_seq"}
    return statement.on_conflict_do_update(
        index_elements=["board_id", "id"],
        set_={column.name: statement.excluded[column.name] for column in elements.c if column.name not in fresh},
    )


def _as_row(board_id: str, element: Element, first: int, last: int) -> dict[str, object]:
    return {
        "board_id": board_id,
        "id": element.id,
        "type": element.type,
        "zone": element.zone,
        "parent_id": element.parent,
        "z": element.z,
        "props": {name: getattr(element, name) for name in _DEFAULTS} | _beside(element),
        "audience": element.audience,
        "author_id": element.author,
        "named": element.named,
        "generation": element.generation,
        "created_seq": first,
        "updated_seq": last,
        "deleted_seq": last if element.deleted else None,
    }
