"""Notes that a facilitator hid while their author was elsewhere are named to their author alone, with their words."""

import html
import json
import re
from urllib.parse import urlencode

import pytest

from app.boards import broadcasts
from app.realtime import pokes
from tests.boards.conftest import note_id

PAGES = ["/w/{room}/", "/boards/{board}/", "/boards/{board}/list/"]


def unshown_on(who, page: str) -> list[list[str]]:
    """What a page names to its scripts of notes that facilitators see beside their author."""
    named = re.search(r"data-unshown='([^']*)'", who.browser.get(page).text)
    return json.loads(html.unescape(named[1])) if named else []


def words_told(who, *names: str) -> dict:
    return who.ask("late/?" + urlencode([("words", "yes"), *(("id", note_id(each)) for each in names)])).json


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("page", PAGES)
def test_pages_name_a_hidden_note_to_its_author_alone(room, join, page, named):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(*(bo.note(each) for each in ("hidden", "stays")))
    page = page.format(room=room.id, board=room.board)
    assert unshown_on(bo, page) == []

    ada.send(ada.op("el.hide", ids=[note_id("hidden")]))

    assert [unshown_on(who, page) for who in (bo, cy, ada)] == [[[room.board, note_id("hidden")]], [], []]
    ada.send(ada.op("el.show", ids=[note_id("hidden")]))
    assert unshown_on(bo, page) == []


def test_its_author_alone_is_told_the_words_of_a_hidden_note_until_the_workshop_is_closed(room, join):
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note("hidden"), bo.note("stays"))
    ada.send(ada.op("el.hide", ids=[note_id("hidden")]))

    told = [words_told(who, "hidden", "stays") for who in (bo, cy, ada)]

    words = {"words": {note_id("hidden"): "hidden"}, "title": "Seven enablers check"}
    nothing = {"notes": ["gone", "shown"], "over": False}
    assert told == [{"notes": ["facilitators", "shown"], "over": False, **words}, nothing, nothing]
    assert "words" not in bo.ask(f"late/?id={note_id('hidden')}").json
    ada.browser.submit(f"/w/{room.id}/closure/", sure="yes")
    assert words_told(bo, "hidden") == {"notes": ["gone"], "over": True}
    assert unshown_on(bo, f"/w/{room.id}/") == []


def test_a_card_is_told_in_which_workshop_its_board_lies_by_whoever_has_a_seat_there(room, join):
    bo, ada = join("Bo"), room.people["Ada"]
    title = re.search(r"<bdi>([^<]*)</bdi>", ada.browser.get(f"/boards/{room.board}/list/").text)[1]

    told = bo.ask("late/?where=yes").json

    assert told == {"notes": [], "over": False, "workshop": {"id": room.id, "title": html.unescape(title)}}
    ada.browser.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")
    assert bo.ask("late/?where=yes").json["x"] == "seat-ended"


@pytest.mark.parametrize("named", [False, True])
def test_the_pages_of_each_author_alone_hear_that_their_note_was_hidden(room, join, named, monkeypatch):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note("one"), bo.note("two"), bo.note("three"))
    cy.send(cy.note("four"))
    heard, poked = [], []
    monkeypatch.setattr(broadcasts, "tell", lambda *what: heard.append(what))
    monkeypatch.setattr(broadcasts, "poke", lambda topic, _key="", **hint: poked.append((topic, hint)))
    ids = {each: note_id(each) for each in ("one", "two", "four")}

    ada.send(ada.op("el.hide", ids=list(ids.values())))

    of_bo = {"board": room.board, "ids": sorted((ids["one"], ids["two"]))}
    of_cy = {"board": room.board, "ids": [ids["four"]]}
    expected = [(f"seat:{bo.seat}", "notes:hidden", of_bo), (f"seat:{cy.seat}", "notes:hidden", of_cy)]
    assert sorted(heard, key=str) == sorted(expected, key=str)
    # Other processes hear the same.
    hint = next(hint for topic, hint in poked if topic == "hidden")
    heard.clear()
    pokes.hooks["hidden"]("elsewhere", hint)
    assert sorted(heard, key=str) == sorted(expected, key=str)


def test_nobody_hears_of_a_note_that_was_hidden_and_shown_at_once(room, join, monkeypatch):
    bo, ada = join("Bo"), room.people["Ada"]
    bo.send(bo.note("one"))
    heard = []
    monkeypatch.setattr(broadcasts, "tell", lambda *what: heard.append(what))

    ada.send(*(ada.op(k, ids=[note_id("one")]) for k in ("el.hide", "el.show")))

    assert heard == []


@pytest.mark.parametrize("named", [False, True])
def test_the_pages_of_the_author_alone_hear_that_their_note_was_deleted_and_brought_back(
    room, join, named, monkeypatch
):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"]
    bo.send(bo.note("one"), bo.note("two"))
    cy.send(cy.note("four"))
    ada.send(ada.note("five"))
    heard = []
    monkeypatch.setattr(broadcasts, "tell", lambda *what: heard.append(what))
    ids = [note_id(each) for each in ("one", "four", "five")]
    of_each = [
        (f"seat:{who.seat}", "notes:hidden", {"board": room.board, "ids": [note_id(each)]})
        for who, each in ((bo, "one"), (cy, "four"))
    ]

    for kind in ("el.del", "el.undel"):
        ada.send(ada.op(kind, ids=ids))

        assert sorted(heard, key=str) == sorted(of_each, key=str)
        heard.clear()
    # Their own deletions, and what was merged, are told to nobody.
    bo.send(bo.op("el.del", ids=[note_id("two")]))
    assert heard == []


ONLY_FACILITATORS = "Hidden: only facilitators see it since the workshop was closed"
AUTHOR_TOO = "Only the author and the facilitators see it"


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("page", ["/boards/{board}/", "/boards/{board}/list/", "/history/{board}/replay/"])
def test_the_board_says_who_sees_a_hidden_note_before_and_after_the_workshop_is_closed(room, join, page, named):
    room.show_names(shown=named)
    bo, ada = join("Bo"), room.people["Ada"]
    bo.send(bo.note("hidden"))
    ada.send(ada.op("el.hide", ids=[note_id("hidden")]))
    page = page.format(board=room.board)
    before = ada.browser.get(page).text

    ada.browser.submit(f"/w/{room.id}/closure/", sure="yes")

    after = ada.browser.get(page).text
    assert [(AUTHOR_TOO in each, ONLY_FACILITATORS in each) for each in (before, after)] == [
        (True, False),
        (named, not named),
    ]
