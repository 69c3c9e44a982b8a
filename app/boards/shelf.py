"""A zone as it fills with what the server lays there: place by place, clear of what lies there already. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from app.canvases.canvas import Zone
from app.canvases.geometry import WIDTH as BOARD_WIDTH
from app.canvases.geometry import Box, box
from app.canvases.placing import EDGE, LEAST, NoteSize, places, room

PAD, TITLE = 10, 40
"""What a group reaches around its notes and what its title takes above them, beside notes of the least size."""

MOST_IN_ROW, MOST_IN_ZONE = BOARD_WIDTH // LEAST.width, 200
"""Places looked at for the next row, and for one clear of what lies there."""

CELL = 320
"""Edge of the squares by which one finds what lies somewhere, in board units."""


class Lying:
    """What lies in a zone, found by where it is: of thousands only what is near is looked at."""

    def __init__(self, zone: Zone, boxes: Iterable[Box] = ()) -> None:
        self._near: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)
        # Nothing is laid beyond the zone, however far something in it reaches.
        ground = box(zone)
        for each in boxes:
            if each.meets(ground):
                for cell in _cells(_within(each, ground)):
                    self._near[cell].append(each)

    def meets(self, place: Box) -> bool:
        """Whether anything lies there."""
        # A reveal asks this tens of thousands of times: what `Box.meets` does is done here, and no list is made.
        left, top, right, bottom = place.left, place.top, place.right, place.bottom
        rows = _steps(top, bottom)
        for column in _steps(left, right):
            for row in rows:
                for other in self._near.get((column, row), ()):
                    if left < other.right and other.left < right and top < other.bottom and other.top < bottom:
                        return True
        return False


@dataclass(slots=True)
class Shelf:
    """How far a zone is filled with notes of one size: places taken, by how much rows have slipped for titles."""

    zone: Zone
    inside: Zone | None
    size: NoteSize
    lying: Lying
    taken: int = 0
    slip: int = 0
    is_over: bool = False
    """Something had to be laid on something else."""
    _places: tuple[tuple[int, int], ...] = field(init=False)
    _room: int = field(init=False)
    _lowest: int = field(init=False)
    _clear: dict[tuple[int, int], bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = places(self.zone, size=self.size, inside=self.inside)
        self._room = room(self.zone, size=self.size, inside=self.inside)
        self._lowest = box(self.zone).bottom - self.size.height - EDGE

    def spots(self, count: int, *, group: bool) -> list[tuple[int, int]]:
        """The next places: one for something alone, and for a group rows of its own, one place at least."""
        if not group:
            return [self._next()]
        self._begin_row()
        above = self.size.gap if self.taken else 0
        self.slip += self.size.of(TITLE) - above
        spots = [self._next() for _ in range(max(1, count))]
        self._begin_row()
        self.slip += self.size.of(PAD)
        return spots

    def _next(self) -> tuple[int, int]:
        """The next place clear of what lay there before; where there is none, the next one."""
        for index in range(self.taken, self.taken + MOST_IN_ZONE):
            if self._is_clear(self._at(index)):
                self.taken = index
                break
        else:
            self.is_over = True
        x, y = self._at(self.taken)
        self.is_over |= self.taken >= self._room or y > self._lowest
        self.taken += 1
        return x, min(y, self._lowest)

    def _is_clear(self, spot: tuple[int, int]) -> bool:
        if spot not in self._clear:
            self._clear[spot] = not self.lying.meets(self.size.at(*spot))
        return self._clear[spot]

    def _at(self, index: int) -> tuple[int, int]:
        x, y = self._places[index % len(self._places)]
        return x, y + self.slip

    def _begin_row(self) -> None:
        """Leave the rest of a row free."""
        if self.taken == 0:
            return
        _left, row = self._at(self.taken - 1)
        for _ in range(MOST_IN_ROW):
            if self._at(self.taken)[1] != row:
                break
            self.taken += 1


def _cells(place: Box) -> Iterable[tuple[int, int]]:
    """The squares a box lies in, one at least."""
    columns, rows = _steps(place.left, place.right), _steps(place.top, place.bottom)
    return [(x, y) for x in columns for y in rows]


def _steps(start: int, end: int) -> range:
    return range(start // CELL, max(start, end - 1) // CELL + 1)


def _within(one: Box, other: Box) -> Box:
    return Box(
        max(one.left, other.left), max(one.top, other.top), min(one.right, other.right), min(one.bottom, other.bottom)
    )
