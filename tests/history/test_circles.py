"""Frames and what lies in them, when somebody's doing is taken back: none comes to lie in itself."""

import pytest

from tests.boards.conftest import note_id

ROOM, SHELF, BOX = (note_id(name) for name in ("Room", "Shelf", "Box"))
PLACE = {"zone": "policy", "x": 10, "y": 10}


def frame(somebody, name: str, **more: object) -> dict:
    return {**somebody.note(name, **more), "type": "frame"}


def into(somebody, id_: str, parent: str | None, z: str) -> dict:
    return somebody.op("el.move", id=id_, z=z, **PLACE, **({"parent": parent} if parent else {}))


def lies_in(room) -> dict[str, str | None]:
    return {each["id"]: each["r"].get("parent") for each in room.people["Ada"].sees()}


@pytest.fixture
def framed(room, join):
    """A shelf in a room, and a box; by row 3."""
    room.show_names()
    ada, bo = join("Ada"), join("Bo")
    ada.send(frame(ada, "Room"), frame(ada, "Shelf", parent=ROOM), frame(ada, "Box"))
    assert lies_in(room) == {ROOM: None, SHELF: ROOM, BOX: None}
    return ada, bo


def test_what_has_taken_in_what_it_lay_in_goes_back_into_nothing(room, framed, looking):
    ada, bo = framed
    bo.send(into(bo, SHELF, None, "Z1"))
    ada.send(into(ada, ROOM, SHELF, "Z2"))

    looking("Ada").go(f"undoings/{bo.seat}/3/")

    assert lies_in(room) == {ROOM: SHELF, SHELF: None, BOX: None}


def test_a_longer_way_round_is_none_either(room, framed, looking):
    ada, bo = framed
    bo.send(into(bo, SHELF, None, "Z1"))
    ada.send(into(ada, BOX, SHELF, "Z2"), into(ada, ROOM, BOX, "Z3"))

    looking("Ada").go(f"undoings/{bo.seat}/3/")

    assert lies_in(room) == {ROOM: BOX, SHELF: None, BOX: SHELF}


def test_a_frame_that_comes_back_takes_nothing_in_that_holds_it(room, framed, looking):
    ada, bo = framed
    ada.send(into(ada, BOX, SHELF, "Z1"), ada.op("el.lock", ids=[BOX]), ada.op("el.unlock", ids=[BOX]))
    since = room.log()[-1][0]
    join_as_leader(room, bo)
    bo.send(bo.op("el.del", ids=[SHELF]))
    ada.send(into(ada, ROOM, BOX, "Z2"))

    looking("Ada").go(f"undoings/{bo.seat}/{since}/")

    assert lies_in(room) == {ROOM: BOX, SHELF: ROOM, BOX: None}


def join_as_leader(room, somebody) -> None:
    from app.db import db, transaction
    from app.workshops.models import Seat

    with room.app.app_context(), transaction():
        db.session.get_one(Seat, somebody.seat).role = "co-facilitator"
