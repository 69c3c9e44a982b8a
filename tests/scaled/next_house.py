"""The house as the next release might be, for the test that replaces one process after another.

In its second version `el.add` always says how large something is. Pages before it left out what was usual, so what
is usual now comes into their ops. Pages that speak the first version no longer understand what is said here.
"""

from app.boards.engine import versions
from tests.served import app

__all__ = ["app"]

USUAL = {"w": 200, "h": 150}


def say_the_size(op: dict) -> dict:
    """Of the first version, what the second one says."""
    return {**op, "p": {**USUAL, **op["p"]}}


versions.LATEST["el.add"] = 2
versions.UPCASTERS["el.add", 1] = say_the_size
versions.OLDEST = 2
