"""How many images come in at once: of one principal, and of all together."""

import threading
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

DRAWN_AT_ONCE = 2
PATIENCE_SECONDS = 20
"""How long an image waits until it is its turn to be drawn."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one application keeps for its images while it runs; `folder` is where they lie."""

    folder: Path
    _gate: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(DRAWN_AT_ONCE))
    _sent: Buckets = field(default_factory=lambda: Buckets(PER_SECOND, AT_ONCE))

    def count(self, principal_id: str) -> None:
        """Count an image of somebody.

        Raises:
            ImagesTooFast: they have sent many.
        """
        now = clock.now()
        if not self._sent.of(principal_id, now).takes(now):
            raise ImagesTooFast

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
