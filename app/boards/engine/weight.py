"""How heavy a board is: about the bytes it takes to send it whole to somebody who opens it.

Kept up with every event (`apply`), so that nobody ever counts a whole board. What is deleted weighs nothing.
"""

from collections.abc import Mapping

from app.boards.engine.state import Board, Element

MOST_WEIGHT = 5_000_000
"""Five thousand notes of 280 letters with three bytes each, and their records: whoever opens that waits a while."""

RECORD, NUMBER, AUTHOR = 160, 4, 40
"""What an element takes beside its words, each number of a stroke, and each who wrote a note that was folded in."""


def weigh(element: Element | None) -> int:
    """What an element takes on its board; nothing where there is none, or where it is deleted."""
    if element is None or element.deleted:
        return 0
    drawn, folded = len(element.pts or ()), len(element.authors or ())
    fields = sum(_bytes(name) + _bytes(str(value)) for name, value in (element.fields or {}).items())
    return RECORD + _bytes(element.text) + _bytes(element.gloss or "") + fields + NUMBER * drawn + AUTHOR * folded


def board_of(seq: int, elements: Mapping[str, Element]) -> Board:
    """A board that was not added up from its events."""
    found = elements.values()
    return Board(seq, elements, sum(not each.deleted for each in found), sum(map(weigh, found)))


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())
