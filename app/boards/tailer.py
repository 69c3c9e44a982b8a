"""From the log to the rooms: what this process has not told its sockets yet, each frame built once.

The log is the truth; a poke only says that looking is worth while, and once a second the
tailer looks anyway. A frame covers a range of rows: what its readers may not see is
simply absent. A seat with hidden rows in a range gets a frame of its own instead of the
shared one, so that what it was told has no holes either.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import gevent
import gevent.event
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app.boards import frames, queries
from app.boards.engine.state import EVERYONE
from app.boards.log import Row
from app.realtime import Connection, enter, leave, room, tell

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds after which the log is looked at without a poke: another process may have written."""

LEAST_TICK, TICK_PER_SOCKET = 0.008, 0.0001
"""Seconds in which rows gather for one frame: the more sockets, the longer."""

ROWS_A_LOOK = 5_000


@dataclass(slots=True)
class _Watched:
    """A board that sockets of this process have open.

    `read` is the last row looked at, `shared` the last one told to everybody; `told` says up
    to which row a seat was told by itself since. `seats` are those whose hidden rows a socket
    may hear.
    """

    read: int
    shared: int
    epoch: str
    told: dict[str, int] = field(default_factory=dict)
    seats: dict[Connection, str | None] = field(default_factory=dict)

    def sockets_of(self, seats: Iterable[str]) -> list[Connection]:
        wanted = set(seats)
        return [connection for connection, seat in self.seats.items() if seat in wanted]


class Tailer:
    """Tells the sockets of one process what happens on the boards they have open."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._boards: dict[str, _Watched] = {}
        self._poked = gevent.event.Event()
        self._at_work: gevent.Greenlet[[], None] | None = None

    def watch(self, board_id: str, connection: Connection, seat_id: str | None) -> None:
        """Let a socket hear a board from now on; `seat_id` is whose hidden rows it may hear too.

        Call it before reading what the socket is told first: then a row may come twice, never not at all.
        """
        enter(connection, room.board(board_id))
        if board_id not in self._boards:
            epoch, seq = queries.head(board_id)
            self._boards.setdefault(board_id, _Watched(seq, seq, epoch))
        self._boards[board_id].seats[connection] = seat_id
        if self._at_work is None or self._at_work.dead:
            self._at_work = gevent.spawn(self._work)

    def unwatch(self, connection: Connection, board_id: str | None = None) -> None:
        """A socket is gone, or closed one board."""
        for id_ in [board_id] if board_id else list(self._boards):
            watched = self._boards.get(id_)
            if watched is None or connection not in watched.seats:
                continue
            del watched.seats[connection]
            leave(connection, room.board(id_))
            if not watched.seats:
                del self._boards[id_]

    def poke(self, board_id: str) -> None:
        """Say that a board has new rows. Costs nothing where no socket has it open."""
        if board_id in self._boards:
            self._poked.set()

    def _work(self) -> None:
        """As long as any board is open."""
        while self._boards:
            if self._poked.wait(timeout=LOOK_EVERY):
                gevent.sleep(max(LEAST_TICK, TICK_PER_SOCKET * sum(len(each.seats) for each in self._boards.values())))
            self._poked.clear()
            try:
                with self._app.app_context():
                    self._look()
            except SQLAlchemyError:
                log.exception("The log could not be read; it is tried again")

    def _look(self) -> None:
        for board_id, seq in queries.heads(list(self._boards)).items():
            watched = self._boards.get(board_id)
            if watched is not None and seq > watched.read:
                rows = queries.rows_since(board_id, watched.read, audience=None, limit=ROWS_A_LOOK)
                if rows:
                    self._tell(board_id, watched, rows)
                if len(rows) == ROWS_A_LOOK:
                    self._poked.set()

    def _tell(self, board_id: str, watched: _Watched, rows: Sequence[Row]) -> None:
        end = rows[-1].seq
        hidden = {row.audience for row in rows if row.audience != EVERYONE}
        public = [row for row in rows if row.audience == EVERYONE]
        by_themselves = hidden | set(watched.told) if public else hidden
        for seat in by_themselves:
            own = [row for row in rows if row.audience in {EVERYONE, seat}]
            start = watched.told.get(seat, watched.shared)
            for frame in frames.cut(board_id, watched.epoch, (start, end), own):
                for connection in watched.sockets_of([seat]):
                    tell(connection, "frame", frame)
            watched.told[seat] = end
        if public:
            for frame in frames.cut(board_id, watched.epoch, (watched.shared, end), public):
                tell(room.board(board_id), "frame", frame, but=watched.sockets_of(by_themselves))
            watched.shared = end
            watched.told.clear()
        watched.read = end
