"""Where facilitators look at notes first, and what they hide: who hears of it, and who does not."""

import json

import pytest

from tests.boards.conftest import CANVAS, note_id

WORDS = "say it to Ada first"


@pytest.fixture
def inbox(room):
    """The room, in a step in which a facilitator looks at notes before all see them."""
    look_first(room)
    return room


def look_first(room, *, first: bool = True) -> None:
    from app.db import db, transaction
    from app.workshops.models import Step

    with room.app.app_context(), transaction():
        for step in db.session.scalars(db.select(Step).where(Step.workshop_id == room.id)):
            step.moderated = first


def seen(somebody) -> list[tuple[str, str]]:
    """The words on somebody's board, each with the audience they are told."""
    return [(event["r"]["text"], event.get("aud", "*")) for event in somebody.sees()]


def heard(somebody) -> list[str]:
    """All words somebody can get of a board, from its first row on and on every page."""
    pages = ["list/", "wall/", "snapshot/", "snapshot/?only=public", f"ops/?since=0&e={somebody.room.epoch}"]
    return [path for path in pages if WORDS.encode() in somebody.ask(path).data]


EVERYWHERE = ["list/", "wall/", "snapshot/", "snapshot/?only=public"]


def test_a_new_note_is_there_for_its_author_and_the_facilitators_alone(inbox, join):
    bo, cy, di = join("Bo"), join("Cy"), join("Di", "co-facilitator")

    bo.send(bo.note(WORDS))

    assert seen(bo) == [(WORDS, f"m_{bo.seat[2:]}")]
    assert seen(di) == seen(inbox.people["Ada"]) == [(WORDS, "m_")]
    assert heard(cy) == heard(join("Oz", "observer")) == []


def test_facilitators_are_not_told_whose_note_it_is(inbox, join):
    bo = join("Bo")
    bo.send(bo.note(WORDS))

    told = inbox.people["Ada"].ask("snapshot/").data + inbox.people["Ada"].ask(f"ops/?since=0&e={inbox.epoch}").data

    assert bo.seat[2:].encode() not in told


def test_a_facilitator_shows_it_and_then_it_is_like_any_other(inbox, join):
    bo, cy, ada = join("Bo"), join("Cy"), inbox.people["Ada"]
    bo.send(bo.note(WORDS, name="first"))

    refused = [each.send(each.op("el.show", ids=[note_id("first")]))["a"][0]["x"] for each in (bo, cy)]
    shown = ada.send(ada.op("el.show", ids=[note_id("first")]))["a"][0]

    assert refused == ["not-yours", "bad-target"]
    assert "x" not in shown
    assert seen(cy) == seen(ada) == [(WORDS, "*")]
    assert json.loads(bo.ask("snapshot/").data)["mine"] == [note_id("first")]


def test_its_drafts_stay_behind_when_it_is_shown(inbox, join):
    bo, ada = join("Bo"), inbox.people["Ada"]
    bo.send(bo.note(WORDS, name="first"), bo.op("txt.put", id=note_id("first"), t="kinder words"))

    ada.send(ada.op("el.show", ids=[note_id("first")]))

    cy = join("Cy")
    assert heard(cy) == []
    assert [(event["k"], event["r"]["text"]) for event in cy.heard()] == [("el.put", "kinder words")]


def test_its_author_may_withdraw_it(inbox, join):
    bo = join("Bo")
    bo.send(bo.note(WORDS, name="first"))

    answer = bo.send(bo.op("el.del", ids=[note_id("first")]))

    assert "x" not in answer["a"][0]
    assert seen(inbox.people["Ada"]) == []


def test_a_facilitators_own_note_is_there_for_all(inbox, join):
    ada = inbox.people["Ada"]

    ada.send(ada.note("Welcome"))

    assert seen(join("Cy")) == [("Welcome", "*")]


def test_what_was_written_alone_comes_to_the_facilitators_at_its_reveal(inbox, join):
    bo, cy, ada = join("Bo"), join("Cy"), inbox.people["Ada"]
    inbox.write("private")
    bo.send(bo.note(WORDS, pm=1))
    ada.send(ada.note("From Ada", pm=1))
    before = seen(ada)

    inbox.write("open")

    assert before == [("From Ada", ada.seat)]
    assert sorted(seen(ada)) == [("From Ada", "*"), (WORDS, "m_")]
    assert seen(cy) == [("From Ada", "*")]


def test_a_note_that_is_hidden_is_kept_by_its_author_and_the_facilitators(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note(WORDS, name="first"), bo.op("txt.put", id=note_id("first"), t=f"{WORDS}!"))
    before = heard(cy)

    ada.send(ada.op("el.hide", ids=[note_id("first")]))

    assert before == [*EVERYWHERE, f"ops/?since=0&e={room.epoch}"]
    assert (seen(bo), seen(ada), seen(cy)) == ([(f"{WORDS}!", f"m_{bo.seat[2:]}")], [(f"{WORDS}!", "m_")], [])
    assert [event["k"] for event in cy.heard()] == ["el.del"]
    assert heard(cy) == heard(join("Dee")) == []


def test_what_was_hidden_can_be_shown_again(room, join):
    bo, ada = join("Bo"), room.people["Ada"]
    bo.send(bo.note(WORDS, name="first"))
    ada.send(ada.op("el.hide", ids=[note_id("first")]))

    ada.send(ada.op("el.show", ids=[note_id("first")]))

    assert seen(join("Cy")) == seen(bo) == [(WORDS, "*")]


def test_who_is_made_a_facilitator_sees_the_inbox_and_who_is_one_no_more_does_not(inbox, join):
    from app.workshops.services.seats import change_role

    bo, cy = join("Bo"), join("Cy")
    bo.send(bo.note(WORDS))
    said = []

    for role in ("participant", "co-facilitator", "participant"):
        with inbox.app.app_context():
            change_role(inbox._leader(), cy.seat, role)  # noqa: SLF001 - Ada's seat
        said.append((heard(cy), cy.ask("snapshot/").headers["ETag"]))

    (nothing, one), (all_of_it, two), (no_more, three) = said
    assert (nothing, no_more) == ([], [])
    assert all_of_it == ["list/", "snapshot/", f"ops/?since=0&e={inbox.epoch}"]
    assert (one != two, one == three) == (True, True)


def test_the_log_adds_up_to_the_board_whatever_was_hidden_and_shown(inbox, join):
    from app.boards import log
    from app.boards.engine import codec
    from app.boards.engine.apply import replay
    from app.boards.engine.state import Board
    from app.db import db

    bo, ada = join("Bo"), inbox.people["Ada"]
    ids = [note_id("first")]
    bo.send(bo.note(WORDS, name="first"), bo.note("second", name="second"))
    for kind in ("el.show", "el.hide", "el.show", "el.hide"):
        ada.send(ada.op(kind, ids=ids))

    with inbox.app.app_context():
        rows = log.read_rows(db.session.connection(), inbox.board, after=0)
        kept = log.read_state(db.session.connection(), inbox.board, rows[-1].seq)
    assert replay(Board(), [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows]) == kept


def deed(somebody, name: str, what: str, **fields: str):
    """Send one of the forms of a note's page."""
    address = f"/boards/{somebody.room.board}/notes/{note_id(name)}/{what}/"
    return somebody.browser.submit(address, once=f"once-{somebody.seat[2:]}", **fields)


def test_a_facilitator_shows_and_hides_without_scripts_and_nobody_else(inbox, join):
    bo, cy, ada = join("Bo"), join("Cy"), inbox.people["Ada"]
    bo.send(bo.note(WORDS, name="first"))

    refused = [deed(each, "first", "audience", to="everybody").status_code for each in (bo, cy)]
    page = ada.ask(f"notes/{note_id('first')}/").text
    shown, after_showing = deed(ada, "first", "audience", to="everybody").status_code, seen(cy)
    hidden, after_hiding = deed(ada, "first", "audience", to="few").status_code, seen(cy)

    assert refused == [403, 404]
    assert "Show it to everybody" in page
    assert (shown, after_showing) == (303, [(WORDS, "*")])
    assert (hidden, after_hiding) == (303, [])


def test_words_in_a_form_that_come_after_their_reveal_stay_with_their_author(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(bo.note("kinder words", name="first", pm=1))
    page = bo.ask(f"notes/{note_id('first')}/").text
    room.write("open")

    answer = deed(bo, "first", "text", text=WORDS, was="kinder words", pm="1")

    assert 'name="pm" type="hidden" value="1"' in page
    assert answer.status_code == 303
    assert seen(cy) == [("kinder words", "*")]
    assert sorted(seen(bo)) == [("kinder words", "*"), (WORDS, bo.seat)]


def test_a_late_draft_is_shared_without_scripts_by_its_author_alone(room, join):
    bo, cy = join("Bo"), join("Cy")
    bo.send(bo.note(WORDS, name="first", pm=1))
    room.write("private")
    while_private = bo.ask(f"notes/{note_id('first')}/").text
    room.write("open")
    bo.send(bo.note(WORDS, name="late", pm=1))

    assert "Show it to everybody" not in while_private
    assert deed(cy, "late", "audience", to="everybody").status_code == 404
    assert deed(bo, "late", "audience", to="everybody").status_code == 303
    assert [words for words, _ in seen(cy)] == [WORDS, WORDS]


def test_who_shows_and_who_hides_is_written_down_with_what_and_without_words(room, join, clock):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note(WORDS, name="first"))
    clock(60)

    cy.send(cy.op("el.hide", ids=[note_id("first")]))
    ada.send(ada.op("el.hide", ids=[note_id("first")]), ada.op("el.hide", ids=[note_id("first")]))
    deed(ada, "first", "audience", to="everybody")

    assert written_down(room) == [
        ("board.hide", f"board:{room.board}", ada.principal, {"notes": [note_id("first")]}),
        ("board.show", f"board:{room.board}", ada.principal, {"notes": [note_id("first")]}),
    ]


def written_down(room) -> list[tuple]:
    from app.audit import AuditRow
    from app.db import db

    with room.app.app_context():
        rows = db.session.scalars(db.select(AuditRow).where(AuditRow.action.startswith("board.")).order_by(AuditRow.id))
        return [(row.action, row.target, row.actor_id, row.details) for row in rows]


def test_the_cockpit_counts_what_waits_and_leads_there(inbox, join):
    bo, ada = join("Bo"), inbox.people["Ada"]
    here = f"/boards/for/{inbox.id}/{CANVAS}/inbox/"
    cockpit = ada.browser.get(f"/w/{inbox.id}/cockpit/").text
    nothing = ada.browser.fragment(here).text
    bo.send(bo.note(WORDS, name="first"), bo.note("and this", name="second"))
    two = ada.browser.fragment(here).text
    ada.send(ada.op("el.show", ids=[note_id("first")]))
    bo.send(bo.op("el.del", ids=[note_id("second")]))

    assert here in cockpit
    assert "<a" not in nothing
    assert "2 notes wait to be shown" in two
    assert f"/boards/for/{inbox.id}/{CANVAS}/list/" in two
    assert WORDS not in two
    assert "<a" not in ada.browser.fragment(here).text
    assert (bo.browser.fragment(here).status_code, join("Oz", "observer").browser.fragment(here).status_code) == (
        403,
        403,
    )
