"""What happened to boards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardWritten:
    """The log of a board has new rows."""

    board_id: str


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """What people may do on a board, as far as the board itself says it, is other now."""

    workshop_id: str
    board_id: str
