"""What a turn of the committer is asked, and what it answers: values alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.boards.cursors import Settled
from app.boards.engine.state import Board
from app.boards.errors import SlowDown
from app.boards.scene import Ground
from app.boards.text import TextHeld
from app.boards.wire import Batch, ClientOp
from app.errors import AppError


@dataclass(frozen=True, slots=True)
class Held:
    """A board as a process remembers it between two turns. Under another `veil` other aliases stand on it."""

    board: Board = field(default_factory=Board)
    epoch: str = ""
    ground: Ground | None = None
    texts: Mapping[str, TextHeld] = field(default_factory=dict)
    veil: bytes | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A principal's batch, and those of its ops that are to be taken now; of refused ones `keeps` bytes are kept."""

    principal_id: str
    batch: Batch
    ops: tuple[ClientOp, ...]
    keeps: int = 0

    def only(self, op: ClientOp) -> "Request":
        """The same request for one op."""
        return Request(self.principal_id, self.batch, (op,), self.keeps)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client is told. `resume` is the number to go on with where one was missing; `kept` are the bytes that
    are kept of what was refused, which nobody is told.
    """

    settled: tuple[Settled, ...] = ()
    resume: int | None = None
    kept: int = 0

    def __add__(self, other: "Answer") -> "Answer":
        resume = other.resume if self.resume is None else self.resume
        return Answer(self.settled + other.settled, resume, self.kept + other.kept)

    def as_message(self, *, left_out: int = 0) -> dict[str, object]:
        """The acknowledgement; `later` says how many ops were too many for now and are sent again."""
        message: dict[str, object] = {"a": [settled.as_message() for settled in self.settled]}
        if self.resume is not None:
            message["resume"] = self.resume
        if left_out:
            message |= {"later": left_out, "say": str(SlowDown.message)}
        return message


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn came to: the board after it, and an answer or a refusal for each request.

    `hidden_notes_changed_in` is the workshop whose screens are to be told that notes of the board wait for a reveal
    now, or wait no more; `hidden_from` are elements that a facilitator hid, deleted or brought back, by the seat
    that wrote them. `came_or_went` is as in `Draft`.
    """

    held: Held
    answers: list[Answer | AppError]
    hidden_notes_changed_in: str | None = None
    came_or_went: tuple[str, ...] = ()
    hidden_from: Mapping[str, Sequence[str]] = field(default_factory=dict)
