"""Rows about to be written behind the last one of a locked board, and the elements they change."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, insert, update

from app import aside, clock
from app.boards.alias import is_alias
from app.boards.engine import codec, schema
from app.boards.engine.apply import change
from app.boards.engine.audience import EVERYONE
from app.boards.engine.inverse import inverse
from app.boards.engine.state import Board, Element
from app.boards.tables import boards, keep_elements, ops, row_of
from app.engines import encoded

_ADD_ROWS = insert(ops)
_GO_ON = update(boards).where(boards.c.id == bindparam("board")).values(seq=bindparam("head"))


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
class Laid:
    """A draft as the tables take it: rows of the log, rows of elements, the board's new number.

    `withdrawn` says who alone hears of an element from now on, `came_or_went` is as in `Draft`. All JSON in it is
    written already, so that the transaction it goes into is short.
    """

    board_id: str
    seq: int
    ops: list[dict[str, object]]
    elements: list[dict[str, object]]
    withdrawn: dict[str, str]
    came_or_went: tuple[str, ...] = ()

    def write(self, connection: Connection) -> None:
        """Write it, behind the lock of the board it was drafted for."""
        if not self.ops:
            return
        for id_, audience in self.withdrawn.items():
            here = (ops.c.board_id == self.board_id, ops.c.target_id == id_, ops.c.audience == EVERYONE)
            connection.execute(update(ops).where(*here).values(audience=audience))
        for piece in aside.pieces(self.ops):
            connection.execute(_ADD_ROWS, piece)
        for piece in aside.pieces(self.elements):
            keep_elements(connection, piece)
        connection.execute(_GO_ON, {"board": self.board_id, "head": self.seq})


class Draft:
    """Rows in the making; `state` is the board after them."""

    def __init__(self, board_id: str, state: Board) -> None:
        # A copy of its own, which every row changes: a copy for each row of a large board would take longer than it.
        self._elements = dict(state.elements)
        self.state = replace(state, elements=self._elements)
        self._board_id = board_id
        self._rows: list[dict[str, object]] = []
        self._touched: dict[str, list[int]] = {}
        self._withdrawn: dict[str, str] = {}
        self._lay: dict[str, str | None] = {}
        self._now = clock.now()

    def add(self, entry: Entry) -> None:
        """Put one more row."""
        event = entry.event
        before = self.state.elements.get(event.id)
        if isinstance(event, schema.ElementPut) and before and before.audience == EVERYONE != event.aud:
            self._withdraw(event.id, event.aud)
        if before is not None:
            self._lay.setdefault(event.id, _public_zone(before))
        gain = change(self._elements, event, entry.seat_id)
        living, weight = self.state.living + gain.living, self.state.weight + gain.weight
        self.state = Board(self.state.seq + 1, self._elements, living, weight)
        self._touched.setdefault(event.id, []).append(self.state.seq)
        self._rows.append(
            {
                "board_id": self._board_id,
                "seq": self.state.seq,
                "at": self._now.replace(second=0, microsecond=0) if is_alias(entry.seat_id) else self._now,
                "seat_id": entry.seat_id,
                "client_id": entry.client_id,
                "client_n": entry.client_n,
                "rows": entry.rows,
                "gesture": entry.gesture,
                "kind": event.__struct_config__.tag,
                "audience": event.aud,
                "target_id": event.id,
                "body": encoded(codec.as_body(event)),
                "inverse": encoded(inverse(before, event)),
            }
        )

    @property
    def touched(self) -> Collection[str]:
        """The elements that its rows are about."""
        return self._touched.keys()

    @property
    def came_or_went(self) -> tuple[str, ...]:
        """The elements that everybody sees now and did not before, or no longer, or in another zone; no new ones."""
        now = self.state.elements
        return tuple(id_ for id_, zone in self._lay.items() if _public_zone(now[id_]) != zone)

    def laid(self) -> Laid:
        """What is to be written, all of it."""
        changed = [
            row_of(self._board_id, self.state.elements[id_], rows[0], rows[-1]) for id_, rows in self._touched.items()
        ]
        return Laid(self._board_id, self.state.seq, self._rows, changed, self._withdrawn, self.came_or_went)

    def write(self, connection: Connection) -> None:
        """Write the rows, the elements they changed and the board's new number."""
        self.laid().write(connection)

    def _withdraw(self, id_: str, audience: str) -> None:
        """Tell its rows to nobody else from now on; that it went, which is the last of them, is still told to all."""
        self._withdrawn[id_] = audience
        for row in self._rows[:-1]:
            if row["target_id"] == id_ and row["audience"] == EVERYONE:
                row["audience"] = audience


def _public_zone(element: Element) -> str | None:
    """Return the zone in which everybody sees an element; None where not everybody does."""
    return element.zone if element.audience == EVERYONE and not element.deleted else None
