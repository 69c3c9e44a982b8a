"""Waiting until transactions of this database wait for locks: only PostgreSQL lets several write at once."""

from threading import Event, Thread

from sqlalchemy import Connection, Engine, text

PATIENCE = 30
"""Seconds after which nobody waits for a thread any more: it hangs."""

_WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def until_waiting(engine: Engine, number: int) -> None:
    """Return once so many transactions wait for a lock."""
    with engine.connect() as looking:
        for _moment in range(500):
            if _waiting(looking) >= number:
                return
            Event().wait(0.02)
    raise AssertionError(f"{number} never waited")


def ended(threads: list[Thread]) -> None:
    """Return once these threads have ended; fail where one hangs."""
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads), "a thread hangs"


def _waiting(looking: Connection) -> int:
    found = looking.scalar(text(_WAITING))
    looking.rollback()
    return found
