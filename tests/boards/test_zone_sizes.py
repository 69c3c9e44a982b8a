"""A zone holds what a room writes: its notes are as large as all of them find a place, and nothing covers anything."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from app.boards.engine import order
from app.boards.engine.places import place_of
from app.boards.engine.room import Place, Size, next_place, places
from app.boards.engine.state import EVERYONE, IMAGE, Board, Element
from app.boards.engine.zone_sizes import (
    WIDTHS,
    like_its_neighbours,
    room_for,
    room_regained,
    rows,
    sized,
)
from app.boards.laying import unlaid
from app.boards.scene import rooms_of
from app.canvases.canvas import Canvas
from app.canvases.library import library

PAGE = Path("app/static/boards/canvas/in_rows.js")
THREE = library().canvases["what_so_what_now_what"]
EIGHT = library().canvases["ecosystem_enablers"]


class Room:
    """A board on which people write from lists and phones, one note after the other."""

    def __init__(self, canvas: Canvas) -> None:
        self.rooms = rooms_of(canvas)
        self.zones = [zone.id for zone in canvas.zones]
        self.elements: dict[str, Element] = {}
        self.last = order.after(None, "11")

    @property
    def board(self) -> Board:
        return Board(0, dict(self.elements), len(self.elements))

    def notes(self, zone: str) -> list[Element]:
        return [each for each in self.elements.values() if each.zone == zone and not each.deleted]

    def put(self, zone: str, x: int, y: int, size: Size, **beside) -> str:
        """Something at a place of its own."""
        id_ = f"e_{len(self.elements):022d}"
        self.last = order.after(self.last, "11")
        note = unlaid(id_, zone, "words")
        self.elements[id_] = replace(note, z=self.last, x=x, y=y, w=size.width, h=size.height, **beside)
        return id_

    def write(self, zone: str, **beside) -> str:
        """A note as a page adds it: as large as the others, where there is room as far as the page knows."""
        seen = [each for each in self.notes(zone) if each.audience in {EVERYONE, beside.get("audience")}]
        size = sized(min((each.w for each in seen), default=self.rooms[zone].usual))
        x, y = next_place(self.rooms[zone], size, [place_of(each) for each in seen])
        id_ = self.put(zone, x, y, size, **beside)
        self.change(room_for(self.board, self.rooms, [id_]))
        return id_

    def delete(self, id_: str) -> None:
        gone = self.elements[id_]
        self.elements[id_] = replace(gone, deleted=True)
        self.change(room_regained(self.board, self.rooms, [(gone.zone, gone.audience)]))

    def change(self, changes) -> None:
        for id_, change in changes.items():
            self.elements[id_] = replace(self.elements[id_], **change)

    def widths(self, zone: str) -> set[int]:
        return {each.w for each in self.notes(zone)}

    def faults(self) -> list[str]:
        """What nobody should see: a note that is covered, or lies beyond its zone."""
        found = []
        for zone in self.zones:
            here = self.notes(zone)
            found += [f"{one.id} lies on {two.id}" for one, two in combinations(here, 2) if _meet(one, two)]
            found += [f"{each.id} is outside" for each in here if not self.rooms[zone].box.holds(place_of(each))]
        return found


def _meet(one: Element, two: Element) -> bool:
    return place_of(one).meets(place_of(two))


def reading(elements: Sequence[Element]) -> list[str]:
    return [each.id for each in sorted(elements, key=lambda each: (each.y, each.x))]


@pytest.mark.parametrize(
    ("canvas", "each", "zones", "width"),
    [
        pytest.param(THREE, 24, 3, 336, id="24 in each of three columns"),
        pytest.param(EIGHT, 65, 8, 104, id="65 in each of eight zones"),
        pytest.param(THREE, 200, 1, 120, id="200 in one of three"),
        pytest.param(EIGHT, 200, 1, 64, id="200 in one of eight"),
    ],
)
def test_a_zone_holds_what_a_room_writes(canvas, each, zones, width):
    room = Room(canvas)
    for _ in range(each):
        for zone in room.zones[:zones]:
            room.write(zone)

    assert room.faults() == []
    for zone in room.zones[:zones]:
        assert len(room.widths(zone)) == 1
        assert min(room.widths(zone)) >= width


@pytest.mark.parametrize("canvas", library().canvases.values(), ids=lambda canvas: canvas.id)
def test_no_note_covers_another_on_any_canvas_however_many_are_written(canvas):
    room = Room(canvas)
    for _ in range(16):
        for zone in room.zones:
            room.write(zone)
            assert len(room.widths(zone)) == 1

    assert room.faults() == []


def test_notes_are_read_in_the_order_in_which_they_were_written_whatever_their_size():
    room = Room(THREE)
    written = [room.write("what") for _ in range(30)]

    assert reading(room.notes("what")) == written


def test_notes_that_fill_a_zone_to_its_last_place_are_no_smaller_than_they_need_be():
    room = Room(THREE)
    zone = room.zones[0]
    there = room.rooms[zone]
    smaller = next(width for width in WIDTHS if width < there.usual)
    exactly = len(list(places(there, sized(smaller))))
    coming = [room.put(zone, 0, 0, sized(there.usual)) for _ in range(exactly)]

    room.change(room_for(room.board, room.rooms, coming))

    assert (room.widths(zone), room.faults()) == ({smaller}, [])


def test_what_somebody_put_somewhere_keeps_its_middle():
    room = Room(THREE)
    room.write("what")
    left, top = room.rooms["what"].box[:2]
    moved = room.put("what", left + 605, top + 1207, sized(room.rooms["what"].usual))
    middle = (left + 605 + 240, top + 1207 + 180)
    for _ in range(40):
        room.write("what")

    note = room.elements[moved]
    assert (note.x + note.w // 2, note.y + note.h // 2) == middle
    assert room.widths("what") == {note.w}
    assert room.faults() == []


def test_what_has_a_size_of_its_own_lies_in_a_group_or_is_locked_stays_as_it_is():
    room = Room(THREE)
    left, top = room.rooms["what"].box[:2]
    of_its_own = room.put("what", left + 100, top + 200, Size(500, 300))
    locked = room.put("what", left + 700, top + 200, sized(480), locked=True)
    grouped = room.put("what", left + 100, top + 800, sized(480), parent="e_group")
    before = {id_: room.elements[id_] for id_ in (of_its_own, locked, grouped)}
    for _ in range(40):
        room.write("what")

    assert {id_: room.elements[id_] for id_ in before} == before
    assert room.faults() == []


def test_notes_become_larger_again_when_enough_have_gone_and_not_at_every_one_that_goes():
    room = Room(THREE)
    written = [room.write("what") for _ in range(60)]
    seen = [room.widths("what")]
    for id_ in written[:-4]:
        room.delete(id_)
        if room.widths("what") != seen[-1]:
            seen.append(room.widths("what"))
        assert room.faults() == []

    sizes = [min(widths) for widths in seen]
    assert sizes == sorted(sizes)
    assert sizes[-1] == room.rooms["what"].usual
    # One that comes back, and goes again, changes nothing.
    again = room.write("what")
    room.delete(again)
    assert room.widths("what") == seen[-1]


def full(room: Room, zone: str = "what") -> list[str]:
    """Write until the notes of a zone have just become smaller for the first time."""
    written = [room.write(zone)]
    while min(room.widths(zone)) == room.rooms[zone].usual:
        written.append(room.write(zone))
    return written


def test_a_zone_that_just_became_full_does_not_change_back_and_forth_as_notes_come_and_go():
    room = Room(THREE)
    last = full(room)[-1]
    width = room.widths("what")
    for _ in range(5):
        room.delete(last)
        assert room.widths("what") == width
        last = room.write("what")
        assert room.widths("what") == width


def test_notes_that_somebody_put_over_each_other_keep_none_from_becoming_larger():
    room = Room(THREE)
    written = full(room)
    [width] = room.widths("what")
    left, top = room.rooms["what"].box[:2]
    for beside in (0, 8):
        room.put("what", left + 601 + beside, top + 1207, sized(width))
    for id_ in written[1:]:
        room.delete(id_)

    assert room.widths("what") == {room.rooms["what"].usual}


def test_a_note_that_somebody_put_at_the_edge_does_not_grow_beyond_its_zone():
    room = Room(THREE)
    written = full(room)
    [width] = room.widths("what")
    left, top = room.rooms["what"].box[:2]
    room.put("what", left + 1, top + 1207, sized(width))
    for id_ in written[1:]:
        room.delete(id_)

    assert (room.widths("what"), room.faults()) == ({width}, [])


def test_what_comes_into_a_group_or_is_locked_makes_no_room():
    room = Room(THREE)
    first = room.elements[room.write("what")]
    above = {"x": first.x, "y": first.y, "size": sized(first.w)}
    coming = [room.put("what", **above, parent="e_group"), room.put("what", **above, locked=True)]

    assert room_for(room.board, room.rooms, coming) == {}


def test_what_one_person_alone_sees_changes_nothing_that_others_see():
    room = Room(THREE)
    for _ in range(12):
        room.write("what")
    before = room.notes("what")
    for _ in range(10):
        room.write("what", audience="s_ada")

    assert [each for each in room.notes("what") if each.audience == EVERYONE] == before
    assert room.faults() == []


def test_what_others_write_alone_takes_no_room():
    room = Room(THREE)
    hidden = [room.write("what", audience="s_ada") for _ in range(12)]
    shown = [room.write("what") for _ in range(12)]

    firsts = [(room.elements[id_].x, room.elements[id_].y) for id_ in (hidden[0], shown[0])]
    assert firsts[0] == firsts[1]


def test_a_note_moved_into_another_zone_becomes_as_large_as_the_others_there():
    room = Room(THREE)
    for _ in range(60):
        room.write("what")
    [width] = room.widths("what")
    left, top, *_ = room.rooms["what"].box
    note = room.put("what", left + 200, top + 300, sized(480))

    change = like_its_neighbours(room.board, room.rooms, note)[note]

    assert change == {
        "x": left + 200 + (480 - width) // 2, "y": top + 300 + (360 - sized(width).height) // 2, "w": width,
        "h": sized(width).height,
    }  # fmt: skip


def test_an_image_for_which_there_is_no_room_is_made_to_fit_and_keeps_its_shape():
    room = Room(THREE)
    for _ in range(24):
        room.write("what")
    left, top, *_ = room.rooms["what"].box
    image = room.put("what", left + 30, top + 100, Size(900, 300), type=IMAGE)
    room.change(room_for(room.board, room.rooms, [image]))

    found = room.elements[image]
    assert room.faults() == []
    assert found.w // found.h == 3


def test_where_no_size_is_small_enough_nothing_changes():
    room = Room(THREE)
    box = room.rooms["what"].box
    wall = Size(box.right - box.left, box.bottom - box.top)
    room.put("what", box.left, box.top, wall, type=IMAGE)
    note = room.put("what", box.left + 30, box.top + 100, sized(480))

    assert room_for(room.board, room.rooms, [note]) == {}


def test_rows_say_that_nobody_asked_for_them_and_what_changes_alone():
    room = Room(THREE)
    note = room.put("what", 30, 100, sized(480), audience="s_ada")

    [row] = rows(room.board, {note: {"w": 440, "h": 330}})

    assert (row.id, row.by, row.aud, row.mr) == (note, None, "s_ada", True)
    assert row.p.given() == {"w": 440, "h": 330}


def test_neighbouring_sizes_differ_little():
    assert all(after / before >= 0.74 for before, after in pairwise(WIDTHS))
    assert Place(0, 0, 10, 10).holds(Place(0, 0, 10, 10))


def test_pages_know_the_same_widths_for_notes():
    told = re.search(r"export const WIDTHS = \[([\d, ]+)\]", PAGE.read_text())[1]

    assert tuple(map(int, told.split(", "))) == WIDTHS
