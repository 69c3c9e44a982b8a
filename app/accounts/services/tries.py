"""How often a password may be guessed: failures count, successes never do.

A few failures keep nobody waiting; after them each makes the wait twice as long, up to a minute. What is refused
meanwhile is not looked at and does not count, so no wait becomes longer by asking. A limit names what was tried and
from where: nobody can use up what belongs to another network, or to a device that is known. Failures are rows, so
every web process counts the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete

from app import clock
from app.accounts import passwords
from app.accounts.line import Line
from app.accounts.models import FailedTry
from app.accounts.queries import failures
from app.db import db, let_go, transaction
from app.errors import TooMany
from app.ids import digest

WINDOW: Final = timedelta(minutes=15)
"""How long a failure counts."""

LONGEST_WAIT: Final = 60
"""Seconds; whoever is refused is told to wait a minute."""

_DOUBLINGS: Final = 6

_line = Line(passwords.AT_ONCE)


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted together; `free` failures of it keep nobody waiting."""

    key: str
    free: int


def limit(free: int, *parts: str) -> Limit:
    """Name what is tried and who tries; the key is a digest, so no row names anybody."""
    return Limit(digest("\0".join(parts)), free)


def attempt(fits: Callable[[], bool], *limits: Limit, network: str, known: bool = False) -> bool:
    """Say whether a guess fits, and count it if not.

    `fits` may be slow: whoever waits for it, or for a turn, holds no connection meanwhile.

    Raises:
        TooMany: too many failed lately, or too many wait; this one was not even looked at.
    """
    refuse_if_waiting(*limits)
    with _line.turn(network, known=known):
        # Those that were checked while this one waited count, too.
        refuse_if_waiting(*limits)
        if fits():
            return True
        with transaction():
            count_failure(*limits)
    return False


def refuse_if_waiting(*limits: Limit) -> None:
    """Refuse a try that comes too soon after those that failed. The connection is given back.

    Raises:
        TooMany: it does; `after` says in how many seconds the next one may come.
    """
    let_go()
    now = clock.now()
    until = max((_waits_until(each, now) for each in limits), default=now)
    let_go()
    if until > now:
        refusal = TooMany()
        refusal.after = int((until - now).total_seconds()) + 1
        raise refusal


def count_failure(*limits: Limit) -> None:
    """Count a failure inside the caller's transaction, and forget those that no longer count."""
    now = clock.now()
    db.session.execute(delete(FailedTry).where(FailedTry.at <= now - WINDOW))
    db.session.add_all(FailedTry(key=each.key, at=now) for each in limits)


def _waits_until(tried: Limit, now: datetime) -> datetime:
    failed, last = failures(tried.key, now - WINDOW)
    beyond = failed - tried.free
    if beyond <= 0 or last is None:
        return now
    return last + timedelta(seconds=min(LONGEST_WAIT, 2 ** min(beyond, _DOUBLINGS)))
