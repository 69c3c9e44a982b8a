"""Two texts that came from one: what either wrote is there, what either took away is gone. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from app.boards.engine.state import MOST_CODE_POINTS

_WORDS = re.compile(r"\w+|\W")

_MOST_PAIRS, _MOST_PAIRS_OF_LETTERS = 4_000_000, 250_000
"""Pieces compared with each other at most: a turn must not wait for it."""


@dataclass(frozen=True, slots=True)
class _Edits:
    """What somebody made of a text in pieces: which are gone, and what was written before each and at the end."""

    gone: frozenset[int]
    written: dict[int, str]


def rebase(base: str, mine: str, theirs: str) -> str:
    """`mine` and `theirs` were both made from `base`. Where both wrote at one place, theirs comes first.

    Words are compared, which says best what people meant; and letters where both changed a word. What no note
    can say is left as it is, to be refused.
    """
    if max(len(base), len(mine)) > MOST_CODE_POINTS:
        return mine
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    pieces = _WORDS.findall(base)
    my, their = _edits(pieces, _WORDS.findall(mine)), _edits(pieces, _WORDS.findall(theirs))
    if my.gone & their.gone and max(_pairs(base, mine), _pairs(base, theirs)) <= _MOST_PAIRS_OF_LETTERS:
        pieces = list(base)
        my, their = _edits(pieces, list(mine)), _edits(pieces, list(theirs))
    gone = my.gone | their.gone
    return "".join(
        their.written.get(index, "") + my.written.get(index, "") + ("" if index in gone else piece)
        for index, piece in enumerate([*pieces, ""])
    )


def _edits(pieces: Sequence[str], made: Sequence[str]) -> _Edits:
    head = _same_start(pieces, made)
    tail = min(_same_start(pieces[::-1], made[::-1]), min(len(pieces), len(made)) - head)
    middle, fresh = pieces[head : len(pieces) - tail], made[head : len(made) - tail]
    gone: set[int] = set()
    written: dict[int, str] = {}
    at = first = 0
    for end, last in [*_in_both(middle, fresh), (len(middle), len(fresh))]:
        gone.update(range(head + at, head + end))
        written[head + at] = "".join(fresh[first:last])
        at, first = end + 1, last + 1
    return _Edits(frozenset(gone), written)


def _in_both(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of pieces that both have in one order: where each stands in the one and in the other.

    A bit for each piece of the one says that a longest row may still go on there; each piece of the other moves all
    of them at once. So texts that were made to take long take no longer than any. Of two that are too much to be
    compared nothing counts as the same.
    """
    if len(one) * len(other) > _MOST_PAIRS:
        return []
    places: dict[str, int] = {}
    for index, piece in enumerate(one):
        places[piece] = places.get(piece, 0) | 1 << index
    everywhere = (1 << len(one)) - 1
    free, rows = everywhere, []
    for piece in other:
        met = free & places.get(piece, 0)
        free = ((free + met) | (free - met)) & everywhere
        rows.append(free)
    found = []
    index, row = len(one) - 1, len(other) - 1
    while index >= 0 and row >= 0:
        if rows[row] >> index & 1:
            index -= 1
        elif row and not rows[row - 1] >> index & 1:
            row -= 1
        else:
            found.append((index, row))
            index, row = index - 1, row - 1
    return found[::-1]


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _pairs(base: str, made: str) -> int:
    """How many pairs of letters are to be compared, between what is the same at start and end."""
    head = _same_start(base, made)
    same = head + min(_same_start(base[::-1], made[::-1]), min(len(base), len(made)) - head)
    return (len(base) - same) * (len(made) - same)
