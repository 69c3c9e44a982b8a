"""How far each client's numbered ops have come, and what became of those that are sent again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.boards import wire
from app.boards.log import insert_into
from app.boards.log import ops as _ops
from app.boards.models import ClientCursor, RefusedOp
from app.boards.wire import ClientOp

_cursors: Table = ClientCursor.metadata.tables["client_cursor"]
_refused: Table = RefusedOp.metadata.tables["refused_op"]


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one numbered op: its last row, or the code of its refusal."""

    n: int
    seq: int = 0
    code: str = ""

    def as_message(self) -> dict[str, object]:
        return wire.refused(self.n, self.code) if self.code else wire.done(self.n, self.seq)


@dataclass(slots=True)
class _Cursor:
    principal_id: str
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
        return cursor is None or cursor.principal_id == principal_id

    def last(self, client_id: str) -> int:
        """The number of the client's last op that was dealt with."""
        cursor = self._cursors.get(client_id)
        return cursor.last if cursor else 0

    def outcome(self, client_id: str, n: int) -> Settled:
        """What became of an op that was dealt with. One long forgotten counts as kept."""
        return self._outcomes.get((client_id, n), Settled(n))

    def move(self, client_id: str, principal_id: str, op: ClientOp, outcome: Settled) -> None:
        """Note that the client's next op has been dealt with."""
        self._cursors.setdefault(client_id, _Cursor(principal_id, 0)).last = op.n
        self._moved.add(client_id)
        self._outcomes[client_id, op.n] = outcome
        if outcome.code:
            refusal = {"client_id": client_id, "client_n": op.n, "code": outcome.code, "body": op.raw}
            self._refusals.append(refusal)

    def load(self, connection: Connection, batches: Iterable[tuple[str, Sequence[ClientOp]]]) -> None:
        """Read the cursors of these clients, and the outcomes of ops they send again."""
        sent: dict[str, set[int]] = {}
        for client_id, ops in batches:
            sent.setdefault(client_id, set()).update(op.n for op in ops)
        rows = connection.execute(
            select(_cursors.c.client_id, _cursors.c.principal_id, _cursors.c.last_n).where(
                _cursors.c.board_id == self._board_id, _cursors.c.client_id.in_(sent)
            )
        )
        for row in rows:
            self._cursors[row.client_id] = _Cursor(row.principal_id, row.last_n)
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
                "client_id": client_id,
                "principal_id": self._cursors[client_id].principal_id,
                "last_n": self._cursors[client_id].last,
                "seen_at": self._now,
            }
            for client_id in self._moved
        ]
        connection.execute(_move_cursor(connection.dialect.name), moved)
        if self._refusals:
            also = {"board_id": self._board_id, "at": self._now}
            connection.execute(insert(_refused), [refusal | also for refusal in self._refusals])

    def _load_outcomes(self, connection: Connection, client_id: str, numbers: Sequence[int]) -> None:
        kept = select(_ops.c.client_n, _ops.c.seq, _ops.c.rows).where(
            _ops.c.board_id == self._board_id, _ops.c.client_id == client_id, _ops.c.client_n.in_(numbers)
        )
        for n, seq, rows in connection.execute(kept):
            self._outcomes[client_id, n] = Settled(n, seq + rows - 1)
        refused = select(_refused.c.client_n, _refused.c.code).where(
            _refused.c.board_id == self._board_id,
            _refused.c.client_id == client_id,
            _refused.c.client_n.in_(numbers),
        )
        for n, code in connection.execute(refused):
            self._outcomes[client_id, n] = Settled(n, code=code)


def read(connection: Connection, board_id: str, batches: Iterable[tuple[str, Sequence[ClientOp]]]) -> Cursors:
    """The cursors of a turn, as the database has them."""
    cursors = Cursors(board_id)
    cursors.load(connection, batches)
    return cursors


@cache
def _move_cursor(dialect: str) -> postgresql.Insert | sqlite.Insert:
    statement = insert_into(dialect, _cursors)
    return statement.on_conflict_do_update(
        index_elements=["board_id", "client_id"],
        set_={"last_n": statement.excluded.last_n, "seen_at": statement.excluded.seen_at},
    )
