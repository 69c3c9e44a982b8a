"""An image is pasted on another board: who pastes it sees it where it is, and the copy stays when that goes."""

import pytest
from flask import Flask

from tests.assets.conftest import drawings, look, put, show
from tests.assets.pictures import png
from tests.assets.test_forgetting import DAY, age, night
from tests.boards.conftest import Room, Somebody, make_room, note_id


@pytest.fixture
def other(app: Flask, room: Room) -> Room:
    """Another workshop, led by Zoe, in which Bo sits as well."""
    from app.accounts.models import Principal
    from app.db import db
    from app.workshops.services.seats import take_seat

    made, bo = make_room(app, leader="Zoe"), room.join("Bo")
    with app.app_context():
        seat = take_seat(made.id, db.session.get_one(Principal, bo.principal), name="Bo", role="participant")
        made.people["Bo"] = Somebody(made, seat.id, bo.principal, bo.browser)
    return made


def copy(somebody: Somebody, asset: str, source: Room, **more: str):
    """Ask for an image of another board; the answer."""
    headers = {"X-CSRFToken": somebody.browser.token(), "Accept": "application/json"}
    wanted = {"board": source.board, "asset": asset, **more}
    return somebody.browser.post(f"/boards/{somebody.room.board}/assets/copies/", json=wanted, headers=headers)


def test_an_image_one_sees_is_copied_and_stays_when_the_other_is_gone(app, room, other, clock):
    ada, bo, zoe = room.people["Ada"], other.people["Bo"], other.people["Zoe"]
    asset = put(ada, png())
    show(ada, asset)

    answer = copy(bo, asset, room)
    copied = answer.json["id"]
    show(bo, copied, name="a-copy")
    seen = [look(each, copied).status_code for each in (bo, zoe)]
    ada.send(ada.op("el.del", ids=[note_id("an-image")]))
    clock(40 * DAY)
    age(app, 40)
    night(app)

    assert (answer.status_code, seen, len(drawings(app))) == (201, [200, 200], 1)
    assert room.rows("SELECT id FROM asset") == [(copied,)] != [(asset,)]


def test_the_same_image_twice_is_one_and_until_it_is_shown_its_senders_alone(room, other):
    ada, bo, zoe = room.people["Ada"], other.people["Bo"], other.people["Zoe"]
    asset = put(ada, png())
    show(ada, asset)

    one, again = copy(bo, asset, room).json, copy(bo, asset, room).json

    assert one == again
    assert [look(each, one["id"]).status_code for each in (bo, zoe)] == [200, 404]


@pytest.mark.parametrize("writing", ["open", "private"])
def test_what_one_does_not_see_is_not_there_to_be_copied(room, other, writing):
    ada, bo = room.people["Ada"], other.people["Bo"]
    room.write(writing)
    hidden = put(ada, png())
    if writing == "private":
        show(ada, hidden, pm=1)

    unseen, made_up = copy(bo, hidden, room), copy(bo, "no-such-image-was-ever", room)

    assert (unseen.status_code, unseen.json) == (made_up.status_code, made_up.json) == (404, made_up.json)


def test_nobody_copies_from_a_board_on_which_they_do_not_sit(room, other):
    ada, zoe = room.people["Ada"], other.people["Zoe"]
    asset = put(ada, png())
    show(ada, asset)

    assert copy(zoe, asset, room).status_code == 404


def test_what_was_cut_is_pasted_by_whoever_may_bring_it_back(room, other):
    ada, bo, here = room.people["Ada"], other.people["Bo"], room.people["Bo"]
    mine, theirs = put(here, png((1, 2, 3))), put(ada, png((200, 100, 3)))
    show(here, mine, name="mine")
    show(ada, theirs, name="theirs")
    ada.send(ada.op("el.del", ids=[note_id("mine"), note_id("theirs")]))

    assert [copy(bo, each, room).status_code for each in (mine, theirs)] == [201, 404]


def test_what_names_no_image_is_refused_and_so_is_who_may_not_add(room, other):
    bo, asset = other.people["Bo"], put(room.people["Bo"], png())

    assert copy(bo, "short", room).json["x"] == "no-image"
    assert copy(bo, asset, room, more="x" * 2_000).json["x"] == "no-image"
    other.write("closed")
    assert copy(bo, asset, room).json["x"] == "writing-closed"
