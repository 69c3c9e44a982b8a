"""Notes that were written while writing was open and come later: a facilitator takes them in, or they are refused."""

import pytest

from tests.boards.conftest import note_id


@pytest.fixture
def opened(room):
    """The number of the stretch of open writing that goes on."""
    return room.rows("SELECT opening FROM stage")[0][0] or _opened(room)


def _opened(room):
    room.turn("closed")
    room.turn("open")
    return room.rows("SELECT opening FROM stage")[0][0]


def cockpit(room):
    return room.people["Ada"].browser.get(f"/boards/for/{room.id}/hidden/").text


def settle(room, what: str):
    return room.people["Ada"].browser.submit(f"/boards/for/{room.id}/late/", late=what)


@pytest.mark.parametrize("turned", ["closed", "private"])
def test_a_note_written_before_the_move_waits_for_a_facilitator(room, join, opened, turned):
    bo, cy = join("Bo"), join("Cy")
    room.turn(turned)

    answer = bo.send(bo.note("from the bus", o=opened))["a"][0]

    assert answer["late"] is True
    assert [event["r"]["text"] for event in bo.sees()] == ["from the bus"]
    assert [event["r"]["text"] for event in room.people["Ada"].sees()] == ["from the bus"]
    assert cy.sees() == []
    assert "1 late note from a phone without a line" in cockpit(room)


def test_what_is_written_alone_from_the_first_still_is_its_authors(room, join, opened):
    bo = join("Bo")
    room.turn("private")

    bo.send(bo.note("mine", pm=1), bo.note("from an old page"))

    assert room.people["Ada"].sees() == []
    assert "late note" not in cockpit(room)


def test_one_press_takes_late_notes_in(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened), bo.note("two", o=opened))
    before = cockpit(room)

    assert settle(room, "take").status_code == 303

    assert "2 late notes from phones without a line" in before
    assert sorted(event["r"]["text"] for event in cy.sees()) == ["one", "two"]
    assert "late note" not in cockpit(room)


def test_late_notes_that_are_left_stay_with_their_author_and_ask_no_more(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    settle(room, "leave")

    assert (len(bo.sees()), cy.sees()) == (1, [])
    assert "late note" not in cockpit(room)


def test_closing_the_workshop_leaves_late_notes_as_they_are(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/")

    assert room.rows("SELECT * FROM late_note") == []
    assert ([event["r"]["text"] for event in room.people["Ada"].sees()], cy.sees()) == (["one"], [])
    assert "late note" not in cockpit(room)


def test_its_author_goes_on_with_a_late_note_and_with_nothing_else(room, join, opened):
    bo = join("Bo")
    bo.add("public")
    room.turn("closed")
    bo.send(bo.note("half a", o=opened))

    answers = bo.send(
        bo.op("txt.put", id=note_id("half a"), t="half a thought", o=opened),
        bo.op("txt.put", id=note_id("public"), t="changed meanwhile", o=opened),
        bo.op("el.del", ids=[note_id("public")], o=opened),
    )["a"]

    assert [answer.get("x") for answer in answers] == [None, "writing-closed", "writing-closed"]
    assert {event["r"]["text"] for event in bo.sees()} == {"public", "half a thought"}


def test_while_everything_is_frozen_a_note_written_before_waits_too(room, join, opened):
    bo = join("Bo")
    room.freeze()

    assert bo.send(bo.note("just before", o=opened))["a"][0]["late"] is True


@pytest.mark.parametrize(("turned", "code"), [("closed", "writing-closed"), ("private", "too-late")])
def test_beyond_the_grace_a_note_is_refused_and_becomes_no_private_one(room, join, opened, clock, turned, code):
    bo = join("Bo")
    room.turn(turned)
    clock(31 * 60)

    answer = bo.send(bo.note("an hour in a tunnel", o=opened))["a"][0]

    assert (answer["x"], bo.sees()) == (code, [])


def test_a_stretch_of_open_writing_that_never_was_opens_nothing(room, join, opened):
    bo = join("Bo")
    room.turn("closed")

    assert bo.send(bo.note("forged", o=opened + 5))["a"][0]["x"] == "writing-closed"


def test_a_page_knows_the_stretch_of_open_writing_it_is_in(room, join, opened):
    rules = room.people["Ada"].browser.get(f"/w/{room.id}/stage/").json

    assert (rules["opening"], f'open{opened}"' in join("Bo").browser.get(f"/boards/{room.board}/list/").text) == (
        opened,
        True,
    )


def test_a_form_without_scripts_that_comes_late_waits_for_a_facilitator(room, join, opened):
    bo = join("Bo")
    room.turn("closed")
    form = {"zone": "policy", "text": "no scripts here", "note": note_id("form"), "said": f"open{opened}"}

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **form)

    assert answer.status_code == 303
    assert "1 late note" in cockpit(room)
