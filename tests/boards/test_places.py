"""Where the next note goes: browser and server say the same for every zone of the library, whatever lies there."""

import json
import random
import subprocess

from app.boards.engine.room import Place, Room, Size, next_place
from app.boards.scene import rooms_of
from app.canvases.canvas import Canvas
from app.canvases.library import library
from app.canvases.placing import size_on
from tests.places import ROOT

ZONES = [(canvas, zone.id) for canvas in library().canvases.values() for zone in canvas.zones]


def room_and_size(canvas: Canvas, zone_id: str) -> tuple[Room, Size]:
    size = size_on(canvas)
    return rooms_of(canvas)[zone_id], Size(size.width, size.height)


def at(spot: tuple[int, int], size: Size) -> Place:
    x, y = spot
    return Place(x, y, x + size.width, y + size.height)


def scattered(chance: random.Random, room: Room, size: Size) -> list[Place]:
    """Things that people have dragged about in a zone, and a little beyond it."""
    left, top, right, bottom = room.box
    spots = [
        (chance.randint(left - 200, right), chance.randint(top - 100, bottom)) for _ in range(chance.randint(0, 30))
    ]
    return [at(spot, Size(size.width * chance.randint(1, 2), size.height)) for spot in spots]


def test_browser_and_server_put_notes_at_the_same_places(tmp_path):
    chance = random.Random(7)
    questions, expected = [], []
    for canvas, zone_id in ZONES:
        room, size = room_and_size(canvas, zone_id)
        for lying in ([], *(scattered(chance, room, size) for _ in range(4))):
            wanted = chance.choice([(0, 0), *((each.left, each.top) for each in lying)])
            x, y = next_place(room, size, lying, wanted)
            expected.append({"x": x, "y": y})
            questions.append({"room": room._asdict(), "size": size, "lying": lying, "wanted": wanted})
    asked, answers = tmp_path / "asked.json", tmp_path / "answers.json"
    asked.write_text(json.dumps(questions))

    subprocess.run(["node", ROOT / "tests" / "js" / "places.mjs", asked, answers], check=True, timeout=60)

    assert json.loads(answers.read_text()) == expected


def test_a_zone_is_filled_without_one_note_on_another_as_long_as_any_gap_holds_one():
    for canvas, zone_id in ZONES:
        room, size = room_and_size(canvas, zone_id)
        lying: list[Place] = []
        for _ in range(6):
            here = at(next_place(room, size, lying), size)
            assert not any(here.meets(other) for other in lying)
            lying.append(here)


def test_the_gap_that_a_deleted_note_leaves_is_taken_first():
    room, size = Room(Place(0, 0, 1000, 700), None, 20), Size(160, 120)
    lying: list[Place] = []
    for _ in range(4):
        lying.append(at(next_place(room, size, lying), size))
    gone = lying.pop(1)

    assert next_place(room, size, lying) == (gone.left, gone.top)


def test_in_a_full_zone_no_two_notes_have_the_same_corner():
    room, size = Room(Place(0, 0, 600, 400), None, 20), Size(160, 120)
    lying: list[Place] = []
    for _ in range(12):
        lying.append(at(next_place(room, size, lying), size))

    assert len({(each.left, each.top) for each in lying}) == 12


def test_a_note_larger_than_its_zone_lies_at_the_corner_of_it():
    assert next_place(Room(Place(40, 50, 100, 100), None, 20), Size(160, 120), []) == (40, 50)
