"""What happened to boards."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BoardWritten:
    """The log of a board has new rows."""

    board_id: str
