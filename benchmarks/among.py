"""A page that is measured while others work: that they did, and that it heard of them, is part of the figure."""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from playwright.sync_api import Page, WebSocket

from benchmarks.houses import Measured
from benchmarks.load import Load, measure
from benchmarks.person import Seat

PATIENCE = 90
"""Seconds until somebody of a crowd must be heard: all of them come in before one of them writes."""

FRAME = '42["frame",'


class Ear:
    """What a page hears of others, counted from before it is opened. `own` is the note its own hand writes in."""

    def __init__(self, page: Page) -> None:
        self.heard = 0
        self.own = ""
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self.take)

    def take(self, text: str | bytes) -> None:
        """Count the events of a frame that are about anything else."""
        if isinstance(text, str) and text.startswith(FRAME):
            self.heard += sum(event.get("id") != self.own for event in json.loads(text[2:])[1]["ev"])


@contextmanager
def others_at_work(house: Measured, seats: Sequence[Seat], page: Page, ear: Ear, *, seconds: float) -> Iterator[None]:
    """Let these people work, from when the page hears the first of them; what fails with them fails here.

    Raises:
        AssertionError: the page heard nobody while it was measured, or they did not hear one another.
    """
    before = ear.heard
    with ThreadPoolExecutor(1) as pool:
        crowd = pool.submit(measure, house, seats, seconds=seconds, runs=1, warm_up=2)
        _wait_until_heard(crowd, page, ear, before)
        before = ear.heard
        yield
        if ear.heard == before:
            raise AssertionError("nothing of others came while the page was measured")
        if not crowd.result().delivered:
            raise AssertionError("of what others did nothing was delivered")


def _wait_until_heard(crowd: Future[Load], page: Page, ear: Ear, before: int) -> None:
    until = time.monotonic() + PATIENCE
    while ear.heard == before:
        if crowd.done():
            crowd.result()
        if crowd.done() or time.monotonic() > until:
            raise AssertionError("nobody else was heard")
        page.wait_for_timeout(50)
