"""Passwords: Argon2id, never on the loop that serves everybody else.

One hash takes some 35 ms of a whole core and 19 MiB. A gate lets few run at once,
in gevent's thread pool where gevent runs; elsewhere the thread that asks does it.
"""

import os
import threading
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Final, ParamSpec, TypeVar

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from gevent import get_hub, monkey

P = ParamSpec("P")
T = TypeVar("T")

SHORTEST: Final = 10
LONGEST: Final = 1000
"""Nobody types more; a longer one is refused, never cut."""

FEWEST: Final = 4
"""Different characters in a password."""

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1, type=Type.ID)

AT_ONCE: Final = max(1, min(4, (os.cpu_count() or 2) - 1))
"""Hashes that are computed at the same time: leaves a core to the loop."""

_gate = threading.BoundedSemaphore(AT_ONCE)

_NOBODYS: Final = "$argon2id$v=19$m=19456,t=2,p=1$MwsQ94QCfvKiPX185msNJQ$x/JPlFVN+M/SzFC7fRNoWrUYc7t+FulhaPWI4OiWQXw"
"""Checked when an address is unknown, so that the answer takes as long as any other."""


def hashed(password: str) -> str:
    return _apart(_hasher.hash, _typed(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Say whether a password is the one that was set; takes the same time where none was set."""
    return _apart(_fits, password_hash or _NOBODYS, _typed(password)) and password_hash is not None


def is_dated(password_hash: str) -> bool:
    """Say whether a hash was made with other costs than today's."""
    return _hasher.check_needs_rehash(password_hash)


def is_common(password: str) -> bool:
    """Say whether a password is one that is tried first: on the list, alone, doubled or with digits around it."""
    folded = password.strip().casefold()
    core = folded.strip("0123456789!.?*# ")
    half = folded[: len(folded) // 2]
    return bool({folded, core} & _common()) or (folded == half * 2 and half in _common()) or len(set(folded)) < FEWEST


def _fits(password_hash: str, password: str) -> bool:
    """Answer inside the pool: what is raised there is printed as a fault."""
    try:
        return _hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _typed(password: str) -> str:
    """One password however a keyboard composes its accents."""
    return unicodedata.normalize("NFKC", password)


@cache
def _common() -> frozenset[str]:
    listed = files("app.accounts").joinpath("data/common_passwords.txt").read_text("utf-8")
    return frozenset(line for line in listed.splitlines() if line and not line.startswith("#"))


def _apart(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    with _gate:
        if monkey.is_module_patched("threading"):
            return get_hub().threadpool.apply(function, args, kwargs)
        return function(*args, **kwargs)
