"""The queue of one board in this process: who waits, whose turn it is, and what is taken together."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.boards.exchange import Answer, Held, Request

OPS_A_TURN = 300

LEAST_APART, APART_PER_BATCH, MOST_APART = 0.008, 0.002, 0.025
"""Seconds between the beginnings of two turns of a board: the more came in the last one, the longer.

What comes alone is committed at once; a full room shares a transaction among many.
"""


@dataclass(slots=True)
class Job:
    """A batch that waits. `called` is set when it is settled, or when it is its turn to commit for all who wait.

    Without a request it wants the lane for itself, and nothing committed with it.
    """

    request: Request | None
    answer: Answer | None = None
    error: BaseException | None = None
    called: threading.Event = field(default_factory=threading.Event)

    @property
    def settled(self) -> bool:
        return self.answer is not None or self.error is not None

    @property
    def ops(self) -> int:
        """How many ops wait with it."""
        return len(self.request.ops) if self.request else 0


@dataclass(slots=True)
class Lane:
    """The queue of one board in this process, and the board as it was after the last turn.

    `hidden_notes_changed_in` is the workshop whose screens were not told yet that other notes wait for a reveal,
    `came_or_went` are elements of which those of a vote were not told yet.
    """

    guard: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[Job] = field(default_factory=deque)
    held: Held = field(default_factory=Held)
    at_work: bool = False
    not_before: float = 0
    hidden_notes_changed_in: str | None = None
    came_or_went: frozenset[str] = frozenset()

    @property
    def ops(self) -> int:
        """How many ops wait."""
        return sum(job.ops for job in self.waiting)

    def join(self, job: Job) -> None:
        """Wait with the others; where nobody is at work the turn is taken at once."""
        with self.guard:
            self.waiting.append(job)
            if not self.at_work:
                self.at_work = True
                job.called.set()

    def hand_on(self) -> None:
        """Call the next who waits, if anybody does."""
        with self.guard:
            self.at_work = bool(self.waiting)
            if self.waiting:
                self.waiting[0].called.set()

    def leave(self, job: Job) -> None:
        """Wait no more: whoever waited has been ended."""
        with self.guard:
            if job in self.waiting:
                self.waiting.remove(job)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Take a turn in which nothing is committed: whoever comes meanwhile waits."""
        job = Job(None)
        self.join(job)
        try:
            job.called.wait()
        except BaseException:
            self.leave(job)
            if job.called.is_set():
                self.hand_on()
            raise
        self.leave(job)
        try:
            yield
        finally:
            self.hand_on()

    def gather(self) -> None:
        """Let more come, where the last turn has only just begun."""
        if (wait := self.not_before - time.monotonic()) > 0:
            time.sleep(wait)

    def take(self) -> list[Job]:
        """The jobs of the next turn: as many as one transaction takes, up to one that wants the lane for itself."""
        jobs: list[Job] = []
        ops = 0
        while self.waiting and self.waiting[0].request and (not jobs or ops + self.waiting[0].ops <= OPS_A_TURN):
            jobs.append(self.waiting.popleft())
            ops += jobs[-1].ops
        self.not_before = time.monotonic() + min(MOST_APART, LEAST_APART + APART_PER_BATCH * len(jobs))
        return jobs
