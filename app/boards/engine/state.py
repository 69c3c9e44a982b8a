"""A board as a value: what its log adds up to at one number of the log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

EVERYONE = "*"
"""The audience of what all may see; any other audience is the id of one seat."""

MOST_ELEMENTS = 5_000
MOST_CODE_POINTS = 500
"""How long the text of a note may be. People are shown 280 as the hint."""


class Deed(StrEnum):
    """What somebody does to a board, as far as rights go."""

    ADD = "add"
    CHANGE_OWN = "change-own"
    DELETE_OWN = "delete-own"
    ARRANGE_OTHERS = "arrange-others"
    REWRITE_OTHERS = "rewrite-others"
    DELETE_OTHERS = "delete-others"


@dataclass(frozen=True, slots=True)
class Element:
    """Something on a board; so far always a note.

    `x`, `y` are the top left corner in board units (1 unit = 1 CSS px at zoom 1), whole,
    y growing downwards. `z` orders elements within their zone (`engine.order`). `author` is
    the seat that wrote it, None where the reader may not know; only the server knows all.
    `named` is true where everybody may know it, now or once it is revealed, as the rules
    were when it was written.
    `generation` is the reveal a note written in private belongs to, 0 when it was written in
    the open. A deleted element stays as a tombstone.
    """

    id: str
    type: str
    zone: str
    parent: str | None
    z: str
    x: int
    y: int
    w: int
    h: int
    colour: str | None
    lang: str | None
    dir: str
    text: str
    author: str | None
    named: bool
    audience: str
    generation: int
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on a board after row `seq` of its log. `living` counts what is not deleted."""

    seq: int = 0
    elements: Mapping[str, Element] = field(default_factory=dict)
    living: int = 0


@dataclass(frozen=True, slots=True)
class Context:
    """Who acts, under which rules: read in the transaction, never from the socket.

    `rights` names each deed that is refused, with the code the person is told. `private`
    is true while people write for themselves alone; `generation` counts the reveals so far.
    """

    seat: str
    rights: Mapping[str, str]
    private: bool
    generation: int
    zones: frozenset[str]
    named: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an op may not be. Normal: two people may delete the same note at once."""

    code: str
