"""Rights as they are at the commit, and strangers, who have none. The matrix itself runs in `test_rights_live.py`."""

import pytest

from tests.boards.conftest import note_id


@pytest.fixture
def scene(room, join):
    """A note of everybody's, written while all could write."""
    cy, dee = join("Cy"), join("Dee")
    cy.add("theirs to change")
    dee.add("theirs to delete")
    return room


def set_role(room, seat, role):
    from app.db import db, transaction
    from app.workshops.models import Seat

    with room.app.app_context(), transaction():
        db.session.get_one(Seat, seat).role = role


def test_a_role_counts_as_it_is_at_the_commit(scene, join):
    bo = join("Bo")
    deletion = bo.op("el.del", ids=[note_id("theirs to delete")])
    set_role(scene, bo.seat, "co-facilitator")

    answer = bo.send(deletion)

    assert answer == {"a": [{"n": 1, "s": 3}]}


def test_a_role_that_was_taken_away_counts_from_the_next_op_on(scene, join):
    bo = join("Bo")
    before = bo.add("in time")
    set_role(scene, bo.seat, "observer")

    after = bo.add("too late")

    assert before == {"a": [{"n": 1, "s": 3}]}
    assert [answer.get("x") for answer in after["a"]] == ["not-allowed"]
    assert len(scene.log()) == 3


def test_an_ended_seat_writes_and_reads_nothing_more(scene, join):
    bo = join("Bo")
    scene.remove(bo)

    answers = [bo.add("too late"), bo.ask("snapshot/").get_json(), bo.ask("ops/?since=0&e=x").get_json()]

    assert [answer["x"] for answer in answers] == ["seat-ended"] * 3
    assert len(scene.log()) == 2


@pytest.mark.parametrize("path", ["list/", "wall/", "snapshot/", "ops/?since=0&e=x"])
def test_a_stranger_finds_no_board(room, join, path):
    from tests.boards.conftest import browser_of, make_room, person

    join("Bo").add("Idle lab days")
    stranger = browser_of(room.app, person(room.app, "Eve"))
    neighbour = make_room(room.app, "Zoe").people["Ada"]
    nobody = room.app.test_client()
    json = {"Accept": "application/json"}

    answers = [
        browser.get(f"/boards/{room.board}/{path}", headers=json) for browser in (stranger, neighbour.browser, nobody)
    ]

    assert [(answer.status_code, answer.get_json()["x"]) for answer in answers] == [
        (404, "not-found"),
        (404, "not-found"),
        (401, "not-signed-in"),
    ]


@pytest.mark.parametrize(("path", "kind"), [("ops/", "json"), ("notes/", "data")])
def test_a_stranger_writes_nothing(room, path, kind):
    from tests.boards.conftest import browser_of, make_room, person

    stranger = browser_of(room.app, person(room.app, "Eve"))
    neighbour = make_room(room.app, "Zoe").people["Ada"].browser
    batch = {"b": room.board, "c": "client-eve", "e": room.epoch, "ops": [{"n": 1, "k": "el.del", "ids": []}]}
    sent = {"json": batch} if kind == "json" else {"data": {"zone": "policy", "text": "mine"}}

    answers = [
        browser.post(
            f"/boards/{room.board}/{path}",
            **sent,
            headers={"X-CSRFToken": browser.token(), "Accept": "application/json"},
        )
        for browser in (stranger, neighbour, room.app.test_client())
    ]

    assert [answer.get_json()["x"] for answer in answers] == ["not-found", "not-found", "not-signed-in"]
    assert room.log() == []


@pytest.mark.parametrize("path", ["ops/", "notes/"])
def test_writing_needs_the_token_of_the_page(room, join, path):
    answer = join("Bo").browser.post(f"/boards/{room.board}/{path}", json={})

    assert (answer.status_code, answer.get_json()["x"]) == (403, "stale-form")


@pytest.mark.parametrize("page", ["list", "wall"])
def test_a_stranger_opens_no_board_by_its_canvas(room, page):
    from tests.boards.conftest import CANVAS, browser_of, person

    stranger = browser_of(room.app, person(room.app, "Eve"))

    answer = stranger.get(f"/boards/for/{room.id}/{CANVAS}/{page}/")

    assert answer.status_code == 404
