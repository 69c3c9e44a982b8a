"""How many lines of a result the wall has room for, by how long they are.

Values and functions only. Heights are hundredths of the width of a screen of 16 by 9, as in `voting.css`; lines lie in
two columns.
"""

import math
import unicodedata
from collections.abc import Sequence

from app.voting.results import Counted

LEAST = 8
"""So many there is room for however long they are: their words are shortened where they are many."""

FEW = 6
"""So many have room for all their words."""

MOST = 12
ROOM = 39.0
LINE = 6.3
"""A line whose words are short, and what is between it and the next."""
MORE_WORDS = 2.3
SMALL_PRINT = 1.65
WORDS = 40
SMALL_WORDS = 70
"""Letters for which there is room beside each other."""
SHORTENED = 2


def shown(lines: Sequence[Counted]) -> tuple[Counted, ...]:
    """Return the lines the wall shows: the first eight, and those after them for which there is room."""
    fitting = min(len(lines), LEAST)
    while fitting < min(len(lines), MOST) and _height(lines[: fitting + 2]) <= ROOM:
        fitting = min(len(lines), fitting + 2)
    return tuple(lines[:fitting])


def _height(lines: Sequence[Counted]) -> float:
    return sum(max(map(_height_of, lines[first : first + 2])) for first in range(0, len(lines), 2))


def _height_of(line: Counted) -> float:
    words = min(SHORTENED, _rows(line.words, WORDS))
    small = _rows(line.gloss, SMALL_WORDS) if line.gloss else 0
    givers = _rows(", ".join(line.givers), SMALL_WORDS) if line.givers else 0
    return LINE + MORE_WORDS * (words - 1) + SMALL_PRINT * (small + givers)


def _rows(words: str | None, room: int) -> int:
    """How many rows words take where there is room for so many letters; those of East Asia are as wide as two."""
    wide = sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words or "")
    return max(1, math.ceil(wide / room))
