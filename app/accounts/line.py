"""Whose guess is checked next: few at once, devices that are known first, then networks by turns.

To check a password takes a core for some 35 ms. Whoever sends a hundred at once stands behind whoever sends one.
"""

import heapq
import ipaddress
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from app.errors import TooMany

MOST_WAITING: Final = 200
"""Guesses from devices nobody knows that may wait in one process: some seven seconds of work."""

KNOWN: Final = -1
"""The rank of a device that is known; those of others are counted from zero."""

OWN_BITS: Final = 64
"""Of an IPv6 address: whoever has one has all that begin alike."""


@dataclass(order=True, slots=True)
class _Place:
    """Somebody's place in the line: the lower the rank, the sooner the turn."""

    rank: int
    number: int
    network: str = field(compare=False)
    called: threading.Event = field(compare=False, default_factory=threading.Event)


class Line:
    """Lets `width` guesses be checked at the same time. Wait here without a connection to the database."""

    def __init__(self, width: int) -> None:
        self._free = width
        self._numbers = count()
        self._waiting: list[_Place] = []
        self._here: Counter[str] = Counter()
        self._lock = threading.Lock()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @contextmanager
    def turn(self, network: str, *, known: bool) -> Iterator[None]:
        """Wait for a turn, and have it.

        Raises:
            TooMany: too many wait already. A device that is known never hears that.
        """
        place = self._enter(network, known=known)
        try:
            place.called.wait()
            yield
        finally:
            self._leave(place)

    def _enter(self, network: str, *, known: bool) -> _Place:
        with self._lock:
            if not known and len(self._waiting) >= MOST_WAITING:
                raise TooMany
            place = _Place(KNOWN if known else self._here[network], next(self._numbers), network)
            self._here[network] += 1
            heapq.heappush(self._waiting, place)
            self._call()
        return place

    def _leave(self, place: _Place) -> None:
        with self._lock:
            self._here[place.network] -= 1
            if not self._here[place.network]:
                del self._here[place.network]
            if place.called.is_set():
                self._free += 1
            else:
                self._waiting.remove(place)
                heapq.heapify(self._waiting)
            self._call()

    def _call(self) -> None:
        while self._free and self._waiting:
            heapq.heappop(self._waiting).called.set()
            self._free -= 1


def network_of(address: str) -> str:
    """Return what stands for one subscriber: an IPv4 address, the first half of an IPv6 address."""
    try:
        read = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped is not None:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((read, OWN_BITS), strict=False))
