"""Where elements go that the server lays on a board: one behind the other in the grid of their zone. Pure.

A group gets rows of its own, which slip down a little to make room for its title. What is
laid at once in a zone is as large as it all finds room.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.boards.engine import order
from app.boards.engine.state import EVERYONE, GROUP, IMAGE, NOTE, SHAPE, TEXT, Board, Element
from app.canvases.canvas import Canvas, Zone
from app.canvases.geometry import WIDTH as BOARD_WIDTH
from app.canvases.geometry import Box, box
from app.canvases.placing import EDGE, LEAST, SIZES, NoteSize, place, room, size_on

PAD, TITLE = 10, 40
"""What a group reaches around its notes and what its title takes above them, beside notes of the least size."""

WIDTH, HEIGHT = 340, 180
"""An empty group, likewise."""

MOST_IN_ROW, MOST_IN_ZONE = BOARD_WIDTH // LEAST.width, 200
"""Places looked at for the next row, and for one clear of what lies there."""

JITTER = "11"
"""Nobody else writes meanwhile, so keys need no room between two who do."""

SOLID = frozenset({NOTE, GROUP, TEXT, SHAPE, IMAGE})
"""What nothing is laid on; frames, lines and comments lie over or under others."""

Coming = Sequence[tuple[Element, Sequence[Element]]]
"""Elements to lay, each with the notes that lie in it if it is a group."""


@dataclass(slots=True)
class _Shelf:
    """How far a zone is filled: places taken, by how much rows have slipped for the titles above them."""

    zone: Zone
    inside: Zone | None
    size: NoteSize
    lying: Sequence[Box] = ()
    taken: int = 0
    slip: int = 0
    is_over: bool = False
    """Something had to be laid on something else."""

    @property
    def lowest(self) -> int:
        return box(self.zone).bottom - self.size.height - EDGE

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
            x, y = self._at(index)
            if not any(self.size.at(x, y).meets(other) for other in self.lying):
                self.taken = index
                break
        else:
            x, y = self._at(self.taken)
            self.is_over = True
        self.is_over |= self.taken >= room(self.zone, size=self.size, inside=self.inside) or y > self.lowest
        self.taken += 1
        return x, min(y, self.lowest)

    def _at(self, index: int) -> tuple[int, int]:
        x, y = place(self.zone, index, size=self.size, inside=self.inside)
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


@dataclass(slots=True)
class Ground:
    """The zones of a board as they fill with what is coming."""

    state: Board
    canvas: Canvas | None
    coming: Coming
    _shelves: dict[str, _Shelf | None] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for element in self._lying():
            self._last[element.zone] = max(element.z, self._last.get(element.zone, ""))

    def keep(self, element: Element) -> Element:
        """What lies in a group everybody saw before, or is no note: it stays where it is, behind the others."""
        return replace(element, z=self._next_key(element.zone))

    def lay(self, element: Element, notes: Sequence[Element]) -> Iterator[Element]:
        """Lay one of those coming at the next free place; a group with its notes, on rows of its own."""
        shelf, key = self._shelf(element.zone), self._next_key(element.zone)
        if shelf is None:
            yield from self._left_alone(element, key, notes)
            return
        spots = shelf.spots(len(notes), group=element.type == GROUP)
        if element.type == NOTE:
            yield _note_at(element, key, shelf.size, spots[0])
            return
        laid = [replace(note, z=self._next_key(element.zone)) for note in notes]
        yield _around(replace(element, z=key), spots, notes, shelf.size)
        for note, spot in zip(laid, spots, strict=False):
            yield _note_at(note, note.z, shelf.size, spot)

    def _left_alone(self, element: Element, key: str, notes: Sequence[Element]) -> Iterator[Element]:
        """Where the canvas has no such zone any more everything keeps its place."""
        yield replace(element, z=key)
        for note in notes:
            yield replace(note, z=self._next_key(element.zone))

    def _next_key(self, zone_id: str) -> str:
        self._last[zone_id] = order.after(self._last.get(zone_id), JITTER)
        return self._last[zone_id]

    def _shelf(self, zone_id: str) -> _Shelf | None:
        if zone_id not in self._shelves:
            zone = self.canvas.zone(zone_id) if self.canvas else None
            self._shelves[zone_id] = self._fitting(zone, self.canvas) if zone and self.canvas else None
        return self._shelves[zone_id]

    def _fitting(self, zone: Zone, canvas: Canvas) -> _Shelf:
        """The zone with notes as large as all that is coming into it finds room."""
        inside, most = canvas.ring_inside(zone), size_on(canvas)
        lying = tuple(_corners(each) for each in self._lying() if each.zone == zone.id and each.type in SOLID)
        here = [(len(notes), element.type == GROUP) for element, notes in self.coming if element.zone == zone.id]
        sizes = SIZES[SIZES.index(most) :]
        fits = (size for size in sizes if _finds_room(_Shelf(zone, inside, size, lying), here))
        return _Shelf(zone, inside, next(fits, LEAST), lying)

    def _lying(self) -> list[Element]:
        return [each for each in self.state.elements.values() if each.audience == EVERYONE and not each.deleted]


def _finds_room(shelf: _Shelf, coming: Iterable[tuple[int, bool]]) -> bool:
    """Whether nothing has to lie on anything else. Fills the shelf."""
    for count, group in coming:
        shelf.spots(count, group=group)
        if shelf.is_over:
            return False
    return True


def _note_at(note: Element, key: str, size: NoteSize, spot: tuple[int, int]) -> Element:
    return replace(note, x=spot[0], y=spot[1], w=size.width, h=size.height, z=key)


def _around(group: Element, spots: Sequence[tuple[int, int]], notes: Sequence[Element], size: NoteSize) -> Element:
    """A group that reaches around its notes where they lie now; an empty one begins at its spot."""
    pad = size.of(PAD)
    left, top = min(x for x, _y in spots) - pad, min(y for _x, y in spots) - size.of(TITLE)
    if not notes:
        return replace(group, x=left, y=top, w=size.of(WIDTH), h=size.of(HEIGHT))
    right, bottom = max(x for x, _y in spots) + size.width + pad, max(y for _x, y in spots) + size.height + pad
    return replace(group, x=left, y=top, w=right - left, h=bottom - top)


def _corners(element: Element) -> Box:
    return Box(element.x, element.y, element.x + element.w, element.y + element.h)
