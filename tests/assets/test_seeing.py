"""An image is seen by whoever put it on the board, then by those who see an element that shows it. Asked each time."""

import pytest

from tests.assets.conftest import look, put, send, show
from tests.assets.pictures import photograph, png
from tests.boards.conftest import note_id


def status(somebody, asset: str, board: str = "") -> int:
    return look(somebody, asset, board).status_code


def test_an_image_nobody_shows_is_seen_by_its_sender_alone(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]

    asset = put(bo, png())

    assert [status(each, asset) for each in (bo, cy, ada)] == [200, 404, 404]


def test_who_sees_the_element_sees_its_image(room, join):
    bo, cy, oz, wall = join("Bo"), join("Cy"), join("Oz", "observer"), join("Wa", "wall")
    asset = put(bo, png())

    show(bo, asset)

    assert [status(each, asset) for each in (bo, cy, oz, wall, room.people["Ada"])] == [200] * 5


@pytest.mark.row("F3", partly=True)
def test_an_image_of_private_writing_reaches_nobody_before_its_reveal(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    room.write("private")
    asset = put(bo, png())
    show(bo, asset, pm=1)

    hidden = [status(each, asset) for each in (bo, cy, ada)]
    room.write("open")

    assert hidden == [200, 404, 404]
    assert [status(each, asset) for each in (bo, cy, ada)] == [200, 200, 200]


def test_what_is_refused_says_nothing_of_what_is_there(room, join):
    bo, cy = join("Bo"), join("Cy")
    hidden = look(cy, put(bo, png()))

    made_up = look(cy, "no-such-image-was-ever")

    assert (hidden.status_code, hidden.json) == (made_up.status_code, made_up.json) == (404, made_up.json)
    assert {name for name, _ in hidden.headers} == {name for name, _ in made_up.headers}


def test_nobody_shows_an_image_they_may_not_see(room, join):
    bo, cy = join("Bo"), join("Cy")
    asset = put(bo, png())

    refused = [show(cy, each, name=each[:8])["a"][0]["x"] for each in (asset, "no-such-image-was-ever")]

    assert refused == ["bad-asset", "bad-asset"]
    assert status(cy, asset) == 404


def test_two_who_put_the_same_image_there_in_private_learn_nothing_of_each_other(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")

    first, second = send(bo, png()), send(cy, png())
    show(bo, first.json["id"], name="of-bo", pm=1)

    assert (first.status_code, second.status_code) == (201, 201)
    assert [status(each, first.json["id"]) for each in (bo, cy)] == [200, 200]
    assert [event["id"] for event in cy.sees()] == []


def test_no_row_says_any_more_who_put_an_image_there_that_is_shown(room, join):
    bo = join("Bo")
    asset = put(bo, png())
    held = room.rows("SELECT seat_id FROM asset_holder")

    show(bo, asset)

    assert (held, room.rows("SELECT seat_id FROM asset_holder")) == ([(bo.seat,)], [])


def test_one_gesture_may_show_the_same_image_twice(room, join):
    bo, cy = join("Bo"), join("Cy")
    asset = put(bo, png())
    first, second = (bo.note("A lab bench", name=name, type="image") for name in ("here", "there"))

    answer = bo.send(*({**each, "p": {**each["p"], "asset": asset}} for each in (first, second)))

    assert [entry.get("x") for entry in answer["a"]] == [None, None]
    assert [event["r"]["asset"] for event in cy.sees()] == [asset, asset]
    assert status(cy, asset) == 200


def test_somebody_elses_image_of_the_same_turn_is_shown_only_by_those_who_see_it(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    asset = put(bo, png())
    first, second = (bo.note("A lab bench", name=name, type="image", pm=1) for name in ("here", "there"))

    bo.send(*({**each, "p": {**each["p"], "asset": asset}} for each in (first, second)))

    assert show(cy, asset, name="of-cy", pm=1)["a"][0]["x"] == "bad-asset"
    assert status(cy, asset) == 404


def test_an_image_whose_element_is_deleted_is_seen_by_nobody_until_it_is_back(room, join):
    bo, cy = join("Bo"), join("Cy")
    asset = put(bo, png())
    show(bo, asset, name="shown")

    bo.send(bo.op("el.del", ids=[note_id("shown")]))
    gone = [status(each, asset) for each in (bo, cy)]
    bo.send(bo.op("el.undel", ids=[note_id("shown")]))

    assert (gone, [status(each, asset) for each in (bo, cy)]) == ([404, 404], [200, 200])


def test_people_of_another_workshop_get_nothing_and_put_nothing(app, room, elsewhere, join, visitor):
    bo, zoe = join("Bo"), elsewhere.people["Zoe"]
    asset = put(bo, png())
    show(bo, asset)

    asked = [look(zoe, asset, room.board), look(zoe, asset)]
    sent = send(zoe, photograph(), board=room.board)
    nobody = visitor().get(f"/boards/{room.board}/assets/{asset}", headers={"Accept": "application/json"})

    assert [(answer.status_code, answer.json["x"]) for answer in asked] == [(404, "not-found")] * 2
    assert (sent.status_code, sent.json["x"]) == (404, "not-found")
    assert (nobody.status_code, nobody.json["x"]) == (401, "not-signed-in")
    assert room.rows("SELECT count(*) FROM asset") == [(1,)]


def test_nobody_shows_an_image_of_another_board(room, elsewhere):
    ada, zoe = room.people["Ada"], elsewhere.people["Zoe"]
    asset = put(ada, png())
    show(ada, asset)

    answer = show(zoe, asset)

    assert [entry.get("x") for entry in answer["a"]] == ["bad-asset"]


def test_who_was_removed_sees_nothing_any_more(room, join):
    bo = join("Bo")
    asset = put(bo, png())
    show(bo, asset)

    room.remove(bo)

    refused = [look(bo, asset), send(bo, png())]
    assert {(answer.status_code, answer.json["x"]) for answer in refused} == {(403, "seat-ended")}
