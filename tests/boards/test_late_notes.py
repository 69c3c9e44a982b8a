"""Notes that were written while writing was open and come later: a facilitator takes them in, or they are refused."""

import html
import json
import re
import threading
from urllib.parse import urlencode

import pytest

from app.boards.desk import desk
from tests.boards.conftest import note_id
from tests.boards.test_snapshots import until


@pytest.fixture
def opened(room):
    """The number of the stretch of open writing that goes on."""
    return room.rows("SELECT opening FROM stage")[0][0] or _opened(room)


def _opened(room):
    room.turn("closed")
    room.turn("open")
    return room.rows("SELECT opening FROM stage")[0][0]


def late_in(answer):
    return [each.get("late", False) for each in answer["a"]]


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
    assert "1 late note from a phone that was offline" in cockpit(room)


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

    assert "2 late notes from phones that were offline" in before
    assert sorted(event["r"]["text"] for event in cy.sees()) == ["one", "two"]
    assert "late note" not in cockpit(room)


def test_late_notes_that_were_left_are_asked_about_no_more_by_the_end_or_the_closing(room, join, opened, clock):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"].browser
    room.turn("closed")
    bo.send(bo.note("one", o=opened))
    settle(room, "leave")
    go_to_the_last_part(room)

    assert end(room).status_code == 303
    assert "1 note of yours is not shown to everybody" in bo.browser.get(f"/w/{room.id}/step/").text
    clock(31 * 60)
    assert ada.submit(f"/w/{room.id}/closure/").status_code == 303
    assert ada.submit(f"/w/{room.id}/closure/removal/").status_code == 303
    assert ada.submit(f"/w/{room.id}/closure/").status_code == 303
    assert (texts(room.people["Ada"]), texts(cy)) == (["one"], [])


def test_late_notes_that_stay_at_the_end_are_asked_about_no_more_after_back(room, join, opened):
    bo = join("Bo")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))
    assert end(room, hidden="keep").status_code == 303

    assert room.people["Ada"].browser.submit(f"/w/{room.id}/moves/", to="back", seen=_seen(room)).status_code == 303
    assert end(room).status_code == 303


def test_a_late_note_that_was_shown_and_hidden_again_is_asked_about_no_more(room, join, opened):
    bo, ada = join("Bo"), room.people["Ada"]
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    for k in ("el.show", "el.hide"):
        assert "s" in ada.send(ada.op(k, ids=[note_id("one")]))["a"][0]

    assert "late note" not in cockpit(room)
    assert end(room).status_code == 303


def test_late_notes_that_are_left_stay_with_their_author_and_ask_no_more(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    settle(room, "leave")

    assert (len(bo.sees()), cy.sees()) == (1, [])
    assert "late note" not in cockpit(room)


def test_two_who_take_in_and_leave_at_once_do_one_of_both(room, join, revealed, opened):
    bo, ada, eve = revealed, room.people["Ada"].browser, join("Eve", "co-facilitator").browser
    bo.send(bo.note("from the bus", pm=1), bo.note("from the train", o=opened))
    late, answers = f"/boards/for/{room.id}/late/", []
    with room.app.app_context():
        committer = desk().committer
    taking = threading.Thread(target=lambda: answers.append(ada.submit(late, late="take")))

    with committer.still([room.board]):
        taking.start()
        until(lambda: committer.lane(room.board).ops or not taking.is_alive())
        answers.append(eve.submit(late, late="leave"))
    taking.join()

    assert [answer.status_code for answer in answers] == [303, 303]
    assert texts(join("Cy")) == ["from the bus", "from the train", "in time"]
    assert "late note" not in cockpit(room)


CLOSED_FOR_GOOD = (
    "What only its author sees stays with them: nobody can reveal it any more, not even once you reopen it."
)
COME_BACK = "Late notes that were written in the open are not taken in: they come back to their authors."


@pytest.mark.parametrize("written", [["alone"], ["in the open"], ["alone", "in the open"], []])
def test_closing_asks_about_hidden_and_late_notes_and_closes_nothing_unasked(room, join, opened, written, clock):
    bo, ada = join("Bo"), room.people["Ada"].browser
    room.turn("private")
    bo.send(*[bo.note(how, **({"pm": 1} if how == "alone" else {"o": opened})) for how in written])
    clock(31 * 60)

    asked = ada.submit(f"/w/{room.id}/closure/")

    closed = room.rows("SELECT closed_at IS NOT NULL FROM workshop")[0][0]
    assert (asked.status_code, bool(closed)) == ((409, False) if written else (303, True))
    assert (CLOSED_FOR_GOOD in asked.text, COME_BACK in asked.text) == ("alone" in written, "in the open" in written)
    assert ("Leave them with their authors and close" in asked.text) == bool(written)
    sure = ada.submit(f"/w/{room.id}/closure/", sure="yes")
    assert sure.status_code == (303 if written else 409)
    assert room.rows("SELECT closed_at IS NOT NULL FROM workshop")[0][0]


def test_closing_the_workshop_leaves_late_notes_as_they_are(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    assert room.rows("SELECT settled FROM late_note") == [(True,)]
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


@pytest.mark.parametrize("turned", ["closed", "private", "frozen"])
@pytest.mark.parametrize("type_", ["group", "frame"])
def test_a_late_group_of_notes_everybody_sees_is_not_made_and_moves_none(room, join, opened, type_, turned):
    bo, cy = join("Bo"), join("Cy")
    bo.add("idle", o=opened)
    if turned == "frozen":
        room.freeze()
    else:
        room.turn(turned)

    group = {**bo.group("Lab time", o=opened), "type": type_}
    answer = bo.send(
        group, bo.op("el.move", id=note_id("idle"), zone="policy", parent=group["id"], z="b", x=30, y=160, o=opened)
    )

    refused = {"closed": "writing-closed", "private": "bad-target", "frozen": "frozen"}
    assert [each["x"] for each in answer["a"]] == [f"{type_}-late", refused[turned]]
    assert answer["a"][0]["say"].startswith(f"Your {type_} was not made: the facilitator moved on")
    for person in (bo, cy, room.people["Ada"]):
        assert [(event["r"]["text"], event["r"].get("parent")) for event in person.sees()] == [("idle", None)]
    assert "late note" not in cockpit(room)


def test_a_late_group_of_late_notes_is_made_with_them_in_it(room, join, opened):
    bo = join("Bo")
    room.turn("closed")

    note, group = bo.note("idle", o=opened), bo.group("Lab time", o=opened)
    bo.send(
        note, group, bo.op("el.move", id=note["id"], zone="policy", parent=group["id"], z="b", x=30, y=160, o=opened)
    )

    for person in (bo, room.people["Ada"]):
        lying = {event["r"]["text"]: event["r"].get("parent") for event in person.sees()}
        assert lying == {"idle": group["id"], "Lab time": None}


def test_a_late_group_in_which_a_late_note_was_written_is_made_with_it(room, join, opened):
    bo = join("Bo")
    room.turn("closed")

    group = bo.group("Lab time", o=opened)
    bo.send(group, bo.note("idle", parent=group["id"], o=opened))

    for person in (bo, room.people["Ada"]):
        lying = {event["r"]["text"]: event["r"].get("parent") for event in person.sees()}
        assert lying == {"idle": group["id"], "Lab time": None}


def test_a_private_group_that_comes_after_the_reveal_of_its_notes_is_not_made(room, join, revealed):
    bo = join("Bo")

    answer = bo.send(bo.group("Lab time", pm=1))

    assert answer["a"][0]["x"] == "group-late"
    assert ([event["r"]["text"] for event in bo.sees()], "late note" in cockpit(room)) == (["in time"], False)


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


@pytest.fixture
def revealed(room, join):
    """Bo wrote one note alone in time; it was revealed, and writing is closed since."""
    bo = join("Bo")
    room.write("private")
    bo.send(bo.note("in time", pm=1))
    room.write("open")
    room.turn("closed")
    return bo


def texts(somebody) -> list[str]:
    return sorted(event["r"]["text"] for event in somebody.sees())


def test_a_note_written_alone_that_comes_after_its_reveal_is_a_late_note(room, join, revealed):
    bo, cy = revealed, join("Cy")

    answer = bo.send(bo.note("from the bus", pm=1))["a"][0]

    assert answer["late"] is True
    assert (texts(bo), texts(cy), texts(room.people["Ada"])) == (["from the bus", "in time"], ["in time"], ["in time"])
    assert "1 late note from a phone that was offline" in cockpit(room)
    assert settle(room, "take").status_code == 303
    assert texts(cy) == ["from the bus", "in time"]
    assert all("by" not in event for event in cy.sees())
    assert "late note" not in cockpit(room)


def test_steps_of_writing_in_it_from_another_device_come_along(room, join, revealed):
    bo, other = revealed, revealed.page("tablet-of-bo")
    bo.send(bo.note("half a", pm=1))

    answers = other.send(other.op("txt.put", id=note_id("half a"), t="half a thought", pm=1), other.note("two", pm=1))

    assert [answer.get("late") for answer in answers["a"]] == [True, True], answers
    assert "2 late notes from phones that were offline" in cockpit(room)
    settle(room, "take")
    assert texts(join("Cy")) == ["half a thought", "in time", "two"]


def test_other_words_for_a_note_that_was_revealed_meanwhile_are_a_late_note_beside_it(room, join, revealed):
    bo, cy, later = revealed, join("Cy"), note_id("later")

    answers = bo.send(
        bo.op("txt.put", id=note_id("in time"), t="in time, and", pm=1, l=later),
        bo.op("txt", id=note_id("in time"), t="in time, and more", u="AAA=", yc=9, pm=1, l=later),
    )["a"]

    assert [(answer.get("late"), answer.get("beside")) for answer in answers] == [(True, True), (True, True)]
    assert (texts(bo), texts(cy)) == (["in time", "in time, and more"], ["in time"])
    assert "1 late note from a phone that was offline" in cockpit(room)
    settle(room, "take")
    assert texts(cy) == ["in time", "in time, and more"]
    assert "late note" not in cockpit(room)


def test_the_end_asks_about_other_words_that_came_after_the_reveal(room, join, revealed):
    bo = revealed
    bo.send(bo.op("txt.put", id=note_id("in time"), t="in time, and more", pm=1, l=note_id("later")))

    assert end(room).status_code == 409
    assert end(room, hidden="reveal").status_code == 303

    assert texts(join("Cy")) == ["in time", "in time, and more"]


def test_a_page_that_sends_such_words_again_hears_that_they_wait_until_somebody_left_them(room, join, revealed):
    bo = revealed
    words = bo.op("txt.put", id=note_id("in time"), t="in time, and more", pm=1, l=note_id("later"))
    bo.send(words)

    waiting = bo.send(words)["a"][0]
    settle(room, "leave")
    left = bo.send(words)["a"][0]
    further = bo.send(bo.op("txt.put", id=note_id("in time"), t="and more", pm=1, l=note_id("later")))["a"][0]

    told = [[answer.get("late"), answer.get("beside")] for answer in (waiting, left, further)]
    assert told == [[True, True], [None, True], [None, True]]
    assert "late note" not in cockpit(room)


def test_such_words_that_their_author_takes_out_again_wait_no_more(room, join, revealed):
    bo = revealed
    put = {"id": note_id("in time"), "pm": 1, "l": note_id("later")}

    answers = bo.send(bo.op("txt.put", t="in time, and more", **put), bo.op("txt.put", t="", **put))["a"]

    assert [(answer.get("late"), answer.get("beside")) for answer in answers] == [(True, True), (None, None)]
    assert "late note" not in cockpit(room)


def test_a_late_note_of_a_first_round_is_taken_in_while_a_second_round_goes_on(room, join, revealed):
    bo, cy = revealed, join("Cy")
    room.turn("private")
    bo.send(bo.note("of the first round", pm=1), bo.note("of the second", pm=2))

    settle(room, "take")

    assert texts(cy) == ["in time", "of the first round"]
    assert "1 note is hidden until you reveal it" in cockpit(room)


def test_a_note_written_alone_whose_reveal_is_still_to_come_is_hidden_and_not_late(room, join):
    bo = join("Bo")
    room.turn("private")
    room.turn("closed")

    answer = bo.send(bo.note("from the bus", pm=1))["a"][0]

    assert "late" not in answer
    assert "1 note is hidden until you reveal it" in cockpit(room)
    assert "late note" not in cockpit(room)


ENDS = "People are still writing alone: a reveal ends that, and everybody sees what is written from then on."


@pytest.mark.parametrize("turned", ["private", "closed", "open"])
def test_a_reveal_that_opens_writing_for_everybody_says_so_before_it(room, join, turned):
    bo = join("Bo")
    room.turn("private")
    bo.send(bo.note("alone", pm=1))
    room.turn(turned)
    before = cockpit(room)

    room.reveal()

    writing = room.rows("SELECT writing FROM stage")[0][0]
    assert (ENDS in before, writing) == (turned == "private", "open" if turned == "private" else turned)


def test_what_people_pick_by_hand_is_no_late_note(room, join):
    from app.db import db, transaction
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        db.session.execute(db.update(Step).values(sharing="pick"))
    bo = join("Bo")
    room.turn("private")
    room.turn("open")

    answer = bo.send(bo.note("mine alone", pm=1))["a"][0]

    assert ("late" in answer, "late note" in cockpit(room)) == (False, False)


def test_a_late_note_written_alone_that_is_left_stays_its_authors_alone(room, join, revealed):
    bo = revealed
    bo.send(bo.note("from the bus", pm=1))

    settle(room, "leave")

    assert (texts(bo), texts(room.people["Ada"]), texts(join("Cy"))) == (
        ["from the bus", "in time"],
        ["in time"],
        ["in time"],
    )
    assert "late note" not in cockpit(room)


def test_where_notes_are_looked_at_first_a_late_one_comes_to_the_facilitators(room, join, revealed):
    from tests.boards.test_inbox import look_first

    look_first(room)
    revealed.send(revealed.note("from the bus", pm=1))

    settle(room, "take")

    assert (texts(room.people["Ada"]), texts(join("Cy"))) == (["from the bus", "in time"], ["in time"])


def end(room, **fields: str):
    """Go on to the last part, and press *End the workshop*."""
    go_to_the_last_part(room)
    return _press_next(room, **fields)


def go_to_the_last_part(room) -> None:
    while "End the workshop" not in room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text:
        assert _press_next(room).status_code == 303


def _press_next(room, **fields: str):
    return room.people["Ada"].browser.submit(f"/w/{room.id}/moves/", to="next", seen=_seen(room), **fields)


def _seen(room) -> str:
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    return page.split('name="seen" value="')[1].split('"')[0]


def test_the_end_asks_about_late_notes_and_shows_them(room, join, revealed, opened):
    bo, cy = revealed, join("Cy")
    bo.send(bo.note("from the bus", pm=1), bo.note("from the train", o=opened))

    asked = end(room)

    assert (asked.status_code, "Some notes are not shown to everybody. What becomes of them?" in asked.text) == (
        409,
        True,
    )
    assert counted(asked) == ["Seven enablers check: 2 late notes"]
    assert end(room, hidden="reveal").status_code == 303
    assert texts(cy) == ["from the bus", "from the train", "in time"]
    assert room.rows("SELECT * FROM late_note") == []


FOR_GOOD = "What only its author sees stays with them: nobody can reveal it any more, not even after you go back."
STILL_SHOWN = "Late notes that were written in the open stay with their authors and you: you can still show them."


@pytest.mark.parametrize("written", [["alone"], ["in the open"], ["alone", "in the open"]])
def test_what_is_left_at_the_end_can_be_shown_later_where_it_was_said(room, join, revealed, opened, written):
    bo, ada = revealed, room.people["Ada"]
    for how in written:
        bo.send(bo.note(how, **({"pm": 1} if how == "alone" else {"o": opened})))
    asked = end(room).text

    assert end(room, hidden="keep").status_code == 303
    can = {how: "s" in ada.send(ada.op("el.show", ids=[note_id(how)]))["a"][0] for how in written}

    assert can == {how: how == "in the open" for how in written}
    assert (FOR_GOOD in asked, STILL_SHOWN in asked) == ("alone" in written, "in the open" in written)
    assert texts(join("Cy")) == sorted(["in time", *(how for how in written if can[how])])


def counted(asked) -> list[str]:
    """What the question before the end counts on each board."""
    rows = re.search(r'<h2 id="leaving">.*?<ul class="rows">(.*?)</ul>', asked.text, re.DOTALL)[1]
    return [re.sub(r"<[^>]+>", "", row).strip() for row in re.findall(r"<li>(.*?)</li>", rows, re.DOTALL)]


def test_the_end_asks_about_hidden_and_late_notes_with_their_numbers(room, join, revealed):
    bo, cy = revealed, join("Cy")
    bo.send(bo.note("from the bus", pm=1))
    go_to_the_last_part(room)
    room.turn("private")
    alone = room.rows("SELECT generation FROM stage")[0][0] + 1
    cy.send(*[cy.note(f"alone {number}", pm=alone) for number in range(4)])
    room.turn("closed")

    asked = end(room)

    assert counted(asked) == ["Seven enablers check: 4 hidden notes · 1 late note"]
    assert end(room, hidden="reveal").status_code == 303
    assert len(texts(room.people["Ada"])) == 6


def test_late_notes_that_come_after_the_end_are_taken_in_and_those_left_at_it_are_not(room, join, revealed):
    bo, cy = revealed, join("Cy")
    bo.send(bo.note("from the bus", pm=1))
    assert end(room, hidden="keep").status_code == 303
    left = "1 note of yours stayed with you: only you see it."

    bo.send(bo.note("from home", pm=1))

    assert (texts(cy), "1 late note" in cockpit(room)) == (["in time"], True)
    assert left in bo.browser.get(f"/w/{room.id}/step/").text
    settle(room, "take")
    assert texts(cy) == ["from home", "in time"]
    assert left in bo.browser.get(f"/w/{room.id}/step/").text


@pytest.mark.parametrize("leaving", ["keep", "reveal"])
def test_a_note_that_comes_after_an_end_that_left_it_is_told_to_stay(room, join, leaving):
    bo, cy = join("Bo"), join("Cy")
    go_to_the_last_part(room)
    room.turn("private")
    alone = room.rows("SELECT generation FROM stage")[0][0] + 1
    first = bo.send(bo.note("in time", pm=alone))["a"][0]
    assert end(room, hidden=leaving).status_code == 303
    note = bo.note("from the bus", pm=alone)

    sent, again = (bo.send(note)["a"][0] for _ in range(2))

    left = leaving == "keep"
    assert ("left" in first, "late" in first) == (False, False)
    for answer in (sent, again):
        assert (answer.get("left", False), answer.get("late", False)) == (left, not left), answer
    assert texts(cy) == ([] if left else ["in time"])
    assert fates(bo, [note_id("from the bus")]).json["notes"] == ["alone" if left else "waits"]


def test_after_closing_a_late_note_written_alone_stays_with_its_author(room, join, revealed):
    bo = revealed
    bo.send(bo.note("from the bus", pm=1))

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    assert (texts(bo), texts(join("Cy"))) == (["from the bus", "in time"], ["in time"])
    assert "late note" not in cockpit(room)


def test_the_cockpit_tells_until_when_late_notes_come_in_the_workshops_time(room, opened, clock):
    from datetime import timedelta
    from zoneinfo import ZoneInfo

    from app import clock as told

    with room.app.app_context():
        room.turn("closed")
        until = (told.now() + timedelta(minutes=30)).astimezone(ZoneInfo("Asia/Kolkata"))

    assert f"may come in until {until:%H:%M}." in cockpit(room)


def test_a_closed_workshop_says_of_no_late_note_that_it_may_come_and_offers_no_reveal(room, join, opened):
    bo = join("Bo")
    room.turn("private")
    bo.send(bo.note("alone", pm=1))
    before = cockpit(room)

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    said = "may come in until", "Reveal now"
    assert [[each in page for each in said] for page in (before, cockpit(room))] == [[True, True], [False, False]]


def fates(who, ids):
    return who.ask("late/?" + urlencode([("id", each) for each in ids]))


def test_its_author_learns_what_became_of_a_late_note_and_others_do_not(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened), bo.note("two", o=opened))
    ids = [note_id("one"), note_id("two"), "e_never"]

    assert fates(bo, ids).json == {"notes": ["waits", "waits", "gone"], "over": False}
    assert fates(cy, ids).json["notes"] == ["gone", "gone", "gone"]
    bo.send(bo.op("el.del", ids=[note_id("two")], o=opened))
    settle(room, "leave")
    assert fates(bo, ids).json["notes"] == ["facilitators", "gone", "gone"]


@pytest.mark.parametrize("named", [False, True])
def test_only_its_author_learns_that_a_facilitator_deleted_a_note(room, join, opened, named):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note("public"), bo.note("own"))
    room.turn("closed")
    bo.send(bo.note("late", o=opened))
    ids = [note_id("public"), note_id("late"), note_id("own")]
    room.turn("open")
    bo.send(bo.op("el.del", ids=ids[2:]))

    ada.send(ada.op("el.del", ids=ids[:2]))

    assert fates(bo, ids).json["notes"] == ["taken", "taken", "gone"]
    for other in (cy, ada):
        assert fates(other, ids).json["notes"] == ["gone", "gone", "gone"]
    ada.send(ada.op("el.undel", ids=ids[:2]))
    assert fates(bo, ids).json["notes"] == ["shown", "waits", "gone"]


def test_a_note_that_a_facilitator_merged_into_another_is_not_said_to_be_deleted(room, join):
    bo, ada = join("Bo"), room.people["Ada"]
    bo.send(bo.note("one"), bo.note("two"), bo.note("three"))
    ids = [note_id(each) for each in ("one", "two", "three")]

    ada.send(ada.op("el.merge", id=ids[0], ids=ids[1:2]))
    ada.send(ada.op("el.del", ids=ids[2:]))

    assert fates(bo, ids).json["notes"] == ["shown", "gone", "taken"]


def taken_on(who, page: str) -> list[list[str]]:
    """What a page names to its scripts of notes that facilitators deleted."""
    named = re.search(r"data-taken='([^']*)'", who.browser.get(page).text)
    return json.loads(html.unescape(named[1])) if named else []


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("page", ["/w/{room}/", "/boards/{board}/", "/boards/{board}/list/"])
def test_pages_name_to_its_author_alone_a_note_that_a_facilitator_deleted(room, join, page, named):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(*(bo.note(each) for each in ("gone", "own", "merged", "into", "stays")))
    gone, own, merged, into = (note_id(each) for each in ("gone", "own", "merged", "into"))
    bo.send(bo.op("el.del", ids=[own]))
    page = page.format(room=room.id, board=room.board)
    assert taken_on(bo, page) == []

    ada.send(ada.op("el.del", ids=[gone]), ada.op("el.merge", id=into, ids=[merged]))

    assert [taken_on(who, page) for who in (bo, cy, ada)] == [[[room.board, gone]], [], []]
    ada.send(ada.op("el.undel", ids=[gone]))
    assert taken_on(bo, page) == []


def test_its_author_alone_is_told_the_words_of_a_note_that_a_facilitator_deleted(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note("gone"), bo.note("stays"))
    ids = [note_id("gone"), note_id("stays")]

    ada.send(ada.op("el.del", ids=ids[:1]))

    told = {"words": {ids[0]: "gone"}, "title": "Seven enablers check"}
    assert fates(bo, ids).json == {"notes": ["taken", "shown"], "over": False, **told}
    for other in (cy, ada):
        assert fates(other, ids).json == {"notes": ["gone", "shown"], "over": False}


def test_the_end_says_to_its_author_alone_that_a_facilitator_deleted_a_note(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(*(bo.note(each) for each in ("gone", "own", "stays")))
    ada.send(ada.op("el.del", ids=[note_id("gone")]))
    bo.send(bo.op("el.del", ids=[note_id("own")]))

    assert end(room).status_code == 303

    deleted = "A facilitator deleted 1 note of yours: it is on no board any more."
    ended = [who.browser.get(f"/w/{room.id}/step/").text for who in (bo, cy)]
    assert [deleted in page for page in ended] == [True, False]
    assert ["The workshop has ended. What is on its boards is kept." in page for page in ended] == [True, True]
    assert "What is on the boards is kept. If it ended by mistake, go back." in cockpit_page(room)


def cockpit_page(room) -> str:
    return room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text


def said_on(who, text: str) -> str:
    """What the list says on somebody's note of who sees it."""
    page = who.ask("list/").text.split(f'id="t-{note_id(text)}"')[1].split("</li>")[0]
    return re.search(r'data-mark="hidden"( hidden)?>.*?</svg>([^<]*)<', page, re.DOTALL)[2]


def test_a_note_says_that_it_is_hidden_for_now_only_while_a_reveal_may_show_it(room, join):
    bo = join("Bo")
    room.turn("private")
    bo.send(bo.note("in time", pm=1))
    said = [said_on(bo, "in time")]
    room.turn("closed")
    said += [said_on(bo, "in time")]
    room.reveal()
    bo.send(bo.note("late", pm=1))
    room.turn("private")
    bo.send(bo.note("second", pm=2))
    said += [said_on(bo, "late"), said_on(bo, "second")]
    room.turn("closed")

    assert end(room, hidden="keep").status_code == 303

    said += [said_on(bo, "second")]
    now, stays = "Only you see it for now", "Only you see it"
    assert said == [now, now, stays, now, stays]
    ended = bo.browser.get(f"/boards/{room.board}/").text
    assert (now in ended, stays in ended) == (False, True)


def test_whoever_was_removed_is_told_of_no_deletion(room, join):
    bo, ada = join("Bo"), room.people["Ada"]
    bo.send(bo.note("gone"))
    ada.browser.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")

    ada.send(ada.op("el.del", ids=[note_id("gone")]))

    assert (taken_on(bo, f"/w/{room.id}/"), fates(bo, [note_id("gone")]).status_code) == ([], 403)


def test_a_late_note_that_was_taken_in_is_said_to_be_shown(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    settle(room, "take")

    for who in (bo, cy):
        assert fates(who, [note_id("one")]).json["notes"] == ["shown"]


def test_nobody_is_asked_for_the_notes_of_another_person_on_their_device(room, join, opened):
    bo, cy = join("Bo"), join("Cy")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))
    query = urlencode([("as", bo.principal), ("id", note_id("one"))])

    asked = [who.ask(f"late/?{query}") for who in (bo, cy)]

    assert [answer.status_code for answer in asked] == [200, 401]


def test_closing_takes_a_late_note_of_nobody_named_from_its_author(room, join, opened):
    bo = join("Bo")
    room.turn("closed")
    bo.send(bo.note("one", o=opened))

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    assert fates(bo, [note_id("one")]).json == {"notes": ["gone"], "over": True}


def test_one_question_names_no_more_notes_than_a_phone_has(room, join, opened):
    bo = join("Bo")
    bo.add("one")

    assert fates(bo, [f"e_{number}" for number in range(101)]).status_code == 400


@pytest.mark.parametrize("shown", [False, True])
def test_whoever_missed_the_answer_hears_by_sending_again_that_a_note_waits(room, join, opened, shown):
    room.show_names(shown=shown)
    bo = join("Bo")
    room.turn("closed")
    batch = [bo.note("late", o=opened), bo.op("txt.put", id=note_id("late"), t="later still", o=opened)]

    first, again = bo.send(*batch), bo.send(*batch)

    assert late_in(first) == late_in(again) == [True, True]
    settle(room, "take")
    assert late_in(bo.send(*batch)) == [False, False]


def test_a_private_note_that_came_after_its_reveal_is_late_when_it_is_sent_again_too(room, join, revealed):
    note = revealed.note("late", pm=1)

    assert late_in(revealed.send(note)) == late_in(revealed.send(note)) == [True]


OF_REMOVED = "1 note that somebody wrote alone who was removed since: it stays hidden"


@pytest.fixture
def removed(room, join):
    """Bo wrote one note alone and was removed; Cy wrote one too."""
    bo, cy = join("Bo"), join("Cy")
    room.turn("private")
    bo.send(bo.note("private words", pm=1))
    cy.send(cy.note("idea", pm=1))
    room.remove(bo)
    return bo


@pytest.mark.parametrize("named", [False, True])
def test_a_reveal_shows_nothing_of_somebody_who_was_removed(room, join, named):
    room.show_names(shown=named)
    bo, cy = join("Bo"), join("Cy")
    room.turn("private")
    bo.send(bo.note("private words", pm=1))
    cy.send(cy.note("idea", pm=1))
    room.remove(bo)
    before = cockpit(room)

    room.reveal()

    assert [OF_REMOVED in page for page in (before, cockpit(room))] == [True, True]
    assert "1 note is hidden until you reveal it" in before
    assert (texts(cy), texts(room.people["Ada"])) == (["idea"], ["idea"])


def settle_removed(room, what: str):
    return room.people["Ada"].browser.submit(f"/boards/for/{room.id}/late/", late=what, whose="removed")


@pytest.mark.parametrize("first", [True, False])
def test_what_a_removed_person_wrote_alone_is_taken_in_by_a_press(room, join, removed, first):
    if not first:
        room.reveal()

    assert settle_removed(room, "take").status_code == 303
    room.reveal()

    assert texts(join("Cy")) == ["idea", "private words"]
    assert "removed since" not in cockpit(room)


def test_what_a_removed_person_wrote_alone_stays_hidden_when_it_is_left(room, join, removed):
    settle_removed(room, "leave")
    room.reveal()

    assert texts(join("Cy")) == ["idea"]
    assert "removed since" not in cockpit(room)


def test_what_was_left_hidden_is_not_asked_about_again_when_its_author_is_refused(room, join, removed):
    settle_removed(room, "leave")
    removed.browser.submit(f"/w/{room.id}/seat/request/")

    room.people["Ada"].browser.submit(f"/w/{room.id}/seats/{removed.seat}/refusal/")

    assert "removed since" not in cockpit(room)


def test_taking_late_notes_in_takes_in_nothing_of_somebody_removed(room, join, removed):
    cy = join("Cy")
    room.reveal()
    room.turn("closed")
    cy.send(cy.note("from the bus", pm=1))

    settle(room, "take")

    assert (texts(cy), OF_REMOVED in cockpit(room)) == (["from the bus", "idea"], True)


def test_whoever_is_let_back_in_before_the_reveal_has_their_note_in_it(room, join, removed):
    ada = room.people["Ada"].browser
    ada.submit(f"/w/{room.id}/seats/{removed.seat}/return/")
    before = cockpit(room)

    room.reveal()

    assert ("2 notes are hidden until you reveal them" in before, "removed since" in before) == (True, False)
    assert texts(join("Cy")) == ["idea", "private words"]


def test_the_end_shows_nothing_of_somebody_removed_either(room, join):
    bo, cy = join("Bo"), join("Cy")
    go_to_the_last_part(room)
    room.turn("private")
    alone = room.rows("SELECT generation FROM stage")[0][0] + 1
    bo.send(bo.note("private words", pm=alone))
    cy.send(cy.note("idea", pm=alone))
    room.remove(bo)

    asked = end(room)

    assert counted(asked) == ["Seven enablers check: 1 hidden note · 1 note of somebody who was removed"]
    assert STAYS_TAKEABLE in asked.text
    end(room, hidden="reveal")
    assert (texts(join("Cy")), OF_REMOVED in cockpit(room)) == (["idea"], True)


STAYS_TAKEABLE = "Notes of people who were removed stay hidden either way: the cockpit still offers to take them in."


def test_the_end_names_notes_of_removed_people_where_it_asks_for_nothing_else(room, join, removed):
    room.reveal()
    asked = end(room)

    assert (asked.status_code, counted(asked)) == (409, ["Seven enablers check: 1 note of somebody who was removed"])
    assert (STAYS_TAKEABLE in asked.text, "Show them and end" in asked.text) == (True, False)
    assert end(room, hidden="keep").status_code == 303
    settle_removed(room, "take")
    assert texts(join("Cy")) == ["idea", "private words"]


def test_a_note_of_somebody_removed_is_taken_in_after_closing_and_reopening(room, join, removed):
    ada = room.people["Ada"].browser
    room.reveal()
    asked = ada.submit(f"/w/{room.id}/closure/")

    ada.submit(f"/w/{room.id}/closure/", sure="yes")
    closed = cockpit(room)
    ada.submit(f"/w/{room.id}/closure/removal/")

    assert asked.status_code == 409
    assert "once you reopen it, the cockpit offers again to take them in" in asked.text
    assert [OF_REMOVED in page for page in (closed, cockpit(room))] == [False, True]
    settle_removed(room, "take")
    assert texts(join("Cy")) == ["idea", "private words"]


def test_a_note_of_somebody_removed_that_was_left_is_not_asked_about_again(room, removed, clock):
    room.reveal()
    settle_removed(room, "leave")
    clock(31 * 60)

    assert room.people["Ada"].browser.submit(f"/w/{room.id}/closure/").status_code == 303


def test_the_menu_of_a_person_says_before_removal_what_becomes_of_hidden_notes(room, join):
    join("Bo")

    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text

    assert "what they wrote alone and nobody has revealed stays hidden unless you take it in" in page


def let_back(room, somebody) -> None:
    answer = room.people["Ada"].browser.submit(f"/w/{room.id}/seats/{somebody.seat}/return/")
    assert answer.status_code == 303


def settle_returned(room, what: str):
    return room.people["Ada"].browser.submit(f"/boards/for/{room.id}/late/", late=what, whose="returned")


@pytest.fixture
def returned(room, removed):
    """Bo's note missed its reveal while Bo was removed; Bo was let back in."""
    room.reveal()
    let_back(room, removed)
    return removed


OF_RETURNED = "1 note of somebody who was let back in: nobody else sees it yet"


def test_a_note_of_somebody_let_back_in_after_its_reveal_is_not_called_late(room, join, returned):
    cy, page = join("Cy"), cockpit(room)

    assert (OF_RETURNED in page, "late note" in page, "removed since" in page) == (True, False, False)
    assert (texts(returned), texts(cy)) == (["idea", "private words"], ["idea"])
    assert settle_returned(room, "take").status_code == 303
    assert (texts(cy), "let back in" in cockpit(room)) == (["idea", "private words"], False)


def test_a_note_left_with_somebody_let_back_in_is_asked_about_no_more(room, join, returned):
    settle_returned(room, "leave")

    assert (texts(returned), texts(join("Cy"))) == (["idea", "private words"], ["idea"])
    assert "let back in" not in cockpit(room)
    assert end(room).status_code == 303


def test_late_notes_and_those_of_somebody_let_back_in_are_settled_apart(room, join, returned):
    cy = join("Cy")
    room.turn("closed")
    cy.send(cy.note("from the bus", pm=1))
    both = [said in cockpit(room) for said in ("1 late note from a phone", OF_RETURNED)]

    settle(room, "take")

    assert both == [True, True]
    assert (texts(cy), OF_RETURNED in cockpit(room)) == (["from the bus", "idea"], True)


@pytest.mark.parametrize(("promised", "shown"), [(True, True), (True, False), (False, True)])
def test_who_was_let_back_in_is_named_where_names_were_and_are_shown(room, join, promised, shown):
    room.show_names(shown=promised)
    bo, cy = join("Boris Bo"), join("Cy")
    room.turn("private")
    for who in (bo, cy):
        who.send(who.note(f"of {who.seat}", name=who.seat[:8], pm=1))
    room.remove(bo)
    room.reveal()
    let_back(room, bo)
    room.show_names(shown=shown)

    page = re.sub("[\u2066-\u2069]|</?bdi>", "", cockpit(room))

    named = promised and shown
    assert ("1 note of Boris Bo, who was let back in: nobody else sees it yet" in page) == named
    assert ("Leave it with Boris Bo" in page, "Boris Bo" in page, OF_RETURNED in page) == (named, named, not named)


@pytest.mark.parametrize("leaving", ["reveal", "keep"])
def test_the_end_asks_about_notes_of_somebody_let_back_in(room, join, returned, leaving):
    asked = end(room)

    assert counted(asked) == ["Seven enablers check: 1 note of somebody who was let back in"]
    assert (FOR_GOOD in asked.text, "Show them and end" in asked.text) == (True, True)
    assert end(room, hidden=leaving).status_code == 303
    assert texts(join("Cy")) == (["idea", "private words"] if leaving == "reveal" else ["idea"])
    assert "let back in" not in cockpit(room)


def test_whoever_is_removed_again_after_the_reveal_is_counted_among_the_removed(room, join, returned):
    room.remove(returned)

    page = cockpit(room)

    assert (OF_REMOVED in page, "let back in" in page) == (True, False)


def lines(page: str) -> list[str]:
    """What the panel of the cockpit says, line by line, with where its links lead."""
    linked = re.sub(r'<a href="([^"]+)"[^>]*>(.*?)</a>', r"\2 <\1>", page, flags=re.DOTALL)
    found = re.findall(r"<p>(.*?)</p>", linked, re.DOTALL)
    return [re.sub(r"<(?!/boards)[^>]+>", "", line).strip() for line in found]


BOARD = "Seven enablers check </boards/for/{}/ecosystem_enablers/list/>"


def take_in(room, **whose: str):
    """Ada's press on *Take them in* with scripts: the panel, and what it fetches next."""
    page = room.people["Ada"].browser.submit(f"/boards/for/{room.id}/late/", htmx=True, late="take", **whose).text
    return page, html.unescape(re.search(r'hx-get="([^"]+)"', page)[1])


def test_notes_of_removed_people_are_told_with_their_board_and_where_they_went(room, join, removed):
    ada, board = room.people["Ada"].browser, BOARD.format(room.id)
    room.reveal()
    before = lines(cockpit(room))

    page, again = take_in(room, whose="removed")

    assert before[0] == f"{OF_REMOVED} · {board}"
    said = f"{board}: 1 note was taken in"
    assert (said in lines(page), said in lines(ada.fragment(again).text)) == (True, True)
    go_to_the_last_part(room)
    assert [said in lines(ada.fragment(at).text) for at in (again, f"/boards/for/{room.id}/hidden/")] == [False, False]


def test_what_was_taken_in_is_told_of_no_board_that_is_not_there(room):
    ada, seen = room.people["Ada"].browser, _seen(room)
    for said in ("nowhere:2", "ecosystem_enablers:many", "ecosystem_enablers:-1", "ecosystem_enablers:0", ":", ""):
        page = ada.fragment(f"/boards/for/{room.id}/hidden/?{urlencode({'taken': said, 'at': seen})}")
        assert (page.status_code, "taken in" in page.text) == (200, False)


def test_late_notes_are_told_with_their_board_and_where_they_went(room, join, opened):
    bo, board = join("Bo"), BOARD.format(room.id)
    room.turn("closed")
    bo.send(bo.note("one", o=opened), bo.note("two", o=opened))
    before = lines(cockpit(room))

    page, _again = take_in(room)

    line = "2 late notes from phones that were offline: written in time, not on their boards yet"
    assert before[0] == f"{line} · {board}"
    assert f"{board}: 2 notes were taken in" in lines(page)
