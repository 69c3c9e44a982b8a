"""What happened to boards."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardWritten:
    """The log of a board has new rows."""

    board_id: str


@dataclass(frozen=True, slots=True)
class GotDots:
    """Whether people gave dots to one of these elements: answered with the workshop where they did, else with None."""

    board_id: str
    ids: Collection[str]


@dataclass(frozen=True, slots=True)
class DottedNotesChanged:
    """Something that got dots was hidden, shown, deleted or brought back, or lies in another zone now."""

    workshop_id: str
    board_id: str


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """What people may do on a board, as far as the board itself says it, is other now."""

    workshop_id: str
    board_id: str


@dataclass(frozen=True, slots=True)
class NotesHidden:
    """A facilitator hid or deleted what these seats wrote, or brought it back: its elements, by seat."""

    board_id: str
    from_seats: Mapping[str, Sequence[str]]
