"""One turn of the committer: everything that happens inside its transaction.

The board's row is locked first; roles, rules and cursors are read behind that lock, so
that they are what they are at the moment of the commit.
"""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace
from sqlalchemy import Connection

from app.boards import cursors, images, log
from app.boards.alias import veiled
from app.boards.cursors import Cursors, Settled
from app.boards.engine.decide import decide
from app.boards.engine.kinds import KINDS
from app.boards.engine.rebase import rebase
from app.boards.engine.schema import (
    AddElement,
    EditText,
    ElementPut,
    Event,
    MergeNotes,
    NotesMerged,
    Op,
    PutText,
    ShowElements,
    TextEdited,
    TextPut,
)
from app.boards.engine.state import Board, Context, Refusal
from app.boards.errors import BadBatch, OtherEpoch
from app.boards.log import Draft, Entry, Locked
from app.boards.merging import Unmerged
from app.boards.scene import Ground, Scene, read_ground, read_scene
from app.boards.text import TextHeld, Texts
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
    texts: Mapping[str, TextHeld] = field(default_factory=dict)


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
    nobody_since = held.epoch == locked.epoch and held.board.seq == locked.seq
    texts = Texts(connection, board_id, held.texts if nobody_since else {})
    draft = Draft(board_id, _board_now(connection, locked, held))
    turn = _Turn(locked, scene, connection, known, draft, texts)
    answers = [turn.take(request) for request in requests]
    turn.draft.write(connection)
    turn.texts.write()
    known.write(connection)
    return Outcome(Held(turn.draft.state, locked.epoch, ground, turn.texts.remembered()), answers)


@dataclass(frozen=True, slots=True)
class _Turn:
    board: Locked
    scene: Scene
    connection: Connection
    known: Cursors
    draft: Draft
    texts: Texts

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
                outcome = self._decide(op, request, context)
                self.known.move(client_id, request.principal_id, op, outcome)
            settled.append(self.known.outcome(client_id, op.n))
        return Answer(tuple(settled))

    def _decide(self, op: ClientOp, request: Request, context: Context) -> Settled:
        if isinstance(op.op, str):
            return Settled(op.n, code=op.op)
        asked, image = self._up_to_date(op.op), _image_in(op.op)
        if image is not None:
            assets = images.open_to(self.connection, self.board.id, context.hearer, [image])
            context = dataclasses.replace(context, assets=assets)
        outcome = decide(self.draft.state, context, asked)
        if not isinstance(outcome, Refusal):
            outcome = self._with_text(asked, outcome, request.principal_id, context)
        if isinstance(outcome, Refusal):
            return Settled(op.n, code=outcome.code)
        for entry in _entries(op, request.batch.client_id, context.mark, outcome):
            self.draft.add(entry)
        if image is not None:
            images.let_go(self.connection, context.seat, [image])
        return Settled(op.n, self.draft.state.seq)

    def _up_to_date(self, op: Op) -> Op:
        """A whole text with what others wrote since it was made."""
        if not isinstance(op, PutText) or op.was is None:
            return op
        element = self.draft.state.elements.get(op.id)
        if element is None or not KINDS[element.type].live:
            return op
        return replace(op, t=rebase(op.was, op.t, element.text))

    def _with_text(self, op: Op, events: list[Event], principal_id: str, context: Context) -> list[Event] | Refusal:
        """What was decided, with what it comes to where several people write in one note."""
        match op, events:
            case EditText(id=id_), [TextEdited()]:
                hand = veiled(self.scene.veil, principal_id)
                merged = self.texts.merge(self.draft.state.elements[id_], op, hand)
                if isinstance(merged, Unmerged):
                    return Refusal(merged.code)
                outcome = decide(self.draft.state, context, replace(op, t=merged.text))
                if not isinstance(outcome, Refusal):
                    self.texts.keep(id_, merged, hand, self.draft.state.seq + 1)
                return outcome
            case _, [TextPut(id=id_) as put]:
                element = self.draft.state.elements[id_]
                if KINDS[element.type].live:
                    return [replace(put, u=self.texts.put(element, put.t, self.draft.state.seq + 1))]
            case MergeNotes(id=id_), [*others, NotesMerged() as merged]:
                at = self.draft.state.seq + len(events)
                return [*others, replace(merged, u=self.texts.put(self.draft.state.elements[id_], merged.t, at))]
            case ShowElements(), _:
                # What was deleted before all see it goes no further than the words that are left.
                self.texts.begin_anew({event.id: event.r.text for event in events if isinstance(event, ElementPut)})
        return events


def _image_in(op: Op) -> str | None:
    """The image an op would show."""
    return op.p.asset if isinstance(op, AddElement) and isinstance(op.p.asset, str) else None


def _board_now(connection: Connection, locked: Locked, held: Held) -> Board:
    behind = locked.seq - held.board.seq
    if held.epoch != locked.epoch or not 0 <= behind <= CAUGHT_UP_BY_ROWS:
        return log.read_state(connection, locked.id, locked.seq)
    return log.catch_up(connection, locked.id, held.board) if behind else held.board


def _entries(op: ClientOp, client_id: str, mark: str, events: Sequence[Event]) -> Iterable[Entry]:
    """Rows for the events of one op; the first carries whose op it was, and how many rows it made."""
    gesture = None if isinstance(op.op, str) else op.op.g
    yield Entry(events[0], mark, client_id, op.n, len(events), gesture)
    for event in events[1:]:
        yield Entry(event, mark, gesture=gesture)
