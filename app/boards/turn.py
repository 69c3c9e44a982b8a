"""One turn of the committer: everything that happens inside its transaction.

The board's row is locked first; roles, rules and cursors are read behind that lock, so
that they are what they are at the moment of the commit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from app.boards import cursors, log
from app.boards.cursors import Cursors, Settled
from app.boards.engine.decide import decide
from app.boards.engine.schema import Event
from app.boards.engine.state import Board, Context, Refusal
from app.boards.errors import BadBatch, OtherEpoch
from app.boards.log import Draft, Entry, Locked
from app.boards.scene import Ground, Scene, read_ground, read_scene
from app.boards.wire import Batch, ClientOp
from app.errors import AppError, NotFound
from app.workshops.errors import SeatEnded

CAUGHT_UP_BY_ROWS = 2_000
"""A held board further behind than this is read anew."""


@dataclass(frozen=True, slots=True)
class Held:
    """A board as a process remembers it between two turns."""

    board: Board = field(default_factory=Board)
    epoch: str = ""
    ground: Ground | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A principal's batch, and those of its ops that are to be taken now."""

    principal_id: str
    batch: Batch
    ops: tuple[ClientOp, ...]

    def only(self, op: ClientOp) -> "Request":
        """The same request for one op."""
        return Request(self.principal_id, self.batch, (op,))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is told. `resume` is the number to go on with where one was missing."""

    settled: tuple[Settled, ...] = ()
    resume: int | None = None

    def __add__(self, other: "Answer") -> "Answer":
        return Answer(self.settled + other.settled, other.resume if self.resume is None else self.resume)

    def as_message(self, *, left_out: int = 0) -> dict[str, object]:
        """The acknowledgement; `later` says how many ops were too many for now and are sent again."""
        message: dict[str, object] = {"a": [settled.as_message() for settled in self.settled]}
        if self.resume is not None:
            message["resume"] = self.resume
        if left_out:
            message["later"] = left_out
        return message


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn came to: the board after it, and an answer or a refusal for each request."""

    held: Held
    answers: list[Answer | AppError]


def play(connection: Connection, board_id: str, held: Held, requests: Sequence[Request]) -> Outcome:
    """Decide and write what the requests ask for, in their order."""
    locked = log.lock(connection, board_id)
    if locked is None:
        return Outcome(Held(), [NotFound() for _ in requests])
    ground = held.ground or read_ground(connection, locked)
    scene = read_scene(connection, locked, ground, {request.principal_id for request in requests})
    known = cursors.read(connection, board_id, [(request.batch.client_id, request.ops) for request in requests])
    turn = _Turn(locked, scene, known, Draft(board_id, _board_now(connection, locked, held)))
    answers = [turn.take(request) for request in requests]
    turn.draft.write(connection)
    known.write(connection)
    return Outcome(Held(turn.draft.state, locked.epoch, ground), answers)


@dataclass(frozen=True, slots=True)
class _Turn:
    board: Locked
    scene: Scene
    known: Cursors
    draft: Draft

    def take(self, request: Request) -> Answer | AppError:
        """Deal with one request, or say why its principal may not ask here at all."""
        batch = request.batch
        seat = self.scene.seats.get(request.principal_id)
        if seat is None or batch.seat_id not in {None, seat.id}:
            return NotFound()
        if seat.removed:
            return SeatEnded()
        if batch.epoch != self.board.epoch:
            return OtherEpoch()
        if not self.known.belongs_to(batch.client_id, request.principal_id):
            return BadBatch()
        return self._settle(request, self.scene.context(seat))

    def _settle(self, request: Request, context: Context) -> Answer:
        """Each op once: those dealt with before are answered as then, and none is taken behind a missing one."""
        client_id = request.batch.client_id
        settled: list[Settled] = []
        for op in request.ops:
            following = self.known.last(client_id) + 1
            if op.n > following:
                return Answer(tuple(settled), resume=following)
            if op.n == following:
                outcome = self._decide(op, client_id, context)
                self.known.move(client_id, request.principal_id, op, outcome)
            settled.append(self.known.outcome(client_id, op.n))
        return Answer(tuple(settled))

    def _decide(self, op: ClientOp, client_id: str, context: Context) -> Settled:
        if isinstance(op.op, str):
            return Settled(op.n, code=op.op)
        outcome = decide(self.draft.state, context, op.op)
        if isinstance(outcome, Refusal):
            return Settled(op.n, code=outcome.code)
        for entry in _entries(op, client_id, context.seat, outcome):
            self.draft.add(entry)
        return Settled(op.n, self.draft.state.seq)


def _board_now(connection: Connection, locked: Locked, held: Held) -> Board:
    behind = locked.seq - held.board.seq
    if held.epoch != locked.epoch or not 0 <= behind <= CAUGHT_UP_BY_ROWS:
        return log.read_state(connection, locked.id, locked.seq)
    return log.catch_up(connection, locked.id, held.board) if behind else held.board


def _entries(op: ClientOp, client_id: str, seat_id: str, events: Sequence[Event]) -> Iterable[Entry]:
    """Rows for the events of one op; the first carries whose op it was, and how many rows it made."""
    gesture = None if isinstance(op.op, str) else op.op.g
    yield Entry(events[0], seat_id, client_id, op.n, len(events), gesture)
    for event in events[1:]:
        yield Entry(event, seat_id, gesture=gesture)
