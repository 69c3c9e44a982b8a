"""Who is connected: asked of the sockets themselves, never written down.

A change is noted here and told at most once a second, so that three hundred people who
come in within a minute are a few dozen small frames and not ninety thousand.
"""

from datetime import datetime, timedelta

from flask import current_app

from app import clock
from app.realtime import present, room

TOLD_EVERY = timedelta(seconds=1)


class Changes:
    """Workshops where somebody came or went since it was last told."""

    def __init__(self) -> None:
        self._open: set[str] = set()
        self._told: dict[str, datetime] = {}

    def note(self, workshop_id: str) -> None:
        self._open.add(workshop_id)

    def take(self, now: datetime) -> list[str]:
        """Those whose turn it is; they count as told."""
        due = [each for each in self._open if now - self._told.get(each, now - TOLD_EVERY) >= TOLD_EVERY]
        self._open.difference_update(due)
        self._told = {each: told for each, told in self._told.items() if now - told < TOLD_EVERY}
        self._told |= dict.fromkeys(due, now)
        return due


def here(workshop_id: str) -> frozenset[str]:
    """The principals whose screens are connected, to whichever process."""
    return present(room.workshop(workshop_id))


def note_change(workshop_id: str) -> None:
    """Somebody came, went, or is somebody else now."""
    _changes().note(workshop_id)


def take_changes() -> list[str]:
    """The workshops whose rooms should hear about their people now."""
    return _changes().take(clock.now())


def _changes() -> Changes:
    changes: Changes = current_app.extensions.setdefault("workshops.people", Changes())
    return changes
