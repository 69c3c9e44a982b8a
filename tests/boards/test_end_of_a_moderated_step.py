"""Where facilitators look at notes first: what a reveal is said to do, and what the end asks about and shows."""

import re
from datetime import UTC, datetime

import pytest

from app.workshops import stage
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage import Place, Scene, StageState
from app.workshops.words import told
from tests.boards.conftest import note_id
from tests.boards.test_announced_moves import APPEAR, announced, press, room_of, rooms_step
from tests.boards.test_inbox import look_first
from tests.boards.test_late_notes import cockpit, counted, end, go_to_the_last_part, texts

FIRST = "Notes come to you first: the others see them once you show them."
SOME = "Notes appear at once, in random order; those that you look at first wait until you show them."
OF_YOURS = "1 note of yours is not shown to everybody: you and the facilitators see it."
ON_BOARDS = "1 note of yours that only you and the facilitators see"
STILL_SEEN = "Notes that wait to be shown are shown to nobody else: the facilitators still see them on their boards."
KEPT = "Notes that wait to be shown stay with their authors and you: you can still show them."


@pytest.fixture
def waiting(room, join):
    """Bo's note waits in the last part of the workshop until Ada shows it."""
    look_first(room)
    go_to_the_last_part(room)
    room.turn("open")
    bo = join("Bo")
    bo.add("look at me")
    return bo


def inbox(room) -> str:
    return room.people["Ada"].browser.get(f"/boards/for/{room.id}/ecosystem_enablers/inbox/").text


@pytest.mark.parametrize("first", [True, False])
def test_a_reveal_is_announced_as_what_it_does(app, first):
    room = room_of(app, "ecosystem_enablers")
    bo, cy = room.join("Bo"), room.join("Cy")
    look_first(room, first=first)
    while "Next part: Reveal" not in announced(room):
        press(room)
    alone = room.rows("SELECT generation FROM stage")[0][0] + 1
    bo.send(bo.note("look at me", pm=alone))

    said = announced(room)
    press(room)

    assert (FIRST in said, APPEAR in said) == (first, not first)
    assert texts(cy) == ([] if first else ["look at me"])
    assert texts(room.people["Ada"]) == ["look at me"]


def test_where_some_of_what_is_revealed_is_looked_at_first_both_are_said(app):
    alone, reveal = Phase(PhaseKind.PRIVATE, 2), Phase(PhaseKind.REVEAL, 2)
    agenda = (Scene("a", 9, (alone,), "c"), Scene("b", 9, (alone, reveal), "c", moderated=True))
    state, now = StageState(), datetime(2026, 3, 23, 12, tzinfo=UTC)
    for place in (Place(0), Place(1)):
        state = stage.enter(agenda, state, place, now)

    does = stage.effects(agenda, state, stage.enter(agenda, state, Place(1, 1), now))

    with app.test_request_context():
        assert [SOME in map(str, told(does, PhaseKind.REVEAL)), len(does.looked_at)] == [True, 1]


def test_a_reveal_that_looked_otherwise_when_it_was_announced_is_refused(app):
    room = room_of(app, "ecosystem_enablers")
    while "Next part: Reveal" not in announced(room):
        press(room)
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    way = page.split('name="way" value="')[1].split('"')[0]
    look_first(room)

    assert press(room, way=way).status_code == 409


TO_ALL = "a reveal ends that, and everybody sees what is written from then on."
TO_YOU = "a reveal ends that, and what is written from then on comes to you first."
SEEN_BY = {
    ("private", False): "Notes stay with their writer until you reveal them",
    ("private", True): "Notes stay with their writer until you reveal them; then they come to you first",
    ("open", False): "Everybody sees notes as they are written",
    ("open", True): "Notes come to you first: the others see them once you show them",
}


@pytest.mark.parametrize("first", [True, False])
def test_the_cockpit_says_who_sees_what_is_written_before_and_after(room, join, first):
    bo, ada = join("Bo"), room.people["Ada"].browser
    look_first(room, first=first)
    room.turn("private")
    bo.send(bo.note("alone", pm=room.rows("SELECT generation FROM stage")[0][0] + 1))

    hidden = cockpit(room)

    assert (TO_YOU in hidden, TO_ALL in hidden) == (first, not first)
    for writing in ("private", "open"):
        room.turn(writing)
        assert f">{SEEN_BY[writing, first]}</span>" in ada.get(f"/w/{room.id}/cockpit/").text


def next_way(room) -> str:
    page = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    return page.split('id="cp-next"')[0].rsplit('name="way" value="', 1)[1].split('"')[0]


def test_a_move_that_reveals_nothing_is_not_refused_when_writing_is_hidden(app):
    room = room_of(app, "ecosystem_enablers")
    look_first(room)
    press(room)
    way = next_way(room)
    room.turn("private")

    assert "Next part: Reveal" not in announced(room)
    assert press(room, way=way).status_code == 303


def test_a_reveal_that_has_nothing_to_look_at_any_more_is_refused_in_true_words(app):
    room = room_of(app, "ecosystem_enablers")
    look_first(room)
    while "Next part: Reveal" not in announced(room):
        press(room)
    way = next_way(room)
    room.reveal()

    refused = press(room, way=way)

    assert refused.status_code == 409
    assert "What this button does has changed since it was shown." in refused.text


def test_the_end_asks_about_notes_that_wait_and_shows_them(room, join, waiting):
    cy = join("Cy")
    late = "If notes are still hidden, came late or wait to be shown, you are asked what becomes of them."
    assert late in room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text

    asked = end(room)

    assert (asked.status_code, counted(asked)) == (409, ["Seven enablers check: 1 note that waits to be shown"])
    assert KEPT in asked.text
    assert texts(cy) == []
    assert end(room, hidden="reveal").status_code == 303
    assert texts(cy) == ["look at me"]
    assert OF_YOURS not in waiting.browser.get(f"/w/{room.id}/step/").text


def test_notes_that_wait_and_are_left_can_still_be_shown_and_are_told_of(room, join, waiting):
    cy, ada = join("Cy"), room.people["Ada"]

    assert end(room, hidden="keep").status_code == 303

    assert OF_YOURS in waiting.browser.get(f"/w/{room.id}/step/").text
    assert ON_BOARDS in waiting.browser.get(f"/boards/for/{room.id}/").text
    for somebody in (cy, ada):
        assert "of yours" not in somebody.browser.get(f"/w/{room.id}/step/").text
        assert "of yours" not in somebody.browser.get(f"/boards/for/{room.id}/").text
    assert "s" in ada.send(ada.op("el.show", ids=[note_id("look at me")]))["a"][0]
    assert texts(cy) == ["look at me"]


def test_what_is_hidden_in_a_moderated_step_is_shown_by_the_end_too(room, join, waiting):
    cy = join("Cy")
    room.turn("private")
    alone = room.rows("SELECT generation FROM stage")[0][0] + 1
    cy.send(cy.note("alone", pm=alone))

    asked = end(room)

    assert counted(asked) == ["Seven enablers check: 1 hidden note · 1 note that waits to be shown"]
    assert end(room, hidden="reveal").status_code == 303
    assert texts(join("Dee")) == ["alone", "look at me"]


def test_the_end_neither_asks_about_nor_shows_what_a_facilitator_hid(room, join, waiting):
    ada, cy = room.people["Ada"], join("Cy")
    for k in ("el.show", "el.hide"):
        assert "s" in ada.send(ada.op(k, ids=[note_id("look at me")]))["a"][0]
    cy.add("wait for me")

    asked = end(room)

    assert counted(asked) == ["Seven enablers check: 1 note that waits to be shown"]
    assert end(room, hidden="reveal").status_code == 303
    assert texts(join("Dee")) == ["wait for me"]


def test_the_end_asks_about_notes_that_wait_though_nobody_looks_first_any_more(room, join, waiting):
    cy = join("Cy")
    look_first(room, first=False)

    said, asked = inbox(room), end(room)

    assert "1 note waits to be shown" in said
    assert (asked.status_code, counted(asked)) == (409, ["Seven enablers check: 1 note that waits to be shown"])
    assert end(room, hidden="reveal").status_code == 303
    assert texts(cy) == ["look at me"]


def test_closing_asks_about_notes_that_wait(room, join, waiting):
    asked = room.people["Ada"].browser.submit(f"/w/{room.id}/closure/")

    assert (asked.status_code, "1 note that waits to be shown" in asked.text) == (409, True)
    assert STILL_SEEN in asked.text


@pytest.mark.parametrize("first", [True, False])
def test_a_late_note_is_counted_on_one_line(room, join, first):
    look_first(room, first=first)
    bo = join("Bo")
    room.turn("closed")
    room.turn("open")
    opened = room.rows("SELECT opening FROM stage")[0][0]
    room.turn("closed")
    bo.send(bo.note("from the bus", o=opened))

    before = "1 late note" in cockpit(room), "waits to be shown" in inbox(room)
    room.people["Ada"].browser.submit(f"/boards/for/{room.id}/late/", late="leave")
    after = "late note" in cockpit(room), "1 note waits to be shown" in inbox(room)

    assert (before, after) == ((True, False), (False, False))


WAITS = "1 note waits to be shown: only its author and the facilitators see it"


def waiting_elsewhere(room) -> list[str]:
    """What the cockpit says of boards on which notes wait, with where it leads."""
    found = re.findall(r'<p><a href="([^"]+)">(.*?)</a></p>', cockpit(room), re.DOTALL)
    return [f"{re.sub('<[^>]+>', '', said).strip()} {address}" for address, said in found]


def test_the_cockpit_tells_of_notes_that_wait_once_the_room_has_gone_on(app):
    room = room_of(app, "ecosystem_enablers", "energy_check")
    bo, cy, ada = room.join("Bo"), room.join("Cy"), room.people["Ada"]
    look_first(room)
    press(room)
    room.turn("open")
    for who in (bo, cy):
        who.send(who.note(f"of {who.seat}", name=who.seat[:8]))
    here = waiting_elsewhere(room), "2 notes wait to be shown" in inbox(room)

    press(room, "to", step=rooms_step(room, 1))

    assert here == ([], True)
    board = f"/boards/for/{room.id}/ecosystem_enablers/list/"
    said = "2 notes wait to be shown: only their authors and the facilitators see them"
    assert waiting_elsewhere(room) == [f"Seven enablers check: {said} {board}"]
    assert ada.browser.get(board).status_code == 200
    ada.send(ada.op("el.show", ids=[note_id(bo.seat[:8])]))
    assert waiting_elsewhere(room) == [f"Seven enablers check: {WAITS} {board}"]
    ada.send(ada.op("el.show", ids=[note_id(cy.seat[:8])]))
    ada.send(ada.op("el.hide", ids=[note_id(cy.seat[:8])]))
    assert waiting_elsewhere(room) == []


def test_the_cockpit_tells_of_notes_that_wait_after_the_end_and_not_once_it_is_closed(room, join, waiting):
    assert end(room, hidden="keep").status_code == 303
    ended = [WAITS in each for each in waiting_elsewhere(room)]

    room.people["Ada"].browser.submit(f"/w/{room.id}/closure/", sure="yes")

    assert (ended, waiting_elsewhere(room)) == ([True], [])


def test_what_waits_here_is_a_warning_before_the_button_that_leads_on(room, join, waiting):
    bo, ada = waiting, room.people["Ada"]
    page = ada.browser.get(f"/w/{room.id}/cockpit/").text
    board = f"/boards/for/{room.id}/ecosystem_enablers/list/"
    button = f'<a class="btn" id="cp-look" href="{board}">'
    one = inbox(room)
    bo.add("and at me")
    two = inbox(room)

    assert page.index(f"/boards/for/{room.id}/ecosystem_enablers/inbox/") < page.index('id="cp-next"')
    assert ("say-warn" in one, button in one, "Look at it and show it" in one) == (True, True, True)
    assert (WAITS in one, "2 notes wait to be shown" in two, "Look at them and show them" in two) == (True, True, True)


def test_what_a_facilitator_hid_again_is_told_and_no_warning(room, join, waiting):
    ada = room.people["Ada"]
    shown = [row[0] for row in room.rows("SELECT id FROM element WHERE board_id = :board AND deleted_seq IS NULL")]

    for k in ("el.show", "el.hide"):
        ada.send(ada.op(k, ids=shown))

    said = inbox(room)
    assert ("say-warn" in said, "cp-look" in said) == (False, False)
    assert "1 note was hidden again: only its author and the facilitators see it" in said


def test_a_vote_over_notes_that_wait_says_to_show_them(room, join, waiting):
    bo, ada = waiting, room.people["Ada"]
    ada.browser.submit(f"/votes/of/{room.board}/rounds/", dots="3", zone="")
    bo.add("and at me")

    panel = ada.browser.get(f"/votes/of/{room.id}/panel/").text

    said = "People have nothing to tap in this vote: 2 notes wait to be shown. Look at them and show them."
    assert (said in panel, "Write there what they vote on" in panel) == (True, False)
