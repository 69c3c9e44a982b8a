"""What one person locked, unlocked and drew on is taken back, and only where nobody went on from it."""

import pytest

from tests.boards.conftest import note_id

STROKE = note_id("stroke")


def element(room, id_: str) -> dict:
    """What everybody sees of an element."""
    return next(each["r"] for each in room.people["Ada"].sees() if each["id"] == id_)


@pytest.fixture
def drawn(room, join):
    """By row 3 Bo has written two notes and begun a stroke; Di may lock."""
    room.show_names()
    bo = join("Bo")
    join("Di", "co-facilitator")
    stroke = {"id": STROKE, "type": "ink", "zone": "policy", "z": "Z1", "p": {"x": 1, "y": 2, "pts": [1, 1, 2, 2]}}
    answer = bo.send(bo.note("First"), bo.note("Second"), bo.op("el.add", **stroke, t=""))
    assert [outcome["s"] for outcome in answer["a"]] == [1, 2, 3]
    return room


def test_locks_of_one_person_open_again_and_those_of_others_stay(drawn, join, looking):
    di, ada = join("Di"), join("Ada")
    di.send(di.op("el.lock", ids=[note_id("First"), note_id("Second")]))
    ada.send(ada.op("el.unlock", ids=[note_id("Second")]), ada.op("el.lock", ids=[note_id("Second")]))

    looking("Ada").go(f"undoings/{di.seat}/3/")

    assert [element(drawn, note_id(name)).get("locked") for name in ("First", "Second")] == [None, True]
    assert [kind for _seq, kind, _aud in drawn.log()[7:]] == ["el.unlock"]


def test_what_one_person_unlocked_is_locked_again(drawn, join, looking):
    di, ada = join("Di"), join("Ada")
    ada.send(ada.op("el.lock", ids=[note_id("First")]))
    di.send(di.op("el.unlock", ids=[note_id("First")]))

    looking("Ada").go(f"undoings/{di.seat}/4/")

    assert element(drawn, note_id("First"))["locked"] is True
    [(version,)] = drawn.rows("SELECT id FROM board_version")
    looking("Ada").go(f"reversals/{version}/")
    assert "locked" not in element(drawn, note_id("First"))


def test_a_stroke_is_as_long_as_it_was_before(drawn, join, looking):
    bo = join("Bo")
    bo.send(
        bo.op("ink.add", id=STROKE, at=4, pts=[3, 3, 4, 4]),
        bo.op("ink.add", id=STROKE, at=2, pts=[9, 9]),
        bo.op("ink.add", id=STROKE, at=4, pts=[7, 7], final=True),
    )
    assert element(drawn, STROKE)["pts"] == [1, 1, 9, 9, 7, 7]

    looking("Ada").go(f"undoings/{bo.seat}/3/")

    stroke = element(drawn, STROKE)
    assert (stroke["pts"], stroke.get("final")) == ([1, 1, 2, 2], None)
    [(version,)] = drawn.rows("SELECT id FROM board_version")
    looking("Ada").go(f"reversals/{version}/")
    stroke = element(drawn, STROKE)
    assert (stroke["pts"], stroke["final"]) == ([1, 1, 9, 9, 7, 7], True)


def test_a_board_goes_back_to_where_a_stroke_was_short_and_a_note_locked(drawn, join, looking):
    bo, ada = join("Bo"), join("Ada")
    ada.send(ada.op("el.lock", ids=[note_id("First")]))
    ada.send(ada.op("el.unlock", ids=[note_id("First")]))
    bo.send(bo.op("ink.add", id=STROKE, at=4, pts=[3, 3], final=True))

    looking("Ada").go("restorations/4/")

    assert element(drawn, note_id("First"))["locked"] is True
    assert element(drawn, STROKE)["pts"] == [1, 1, 2, 2]
