"""The message `presence` as a page sends it: where its person points, what they write on and what they chose."""

from typing import Annotated, Literal

import msgspec

from app.boards.engine import schema
from app.boards.errors import BadBatch
from app.boards.wire import Id

MOST_CHOSEN = 20
"""Of so many elements a page says that they are chosen."""

MOST_IN_TRAIL = 20
"""So many places a laser went along a page says at once."""

Point = tuple[schema.Coordinate, schema.Coordinate]
Trail = Annotated[tuple[Point, ...], msgspec.Meta(max_length=MOST_IN_TRAIL)]
Feeling = Literal["agree", "love", "applause", "celebrate", "laugh", "unsure"]
Reaction = tuple[Feeling, schema.Coordinate, schema.Coordinate]
"""What somebody feels, and where; not who."""


class Pointing(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"board": "b", "writes": "t", "chosen": "s", "trail": "l", "reaction": "r"},
):
    """All of it at once: what is left out is nowhere, but for what is `chosen`: without it that is as before.

    A `trail` of a laser and a `reaction` are told once and forgotten.
    `off` says that the person is not to be shown, `ask` that the page wants to know everything anew.
    """

    board: Id
    x: schema.Coordinate | None = None
    y: schema.Coordinate | None = None
    writes: schema.ElementId | None = None
    chosen: Annotated[tuple[schema.ElementId, ...], msgspec.Meta(max_length=MOST_CHOSEN)] | None = None
    trail: Trail = ()
    reaction: Reaction | None = None
    off: bool = False
    ask: bool = False

    def __post_init__(self) -> None:
        if (self.x is None) != (self.y is None):
            raise ValueError("half a place")

    @property
    def at(self) -> tuple[int, int] | None:
        """The place on the board, if there is one to be shown."""
        return None if self.x is None or self.y is None or self.off else (self.x, self.y)


def read_pointing(message: object) -> Pointing:
    """Read it.

    Raises:
        BadBatch: it cannot be read.
    """
    try:
        return msgspec.convert(message, Pointing, strict=True)
    except msgspec.ValidationError as error:
        raise BadBatch from error
