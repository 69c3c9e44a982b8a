"""How much strangers may send: drafts begun from one address, files of one expression of interest, files at once."""

from collections import Counter
from dataclasses import dataclass, field

from flask import Flask, current_app

from app import clock
from app.alliance.eoi.errors import BegunOften, FilesBusy, FilesTooFast
from app.ids import digest
from app.realtime.limits import Buckets

BEGUN_PER_SECOND, BEGUN_AT_ONCE = 1 / 20, 60
"""Drafts begun, and links asked for, from one address: a whole conference behind one may begin in the same minute."""

MAILS_PER_SECOND, MAILS_AT_ONCE = 1 / 600, 5
"""Mails to one address that anybody may set off without signing in."""

FILES_PER_SECOND, FILES_AT_ONCE = 0.2, 20
"""Files of one expression of interest, taken or refused."""

COMING_AT_ONCE, COMING_OF_ONE = 40, 4
"""Files on their way in, of all and of one: each may take ten megabytes of the disk meanwhile."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one application keeps for them while it runs."""

    _coming: Counter[str] = field(default_factory=Counter)
    _begun: Buckets = field(default_factory=lambda: Buckets(BEGUN_PER_SECOND, BEGUN_AT_ONCE))
    _mailed: Buckets = field(default_factory=lambda: Buckets(MAILS_PER_SECOND, MAILS_AT_ONCE))
    _sent: Buckets = field(default_factory=lambda: Buckets(FILES_PER_SECOND, FILES_AT_ONCE))

    def count_begun(self, address: str, email: str) -> None:
        """Count a draft or a link that somebody without an account asks for.

        Raises:
            BegunOften: many from there, or many mails to that address.
        """
        now = clock.now()
        named = digest(email.strip().lower())
        if not self._begun.of(address, now).takes(now) or not self._mailed.of(named, now).takes(now):
            raise BegunOften

    def let_in(self, interest_id: str) -> None:
        """Let a file come, however long it takes; `let_go` says that it is here, or will not be.

        Raises:
            FilesTooFast: many of this one.
            FilesBusy: too many are on their way.
        """
        now = clock.now()
        if self._coming.total() >= COMING_AT_ONCE or self._coming[interest_id] >= COMING_OF_ONE:
            raise FilesBusy
        if not self._sent.of(interest_id, now).takes(now):
            raise FilesTooFast
        self._coming[interest_id] += 1

    def let_go(self, interest_id: str) -> None:
        """A file that was let in takes no more room."""
        self._coming[interest_id] -= 1
        if not self._coming[interest_id]:
            del self._coming[interest_id]


def init_app(app: Flask) -> None:
    """Set up the intake of an application."""
    app.extensions["eoi"] = Intake()


def intake() -> Intake:
    """The intake of the application at work."""
    found: Intake = current_app.extensions["eoi"]
    return found
