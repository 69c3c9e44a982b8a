"""Two texts that came from one: what either wrote is there, what either took away is gone. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

_WORDS = re.compile(r"\w+|\W")

_MOST_PAIRS = 250_000
"""Letters compared with each other at most: a turn must not wait for it."""


@dataclass(frozen=True, slots=True)
class _Edits:
    """What somebody made of a text in pieces: which are gone, and what was written before each and at the end."""

    gone: frozenset[int]
    written: dict[int, str]


def rebase(base: str, mine: str, theirs: str) -> str:
    """`mine` and `theirs` were both made from `base`. Where both wrote at one place, theirs comes first.

    Words are compared, which says best what people meant; and letters where both changed a word.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    pieces = _WORDS.findall(base)
    my, their = _edits(pieces, _WORDS.findall(mine)), _edits(pieces, _WORDS.findall(theirs))
    if my.gone & their.gone and max(_pairs(base, mine), _pairs(base, theirs)) <= _MOST_PAIRS:
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
    for tag, start, end, first, last in SequenceMatcher(None, middle, fresh, autojunk=False).get_opcodes():
        if tag != "equal":
            gone.update(range(head + start, head + end))
            written[head + end] = "".join(fresh[first:last])
    return _Edits(frozenset(gone), written)


def _same_start(one: Sequence[str], other: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _pairs(base: str, made: str) -> int:
    """How many pairs of letters are to be compared, between what is the same at start and end."""
    head = _same_start(base, made)
    same = head + min(_same_start(base[::-1], made[::-1]), min(len(base), len(made)) - head)
    return (len(base) - same) * (len(made) - same)
