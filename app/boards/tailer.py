"""From the log to the rooms: what this process has not told its sockets yet, each frame built once.

The log is the truth; a poke only says that looking is worth while, and twice a second the
tailer looks anyway. A frame covers a range of rows: what its readers may not see is
simply absent. Who hears hidden rows in a range gets a frame of their own instead of the
shared one, so that what they were told has no holes either; facilitators who hear the same
share one (`watched.py`). Who facilitates is asked at the moment of telling.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta

import gevent
import gevent.event
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.boards import frames, inbox_queries, queries, wire
from app.boards.engine.audience import ALL, EVERYONE, INBOX, Hearer, is_inbox
from app.boards.log import Row
from app.boards.watched import Own, Watched
from app.realtime import Connection, enter, leave, room, tell
from app.sparing import sparing_log

log = sparing_log(__name__)

LOOK_EVERY = timedelta(seconds=0.5)
"""How often the log is looked at without a poke: another process may have written."""

LEAST_TICK, TICK_PER_SOCKET = 0.008, 0.0001
"""Seconds in which rows gather for one frame: the more sockets, the longer."""

ROWS_A_LOOK = 5_000


class Tailer:
    """Tells the sockets of one process what happens on the boards they have open."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._boards: dict[str, Watched] = {}
        self._poked: set[str] = set()
        self._stirred = gevent.event.Event()
        self._at_work: gevent.Greenlet[[], None] | None = None

    def watch(self, board_id: str, connection: Connection, hearer: Hearer) -> None:
        """Let a socket hear a board from now on, as the hearer it is.

        Call it before reading what the socket is told first: then a row may come twice, never not at all.
        """
        if board_id not in self._boards:
            epoch, seq = queries.head(board_id)
            self._boards.setdefault(board_id, Watched(seq, seq, epoch))
        # Both at once: who is in the room and no hearer yet would hear what all hear in the place of their own.
        self._boards[board_id].hearers[connection] = hearer
        enter(connection, room.board(board_id))
        if self._at_work is None or self._at_work.dead:
            self._at_work = gevent.spawn(self._work)

    def unwatch(self, connection: Connection, board_id: str | None = None) -> None:
        """A socket is gone, or closed one board."""
        for id_ in [board_id] if board_id else list(self._boards):
            watched = self._boards.get(id_)
            if watched is None or connection not in watched.hearers:
                continue
            del watched.hearers[connection]
            leave(connection, room.board(id_))
            if not watched.hearers:
                del self._boards[id_]

    def poke(self, board_id: str) -> None:
        """Say that a board has new rows. Costs nothing where no socket has it open."""
        if board_id in self._boards:
            self._poked.add(board_id)
            self._stirred.set()

    def _work(self) -> None:
        """As long as any board is open: what comes alone is told at once, what comes meanwhile after a tick."""
        looked = clock.now()
        while self._boards:
            # Where the clock was set back, the wait for the next look begins anew.
            looked = min(looked, clock.now())
            # No longer than until the next look: a poke just before it must not put it off by another whole wait.
            left = LOOK_EVERY - (clock.now() - looked)
            self._stirred.wait(timeout=max(0.0, left.total_seconds()))
            self._stirred.clear()
            poked, self._poked = self._poked, set()
            everywhere = clock.now() - looked >= LOOK_EVERY
            try:
                with self._app.app_context():
                    self._look(poked | self._behind() if everywhere else poked)
            except SQLAlchemyError:
                log.exception("The log could not be read; it is tried again")
            looked = clock.now() if everywhere else looked
            gevent.sleep(max(LEAST_TICK, TICK_PER_SOCKET * sum(len(each.hearers) for each in self._boards.values())))

    def _behind(self) -> set[str]:
        """The boards that others have written on."""
        heads = queries.heads(list(self._boards))
        return {id_ for id_, seq in heads.items() if id_ in self._boards and seq > self._boards[id_].read}

    def _look(self, board_ids: set[str]) -> None:
        for board_id in board_ids:
            try:
                self._look_at(board_id)
            except SQLAlchemyError:
                raise
            except Exception:
                # What is wrong with one board is no reason to tell nothing of the others.
                log.exception("The rows of board %s could not be told; it is tried again", board_id)

    def _look_at(self, board_id: str) -> None:
        watched = self._boards.get(board_id)
        if watched is None:
            return
        rows = queries.rows_since(board_id, watched.read, hearer=None, limit=ROWS_A_LOOK)
        if rows:
            self._tell(board_id, watched, rows)
        if len(rows) == ROWS_A_LOOK:
            self.poke(board_id)

    def _tell(self, board_id: str, watched: Watched, rows: Sequence[Row]) -> None:
        """Tell each row to whom it is for; what all see is written twice at most, however many were told by themselves.

        Who is further than all is told first, in a few bytes, that nothing more was theirs up to here: had something
        of their own not come, their page would notice. From here on they hear what all hear.
        """
        end = rows[-1].seq
        public = [row for row in rows if row.audience == EVERYONE]
        hidden = [row for row in rows if row.audience != EVERYONE]
        alone: set[Connection] = set()
        further: set[Connection] = set()
        for (start, heard, _owner), hearers in self._parted(board_id, watched, hidden, public=bool(public)).items():
            sockets = watched.sockets_of(hearers)
            if heard:
                alone.update(sockets)
                told = [row for row in rows if row.audience == EVERYONE or row.seq in heard]
                for frame in frames.cut(board_id, watched.epoch, (start, end), told, to=hearers[0]):
                    tell(sockets, "frame", frame)
            else:
                further.update(sockets)
                if start < watched.read:
                    tell(sockets, "frame", wire.frame(board_id, watched.epoch, (start, watched.read), []))
        if public:
            self._tell_room(board_id, watched, (watched.shared, end), public, but=alone | further)
        if further:
            others = watched.hearers.keys() - further
            self._tell_room(board_id, watched, (watched.read, end), public, but=others)
        watched.move_on(end, hidden, public=bool(public))

    def _tell_room(
        self,
        board_id: str,
        watched: Watched,
        span: tuple[int, int],
        public: Sequence[Row],
        *,
        but: Collection[Connection],
    ) -> None:
        for frame in frames.cut(board_id, watched.epoch, span, public, to=ALL):
            tell(room.board(board_id), "frame", frame, but=but)

    def _parted(
        self, board_id: str, watched: Watched, hidden: Sequence[Row], *, public: bool
    ) -> dict[Own, list[Hearer]]:
        """Who hears something else than all; who facilitates, and under which alias people write, is asked now."""
        if hidden:
            watched.veiled(inbox_queries.veil_of(board_id))
        if not hidden and not watched.told:
            return {}
        led = INBOX in watched.told or any(is_inbox(row.audience) for row in hidden)
        return watched.parted(hidden, inbox_queries.leading_seats(board_id) if led else (), public=public)
