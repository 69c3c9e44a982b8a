"""How large the notes of a zone are: as large as all of them find a place of their own. Pure.

A zone begins with notes of the size of its canvas. When something comes for which no place is left, its notes become
smaller and are laid in rows again, in their order; when enough have gone they become larger again. What somebody put
somewhere by hand keeps its middle, and becomes smaller or larger around it; what has a size of its own, lies in a
group or frame or is locked stays as it is.

Nobody asked for these changes, so no rows of theirs name anybody and no undo takes them back. Notes that one person
alone sees make room for each other alone: what others see never tells that they are there.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from app.boards.engine import schema
from app.boards.engine.places import MOVABLE, SOLID, place_of, places_of
from app.boards.engine.room import Place, Room, Size, free_places, places
from app.boards.engine.state import EVERYONE, NOTE, Board, Element

WIDTHS: Final = (
    480, 456, 432, 400, 376, 352, 336, 320, 296, 280, 264, 240, 224, 200, 184, 160, 144, 120, 104, 88, 80, 72, 64, 56,
    48, 40, 32, 24,
)  # fmt: skip
"""The widths that notes take, from the largest; neighbours differ by a tenth or so, which few people notice. Each is a
multiple of 8, so that a note of any of them can have the same middle."""

TO_SPARE: Final = 3, 2
"""Notes become larger again once a zone has room for half as many more at that size, so that sizes do not alternate."""

MOST_BY_HAND: Final = 200
"""Notes that lie where somebody put them: with more of them in a zone none becomes larger again."""

Change = Mapping[str, Any]
"""`x`, `y`, `w` and `h` of an element, those that change."""


def sized(width: int) -> Size:
    """The size of a note that is so wide."""
    return Size(width, width * 120 // 160)


_SIZES: Final = {width: sized(width) for width in WIDTHS}


def room_for(board: Board, rooms: Mapping[str, Room], coming: Collection[str]) -> dict[str, Change]:
    """What changes so that what has come lies on nothing, by the ids of elements.

    Where no size is small enough everything stays as it is.
    """
    found: defaultdict[tuple[str, str], list[Element]] = defaultdict(list)
    for id_ in coming:
        each = board.elements.get(id_)
        if each and not each.deleted and each.type in MOVABLE and each.parent is None and not each.locked:
            found[each.zone, each.audience].append(each)
    changes: dict[str, Change] = {}
    for (zone, audience), new in found.items():
        if zone in rooms:
            changes |= ZoneContents(rooms[zone], zone, audience, board, new).with_all_placed()
    return changes


def room_regained(board: Board, rooms: Mapping[str, Room], left: Collection[tuple[str, str]]) -> dict[str, Change]:
    """What changes where something has gone: `left` are zones, each with the audience of what lay there."""
    changes: dict[str, Change] = {}
    for zone, audience in left:
        if zone in rooms:
            changes |= ZoneContents(rooms[zone], zone, audience, board, ()).made_larger()
    return changes


def like_its_neighbours(board: Board, rooms: Mapping[str, Room], id_: str) -> dict[str, Change]:
    """How a note changes that somebody moved into another zone: as large as the others there, around its middle."""
    note = board.elements[id_]
    if note.zone not in rooms or not is_sized(note) or note.parent is not None:
        return {}
    there = ZoneContents(rooms[note.zone], note.zone, note.audience, board, (note,))
    return there.changes({id_: _around(note, there.size)}) if there.others else {}


def rows(board: Board, changes: Mapping[str, Change]) -> list[schema.Event]:
    """Changes as events that nobody asked for."""
    return [
        schema.ElementSet(id=id_, p=schema.Props(**change), aud=board.elements[id_].audience, mr=True)
        for id_, change in changes.items()
    ]


@dataclass(frozen=True)
class ZoneContents:
    """What of a zone one audience sees, and what of it comes just now."""

    room: Room
    zone: str
    audience: str
    board: Board
    coming: Sequence[Element]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where what takes room lies, by its id."""
        return places_of([each for each in self.board.elements.values() if self._takes_room(each)], self.room.usual)

    @cached_property
    def solid(self) -> list[Element]:
        """What takes room in the zone, but for what comes."""
        new = {each.id for each in self.coming}
        return [
            self.board.elements[id_]
            for id_, place in self.places.items()
            if id_ not in new and self.room.box.meets(place)
        ]

    @cached_property
    def others(self) -> list[Element]:
        """The notes that are there already and have the size of the zone."""
        return [each for each in self.solid if self._is_mine(each)]

    @cached_property
    def laid(self) -> list[Element]:
        """Those that nobody put where they are: they lie in rows."""
        return [each for each in self.others if (each.x, each.y) in _grid(self.room, _SIZES[each.w])]

    @cached_property
    def by_hand(self) -> list[Element]:
        """Those that somebody put where they are."""
        laid = {each.id for each in self.laid}
        return [each for each in self.others if each.id not in laid]

    @cached_property
    def stays(self) -> list[Place]:
        """Where that lies which takes no other size and no other place."""
        return self._lying(each for each in self.solid if not self._is_mine(each))

    def around(self, size: Size) -> dict[str, Place]:
        """Where those lie at another size that somebody put where they are."""
        return {each.id: _around(each, size) for each in self.by_hand}

    @cached_property
    def size(self) -> Size:
        """How large its notes are now: the least of any, else what comes, or what notes begin with."""
        there = [each for each in self.solid if each.zone == self.zone and each.parent is None and is_sized(each)]
        coming = [each for each in self.coming if is_sized(each)]
        return sized(min((each.w for each in self.others or there or coming), default=self.room.usual))

    def with_all_placed(self) -> dict[str, Change]:
        """What changes so that all that comes has a place."""
        if self._are_clear():
            return {}
        free = free_places(self.room, self.size, self._lying(self.solid))
        if len(free) >= len(self.coming):
            return self.changes(placed(self.coming, free, self.size))
        return self._again([width for width in WIDTHS if width < self.size.width], len(self.coming))

    def made_larger(self) -> dict[str, Change]:
        """What changes so that notes are as large as there is room for now, with some to spare."""
        larger = [width for width in WIDTHS if self.size.width < width <= self.room.usual]
        # Where nothing lies in rows people have put all of it there, as large as they wanted it.
        if not self.laid or not larger or len(self.others) - len(self.laid) > MOST_BY_HAND:
            return {}
        more, of = TO_SPARE
        return self._again(larger, -(-len(self.laid) * (more - of) // of))

    def changes(self, wanted: Mapping[str, Place]) -> dict[str, Change]:
        """The properties that differ."""
        found: dict[str, Change] = {}
        for id_, to in wanted.items():
            each = self.board.elements[id_]
            then = {"x": to.left, "y": to.top, "w": to.right - to.left, "h": to.bottom - to.top}
            if change := {name: value for name, value in then.items() if getattr(each, name) != value}:
                found[id_] = change
        return found

    def _again(self, widths: Iterable[int], spare: int) -> dict[str, Change]:
        """All that lies in rows once more, with all that comes, at the first width at which `spare` places are left."""
        by_hand, stays = self.by_hand, self.stays
        places_needed = len(self.laid) + spare
        for size in map(sized, widths):
            # To find which places are free takes a hundred times as long as to know how many there are.
            if len(_grid(self.room, size)) < places_needed:
                continue
            around = self.around(size)
            if size.width > self.size.width and not self._stay_clear(by_hand, around, stays):
                continue
            free = free_places(self.room, size, [*stays, *around.values()])
            if len(free) >= places_needed:
                return self.changes({**around, **placed([*self.laid, *self.coming], free, size)})
        return {}

    def _stay_clear(self, by_hand: Sequence[Element], around: Mapping[str, Place], stays: Sequence[Place]) -> bool:
        """Whether what lies where somebody put it covers nothing more once it is larger, and stays in the zone."""
        for at, each in enumerate(by_hand):
            larger, now = around[each.id], place_of(each)
            if self.room.box.holds(now) and not self.room.box.holds(larger):
                return False
            beside = [(place_of(other), around[other.id]) for other in by_hand[:at]] + [(each, each) for each in stays]
            if any(larger.meets(then) and not now.meets(before) for before, then in beside):
                return False
        return True

    def _are_clear(self) -> bool:
        """Whether all that comes may stay where it is, as large as it is."""
        there = self._lying(self.solid)
        for each in self.coming:
            here = place_of(each)
            of_its_size = not is_sized(each) or each.w == self.size.width
            if not of_its_size or any(here.meets(other) for other in there):
                return False
            there.append(here)
        return True

    def _takes_room(self, each: Element) -> bool:
        return not each.deleted and each.type in SOLID and each.audience in {EVERYONE, self.audience}

    def _lying(self, elements: Iterable[Element]) -> list[Place]:
        return [self.places[each.id] for each in elements]

    def _is_mine(self, each: Element) -> bool:
        mine = each.zone == self.zone and each.audience == self.audience
        return mine and is_sized(each) and each.parent is None and not each.locked


@lru_cache(maxsize=1024)
def _grid(room: Room, size: Size) -> frozenset[tuple[int, int]]:
    return frozenset(places(room, size))


def placed(elements: Iterable[Element], free: Sequence[tuple[int, int]], size: Size) -> dict[str, Place]:
    """Elements on these places, one after the other in their order; what is no note is made to fit."""
    return {each.id: _fitted(each, size.at(spot)) for each, spot in zip(in_order(elements), free, strict=False)}


def in_order(elements: Iterable[Element]) -> list[Element]:
    """Elements as they are read."""
    return sorted(elements, key=lambda each: (each.z, each.id))


def is_sized(each: Element) -> bool:
    """Whether it is a note of one of the sizes, and of no size of its own."""
    size = _SIZES.get(each.w) if each.type == NOTE else None
    return size is not None and size.height == each.h


def _around(each: Element, size: Size) -> Place:
    """A note of another size with the middle it has."""
    return size.at((each.x + (each.w - size.width) // 2, each.y + (each.h - size.height) // 2))


def _fitted(each: Element, place: Place) -> Place:
    """The room something takes on a place: a note all of it, anything else as much as its shape allows."""
    if each.type == NOTE:
        return place
    wide, high = place.right - place.left, place.bottom - place.top
    width = max(1, min(wide, each.w, each.w * high // max(1, each.h)))
    return Size(width, max(1, each.h * width // max(1, each.w))).at((place.left, place.top))
