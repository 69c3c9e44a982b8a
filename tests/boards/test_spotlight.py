"""What the wall shows alone: one zone, group or note of the board of the step, as facilitators choose."""

import re

import pytest

from tests.boards.conftest import CANVAS, note_id


@pytest.fixture
def show(room):
    """`show("zone:policy")`: Ada lets the wall show it alone, as the form of her cockpit does."""

    def send(shown: str, *, who: str = "Ada", canvas: str = CANVAS, **headers: str):
        browser = room.people[who].browser
        form = {"canvas": canvas, "shown": shown}
        return browser.post(f"/w/{room.id}/spotlight/", data=form, headers={"X-CSRFToken": browser.token(), **headers})

    return send


@pytest.fixture
def spotlight(room):
    """`spotlight()`: what every screen of the room is told to show alone."""
    return lambda: room.people["Ada"].browser.get(f"/w/{room.id}/stage/").get_json()["spotlight"]


def alone(room) -> list[str]:
    """What the cockpit says that the wall shows alone."""
    page = room.people["Ada"].browser.get(f"/boards/for/{room.id}/{CANVAS}/glance/").text
    return re.findall(r"The wall shows this alone:</span>|The wall shows this alone: <b[^>]*>([^<]*)</b>", page)


def test_a_zone_is_shown_alone_until_the_whole_board_is_shown_again(room, show, spotlight):
    show("zone:policy")
    assert (spotlight(), alone(room)) == ("zone:policy", ["Policy and regulation"])

    show("")
    assert (spotlight(), alone(room)) == (None, [])


def test_a_page_of_the_board_lets_the_wall_show_a_note_and_the_cockpit_names_it(room, show, spotlight, join):
    join("Bo").add("A clinic closes")
    shown = f"element:{note_id('A clinic closes')}"

    answer = show(shown, Accept="application/json")

    assert (answer.status_code, answer.data) == (204, b"")
    assert (spotlight(), alone(room)) == (shown, ["A clinic closes"])


def test_a_note_that_is_hidden_is_named_nowhere(room, show, join):
    bo = join("Bo")
    room.write("private")
    bo.send(bo.note("To nobody", pm=1))

    show(f"element:{note_id('To nobody')}")

    assert alone(room) == []


def test_another_step_shows_its_whole_board(room, show, spotlight):
    show("zone:policy")
    room.advance()
    assert spotlight() is None


def test_of_a_board_that_is_not_on_the_wall_nothing_is_shown(room, show, spotlight):
    answer = show("zone:policy", canvas="another", Accept="application/json")

    assert (answer.status_code, answer.get_json()["x"]) == (409, "another-board-shown")
    assert spotlight() is None


@pytest.mark.parametrize("shown", ["board:all", "zone:", "zone:<b>", "element:" + "x" * 65])
def test_what_names_nothing_is_refused(shown, show, spotlight):
    assert (show(shown, Accept="application/json").status_code, spotlight()) == (422, None)


def test_participants_choose_nothing_for_the_wall(room, show, spotlight, join):
    join("Bo")
    assert (show("zone:policy", who="Bo", Accept="application/json").status_code, spotlight()) == (403, None)
