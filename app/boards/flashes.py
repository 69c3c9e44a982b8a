"""What is told on a board once and kept nowhere: where a laser went, what somebody felt. Values, no I/O.

A trail goes with the cursor it belongs to, and is told only where that is shown; a reaction is nobody's. As long as
people write alone there is neither.
"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from app.boards.pointing import Pointing, Reaction, Trail
from app.boards.told import Point

MOST_AT_ONCE = 200
"""So many a board tells in one tick; what is beyond is not missed."""


class Flash(msgspec.Struct, frozen=True, array_like=True):
    """Of somebody by their key."""

    key: str
    trail: Trail = ()
    reaction: Reaction | None = None


def flash_of(key: str, said: Pointing) -> Flash | None:
    """What of it is told once, if anything is. Who is not to be seen points with no laser."""
    trail = () if said.off else said.trail
    return Flash(key, trail, said.reaction) if trail or said.reaction else None


def read_flashes(said: object) -> tuple[Flash, ...]:
    """Read what another process says; what cannot be read is nothing."""
    try:
        return msgspec.convert(said, tuple[Flash, ...])[:MOST_AT_ONCE]
    except msgspec.ValidationError:
        return ()


def told_of(
    flashes: Iterable[Flash], number: Callable[[str], int | None], cursors: Mapping[int, Point]
) -> dict[str, object]:
    """As all may know it, and nothing where nothing is."""
    trails, reactions = [], []
    for flash in list(flashes)[:MOST_AT_ONCE]:
        if flash.trail and (own := number(flash.key)) in cursors:
            trails.append([own, *(part for point in flash.trail for part in point)])
        if flash.reaction:
            reactions.append(list(flash.reaction))
    return {name: value for name, value in {"l": trails, "r": reactions}.items() if value}
