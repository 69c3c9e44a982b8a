"""What a page promised when words were composed on it holds when they arrive: who is named, who sees them first."""

import pytest

from tests.boards.conftest import note_id
from tests.boards.test_inbox import WORDS, heard, inbox, look_first, seen
from tests.boards.test_note_pages import deed
from tests.boards.test_pages import form_of

__all__ = ["inbox"]


def told(somebody) -> list[tuple[str, str | None]]:
    """The rows somebody hears, each with who is told to have made it."""
    return [(event["k"], event.get("by")) for event in somebody.heard()]


def kept(room) -> list[tuple]:
    """Who is kept as having made each row: no seat, page or gesture where nobody is named."""
    rows = room.rows("SELECT seat_id, client_id, gesture FROM op WHERE board_id = :board ORDER BY seq")
    return [(seat is None or seat.startswith("a_"), client, gesture) for seat, client, gesture in rows]


def test_nobody_is_named_who_was_told_otherwise_though_names_are_shown_once_the_words_arrive(room, join):
    bo, cy = join("Bo"), join("Cy")
    cy.add("of Cy", name="of Cy")
    waiting = [
        bo.note("waited without a line", name="waited", g="gesture-of-bo"),
        bo.op("txt.put", id=note_id("waited"), t="and then some"),
        bo.op("el.set", id=note_id("of Cy"), p={"colour": "teal"}),
        bo.op("el.del", ids=[note_id("waited")]),
    ]
    room.show_names()

    answer = bo.send(*waiting)

    assert [entry.get("x") for entry in answer["a"]] == [None] * 4
    assert told(cy) == [("el.add", None), ("el.add", None), ("txt.put", None), ("el.set", None), ("el.del", None)]
    assert bo.seat not in cy.ask(f"ops/?since=0&e={room.epoch}").text
    assert kept(room) == [(True, None, None)] * 5


def test_who_was_told_that_names_are_shown_is_named_as_long_as_they_are(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.show_names()
    first, second = bo.note("first"), bo.note("second")

    bo.send(first)
    room.show_names(shown=False)
    bo.send(second)

    assert told(cy) == [("el.add", bo.seat), ("el.add", None)]


def test_a_note_written_alone_without_a_name_has_none_after_its_reveal(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    waiting = bo.note("waited without a line", pm=1)
    room.show_names()

    bo.send(waiting)
    room.write("open")

    assert told(cy) == [("el.put", None)]


def test_a_facilitator_whose_page_is_old_shows_a_note_under_the_name_its_author_was_promised(inbox, join):
    bo, cy = join("Bo"), join("Cy")
    old = inbox.people["Ada"].op("el.show", ids=[note_id(WORDS)])
    inbox.show_names()
    bo.send(bo.note(WORDS))

    inbox.people["Ada"].send(old)

    assert told(cy) == [("el.put", bo.seat)]


@pytest.mark.parametrize("mode", ["open", "private"])
def test_what_was_written_to_be_looked_at_first_is_looked_at_though_the_step_asks_for_it_no_more(inbox, join, mode):
    bo, cy = join("Bo"), join("Cy")
    waiting = bo.note(WORDS, lf=True)
    look_first(inbox, first=False)
    inbox.write(mode)

    bo.send(waiting)
    waits = (seen(bo), seen(inbox.people["Ada"]), heard(cy))
    inbox.write("open")
    still = heard(cy)
    inbox.people["Ada"].send(inbox.people["Ada"].op("el.show", ids=[note_id(WORDS)]))

    assert waits == ([(WORDS, f"m_{bo.seat[2:]}")], [(WORDS, "m_")], [])
    assert still == []
    assert seen(cy) == [(WORDS, "*")]


def test_a_form_keeps_what_its_page_said_of_facilitators(inbox, join):
    bo, cy = join("Bo"), join("Cy")
    form = form_of(bo.ask("list/").text, "policy")
    look_first(inbox, first=False)
    later = form_of(bo.ask("list/").text, "policy")

    bo.browser.submit(f"/boards/{inbox.board}/notes/", **form, text=WORDS)
    bo.browser.submit(f"/boards/{inbox.board}/notes/", **later, text="for all at once")

    assert form["said"] == "first open1"
    assert [words for words, _audience in seen(cy)] == ["for all at once"]


def test_a_form_keeps_what_its_page_said_of_names(room, join):
    bo, cy = join("Bo"), join("Cy")
    form = form_of(bo.ask("list/").text, "policy")
    room.show_names()
    later = form_of(bo.ask("list/").text, "policy")

    bo.browser.submit(f"/boards/{room.board}/notes/", **form, text="without my name")
    bo.browser.submit(f"/boards/{room.board}/notes/", **later, text="with my name")

    assert (form["said"], later["said"]) == ("open1", "named open1")
    assert told(cy) == [("el.add", None), ("el.add", bo.seat)]


def test_so_does_each_form_of_a_note(room, join):
    bo, cy = join("Bo"), join("Cy")
    cy.add("one")
    page = f"/boards/{room.board}/notes/{note_id('one')}/"
    before = bo.browser.get(page).text
    room.show_names()
    after = bo.browser.get(page).text

    deed(room, bo, "one", "colour", colour="teal", once="first-form", said="")
    deed(room, bo, "one", "colour", colour="red", once="second-form", said="named")

    fields = ['name="said" value="open1"', 'name="said" value="named open1"']
    assert [[text.count(field) for field in fields] for text in (before, after)] == [[5, 0], [0, 5]]
    assert told(cy)[1:] == [("el.set", None), ("el.set", bo.seat)]


def test_a_form_that_says_anything_else_is_refused(room, join):
    bo = join("Bo")
    form = form_of(bo.ask("list/").text, "policy")

    answer = bo.browser.submit(f"/boards/{room.board}/notes/", **form | {"text": WORDS, "said": "named for good"})

    assert (answer.status_code, room.log()) == (400, [])
