"""Where a zone still has room for something nobody pointed a place for: beside what lies there, never on it. Pure.

The twin of `nextPlace` in `app/static/boards/geometry.js`. Places lie in rows under the title of the zone, as one
reads; those are free on which nothing lies, wherever it was dragged from.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

TITLE, MARGIN, EDGE = 100, 30, 10
"""Board units kept free: for the zone's title where nothing else is said, at the start of a row, before any other
edge."""

LAYERS, GAP, SHIFT = 6, 20, 14
"""Layers of a full zone; between two notes of the least usual size, and by how much a layer is moved beside the one
below."""

LEAST, MOST = 160, 480
"""How wide a note is beside which gaps are measured, and how wide a thing for which they grow no more."""


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

    def holds(self, other: "Place") -> bool:
        """Whether the other one lies wholly within."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


class Room(NamedTuple):
    """A zone as far as places go: where it lies, the ring within it, if any, what is kept free at its top, and how wide
    notes begin there.
    """

    box: Place
    inside: Place | None
    head: int = TITLE
    usual: int = LEAST


class Size(NamedTuple):
    """How large something is."""

    width: int
    height: int

    @property
    def gap(self) -> int:
        """What is left free between two such things."""
        return GAP * min(MOST, self.width) // LEAST

    def at(self, spot: tuple[int, int]) -> Place:
        """The room it takes there."""
        x, y = spot
        return Place(x, y, x + self.width, y + self.height)


def next_place(room: Room, size: Size, lying: Sequence[Place], wanted: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """The first free place as one reads from the wanted one on, then from the start of the zone.

    Where there is none, things lie on each other in layers, each a little beside the one below, so that all are seen.
    """
    x, y = wanted
    free = free_places(room, size, lying)
    clear = next((spot for spot in free if (spot[1], spot[0]) >= (y, x)), None) or next(iter(free), None)
    if clear is not None:
        return clear
    corners = {(each.left, each.top) for each in lying}
    spots = [spot for layer in range(LAYERS) for spot in places(room, size, layer)]
    first = [wanted] if wanted != (0, 0) else []
    turn = spots[len(lying) % len(spots)] if spots else (room.box.left, room.box.top)
    return next((spot for spot in [*first, *spots] if spot not in corners), turn)


def free_places(room: Room, size: Size, lying: Iterable[Place]) -> list[tuple[int, int]]:
    """The places of a zone on which nothing of this lies, in their order."""
    left, top = room.box.left + MARGIN, room.box.top + room.head
    across, down = size.width + size.gap, size.height + size.gap
    taken = _taken(room, size, lying)
    return [(x, y) for x, y in places(room, size) if not taken[(y - top) // down][(x - left) // across]]


def places(room: Room, size: Size, layer: int = 0) -> Iterator[tuple[int, int]]:
    """The places of a zone, row by row, clear of the ring within; a layer beside the one below."""
    left, top, right, bottom = room.box
    shift, gap = layer * (size.gap * SHIFT // GAP), size.gap
    for y in range(top + room.head + shift, bottom - size.height - EDGE, size.height + gap):
        for x in range(left + MARGIN + shift, right - size.width - EDGE, size.width + gap):
            if not room.inside or not room.inside.meets(size.at((x, y)), EDGE):
                yield x, y


def _taken(room: Room, size: Size, lying: Iterable[Place]) -> list[bytearray]:
    """Return row by row whether something lies on a place, or nearer than half a gap.

    A row is marked in one stroke: there are thousands of places, and hundreds of notes lie on them.
    """
    left, top = room.box.left + MARGIN, room.box.top + room.head
    across, down, air = size.width + size.gap, size.height + size.gap, size.gap // 2
    columns, rows = max(0, room.box.right - left) // across + 1, max(0, room.box.bottom - top) // down + 1
    taken, marks = [bytearray(columns) for _row in range(rows)], b"\1" * columns
    for each in lying:
        # The first one that ends behind where a thing begins, and the first that begins where it ended.
        first = max(0, (each.left - air - left - size.width) // across + 1)
        end = min(columns, -((left - each.right - air) // across))
        if first >= end:
            continue
        above = max(0, (each.top - air - top - size.height) // down + 1)
        for row in taken[above : max(0, -((top - each.bottom - air) // down))]:
            row[first:end] = marks[first:end]
    return taken
