"""Requests that wait until a facilitator answers somebody whose seat was ended; they ask no database meanwhile.

Each is woken in whichever process it waits, so nobody looks again every second.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Final

from app.events import everywhere
from app.workshops.events import SeatRemoved, SeatTaken

PATIENCE: Final = 15.0
"""Seconds until a request is answered though nothing changed: proxies end one that is silent for longer."""

MOST: Final = 4
"""Requests that wait for one seat, in the tabs of its holder; of more the oldest is answered at once."""

_waiting: defaultdict[str, list[Event]] = defaultdict(list)


@contextmanager
def listening(seat_id: str) -> Iterator[Event]:
    """Yield what is set once something is answered about an ended seat."""
    here, woken = _waiting[seat_id], Event()
    if len(here) >= MOST:
        here[0].set()
    here.append(woken)
    try:
        yield woken
    finally:
        here.remove(woken)
        if not here:
            _waiting.pop(seat_id, None)


def count_waiting(seat_id: str) -> int:
    """Return how many requests wait in this process for an answer about a seat."""
    return len(_waiting.get(seat_id, ()))


@everywhere(SeatTaken)
@everywhere(SeatRemoved)
def wake(event: SeatTaken | SeatRemoved) -> None:
    """Let those who wait look whether they may come in, or were refused."""
    for each in tuple(_waiting.get(event.seat_id, ())):
        each.set()
