"""Where elements go that the server lays on a board: one behind the other in the grid of their zone. Pure.

A group gets rows of its own, which slip down a little to make room for its title. What is
laid at once in a zone is as large as it all finds room.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.boards.engine import order
from app.boards.engine.state import EVERYONE, GROUP, IMAGE, NOTE, SHAPE, TEXT, Board, Element
from app.boards.engine.zone_sizes import WIDTHS
from app.boards.shelf import PAD, TITLE, Lying, Shelf
from app.canvases.canvas import Canvas, Zone
from app.canvases.geometry import Box
from app.canvases.placing import LEAST, NoteSize, size_on

WIDTH, HEIGHT = 340, 180
"""An empty group, beside notes of the least size."""

JITTER = "11"
"""Nobody else writes meanwhile, so keys need no room between two who do."""

SOLID = frozenset({NOTE, GROUP, TEXT, SHAPE, IMAGE})
"""What nothing is laid on; frames, lines and comments lie over or under others."""

Coming = Sequence[tuple[Element, Sequence[Element]]]
"""Elements to lay, each with the notes that lie in it if it is a group."""


@dataclass(slots=True)
class Ground:
    """The zones of a board as they fill with what is coming."""

    state: Board
    canvas: Canvas | None
    coming: Coming
    _shelves: dict[str, Shelf | None] = field(default_factory=dict)
    _last: dict[str, str] = field(default_factory=dict)
    _solid: defaultdict[str, list[Box]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for each in self.state.elements.values():
            if each.audience == EVERYONE and not each.deleted:
                self._last[each.zone] = max(each.z, self._last.get(each.zone, ""))
                if each.type in SOLID:
                    self._solid[each.zone].append(_corners(each))

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

    def _shelf(self, zone_id: str) -> Shelf | None:
        if zone_id not in self._shelves:
            zone = self.canvas.zone(zone_id) if self.canvas else None
            self._shelves[zone_id] = self._fitting(zone, self.canvas) if zone and self.canvas else None
        return self._shelves[zone_id]

    def _fitting(self, zone: Zone, canvas: Canvas) -> Shelf:
        """The zone with notes as large as all that is coming into it finds room."""
        inside, most = canvas.ring_inside(zone), size_on(canvas)
        lying = Lying(zone, self._solid[zone.id])
        here = [(len(notes), element.type == GROUP) for element, notes in self.coming if element.zone == zone.id]
        sizes = [NoteSize(width) for width in WIDTHS if width <= most.width]
        fits = (size for size in sizes if _finds_room(Shelf(zone, inside, size, lying), here))
        return Shelf(zone, inside, next(fits, sizes[-1]), lying)


def unlaid(id_: str, zone: str, text: str, *, lang: str | None = None, gloss: str | None = None) -> Element:
    """A note for everybody that is nobody's and has no place yet: the ground gives it one."""
    return Element(
        id=id_,
        type=NOTE,
        zone=zone,
        parent=None,
        z="",
        x=0,
        y=0,
        w=LEAST.width,
        h=LEAST.height,
        colour=None,
        lang=lang,
        dir="auto",
        text=text,
        gloss=gloss,
        author=None,
        named=False,
        audience=EVERYONE,
        generation=0,
    )


def _finds_room(shelf: Shelf, coming: Iterable[tuple[int, bool]]) -> bool:
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
