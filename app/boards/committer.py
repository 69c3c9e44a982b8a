"""What browsers send becomes rows of the log: many ops in one transaction, each exactly once.

Whoever comes first commits everything that waits for the same board; those who come
while it does wait together for the next turn. So one op is on its way at once, and
three hundred share one write to the disk. An acknowledgement is given after the commit.
"""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from sqlalchemy import Connection

from app import clock, events
from app.boards import turn
from app.boards.dotted import change_of_dotted
from app.boards.errors import Busy
from app.boards.events import BoardWritten, NotesHidden
from app.boards.exchange import Answer, Outcome, Request
from app.boards.lane import Job, Lane
from app.boards.rates import Rates
from app.boards.wire import Batch
from app.boards.writer import Writer
from app.db import DATABASE_AWAY, db, is_away, let_go, transaction
from app.errors import AppError, Unavailable
from app.sparing import sparing_log
from app.workshops.events import HiddenNotesChanged

log = sparing_log(__name__)

OPS_WAITING = 5_000
"""Ops that may wait for one board before new ones are sent away."""

BOARDS_HELD = 64


class Committer:
    """Commits the batches of one application."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._lanes: OrderedDict[str, Lane] = OrderedDict()
        self._rates = Rates()

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
        ops = self._rates.take(principal_id, batch.ops, clock.now())
        lane = self.lane(batch.board_id)
        if lane.ops + len(ops) > OPS_WAITING:
            raise Busy
        job = Job(Request(principal_id, batch, ops, self._rates.keeps(principal_id, clock.now())))
        self._wait(lane, batch.board_id, job)
        if job.error is not None:
            raise job.error
        if job.answer is None:
            return {}
        self._rates.count(principal_id, job.answer, clock.now())
        left_out = len(batch.ops) - (len(job.answer.settled) if job.answer.resume is None else len(ops))
        return job.answer.as_message(left_out=left_out)

    @contextmanager
    def still(self, board_ids: Iterable[str]) -> Iterator[None]:
        """Let nobody write on these boards through this process meanwhile; what comes is committed afterwards."""
        with ExitStack() as stack:
            # In id order, so that two who do so never wait for each other.
            for board_id in sorted(set(board_ids)):
                stack.enter_context(self.lane(board_id).still())
            yield

    def _wait(self, lane: Lane, board_id: str, job: Job) -> None:
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
            _tell_screens(lane, board_id)

    def _take_turn(self, lane: Lane, board_id: str) -> None:
        jobs = lane.take()
        try:
            self._commit_or_part(lane, board_id, jobs)
        except DATABASE_AWAY:
            log.exception("The database did not take %d batches", len(jobs))
        finally:
            # Also when this greenlet is ended meanwhile: nobody waits for an answer that never comes.
            _settle(jobs, Unavailable())

    def _commit_or_part(self, lane: Lane, board_id: str, jobs: Sequence[Job]) -> None:
        """Commit the jobs together; if that breaks, each op by itself, so that one takes no other down."""
        try:
            self._commit(lane, board_id, jobs)
        except Exception as error:
            # Whatever one person's op breaks, the others' are committed: each is tried by itself.
            if is_away(error):
                raise
            refused = [self._commit_one_by_one(lane, board_id, job) for job in jobs]
            if not any(refused):
                log.exception("A turn of %d batches broke; by itself each op went well", len(jobs))

    def _commit(self, lane: Lane, board_id: str, jobs: Sequence[Job]) -> None:
        requests = [job.request for job in jobs if job.request]

        def work(connection: Connection) -> Outcome:
            return turn.play(connection, board_id, lane.held, requests)

        with events.collecting():
            outcome = self.writer.run(work)
        moved = outcome.held.board.seq > lane.held.board.seq
        lane.held = outcome.held
        lane.hidden_notes_changed_in = outcome.hidden_notes_changed_in or lane.hidden_notes_changed_in
        lane.came_or_went |= frozenset(outcome.came_or_went)
        for job, answer in zip(jobs, outcome.answers, strict=True):
            if isinstance(answer, AppError):
                job.error = answer
            else:
                job.answer = answer
        if moved:
            hidden = [NotesHidden(board_id, outcome.hidden_from)] if outcome.hidden_from else []
            events.deliver([BoardWritten(board_id), *hidden])

    def _commit_one_by_one(self, lane: Lane, board_id: str, job: Job) -> bool:
        """An op that breaks again is refused under its number, with its content kept for its author; was any?"""
        request, answer, refused = job.request, Answer(), False
        if request is None:
            return False
        for op in request.ops:
            single = Job(request.only(op))
            try:
                self._commit(lane, board_id, [single])
            except Exception as error:
                # As above; this is the one, and its author keeps what is in it.
                if is_away(error):
                    raise
                log.exception("An op of kind %s broke and is refused", op.raw.get("k"))
                refused = True
                single = Job(request.only(op.broken()))
                self._commit(lane, board_id, [single])
            if single.answer is None:
                job.error = single.error
                return refused
            answer = answer + single.answer
        job.answer = answer
        return refused

    def lane(self, board_id: str) -> Lane:
        """The queue of a board; the one used longest ago makes room for a new one."""
        lane = self._lanes.pop(board_id, None) or Lane()
        self._lanes[board_id] = lane
        if len(self._lanes) > BOARDS_HELD:
            idle = (key for key, other in self._lanes.items() if not other.at_work)
            if (oldest := next(idle, board_id)) != board_id:
                del self._lanes[oldest]
        return lane


def _tell_screens(lane: Lane, board_id: str) -> None:
    """Have the screens told what the turn left to tell; where that fails they are told after the next turn.

    The others have their answers by now, and the next turn goes on: this waits for the database once more.
    """
    workshop_id, lane.hidden_notes_changed_in = lane.hidden_notes_changed_in, None
    ids, lane.came_or_went = lane.came_or_went, frozenset()
    if workshop_id is None and not ids:
        return
    try:
        _publish(HiddenNotesChanged(workshop_id) if workshop_id else None, change_of_dotted(board_id, ids))
    except BaseException as broke:
        # Whatever breaks here, the ops are committed and answered: the next turn tells it.
        lane.hidden_notes_changed_in = workshop_id
        lane.came_or_went |= ids
        if not isinstance(broke, Exception):
            raise
        log.exception("Screens were not told whether notes are hidden; they are told after the next op on their board")


def _publish(*told: object) -> None:
    """Publish what there is to tell; where there is nothing, no transaction is begun for it."""
    found = [each for each in told if each is not None]
    let_go()
    if found:
        with transaction():
            for each in found:
                events.publish(each)


def _settle(jobs: Sequence[Job], error: AppError) -> None:
    for job in jobs:
        if not job.settled:
            job.error = error
        job.called.set()
