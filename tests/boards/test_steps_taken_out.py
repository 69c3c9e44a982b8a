"""A step whose board people have worked on leaves the agenda only once somebody was asked; nothing of it is lost."""

import html
import re

import pytest

from app.canvases.library import library
from tests.boards.conftest import Room
from tests.boards.test_announced_moves import now, on_board, press, room_of, rooms_step

CANVAS = "ecosystem_enablers"


@pytest.fixture
def worked(app):
    """A room that wrote two notes on its first board, one of them hidden, voted on it, and went on to talk."""
    room = room_of(app, CANVAS, "energy_check")
    bo = room.join("Bo")
    zone = library().canvases[CANVAS].zones[0].id
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for all", zone=zone, pm=1))
    while now(room)["votes"] == 0:
        press(room)
    while now(room)["canvas"] is not None:
        press(room)
    return room


def version(room: Room) -> str:
    return re.search(r'name="version" value="(\d+)"', room.people["Ada"].browser.get(f"/w/{room.id}/agenda/").text)[1]


def take_out(room: Room, step: str, **fields: str):
    address = f"/w/{room.id}/agenda/steps/{step}/removal/"
    return room.people["Ada"].browser.submit(address, version=version(room), **fields)


def boards_so_far(room: Room) -> str:
    return room.people["Bo"].browser.get(f"/boards/for/{room.id}/").text


def test_taking_out_a_step_with_notes_and_a_vote_asks_and_changes_nothing(worked):
    step = rooms_step(worked, 0)

    asked = take_out(worked, step)

    said = html.unescape(re.sub(r"<[^>]+>|[\u2066-\u2069]", "", asked.text))
    assert asked.status_code == 409
    assert "Take “Seven enablers check” out of the agenda?" in said
    assert "On its board: 1 note · 1 vote" in said
    assert "All of it is kept, but the board leaves “Boards so far” for everybody." in said
    assert (rooms_step(worked, 0), f"/boards/{worked.board}/list/" in boards_so_far(worked)) == (step, True)


def test_a_step_that_was_taken_out_after_the_question_comes_back_with_all_of_it(worked):
    before = on_board(worked.people["Bo"], worked.board)

    assert take_out(worked, rooms_step(worked, 0), sure="yes").status_code == 303
    gone = f"/boards/{worked.board}/list/" not in boards_so_far(worked)
    ada = worked.people["Ada"].browser
    ada.submit(f"/w/{worked.id}/agenda/steps/", version=version(worked), day=0, screen=CANVAS, title="", minutes="")
    press(worked, "to", step=rooms_step(worked, -1))

    assert gone
    assert f"/boards/{worked.board}/list/" in boards_so_far(worked)
    assert on_board(worked.people["Bo"], worked.board) == before


def test_a_step_whose_board_nobody_has_worked_on_is_taken_out_unasked(app):
    room = room_of(app, CANVAS, "energy_check")

    assert take_out(room, rooms_step(room, 0)).status_code == 303


@pytest.mark.parametrize(("begun", "answer"), [(True, 303), (False, 409)])
def test_it_is_asked_unless_the_room_was_on_the_board_in_another_step_too(app, begun, answer):
    room = room_of(app, CANVAS, "energy_check", CANVAS)
    bo = room.join("Bo")
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for all", zone=library().canvases[CANVAS].zones[0].id, pm=1))
    if begun:
        press(room, "to", step=rooms_step(room, 2))
    press(room, "to", step=rooms_step(room, 1))

    assert take_out(room, rooms_step(room, 0)).status_code == answer
    assert f"/boards/{room.board}/list/" in boards_so_far(room)
