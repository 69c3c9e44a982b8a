"""What people put on a board while they write alone waits for the reveal as notes do, whatever type it has."""

import pytest

from tests.boards.conftest import note_id
from tests.boards.test_inbox import look_first
from tests.boards.test_late_notes import cockpit, counted, end, go_to_the_last_part, settle_removed

TYPES = ["note", "text", "shape", "frame", "group", "connector", "ink", "image", "comment"]
STROKE = {"pts": [1, 1, 2, 2], "final": True}


def put(somebody, type_: str, name: str = "", **op: object) -> None:
    """Somebody puts something on the board as their page does; a comment is about what everybody sees."""
    beside = {
        "connector": {"start": [10, 10], "end": [90, 90]},
        "ink": STROKE,
        "comment": {"about": note_id("for-all")},
    }.get(type_, {})
    if type_ == "image":
        from tests.assets.conftest import put as put_image
        from tests.assets.pictures import png

        beside = {"asset": put_image(somebody, png())}
    text = "" if type_ in {"connector", "ink"} else type_
    added = {**somebody.note(text, name=name or type_, **op), "type": type_}
    answer = somebody.send({**added, "p": {**added["p"], **beside}})
    assert "s" in answer["a"][0], answer


@pytest.fixture
def alone(room, join):
    """The number of the hidden writing that goes on in the last part of the workshop; one note lies there for all."""
    ada = room.people["Ada"]
    ada.add("for all", name="for-all")
    go_to_the_last_part(room)
    room.turn("private")
    return room.rows("SELECT generation FROM stage")[0][0] + 1


def ids(somebody) -> set[str]:
    return {event["id"] for event in somebody.sees()} - {note_id("for-all")}


@pytest.mark.parametrize("type_", TYPES)
def test_the_end_asks_about_whatever_is_hidden_and_shows_it(room, join, alone, type_):
    bo, cy = join("Bo"), join("Cy")
    put(bo, type_, pm=alone)

    panel, asked, before = cockpit(room), end(room), ids(cy)

    assert "1 note is hidden until you reveal it" in panel
    assert (asked.status_code, counted(asked)) == (409, ["Seven enablers check: 1 hidden note"])
    assert before == set()
    assert end(room, hidden="reveal").status_code == 303
    assert ids(cy) == {note_id(type_)}


@pytest.mark.parametrize("type_", TYPES)
def test_its_author_is_told_of_whatever_stays_with_them(room, join, alone, type_):
    bo = join("Bo")
    put(bo, type_, pm=alone)

    assert end(room, hidden="keep").status_code == 303

    assert "1 note of yours stayed with you: only you see it." in bo.browser.get(f"/w/{room.id}/step/").text
    assert "1 note of yours that only you see" in bo.browser.get(f"/boards/for/{room.id}/").text
    assert "of yours" not in join("Cy").browser.get(f"/w/{room.id}/step/").text


def test_a_drawing_counts_once_and_everything_else_each(room, join, alone):
    bo, cy = join("Bo"), join("Cy")
    for type_ in ("note", "text", "image"):
        put(bo, type_, pm=alone)
    for stroke in range(3):
        put(bo, "ink", f"bo {stroke}", pm=alone)
        put(cy, "ink", f"cy {stroke}", pm=alone)

    assert counted(end(room)) == ["Seven enablers check: 5 hidden notes"]
    assert end(room, hidden="keep").status_code == 303
    led = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    minutes = bo.browser.get(f"/reports/workshops/{room.id}/minutes/").text
    kept = "What is on the boards is kept; 5 notes stayed with their authors. If it ended by mistake, go back."
    assert (kept in led, "What is on the boards is kept. If" in led) == (True, False)
    assert "1 note, as it was written. 5 more stayed with their authors." in minutes


@pytest.mark.parametrize("type_", TYPES)
def test_reveal_now_shows_what_is_no_note_and_asks_no_more(room, join, alone, type_):
    cy = join("Cy")
    put(join("Bo"), type_, pm=alone)
    room.turn("closed")

    room.reveal(alone)

    assert (ids(cy), "until you reveal" in cockpit(room)) == ({note_id(type_)}, False)


@pytest.mark.parametrize("type_", [type_ for type_ in TYPES if type_ != "comment"])
def test_what_a_removed_person_put_alone_is_taken_in_by_a_press(room, join, alone, type_):
    bo, cy = join("Bo"), join("Cy")
    put(bo, type_, pm=alone)
    room.remove(bo)
    panel = cockpit(room)
    room.reveal()
    before = ids(cy)

    assert settle_removed(room, "take").status_code == 303

    assert ("1 note that somebody wrote alone who was removed since" in panel, before) == (True, set())
    assert ids(cy) == {note_id(type_)}


@pytest.mark.parametrize("type_", TYPES)
def test_closing_asks_about_whatever_is_hidden(room, join, alone, type_):
    put(join("Bo"), type_, pm=alone)

    asked = room.people["Ada"].browser.submit(f"/w/{room.id}/closure/")

    assert (asked.status_code, "1 hidden note" in asked.text) == (409, True)


def draw(somebody, strokes: int, **op: object) -> None:
    for stroke in range(strokes):
        put(somebody, "ink", f"stroke {stroke}", **op)


def test_a_drawing_of_somebody_removed_counts_once(room, join, alone):
    bo = join("Bo")
    draw(bo, 12, pm=alone)
    before = cockpit(room)

    room.remove(bo)

    assert "1 note is hidden until you reveal it" in before
    assert "1 note that somebody wrote alone who was removed since" in cockpit(room)


@pytest.mark.parametrize("how", ["alone", "in the open"])
def test_a_late_drawing_counts_once(room, join, alone, how):
    bo = join("Bo")
    if how == "alone":
        room.reveal()
        draw(bo, 6, pm=alone)
    else:
        room.turn("open")
        opened = room.rows("SELECT opening FROM stage")[0][0]
        room.turn("closed")
        draw(bo, 6, o=opened)

    assert "1 late note from a phone" in cockpit(room)
    assert counted(end(room)) == ["Seven enablers check: 1 late note"]


def test_a_drawing_that_is_looked_at_first_counts_once(room, join, alone):
    look_first(room)
    room.turn("open")
    draw(join("Bo"), 7)

    inbox = room.people["Ada"].browser.get(f"/boards/for/{room.id}/ecosystem_enablers/inbox/").text

    assert "1 note waits to be shown" in inbox
    assert counted(end(room)) == ["Seven enablers check: 1 note that waits to be shown"]
