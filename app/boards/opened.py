"""A board that people of this process have open: whose each socket is, when they are told next, and what."""

import math
import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import msgspec

from app import clock
from app.boards import told, whereabouts
from app.boards.elsewhere import SAID_AGAIN, SILENT, Elsewhere, write_people
from app.boards.flashes import MOST_AT_ONCE, Flash, told_of
from app.boards.presence_queries import Standing
from app.boards.told import Open, View
from app.boards.whereabouts import Whereabouts
from app.realtime import Connection, poke, room, tell
from app.workshops.models import LEADING_ROLES, Seat

WHOLE_EVERY = timedelta(seconds=30)
"""How often everything is told anew: what a slow page missed is right again then."""


def _draw() -> int:
    return 1 + secrets.randbelow(whereabouts.LARGEST_NUMBER)


@dataclass(slots=True)
class Opened:
    """`tabs` says whose each socket is; `fresh` know nothing yet; `stirred` where something was said since it `ticked`.

    A person goes by a key that says nobody, so that the other processes may be told it; `said` is what
    they were told last, and when. They are told nothing where this process is `alone`. `flashes` are told once;
    those that came `from_afar` are not said to the other processes again.
    """

    id: str
    anonymous: bool
    alone: bool
    people: Whereabouts = field(default_factory=lambda: Whereabouts(_draw))
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    said: tuple[object, datetime] | None = None
    tabs: dict[Connection, str] = field(default_factory=dict)
    fresh: set[Connection] = field(default_factory=set)
    numbers: dict[str, int | None] = field(default_factory=dict)
    whole_at: datetime = field(default_factory=clock.now)
    flashes: list[Flash] = field(default_factory=list)
    from_afar: list[Flash] = field(default_factory=list)
    stirred: bool = False
    ticked: float = -math.inf

    def come(self, connection: Connection, key: str, seat: Seat) -> None:
        """A page of somebody's opens the board."""
        self.people.come(key, seat=seat.id, name=seat.name, leads=seat.role in LEADING_ROLES)
        self.tabs[connection] = key
        self.fresh.add(connection)

    def go(self, connection: Connection) -> bool:
        """A page closes it. Returns whether it was the last of its person."""
        key = self.tabs.pop(connection)
        self.fresh.discard(connection)
        self.people.let_go(key)
        if key in self.tabs.values():
            return False
        self.people.go(key)
        self.numbers.pop(key, None)
        return True

    def flash(self, *flashes: Flash, afar: bool = False) -> None:
        """Something is told with the next tick, and not again."""
        waiting = self.from_afar if afar else self.flashes
        waiting.extend(flashes[: MOST_AT_ONCE - len(waiting)])

    def waits(self, now: float) -> float | None:
        """Seconds until people are told what was said; None where nothing was."""
        if not self.stirred:
            return None
        return max(0.0, self.ticked + 1 / told.rate(len(self.people)) - now)

    def begin(self, tick: float) -> set[str]:
        """Begin a tick: the elements about which must be known what may be told of them."""
        self.stirred, self.ticked = False, tick
        now = clock.now()
        self.elsewhere.bring(self.people, set(self.tabs.values()), now)
        return self.people.written_on() | self.people.chosen(now)

    def tell(self, standing: Standing) -> None:
        """Tell everybody what is new and may be told as the board stands."""
        rules, public, unnamed = standing
        if self.anonymous:
            rules = replace(rules, named=False)
        before = self.people.view
        now = self.people.look(rules, public, clock.now(), unnamed=unnamed)
        if not self.alone:
            self._say_elsewhere(Open(rules.named, public, unnamed))
        self._tell_own_numbers()
        self._tell(before, now)
        self._tell_flashes(now, private=rules.private)

    def _say_elsewhere(self, open_: Open) -> None:
        """Say to the other processes who is here. What may not be told was forgotten by the look before."""
        now, here = clock.now(), set(self.tabs.values())
        people = write_people(self.people, here, now, open_)
        apart = [sorted(each) for each in self.people.of_nobody(here, now, open_)]
        places = apart, [[part for at, part in enumerate(person) if at != SILENT] for person in people]
        if self.said is None or self.said[0] != places or now - self.said[1] >= SAID_AGAIN:
            self.said = (places, now)
            poke("presence", self.id, b=self.id, people=people, apart=apart)

    def _tell(self, before: View, now: View) -> None:
        fresh, self.fresh = self.fresh, set()
        if fresh:
            tell(fresh, "presence", {"b": self.id, **told.whole(now)})
        if clock.now() - self.whole_at >= WHOLE_EVERY:
            self.whole_at = clock.now()
            news = told.whole(now)
        else:
            news = told.news(before, now)
        if news:
            tell(room.pointing(self.id), "presence", {"b": self.id, **news}, but=fresh)

    def _tell_flashes(self, now: View, *, private: bool) -> None:
        own, afar = self.flashes, self.from_afar
        self.flashes, self.from_afar = [], []
        if own and not (private or self.alone):
            poke("flash", f"{self.id} {secrets.token_hex(4)}", b=self.id, flashes=msgspec.to_builtins(own))
        news = {} if private else told_of(own + afar, self.people.number, now.cursors)
        if news:
            tell(room.pointing(self.id), "presence", {"b": self.id, **news})

    def _tell_own_numbers(self) -> None:
        """Everybody learns which cursor is their own, so as not to draw it."""
        numbers = {key: self.people.number(key) for key in self.tabs.values()}
        if numbers == self.numbers and not self.fresh:
            return
        for connection, key in self.tabs.items():
            number = numbers[key]
            if connection in self.fresh or self.numbers.get(key) != number:
                tell(connection, "presence", {"b": self.id, "you": number})
        self.numbers = numbers
