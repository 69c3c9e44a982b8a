"""What browsers send becomes rows of the log: many ops in one transaction, each exactly once.

Whoever comes first commits everything that waits for the same board; those who come
while it does wait together for the next turn. So one op is on its way at once, and
three hundred share one write to the disk. An acknowledgement is given after the commit.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from app import clock, events
from app.boards import turn
from app.boards.errors import Busy, SlowDown
from app.boards.events import BoardWritten
from app.boards.turn import Answer, Held, Request
from app.boards.wire import Batch, ClientOp
from app.boards.writer import Writer
from app.db import DATABASE_AWAY, db
from app.errors import AppError, Unavailable
from app.realtime.limits import Bucket

log = logging.getLogger(__name__)

OPS_A_TURN = 300
OPS_WAITING = 5_000
"""Ops that may wait for one board before new ones are sent away."""

OPS_PER_SECOND, OPS_AT_ONCE = 30, 100
"""Ops of one principal, over all its devices. Never by address: a whole room shares one."""

LEAST_APART, APART_PER_BATCH, MOST_APART = 0.008, 0.002, 0.025
"""Seconds between the beginnings of two turns of a board: the more came in the last one, the longer.

What comes alone is committed at once; a full room shares a transaction among many.
"""

BOARDS_HELD = 64
PRINCIPALS_COUNTED = 5_000


@dataclass(slots=True)
class _Job:
    """A batch that waits. `called` is set when it is settled, or when it is its turn to commit for all who wait."""

    request: Request
    answer: Answer | None = None
    error: BaseException | None = None
    called: threading.Event = field(default_factory=threading.Event)

    @property
    def settled(self) -> bool:
        return self.answer is not None or self.error is not None


@dataclass(slots=True)
class _Lane:
    """The queue of one board in this process, and the board as it was after the last turn."""

    guard: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[_Job] = field(default_factory=deque)
    held: Held = field(default_factory=Held)
    at_work: bool = False
    not_before: float = 0

    def join(self, job: _Job) -> None:
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

    def leave(self, job: _Job) -> None:
        """Wait no more: whoever waited has been ended."""
        with self.guard:
            if job in self.waiting:
                self.waiting.remove(job)

    def gather(self) -> None:
        """Let more come, where the last turn has only just begun."""
        if (wait := self.not_before - time.monotonic()) > 0:
            time.sleep(wait)

    def take(self) -> list[_Job]:
        """The jobs of the next turn."""
        jobs: list[_Job] = []
        ops = 0
        while self.waiting and (not jobs or ops + len(self.waiting[0].request.ops) <= OPS_A_TURN):
            jobs.append(self.waiting.popleft())
            ops += len(jobs[-1].request.ops)
        self.not_before = time.monotonic() + min(MOST_APART, LEAST_APART + APART_PER_BATCH * len(jobs))
        return jobs


class Committer:
    """Commits the batches of one application."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._lanes: OrderedDict[str, _Lane] = OrderedDict()
        self._said: OrderedDict[str, Bucket] = OrderedDict()

    def submit(self, principal_id: str, batch: Batch) -> dict[str, object]:
        """Commit a batch and return its acknowledgement.

        Ops beyond the principal's rate are left out of it, and sent again by the browser.

        Raises:
            NotFound: there is no such board, or the principal has no seat there.
            OtherEpoch: the batch is for the board as it was before a restore.
            SlowDown, Busy: nothing was taken; no number is used up.
            Unavailable: the database did not answer; what became of the batch is found out by sending it again.
        """
        # What was read on the way here gives its connection back before anybody waits.
        if db.session.registry.has():
            db.session.commit()
        ops = self._within_rate(principal_id, batch.ops, clock.now())
        lane = self.lane(batch.board_id)
        if sum(len(job.request.ops) for job in lane.waiting) + len(ops) > OPS_WAITING:
            raise Busy
        job = _Job(Request(principal_id, batch, ops))
        self._wait(lane, batch.board_id, job)
        if job.error is not None:
            raise job.error
        return job.answer.as_message(left_out=len(batch.ops) - len(ops)) if job.answer else {}

    def _wait(self, lane: _Lane, board_id: str, job: _Job) -> None:
        lane.join(job)
        try:
            job.called.wait()
            if not job.settled:
                lane.gather()
        except BaseException:
            # Ended while waiting. If it was called meanwhile, somebody else must go on.
            lane.leave(job)
            if job.called.is_set() and not job.settled:
                lane.hand_on()
            raise
        if not job.settled:
            try:
                self._take_turn(lane, board_id)
            finally:
                lane.hand_on()

    def _take_turn(self, lane: _Lane, board_id: str) -> None:
        jobs = lane.take()
        try:
            self._commit_or_part(lane, board_id, jobs)
        except DATABASE_AWAY:
            log.exception("The database did not take %d batches", len(jobs))
        finally:
            # Also when this greenlet is ended meanwhile: nobody waits for an answer that never comes.
            _settle(jobs, Unavailable())

    def _commit_or_part(self, lane: _Lane, board_id: str, jobs: Sequence[_Job]) -> None:
        """Commit the jobs together; if that breaks, each op by itself, so that one takes no other down."""
        try:
            self._commit(lane, board_id, jobs)
        except DATABASE_AWAY:
            raise
        except Exception:
            log.exception("A turn of %d batches broke; its ops run one by one", len(jobs))
            for job in jobs:
                self._commit_one_by_one(lane, board_id, job)

    def _commit(self, lane: _Lane, board_id: str, jobs: Sequence[_Job]) -> None:
        def work(connection: Connection) -> turn.Outcome:
            return turn.play(connection, board_id, lane.held, [job.request for job in jobs])

        with events.collecting():
            outcome = self.writer.run(work)
        moved = outcome.held.board.seq > lane.held.board.seq
        lane.held = outcome.held
        for job, answer in zip(jobs, outcome.answers, strict=True):
            if isinstance(answer, AppError):
                job.error = answer
            else:
                job.answer = answer
        if moved:
            events.deliver([BoardWritten(board_id)])

    def _commit_one_by_one(self, lane: _Lane, board_id: str, job: _Job) -> None:
        """An op that breaks again is refused under its number, with its content kept for its author."""
        answer = Answer()
        for op in job.request.ops:
            single = _Job(job.request.only(op))
            try:
                self._commit(lane, board_id, [single])
            except DATABASE_AWAY:
                raise
            except Exception:
                log.exception("An op of kind %s broke and is refused", op.raw.get("k"))
                single = _Job(job.request.only(op.broken()))
                self._commit(lane, board_id, [single])
            if single.answer is None:
                job.error = single.error
                return
            answer = answer + single.answer
        job.answer = answer

    def _within_rate(self, principal_id: str, ops: Sequence[ClientOp], now: datetime) -> tuple[ClientOp, ...]:
        bucket = self._said.pop(principal_id, None) or Bucket(OPS_PER_SECOND, OPS_AT_ONCE, now)
        self._said[principal_id] = bucket
        if len(self._said) > PRINCIPALS_COUNTED:
            self._said.popitem(last=False)
        taken = 0
        while taken < len(ops) and bucket.takes(now):
            taken += 1
        if not taken:
            raise SlowDown
        return tuple(ops[:taken])

    def lane(self, board_id: str) -> _Lane:
        """The queue of a board; the one used longest ago makes room for a new one."""
        lane = self._lanes.pop(board_id, None) or _Lane()
        self._lanes[board_id] = lane
        if len(self._lanes) > BOARDS_HELD:
            idle = (key for key, other in self._lanes.items() if not other.at_work)
            if (oldest := next(idle, board_id)) != board_id:
                del self._lanes[oldest]
        return lane


def _settle(jobs: Sequence[_Job], error: AppError) -> None:
    for job in jobs:
        if not job.settled:
            job.error = error
        job.called.set()
