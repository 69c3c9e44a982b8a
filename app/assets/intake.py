"""How many images come in at once: of one principal, and of all together."""

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask, current_app

from app import clock
from app.assets.errors import ImagesBusy, ImagesTooFast
from app.realtime.limits import Buckets

PER_SECOND, AT_ONCE = 0.5, 20
"""Images of one principal, taken or refused. Never by address: a whole room shares one."""

COMING_AT_ONCE, COMING_OF_ONE = 40, 8
"""Images on their way in, of all and of one principal: each may take ten megabytes of the disk until it is drawn."""

DRAWN_AT_ONCE = 2
PATIENCE_SECONDS = 20
"""How long an image waits until it is its turn to be drawn."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one application keeps for its images while it runs; `folder` is where they lie."""

    folder: Path
    _gate: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(DRAWN_AT_ONCE))
    _coming: Counter[str] = field(default_factory=Counter)
    _sent: Buckets = field(default_factory=lambda: Buckets(PER_SECOND, AT_ONCE))

    def count(self, principal_id: str) -> None:
        """Count an image of somebody.

        Raises:
            ImagesTooFast: they have sent many.
        """
        now = clock.now()
        if not self._sent.of(principal_id, now).takes(now):
            raise ImagesTooFast

    def let_in(self, principal_id: str) -> None:
        """Let an image come, however long it takes; `let_go` says that it is here, or will not be.

        Raises:
            ImagesBusy: too many are on their way.
        """
        if self._coming.total() >= COMING_AT_ONCE or self._coming[principal_id] >= COMING_OF_ONE:
            raise ImagesBusy
        self._coming[principal_id] += 1

    def let_go(self, principal_id: str) -> None:
        """An image that was let in takes no more room."""
        self._coming[principal_id] -= 1
        if not self._coming[principal_id]:
            del self._coming[principal_id]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until few others are being drawn.

        Raises:
            ImagesBusy: that took too long.
        """
        if not self._gate.acquire(timeout=PATIENCE_SECONDS):
            raise ImagesBusy
        try:
            yield
        finally:
            self._gate.release()


def init_app(app: Flask) -> None:
    """Set up the intake of an application."""
    app.extensions["assets"] = Intake(app.config["VAR"] / "assets")


def intake() -> Intake:
    """The intake of the application at work."""
    found: Intake = current_app.extensions["assets"]
    return found
