"""The people whom other processes have on a board, as these say at each tick. Values, no I/O.

A process that dies stops saying so, and its people are gone a moment later. Somebody with a
page on two processes is one person, and points where they pointed last. Where nobody is named
no seat and no name is said either, and what people write on is said apart from them.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from app.boards.told import Open, Point
from app.boards.whereabouts import NOTHING, Apart, Whereabouts

SAID_AGAIN = timedelta(seconds=1)
"""How often a process says the same again."""

BELIEVED = timedelta(seconds=4)
"""How long it is believed without that."""

AT_LEAST_LATER = timedelta(seconds=0.5)
"""By so much what somebody said elsewhere must be later to count over what they said here: it was under way."""


class FarPerson(msgspec.Struct, frozen=True, array_like=True):
    """Somebody on another process. `silent` are the seconds since they said something, negative if they never did."""

    key: str
    seat: str
    name: str
    leads: bool
    at: Point | None
    writes: str | None
    silent: float
    chosen: tuple[str, ...] = ()


SILENT = 6
"""Where `silent` stands: it passes by itself, and is no news."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a process said, and when that came."""

    people: tuple[FarPerson, ...]
    apart: Apart
    at: datetime


class Elsewhere:
    """What the other processes said last of one board."""

    def __init__(self) -> None:
        self._said: dict[str, _Said] = {}
        self._brought: set[str] = set()

    def hear(self, sender: str, people: tuple[FarPerson, ...], now: datetime, *, apart: Apart = NOTHING) -> None:
        """Take what a process says; it replaces what it said before."""
        self._said[sender] = _Said(people, apart, now)

    def bring(self, people: Whereabouts, here: Collection[str], now: datetime) -> None:
        """Bring everybody who is elsewhere into `people`, and take away who is there no more. `here` have a page."""
        self._said = {sender: said for sender, said in self._said.items() if now - said.at <= BELIEVED}
        far: set[str] = set()
        for said in self._said.values():
            for person in said.people:
                far.add(person.key)
                _bring_one(people, person, said.at, is_here=person.key in here)
        for key in self._brought - far - set(here):
            people.go(key)
        self._brought = far
        people.apart = Apart(
            frozenset().union(*(said.apart.writes for said in self._said.values())),
            frozenset().union(*(said.apart.chosen for said in self._said.values())),
        )


def _bring_one(people: Whereabouts, far: FarPerson, said_at: datetime, *, is_here: bool) -> None:
    people.come(far.key, seat=far.seat, name=far.name, leads=far.leads)
    known = people.person(far.key)
    if known is not None and not is_here:
        # Names may be shown, or shown no more, since they came.
        known.seat, known.name = far.seat, far.name
    at_least = AT_LEAST_LATER if is_here else timedelta()
    heard = said_at - timedelta(seconds=far.silent)
    if far.silent >= 0 and known is not None and (known.heard is None or heard - known.heard >= at_least):
        people.say(far.key, far.at, far.writes, heard, chosen=far.chosen)


def write_people(people: Whereabouts, here: Collection[str], now: datetime, open_: Open) -> list[list[object]]:
    """The people who have pages on this process, as the others read them; without what is said apart."""
    found = ((key, people.person(key)) for key in sorted(here))
    return [
        [
            key,
            person.seat if open_.named else "",
            person.name if open_.named else "",
            person.leads,
            person.at,
            person.writes if person.writes in open_.ties else None,
            (now - person.heard).total_seconds() if person.heard else -1,
            [element for element in person.chosen if element in open_.ties],
        ]
        for key, person in found
        if person is not None
    ]


def read_apart(said: object) -> Apart:
    """Read it; what cannot be read, or was not said, is nothing."""
    try:
        return msgspec.convert(said, Apart)
    except msgspec.ValidationError:
        return NOTHING


def read_people(said: object) -> tuple[FarPerson, ...]:
    """Read it; what cannot be read, of another version say, is nobody."""
    try:
        return msgspec.convert(said, tuple[FarPerson, ...])
    except msgspec.ValidationError:
        return ()
