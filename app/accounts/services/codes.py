"""Wrong codes are counted and slowed, right ones are not: a hall behind one address has typos every few seconds.

Codes are long enough to be looked up first (40 bits and more), so a limit need not stand before the right one. What is
counted is kept in this process alone: nothing is written for whoever stands at the door.
"""

import time
from datetime import datetime
from typing import Final

from flask import current_app

from app import clock
from app.accounts.errors import TooManyCodes
from app.accounts.line import network_of
from app.db import let_go
from app.realtime.limits import Bucket, Buckets

MINUTE: Final = 60

OF_NETWORK: Final = 10
"""Wrong codes a minute from one network; those beyond them are slowed."""

OF_ALL: Final = 200
"""Wrong codes a minute from anywhere, likewise."""

SLOWED: Final = 1.0
"""Seconds until such a code is answered."""


def wrong_code(kind: str, address: str) -> None:
    """Count a wrong code of a kind. Where many came lately its answer takes a moment, in which no connection is held.

    Raises:
        TooManyCodes: they did.
    """
    counted: _WrongCodes = current_app.extensions.setdefault(f"wrong codes: {kind}", _WrongCodes())
    if counted.takes(network_of(address), clock.now()):
        return
    let_go()
    time.sleep(SLOWED)
    raise TooManyCodes


class _WrongCodes:
    """The wrong codes of the last minute, of one kind."""

    def __init__(self) -> None:
        self._of_network = Buckets(OF_NETWORK / MINUTE, OF_NETWORK)
        self._of_all = Bucket(OF_ALL / MINUTE, OF_ALL, clock.now())

    def takes(self, network: str, now: datetime) -> bool:
        """Count one more, and say whether it is answered at once."""
        own = self._of_network.of(network, now).takes(now)
        return self._of_all.takes(now) and own
