"""How often somebody may ask for a board, for what they missed of it, or for a page of its history."""

import math

from flask import request

from app import clock
from app.accounts.access import reader
from app.boards.desk import desk
from app.realtime.errors import TooFast

SAFE = frozenset({"GET", "HEAD"})


def count_reading() -> None:
    """Count what a request asks to read. Never by address: a whole room shares one.

    Raises:
        TooFast: its sender asked for a lot; it says for how long to wait.
    """
    principal = reader() if request.method in SAFE else None
    if principal is None:
        return
    now = clock.now()
    bucket = desk().readings.of(principal.id, now)
    if not bucket.takes(now):
        raise TooFast(after=math.ceil((bucket.level + 1 - bucket.burst) / bucket.rate))
