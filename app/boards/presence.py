"""Who is here, where they point, what they write on and chose: told in ticks, kept nowhere, lost without harm.

Each process knows the people whose sockets it has, and says at each tick to the others of its
house, through Redis, where they are (`elsewhere.py`). What somebody says replaces what they
said before; a tick tells everybody at once what is new since the last one. The rules of
the workshops are read at each tick, for all boards that have one at about the same moment, so
that nothing is told that was allowed a moment ago.
"""

import hmac
import time
from collections.abc import Collection

import gevent
import gevent.event
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.boards import presence_queries
from app.boards.elsewhere import read_apart, read_people
from app.boards.flashes import flash_of, read_flashes
from app.boards.models import Board
from app.boards.opened import Opened
from app.boards.pointing import Pointing
from app.errors import NotFound
from app.realtime import Connection, enter, leave, poke, room
from app.realtime.limits import Bucket
from app.sparing import sparing_log
from app.workshops.models import Seat, SeatRole

log = sparing_log(__name__)

LOOK_EVERY = 1.0
"""Seconds after which boards are looked at although nobody said anything: cursors come to rest."""

ROUND = 0.05
"""Seconds between two rounds: boards that have a tick within them are asked about together."""

KEY = 22
"""Letters of the key by which a person is known among the processes of a house."""

WORDS_PER_SECOND, WORDS_AT_ONCE = 15, 30
"""How often one principal is heard, over all its pages. What is beyond is not missed."""


class Presence:
    """The people on the boards of one process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._alone = not app.config["REDIS_URL"]
        self._secret = str(app.config["SECRET_KEY"]).encode()
        self._boards: dict[str, Opened] = {}
        self._said: dict[str, Bucket] = {}
        self._stirred = gevent.event.Event()
        self._at_work: gevent.Greenlet[[], None] | None = None

    def come(self, board: Board, seat: Seat, connection: Connection) -> None:
        """Somebody opens a board. A wall is a screen and nobody."""
        if seat.role == SeatRole.WALL:
            return
        if board.id not in self._boards:
            anonymous = presence_queries.never_names(board.workshop_id, board.canvas)
            self._boards.setdefault(board.id, Opened(board.id, anonymous, self._alone))
        opened = self._boards[board.id]
        opened.come(connection, self._key(board.id, seat.principal_id), seat)
        enter(connection, room.pointing(board.id))
        self._stir(opened)

    def go(self, connection: Connection, board_id: str | None = None) -> None:
        """A socket is gone, or closed one board."""
        for id_ in [board_id] if board_id else list(self._boards):
            opened = self._boards.get(id_)
            if opened is None or connection not in opened.tabs:
                continue
            leave(connection, room.pointing(id_))
            if opened.go(connection):
                self._said.pop(connection.principal_id, None)
            if opened.tabs:
                self._stir(opened)
            else:
                del self._boards[id_]
                poke("presence", id_, b=id_, people=[])

    def take(self, connection: Connection, said: Pointing) -> None:
        """Hear where somebody points, what they write on and what they chose.

        Raises:
            NotFound: this socket has not opened the board, or shows it on a wall.
        """
        opened = self._boards.get(said.board)
        key = opened.tabs.get(connection) if opened else None
        if opened is None or key is None:
            raise NotFound
        now = clock.now()
        bucket = self._said.setdefault(connection.principal_id, Bucket(WORDS_PER_SECOND, WORDS_AT_ONCE, now))
        # Going out of sight is heard however much was said before.
        heard = bucket.takes(now)
        if said.off or heard:
            if said.ask:
                opened.fresh.add(connection)
            if said.off:
                opened.people.say(key, None, None, now, chosen=())
            else:
                opened.people.say(key, said.at, said.writes, now, chosen=said.chosen)
            if heard and (flash := flash_of(key, said)):
                opened.flash(flash)
            self._stir(opened)

    def hear_flashes(self, board_id: str, flashes: object) -> None:
        """Another process says what is told once."""
        if opened := self._boards.get(board_id):
            opened.flash(*read_flashes(flashes), afar=True)
            self._stir(opened)

    def hear(self, sender: str, board_id: str, people: object, apart: object) -> None:
        """Another process says whom it has on a board."""
        if opened := self._boards.get(board_id):
            opened.elsewhere.hear(sender, read_people(people), clock.now(), apart=read_apart(apart))
            self._stir(opened)

    def _key(self, board_id: str, principal_id: str) -> str:
        """Somebody on one board, the same on each process of the house."""
        return hmac.digest(self._secret, f"presence {board_id} {principal_id}".encode(), "sha256").hex()[:KEY]

    def _stir(self, opened: Opened) -> None:
        opened.stirred = True
        self._stirred.set()
        if self._at_work is None or self._at_work.dead:
            self._at_work = gevent.spawn(self._work)

    def _work(self) -> None:
        """As long as somebody has any board open."""
        looked = time.monotonic()
        while self._boards:
            self._stirred.wait(timeout=self._left(looked))
            self._stirred.clear()
            now = time.monotonic()
            everywhere = now - looked >= LOOK_EVERY
            due = [each for each in self._boards.values() if _is_due(each.waits(now), everywhere=everywhere)]
            try:
                with self._app.app_context():
                    self._tick(due, now)
            except SQLAlchemyError:
                log.exception("Who is on the boards could not be told; it is tried again")
            looked = now if everywhere else looked
            gevent.sleep(ROUND)

    def _left(self, looked: float) -> float:
        """Seconds in which nothing is due unless somebody says something."""
        now = time.monotonic()
        waits = (opened.waits(now) for opened in self._boards.values())
        return max(0.0, min([looked + LOOK_EVERY - now, *(wait for wait in waits if wait is not None)]))

    def _tick(self, boards: Collection[Opened], now: float) -> None:
        """Ask once how all these boards stand, and tell of each what may be told."""
        asked = {opened.id: opened.begin(now) for opened in boards}
        standings = presence_queries.standing_now(asked) if asked else {}
        for opened in boards:
            if (standing := standings.get(opened.id)) is None:
                continue
            try:
                opened.tell(standing)
            except Exception:
                # What is wrong with one board is no reason to tell nothing of the others.
                log.exception("Who is on board %s could not be told; it is tried again", opened.id)


def _is_due(waits: float | None, *, everywhere: bool) -> bool:
    """Whether a board has its tick now; one of which nobody said anything has it with all the others."""
    return everywhere if waits is None else not waits
