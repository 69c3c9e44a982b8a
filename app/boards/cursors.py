"""How far each client's numbered ops have come, and what became of those that are sent again.

The cursor alone makes that nothing is taken twice: a row of the log says whose op it was only where somebody is
named. Of what no row tells any more, a client that sends again hears that it was taken, and waits for the board's
last row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Table, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.boards import wire
from app.boards.alias import holder_of, page_of, refusal_of
from app.boards.log import insert_into
from app.boards.log import ops as _ops
from app.boards.models import ClientCursor, RefusedOp
from app.boards.wire import ClientOp

_cursors: Table = ClientCursor.metadata.tables["client_cursor"]
_refused: Table = RefusedOp.metadata.tables["refused_op"]

_CURSORS = select(_cursors.c.client_id, _cursors.c.holder, _cursors.c.last_n).where(
    _cursors.c.board_id == bindparam("board"), _cursors.c.client_id.in_(bindparam("pages", expanding=True))
)

MOST_ASKED = 5_000
"""Of so many ops one may ask at once which were refused: a page has no more waiting."""

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one numbered op: its last row, or the code of its refusal; how many elements it `touched`, and
    whether that was just now. It is `late` where it waits for a facilitator, for writing was over, and `left` where
    the end of the workshop left with its author what was written with it. Words that came after the reveal of their
    note are `beside` it, in a note of their own. With `about` its row is somewhere before, for no row says whose it is.
    """

    n: int
    seq: int = 0
    code: str = ""
    touched: int = 1
    fresh: bool = False
    about: bool = False
    late: bool = False
    left: bool = False
    beside: bool = False

    def as_message(self) -> dict[str, object]:
        if self.code:
            return wire.refused(self.n, self.code)
        holding = {"about": self.about, "late": self.late, "left": self.left, "beside": self.beside}
        return wire.done(self.n, self.seq, *(name for name, holds in holding.items() if holds))


@dataclass(slots=True)
class _Cursor:
    holder: str
    last: int


class Cursors:
    """The cursors of the clients in one turn."""

    def __init__(self, board_id: str) -> None:
        self._board_id = board_id
        self._cursors: dict[str, _Cursor] = {}
        self._outcomes: dict[tuple[str, int], Settled] = {}
        self._moved: set[str] = set()
        self._refusals: list[dict[str, object]] = []
        self._now = clock.now()

    def belongs_to(self, client_id: str, principal_id: str) -> bool:
        """Whether the client is this principal's, or nobody's yet."""
        cursor = self._cursors.get(client_id)
        return cursor is None or cursor.holder == holder_of(client_id, principal_id)

    def last(self, client_id: str) -> int:
        """The number of the client's last op that was dealt with."""
        cursor = self._cursors.get(client_id)
        return cursor.last if cursor else 0

    def outcome(self, client_id: str, n: int, *, head: int) -> Settled:
        """What became of an op that was dealt with. One that no row tells of counts as kept, `head` at the latest."""
        return self._outcomes.get((client_id, n), Settled(n, head, about=True))

    def move(self, client_id: str, principal_id: str, op: ClientOp, outcome: Settled, *, most: int) -> int:
        """Note that the client's next op was dealt with; the bytes kept of one that was refused, `most` at most."""
        if client_id not in self._cursors:
            self._cursors[client_id] = _Cursor(holder_of(client_id, principal_id), 0)
        self._cursors[client_id].last = op.n
        self._moved.add(client_id)
        self._outcomes[client_id, op.n] = outcome
        if not outcome.code:
            return 0
        size = op.size
        content = wire.content_of(op.raw) if size <= most else {}
        self._refusals.append({"id": refusal_of(client_id, op.n), "code": outcome.code, "body": content})
        return size if content else 0

    def load(self, connection: Connection, batches: Iterable[tuple[str, Sequence[ClientOp]]]) -> None:
        """Read the cursors of these clients, and the outcomes of ops they send again."""
        sent: dict[str, set[int]] = {}
        for client_id, ops in batches:
            sent.setdefault(client_id, set()).update(op.n for op in ops)
        pages = {page_of(client_id): client_id for client_id in sent}
        rows = connection.execute(_CURSORS, {"board": self._board_id, "pages": list(pages)})
        for row in rows:
            self._cursors[pages[row.client_id]] = _Cursor(row.holder, row.last_n)
        for client_id, numbers in sent.items():
            if again := [n for n in numbers if n <= self.last(client_id)]:
                self._load_outcomes(connection, client_id, again)

    def write(self, connection: Connection) -> None:
        """Write the cursors that moved, and what was refused."""
        if not self._moved:
            return
        moved = [
            {
                "board_id": self._board_id,
                "client_id": page_of(client_id),
                "holder": self._cursors[client_id].holder,
                "last_n": self._cursors[client_id].last,
                "seen_at": _day(self._now),
            }
            for client_id in self._moved
        ]
        connection.execute(_move_cursor(connection.dialect.name), moved)
        if self._refusals:
            also = {"board_id": self._board_id, "at": _day(self._now) + timedelta(days=1)}
            connection.execute(insert(_refused), [refusal | also for refusal in self._refusals])

    def _load_outcomes(self, connection: Connection, client_id: str, numbers: Sequence[int]) -> None:
        kept = select(_ops.c.client_n, _ops.c.seq, _ops.c.rows).where(
            _ops.c.board_id == self._board_id, _ops.c.client_id == page_of(client_id), _ops.c.client_n.in_(numbers)
        )
        for n, seq, rows in connection.execute(kept):
            self._outcomes[client_id, n] = Settled(n, seq + rows - 1)
        for n, code in refused_among(connection, self._board_id, client_id, numbers):
            self._outcomes[client_id, n] = Settled(n, code=code)


def read(connection: Connection, board_id: str, batches: Iterable[tuple[str, Sequence[ClientOp]]]) -> Cursors:
    """The cursors of a turn, as the database has them."""
    cursors = Cursors(board_id)
    cursors.load(connection, batches)
    return cursors


def refused_among(
    connection: Connection, board_id: str, client_id: str, numbers: Sequence[int]
) -> list[tuple[int, str]]:
    """Which of these ops of a client were refused, each with its code, in order; of very many the last ones."""
    found: list[tuple[int, str]] = []
    asked = numbers[-MOST_ASKED:]
    for first in range(0, len(asked), _AT_ONCE):
        known = {refusal_of(client_id, n): n for n in asked[first : first + _AT_ONCE]}
        query = select(_refused.c.id, _refused.c.code).where(_refused.c.board_id == board_id, _refused.c.id.in_(known))
        found += sorted((known[id_], code) for id_, code in connection.execute(query))
    return found


def _day(moment: datetime) -> datetime:
    """The day of a moment: nearer, it would say which rows of the log came with it."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


@cache
def _move_cursor(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, _cursors)
    return statement.on_conflict_do_update(
        index_elements=["board_id", "client_id"],
        set_={"last_n": statement.excluded.last_n, "seen_at": statement.excluded.seen_at},
    )
