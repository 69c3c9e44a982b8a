"""Where a zone still has room for something nobody pointed a place for: beside what lies there, never on it. Pure.

The twin of `nextPlace` in `app/static/boards/geometry.js`. Places are looked for as people read: row by row under the
title, each row from its start, in the gaps between what lies there, wherever it was dragged to.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

TITLE, MARGIN, EDGE = 100, 30, 10
"""Board units kept free: for the zone's title, at the start of a row, before any other edge."""

LAYERS, GAP, SHIFT = 6, 20, 14
"""Layers of a full zone, and by how much of its own gap each is moved beside the one below."""


class Place(NamedTuple):
    """A rectangle of the board: `left` and `top` belong to it, `right` and `bottom` no longer do."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: "Place", air: int = 0) -> bool:
        """Whether the other one lies here, or nearer than `air`."""
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )


class Room(NamedTuple):
    """A zone as far as places go: where it lies, the ring within it, if any, and the gap between notes."""

    box: Place
    inside: Place | None
    gap: int


class Size(NamedTuple):
    """How large something is."""

    width: int
    height: int


def next_place(room: Room, size: Size, lying: Sequence[Place], wanted: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """The first clear place as one reads from the wanted one on, then from the start of the zone.

    Where there is none, things lie on each other in layers, each a little beside the one below, so that all are seen.
    """
    obstacles = sorted([*lying, *([room.inside] if room.inside else [])])
    x, y = wanted
    first = room.box.top + TITLE
    rows = sorted({each for each in (first, y, *(o.bottom + room.gap for o in obstacles)) if each >= first})
    tries = [(x if row == y else 0, row) for row in rows if row >= y] + [(0, row) for row in rows if row <= y]
    found = (_in_row(room, size, obstacles, begin) for begin in tries)
    clear = next((spot for spot in found if spot is not None), None)
    if clear is not None:
        return clear
    corners = {(each.left, each.top) for each in lying}
    spots = list(_layered(room, size))
    free = [wanted] if wanted != (0, 0) else []
    turn = spots[len(lying) % len(spots)] if spots else (room.box.left, room.box.top)
    return next((spot for spot in [*free, *spots] if spot not in corners), turn)


def _in_row(room: Room, size: Size, obstacles: Sequence[Place], begin: tuple[int, int]) -> tuple[int, int] | None:
    """The first gap of a row that is wide enough, from where one begins; obstacles come from the left."""
    start, row = begin
    left, _top, right, bottom = room.box
    if row >= bottom - size.height - EDGE:
        return None
    x, air = max(left + MARGIN, start), room.gap // 2
    for o_left, o_top, o_right, o_bottom in obstacles:
        if x + size.width <= o_left - air or x >= right:
            break
        if o_top - air < row + size.height and row < o_bottom + air:
            x = max(x, o_right + room.gap)
    return (x, row) if x < right - size.width - EDGE else None


def _layered(room: Room, size: Size) -> Iterator[tuple[int, int]]:
    """Every spot of the grid of a zone, row by row, layer upon layer."""
    left, top, right, bottom = room.box
    for layer in range(LAYERS):
        shift = layer * (room.gap * SHIFT // GAP)
        for y in range(top + TITLE + shift, bottom - size.height - EDGE, size.height + room.gap):
            for x in range(left + MARGIN + shift, right - size.width - EDGE, size.width + room.gap):
                if not room.inside or not room.inside.meets(Place(x, y, x + size.width, y + size.height), EDGE):
                    yield x, y
