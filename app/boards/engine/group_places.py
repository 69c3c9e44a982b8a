"""Where a group lies with its notes that the product put there: whole in its zone, on nothing, with nothing else in it.

A group that is made takes the free place nearest to where its page wanted it, in other rows where that fits better. If
there is none, notes that lie in the rows of the zone make room: a few of them go to other places, or all become smaller
and are laid in rows again around it, and its own notes become as small. A group that grows stays where it is if such
notes can go elsewhere. What somebody put somewhere by hand stays, and what they laid on each other may lie so. Pure.

As with the sizes of notes nobody asked for these changes. What one person alone sees moves nothing that others see.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Final

from app.boards.engine.groups import living_in
from app.boards.engine.places import HEAD, REACH, beside, group_place, place_of
from app.boards.engine.room import EDGE, Place, Room, Size, free_places
from app.boards.engine.state import EVERYONE, GROUP, Board, Element
from app.boards.engine.zone_sizes import WIDTHS, Change, ZoneContents, in_order, is_sized, placed, sized

AIR: Final = 8
"""What is left free around a group."""

MOST_COLUMNS: Final = 12
"""Notes side by side in a group, at most."""


@dataclass(slots=True)
class Arrival:
    """A group that came, or came back, or notes that came into one. `was` is where it lay before, if it was there."""

    was: Place | None
    notes: set[str] = field(default_factory=set)
    came_back: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A group and its notes as they may lie."""

    box: Place
    notes: Mapping[str, Place]

    @property
    def size(self) -> Size:
        return Size(self.box.right - self.box.left, self.box.bottom - self.box.top)

    @property
    def corner(self) -> tuple[int, int]:
        return self.box.left, self.box.top

    def at(self, spot: tuple[int, int]) -> "Block":
        """The same with its corner there."""
        by = spot[0] - self.box.left, spot[1] - self.box.top
        return Block(_shifted(self.box, by), {id_: _shifted(place, by) for id_, place in self.notes.items()})


def arrivals_of(before: Board, coming: Iterable[Element], rooms: Mapping[str, Room]) -> dict[str, Arrival]:
    """The groups that come, and those that notes come into, by their ids: `coming` are seen by others from now on."""
    new = list(coming)
    found = {each.id: Arrival(None) for each in new if each.type == GROUP}
    for note in new:
        group = before.elements.get(note.parent or "")
        if note.id not in found and group and group.type == GROUP and group.zone in rooms:
            if group.id not in found:
                found[group.id] = Arrival(where_it_lies(before, group, rooms[group.zone]))
            found[group.id].notes.add(note.id)
    return found


def where_it_lies(board: Board, group: Element, room: Room) -> Place:
    """Where a group lies for those who see it."""
    notes = [each for each in living_in(board, group.id) if each.audience in {EVERYONE, group.audience}]
    return group_place(group, map(place_of, notes), room.usual)


def groups_placed(board: Board, rooms: Mapping[str, Room], arrivals: Mapping[str, Arrival]) -> dict[str, Change]:
    """What changes so that these groups cover nothing, and nothing covers them, by the ids of elements."""
    changes: dict[str, Change] = {}
    for id_, arrival in arrivals.items():
        group = board.elements.get(id_)
        if group is None or group.deleted or group.type != GROUP or group.zone not in rooms:
            continue
        found = _GroupInZone(rooms[group.zone], board, group, arrival).changes()
        changed = {each: replace(board.elements[each], **change) for each, change in found.items()}
        board = replace(board, elements={**board.elements, **changed})
        changes |= {each: {**changes.get(each, {}), **change} for each, change in found.items()}
    return changes


@dataclass(frozen=True)
class _GroupInZone:
    """A group to which something came, and what else takes room in its zone."""

    room: Room
    board: Board
    group: Element
    arrival: Arrival

    @cached_property
    def inside(self) -> list[Element]:
        """All that lies in it, whoever sees that."""
        return in_order(living_in(self.board, self.group.id))

    @cached_property
    def notes(self) -> list[Element]:
        """What those see in it who see the group."""
        return [each for each in self.inside if each.audience in {EVERYONE, self.group.audience}]

    @cached_property
    def joined(self) -> list[Element]:
        return [each for each in self.notes if each.id in self.arrival.notes and not each.locked]

    @cached_property
    def stayed(self) -> list[Element]:
        """Notes that lay in it before."""
        coming = {each.id for each in self.joined}
        return [each for each in self.notes if each.id not in coming]

    @cached_property
    def zone(self) -> ZoneContents:
        own = (self.group, *self.inside)
        return ZoneContents(self.room, self.group.zone, self.group.audience, self.board, own)

    @cached_property
    def others(self) -> dict[str, Place]:
        """Where everything else lies, by its id."""
        return {each.id: self.zone.places[each.id] for each in self.zone.solid}

    @property
    def is_new(self) -> bool:
        return self.arrival.was is None

    @property
    def is_fixed(self) -> bool:
        """True when the group stays where it is: it is locked, or somebody laid it into a frame."""
        return self.group.parent is not None or any(each.locked for each in (self.group, *self.inside))

    @cached_property
    def now(self) -> Block:
        """As it lies now."""
        return self._block({each.id: place_of(each) for each in self.notes})

    def changes(self) -> dict[str, Change]:
        """What changes so that it lies on nothing."""
        if self.arrival.notes and not self.joined and not self.is_new:
            return {}
        if self._is_clear():
            return {}
        first, then = (self._elsewhere, self._in_rows) if self.is_new else (self._in_rows, self._elsewhere)
        return first() or then() or self._smaller()

    def _is_clear(self) -> bool:
        """Whether it may stay as it is: it covers nothing that it did not cover before."""
        was, box = self.arrival.was, self.now.box
        covered = (each for each in self.others.values() if each.meets(box) and not (was and was.meets(each)))
        # One that comes back may have lain at the edge.
        leaves = not self._holds(box) and not (self.arrival.came_back or (was and not self._holds(was)))
        coming = self.arrival.notes
        piled = (
            one.id in coming or other.id in coming
            for one, other in combinations(self.notes, 2)
            if place_of(one).meets(place_of(other))
        )
        return not leaves and not any(True for _each in covered) and not any(piled)

    def _holds(self, box: Place) -> bool:
        """Whether a box lies in the zone, under its title."""
        ground, inside = self.room.box, self.room.inside
        under_title = ground._replace(top=ground.top + self.room.head)
        return under_title.holds(box) and not (inside and inside.meets(box))

    def _elsewhere(self) -> dict[str, Change]:
        """The nearest free place, where all else stays."""
        for block in self._blocks():
            if spot := self._spot(block, self.others.values()):
                return self._changes(block.at(spot), {})
        return {}

    def _in_rows(self) -> dict[str, Change]:
        """The nearest place on which notes of the rows lie alone, if these find places elsewhere."""
        laid = {each.id for each in self.zone.laid}
        stays = [place for id_, place in self.others.items() if id_ not in laid]
        for block in self._blocks():
            spot = self._spot(block, stays)
            if spot is None:
                continue
            there = block.at(spot)
            going = [each for each in self.zone.laid if self.others[each.id].meets(there.box)]
            left = {each.id for each in going}
            lying = [there.box, *(place for id_, place in self.others.items() if id_ not in left)]
            free = free_places(self.room, self.zone.size, lying)
            if len(free) >= len(going):
                return self._changes(there, placed(going, free, self.zone.size))
        return {}

    def _smaller(self) -> dict[str, Change]:
        """All that lies in rows once more around it, at the first size at which there is room for all."""
        for size in (sized(width) for width in WIDTHS if width < self.zone.size.width):
            around = self.zone.around(size)
            stays = [*self.zone.stays, *around.values()]
            blocks = self._rows(size) if self.is_new else [*self._blocks(), *self._rows(size)]
            for block in blocks:
                spot = self._spot(block, stays)
                if spot is None:
                    continue
                there = block.at(spot)
                free = free_places(self.room, size, [*stays, there.box])
                if len(free) >= len(self.zone.laid):
                    return self._changes(there, {**around, **placed(self.zone.laid, free, size)})
        return {}

    def _spot(self, block: Block, lying: Iterable[Place]) -> tuple[int, int] | None:
        """The free place nearest to where a block is; its own for a group that stays where it is.

        What it lay on before takes no room from it: people put it there.
        """
        was = self.arrival.was
        beside_it = [each for each in lying if not (was and was.meets(each))]
        if self.is_fixed:
            return None if any(each.meets(block.box) for each in beside_it) else block.corner
        return _nearest(self.room, block, beside_it)

    def _changes(self, block: Block, others: Mapping[str, Place]) -> dict[str, Change]:
        """What differs once the group lies there and others elsewhere."""
        by = block.box.left - self.now.box.left, block.box.top - self.now.box.top
        hidden = {each.id: _shifted(place_of(each), by) for each in self.inside if each.id not in block.notes}
        return self.zone.changes({**others, **hidden, **block.notes, self.group.id: block.box})

    def _blocks(self) -> Iterator[Block]:
        """The ways in which its notes may lie as large as they are, the one its page chose first."""
        if not self._is_piled(self.notes):
            yield self.now
        if self.joined and self.stayed:
            yield from self._beside_those_there()
        if not self.is_fixed:
            yield from self._rows(None)

    def _is_piled(self, notes: Sequence[Element]) -> bool:
        return any(place_of(one).meets(place_of(other)) for one, other in combinations(notes, 2))

    def _beside_those_there(self) -> Iterator[Block]:
        """What came on free places of the rows under the title; what was there stays."""
        there = {each.id: place_of(each) for each in self.stayed}
        reach, head = beside(REACH, self.room.usual), beside(HEAD, self.room.usual)
        box = group_place(self.group, there.values(), self.room.usual)
        for columns in range(1, MOST_COLUMNS + 1):
            notes = dict(there)
            for each in self.joined:
                cells = _cells((box.left + reach, box.top + head), _largest([*self.stayed, *self.joined]), columns)
                spots = (Size(each.w, each.h).at(cell) for cell in cells)
                notes[each.id] = next(spot for spot in spots if not any(spot.meets(other) for other in notes.values()))
            yield self._block(notes)

    def _rows(self, size: Size | None) -> Iterator[Block]:
        """All its notes in rows under its title, in more and in fewer columns, those of a usual size no larger."""
        if not self.notes:
            yield self.now
            return
        sizes = {each.id: _at_most(each, size) for each in self.notes}
        tile = _largest_of(sizes.values())
        usual = min(MOST_COLUMNS, max(1, round((len(self.notes) * tile.height / tile.width) ** 0.5)))
        for columns in sorted(range(1, min(MOST_COLUMNS, len(self.notes)) + 1), key=lambda each: abs(each - usual)):
            cells = _cells(self.now.notes[self.notes[0].id][:2], tile, columns)
            notes = {each.id: sizes[each.id].at(cell) for each, cell in zip(self.notes, cells, strict=False)}
            # Around the corner where the group is now.
            yield self._block(notes).at(self.now.corner)

    def _block(self, notes: Mapping[str, Place]) -> Block:
        return Block(group_place(self.group, notes.values(), self.room.usual), notes)


def _nearest(room: Room, block: Block, lying: Sequence[Place]) -> tuple[int, int] | None:
    """The free place of a zone that is nearest to where a block is, if there is one."""
    (x, y), (width, height) = block.corner, block.size
    left, right = room.box.left + EDGE, room.box.right - EDGE - width
    top, bottom = room.box.top + room.head, room.box.bottom - EDGE - height
    if left > right or top > bottom:
        return None
    in_the_way = [*lying, *([room.inside] if room.inside else [])]
    edges = (edge for each in in_the_way for edge in (each.bottom + AIR, each.top - AIR - height))
    found = []
    for row in {min(max(y, top), bottom), *(edge for edge in edges if top <= edge <= bottom)}:
        beside_it = [each for each in in_the_way if each.top < row + height + AIR and row < each.bottom + AIR]
        taken = sorted((each.left - AIR - width, each.right + AIR) for each in beside_it)
        if (column := _gap(taken, left, right, x)) is not None:
            found.append((max(abs(column - x), abs(row - y)), row, column))
    if not found:
        return None
    _far, row, column = min(found)
    return column, row


def _gap(taken: Sequence[tuple[int, int]], first: int, last: int, wanted: int) -> int | None:
    """The number nearest to the wanted one between first and last that lies within none of the sorted stretches."""
    gaps, at = [], first
    for start, end in taken:
        if start >= at:
            gaps.append((at, min(start, last)))
        at = max(at, end)
    gaps.append((at, last))
    fits = [min(max(wanted, start), end) for start, end in gaps if start <= end]
    return min(fits, key=lambda each: abs(each - wanted), default=None)


def _cells(origin: tuple[int, int], tile: Size, columns: int) -> Iterator[tuple[int, int]]:
    """Corners of tiles, row by row, without an end."""
    index = 0
    while True:
        down, across = divmod(index, columns)
        yield origin[0] + across * (tile.width + tile.gap), origin[1] + down * (tile.height + tile.gap)
        index += 1


def _at_most(note: Element, size: Size | None) -> Size:
    """How large a note is that may be no larger, if it is of one of the usual sizes."""
    return size if size and is_sized(note) and note.w > size.width else Size(note.w, note.h)


def _largest(elements: Iterable[Element]) -> Size:
    return _largest_of(Size(each.w, each.h) for each in elements)


def _largest_of(sizes: Iterable[Size]) -> Size:
    """What the largest of these needs."""
    there = list(sizes)
    return Size(max(each.width for each in there), max(each.height for each in there))


def _shifted(place: Place, by: tuple[int, int]) -> Place:
    left, top, right, bottom = place
    return Place(left + by[0], top + by[1], right + by[0], bottom + by[1])
