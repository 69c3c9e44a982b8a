"""Whose sockets are in a room, in whichever process. Each process keeps a row for a room and vouches for it."""

from datetime import datetime, timedelta

from app import clock
from app.realtime import queries, services
from app.realtime.origin import origin

GONE_AFTER = timedelta(seconds=30)
"""A process that did not vouch for its rows for so long has died."""


def note(room: str, here: frozenset[str]) -> bool:
    """Let the other processes know whom this one has in a room. Where that is news, `AttendanceChanged` is heard."""
    return services.several_processes() and services.keep_attendance(origin(), room, sorted(here))


def elsewhere(room: str) -> frozenset[str]:
    """The principals whose sockets are in a room of another process that was heard of lately."""
    if not services.several_processes():
        return frozenset()
    return frozenset().union(*queries.attendance_elsewhere(origin(), room, since=clock.now() - GONE_AFTER))


def vouch(now: datetime) -> None:
    """Say that this process lives, and strike off those that died."""
    services.vouch_for(origin(), now=now, dead_since=now - GONE_AFTER)
