"""How often a secret may be guessed: failures count, successes never do.

A key names what was tried and from where, so one hall behind one address keeps its
other people. Failures are rows, so every worker counts the same.
"""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from app import clock
from app.accounts.models import FailedTry
from app.accounts.queries import failures
from app.db import db, transaction
from app.errors import TooMany
from app.ids import digest

MOST: Final = 10
WINDOW: Final = timedelta(minutes=1)

_desk = threading.Lock()
"""Guesses are checked one after another, so whoever guesses in parallel meets the failures before theirs."""


def try_key(*parts: str) -> str:
    """Name a lock and who stands before it."""
    return digest("\0".join(parts))


def attempt(key: str, fits: Callable[[], bool]) -> bool:
    """Say whether a guess fits, and count it if not. `fits` may be slow: it runs outside any transaction.

    Raises:
        TooMany: ten failed within the last minute; this one was not even looked at.
    """
    with _desk:
        with transaction():
            refuse_if_spent(key)
        if fits():
            return True
        with transaction():
            count_failure(key)
        return False


def refuse_if_spent(key: str, *, most: int = MOST) -> None:
    """Refuse another try, inside the caller's transaction: outside one the count may be an old one.

    Raises:
        TooMany: so many failed within the last minute.
    """
    if failures(key, clock.now() - WINDOW) >= most:
        raise TooMany


def count_failure(key: str) -> None:
    """Count a failure inside the caller's transaction, and forget those that no longer count."""
    now = clock.now()
    db.session.execute(delete(FailedTry).where(FailedTry.at <= now - WINDOW))
    db.session.add(FailedTry(key=key, at=now))
