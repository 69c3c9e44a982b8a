"""How much one principal, one socket and strangers may ask of the house. Never by address: a whole room shares one."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

MESSAGE_BYTES = 256 * 1024
"""The largest message a browser may send."""

EVENTS_PER_SECOND = 30
EVENTS_AT_ONCE = 100
"""Events a principal may send, over all its sockets; what reads much counts for several (`handlers.on`)."""

TOO_FAST_SECONDS = 0.2
"""How long nothing more is read from a socket whose principal sent too much."""

LONG_READS_AT_ONCE = 2
"""Events that read much, as whoever opens a board has it, answered at the same time."""

FRAMES_PER_SECOND = 100
FRAMES_AT_ONCE = 300
"""Frames of any kind that are read from one socket; a faster one is read more slowly."""

BYTES_A_FRAME = 1024
"""So many bytes count for one more: to read a message takes the longer the more there is in it."""

SOCKETS_PER_PRINCIPAL = 5
TICKET_PATIENCE = timedelta(seconds=10)
"""How long a socket may stay without showing a ticket."""

UNKNOWN_SOCKETS = 50
UNKNOWN_PATIENCE = timedelta(seconds=2)
UNKNOWN_AT_ONCE = 500
"""So many may take longer than a moment to show theirs, and so many may come in the same moment: a whole room does."""

MALFORMED_PACKETS = 5
"""So many broken packets, and the socket is shut."""

WAITING_FRAMES = 256
WAITING_BYTES = 1024 * 1024
LAG_PATIENCE = timedelta(seconds=30)
"""What may wait for a slow reader; beyond it frames are left out, and after a while the socket is shut."""

SEND_SECONDS = 8
"""How long the network may refuse a frame before its reader counts as dead."""

PING_SECONDS = 15
PONG_SECONDS = 10
"""How often each side looks whether the other is there, and how long it waits: a dead line is noticed within 26 s."""

FAREWELL_SECONDS = 1
"""How long a socket that was told to go may stay."""

RECHECK = timedelta(seconds=30)
"""How often the sessions behind the sockets are looked at again."""


PRINCIPALS_COUNTED = 5_000
"""Of so many at once it is known how much they asked for; who asked longest ago begins anew."""


@dataclass(slots=True)
class Bucket:
    """Fills with what is done and drains at `rate` a second; `burst` fits into it."""

    rate: float
    burst: float
    since: datetime
    level: float = 0

    def add(self, now: datetime, amount: float = 1) -> float:
        """Pour `amount` in; returns how many seconds it takes until everything fits, 0 if it does at once."""
        self._drain(now)
        self.level += amount
        return max(0.0, (self.level - self.burst) / self.rate)

    def takes(self, now: datetime, amount: float = 1) -> bool:
        """Pour `amount` in if it fits."""
        self._drain(now)
        if self.level + amount > self.burst:
            return False
        self.level += amount
        return True

    def room(self, now: datetime) -> int:
        """How much fits in just now."""
        self._drain(now)
        return max(0, int(self.burst - self.level))

    def is_calm(self, now: datetime) -> bool:
        """Whether nothing is left in it."""
        self._drain(now)
        return self.level == 0

    def _drain(self, now: datetime) -> None:
        passed = max(0.0, (now - self.since).total_seconds())
        self.level = max(0.0, self.level - passed * self.rate)
        self.since = now


@dataclass(slots=True)
class Buckets:
    """A bucket for each principal, all of one kind."""

    rate: float
    burst: float
    _of: OrderedDict[str, Bucket] = field(default_factory=OrderedDict)

    def of(self, principal_id: str, now: datetime) -> Bucket:
        """The bucket of somebody; whoever is new has an empty one."""
        bucket = self._of.pop(principal_id, None) or Bucket(self.rate, self.burst, now)
        self._of[principal_id] = bucket
        if len(self._of) > PRINCIPALS_COUNTED:
            self._of.popitem(last=False)
        return bucket
