"""How what happens in one process reaches the sockets of the others: rows in the database, read by each.

A row is written in the transaction of the verb, so it is there exactly when the verb is.
A poke says that looking is worth while; twice a second everybody looks anyway, so that
nothing waits for longer, Redis or not. SQLite serves one web process, which has nobody to tell.
"""

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from app import events
from app.realtime import queries, services
from app.realtime.origin import origin
from app.realtime.pokes import poke

SETTLED_AFTER = timedelta(seconds=15)
"""No transaction is open for longer: behind a number seen so long ago no smaller one turns up any more."""

KEPT = timedelta(minutes=10)
"""How long a row stays. Who could not read for half of it does not know what it missed."""

TOPIC = "happening"


class Relay:
    """Carries events to the other processes."""

    def pack(self, shared: Sequence[object]) -> None:
        if services.several_processes():
            services.write_down(origin(), [(type(event).__name__, asdict(event)) for event in shared])  # type: ignore[call-overload]

    def send(self) -> None:
        poke(TOPIC)


events.carry(Relay())


class Happenings:
    """What other processes wrote down and this one has not heard yet."""

    def __init__(self) -> None:
        self._floor: int | None = None
        self._heard: set[int] = set()
        self._marks: deque[tuple[float, int]] = deque()
        self._looked = time.monotonic()

    def look(self) -> list[object]:
        """The events that came since; of those that are alike, one.

        The first look also brings what happened a moment ago: somebody may have read the
        state before it, and have come since.
        """
        if self._floor is None:
            self._floor = queries.last_happening(SETTLED_AFTER)
        rows = [row for row in queries.happenings(self._floor) if row.number not in self._heard]
        self._heard.update(row.number for row in rows)
        self._move_floor()
        told = {(row.name, str(row.body)): row for row in rows if row.origin != origin()}
        read = (_read(row.name, row.body) for row in told.values())
        return [event for event in read if event is not None]

    def missed(self) -> bool:
        """Whether rows may have gone since it was asked last, before anybody read them here."""
        before, self._looked = self._looked, time.monotonic()
        return self._looked - before > KEPT.total_seconds() / 2

    def _move_floor(self) -> None:
        """Let go of numbers behind which nothing can turn up, so that each look reads a few rows only."""
        now = time.monotonic()
        self._marks.append((now, max(self._heard, default=self._floor or 0)))
        while now - self._marks[0][0] > SETTLED_AFTER.total_seconds():
            self._floor = self._marks.popleft()[1]
        self._heard = {number for number in self._heard if number > (self._floor or 0)}


def _read(name: str, body: dict[str, object]) -> object | None:
    """The event of a row; None where a process of another version wrote what this one does not know."""
    try:
        event: object = events.shared_types()[name](**body)
    except (KeyError, TypeError):
        return None
    return event
