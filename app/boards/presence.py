"""Who is here, where they point, what they write on and chose: told in ticks, kept nowhere, lost without harm.

Each process knows the people whose sockets it has, and says at each tick to the others of its
house, through Redis, where they are (`elsewhere.py`). What somebody says replaces what they
said before; a tick tells everybody at once what is new since the last one. The rules of
the workshop are read at each tick, so that nothing is told that was allowed a moment ago.
"""

import hmac
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import gevent
import gevent.event
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.boards import presence_queries, told, whereabouts
from app.boards.elsewhere import SAID_AGAIN, SILENT, Elsewhere, read_apart, read_people, write_people
from app.boards.models import Board
from app.boards.pointing import Pointing
from app.boards.told import Open, View
from app.boards.whereabouts import Whereabouts
from app.errors import NotFound
from app.realtime import Connection, enter, leave, poke, room, tell
from app.realtime.limits import Bucket
from app.sparing import sparing_log
from app.workshops.models import LEADING_ROLES, Seat, SeatRole

log = sparing_log(__name__)

LOOK_EVERY = 1.0
"""Seconds after which a board is looked at although nobody said anything: cursors come to rest."""

WHOLE_EVERY = timedelta(seconds=30)
"""How often everything is told anew: what a slow page missed is right again then."""

KEY = 22
"""Letters of the key by which a person is known among the processes of a house."""

WORDS_PER_SECOND, WORDS_AT_ONCE = 15, 30
"""How often one principal is heard, over all its pages. What is beyond is not missed."""


def _draw() -> int:
    return 1 + secrets.randbelow(whereabouts.LARGEST_NUMBER)


@dataclass(slots=True)
class _Opened:
    """A board that people of this process have open. `tabs` says whose each socket is; `fresh` know nothing yet.

    A person goes by a key that says nobody, so that the other processes may be told it; `said` is what
    they were told last, and when.
    """

    anonymous: bool
    people: Whereabouts = field(default_factory=lambda: Whereabouts(_draw))
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    said: tuple[object, datetime] | None = None
    tabs: dict[Connection, str] = field(default_factory=dict)
    fresh: set[Connection] = field(default_factory=set)
    numbers: dict[str, int | None] = field(default_factory=dict)
    whole_at: datetime = field(default_factory=clock.now)
    stirred: gevent.event.Event = field(default_factory=gevent.event.Event)
    at_work: "gevent.Greenlet[[str, _Opened], None] | None" = None


class Presence:
    """The people on the boards of one process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._alone = not app.config["REDIS_URL"]
        self._secret = str(app.config["SECRET_KEY"]).encode()
        self._boards: dict[str, _Opened] = {}
        self._said: dict[str, Bucket] = {}

    def come(self, board: Board, seat: Seat, connection: Connection) -> None:
        """Somebody opens a board. A wall is a screen and nobody."""
        if seat.role == SeatRole.WALL:
            return
        if board.id not in self._boards:
            anonymous = presence_queries.never_names(board.workshop_id, board.canvas)
            self._boards.setdefault(board.id, _Opened(anonymous))
        opened = self._boards[board.id]
        key = self._key(board.id, seat.principal_id)
        opened.people.come(key, seat=seat.id, name=seat.name, leads=seat.role in LEADING_ROLES)
        opened.tabs[connection] = key
        opened.fresh.add(connection)
        enter(connection, room.pointing(board.id))
        self._stir(board.id, opened)

    def go(self, connection: Connection, board_id: str | None = None) -> None:
        """A socket is gone, or closed one board."""
        for id_ in [board_id] if board_id else list(self._boards):
            opened = self._boards.get(id_)
            if opened is None or (key := opened.tabs.pop(connection, None)) is None:
                continue
            opened.fresh.discard(connection)
            leave(connection, room.pointing(id_))
            opened.people.let_go(key)
            if key not in opened.tabs.values():
                opened.people.go(key)
                opened.numbers.pop(key, None)
                self._said.pop(connection.principal_id, None)
            if opened.tabs:
                self._stir(id_, opened)
            else:
                del self._boards[id_]
                opened.stirred.set()
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
        if said.off or bucket.takes(now):
            if said.ask:
                opened.fresh.add(connection)
            if said.off:
                opened.people.say(key, None, None, now, chosen=())
            else:
                opened.people.say(key, said.at, said.writes, now, chosen=said.chosen)
            self._stir(said.board, opened)

    def hear(self, sender: str, board_id: str, people: object, apart: object) -> None:
        """Another process says whom it has on a board."""
        if opened := self._boards.get(board_id):
            opened.elsewhere.hear(sender, read_people(people), clock.now(), apart=read_apart(apart))
            self._stir(board_id, opened)

    def _key(self, board_id: str, principal_id: str) -> str:
        """Somebody on one board, the same on each process of the house."""
        return hmac.digest(self._secret, f"presence {board_id} {principal_id}".encode(), "sha256").hex()[:KEY]

    def _stir(self, board_id: str, opened: _Opened) -> None:
        opened.stirred.set()
        if opened.at_work is None or opened.at_work.dead:
            opened.at_work = gevent.spawn(self._work, board_id, opened)

    def _work(self, board_id: str, opened: _Opened) -> None:
        """As long as somebody has the board open."""
        while opened.tabs:
            opened.stirred.wait(timeout=LOOK_EVERY)
            opened.stirred.clear()
            try:
                with self._app.app_context():
                    self._tick(board_id, opened)
            except SQLAlchemyError:
                log.exception("Who is on a board could not be told; it is tried again")
            gevent.sleep(1 / told.rate(len(opened.people)))

    def _tick(self, board_id: str, opened: _Opened) -> None:
        opened.elsewhere.bring(opened.people, set(opened.tabs.values()), clock.now())
        rules = presence_queries.rules_now(board_id)
        if opened.anonymous:
            rules = replace(rules, named=False)
        named = opened.people.written_on() | opened.people.chosen(clock.now())
        public = presence_queries.public_among(board_id, named)
        unnamed = presence_queries.unnamed_among(board_id, named)
        before = opened.people.view
        now = opened.people.look(rules, public, clock.now(), unnamed=unnamed)
        if not self._alone:
            self._say_elsewhere(board_id, opened, Open(rules.named, public, unnamed))
        self._tell(board_id, opened, before, now)

    def _say_elsewhere(self, board_id: str, opened: _Opened, open_: Open) -> None:
        """Say to the other processes who is here. What may not be told was forgotten by the look before."""
        now, here = clock.now(), set(opened.tabs.values())
        people = write_people(opened.people, here, now, open_)
        apart = [sorted(each) for each in opened.people.of_nobody(here, now, open_)]
        places = apart, [[part for at, part in enumerate(person) if at != SILENT] for person in people]
        if opened.said is None or opened.said[0] != places or now - opened.said[1] >= SAID_AGAIN:
            opened.said = (places, now)
            poke("presence", board_id, b=board_id, people=people, apart=apart)

    def _tell(self, board_id: str, opened: _Opened, before: View, now: View) -> None:
        self._tell_own_numbers(board_id, opened)
        fresh, opened.fresh = opened.fresh, set()
        for connection in fresh:
            tell(connection, "presence", {"b": board_id, **told.whole(now)})
        if clock.now() - opened.whole_at >= WHOLE_EVERY:
            opened.whole_at = clock.now()
            news = told.whole(now)
        else:
            news = told.news(before, now)
        if news:
            tell(room.pointing(board_id), "presence", {"b": board_id, **news}, but=fresh)

    def _tell_own_numbers(self, board_id: str, opened: _Opened) -> None:
        """Everybody learns which cursor is their own, so as not to draw it."""
        numbers = {principal_id: opened.people.number(principal_id) for principal_id in opened.tabs.values()}
        if numbers == opened.numbers and not opened.fresh:
            return
        for connection, principal_id in opened.tabs.items():
            number = numbers[principal_id]
            if connection in opened.fresh or opened.numbers.get(principal_id) != number:
                tell(connection, "presence", {"b": board_id, "you": number})
        opened.numbers = numbers
