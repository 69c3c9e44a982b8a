"""What other features may know of votes, as values: for minutes, plans and exports."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an element stands: its dots, and its rank among `of` elements that could have got some."""

    dots: int
    rank: int
    of: int
    tie: bool
    round_id: str


@dataclass(frozen=True, slots=True)
class Was:
    """What got dots, as it was when they were counted: it may be changed or deleted later."""

    kind: str
    zone: str | None
    words: str
    lang: str | None = None
    gloss: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """A line of a result: the element with its words as they were, and in named rounds who gave how many.

    Of what is hidden, or was when it was counted, there are no words.
    """

    element: str
    kind: str
    zone: str | None
    words: str
    lang: str | None
    gloss: str | None
    dots: int
    rank: int
    tie: bool
    givers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoundResult:
    """A round that was counted, its lines most dots first.

    `zone` is None where the whole board was voted on, `step_id` where it belongs to no step.
    """

    id: str
    board_id: str
    canvas: str
    zone: str | None
    budget: int
    per_note: int | None
    anonymous: bool
    opened_at: datetime
    closed_at: datetime
    voters: int
    candidates: int
    lines: tuple[Counted, ...]
    step_id: str | None = None

    @property
    def dots(self) -> int:
        return sum(line.dots for line in self.lines)
