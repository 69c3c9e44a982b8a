"""Whoever was removed finds on their page what they wrote, and nobody else does."""

import re

import pytest

from tests.boards.conftest import note_id

LISTS = ("own-alone", "own-shown")
MAY = "The facilitators may still show it"


def written_on(who, room) -> list[list[str]]:
    """The words on the page of somebody whose seat was ended: what not everybody sees, and what everybody does."""
    page = who.browser.get(f"/w/{room.id}/")
    assert page.status_code == 403
    lists = [re.search(f'id="{name}">(.*?)</ul>', page.text, re.DOTALL) for name in LISTS]
    assert (MAY in page.text) == bool(lists[0])
    return [sorted(re.findall(r"<li[^>]*>(.*?)</li>", found[1])) if found else [] for found in lists]


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("asks", [False, True])
def test_a_removed_person_finds_what_they_wrote_alone_and_reads_that_it_may_still_be_shown(room, join, named, asks):
    room.show_names(shown=named)
    bo, cy, ada = join("Bo"), join("Cy"), room.people["Ada"].browser
    bo.send(bo.note("open"), bo.note("deleted"))
    bo.send(bo.op("el.del", ids=[note_id("deleted")]))
    room.turn("private")
    bo.send(bo.note("alone", pm=1))
    cy.send(cy.note("of Cy", pm=1))
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")
    ada.submit(f"/w/{room.id}/seats/{cy.seat}/removal/")
    if asks:
        bo.browser.submit(f"/w/{room.id}/seat/request/")

    assert [written_on(who, room) for who in (bo, cy)] == [[["alone"], ["open"]], [["of Cy"], []]]

    ada.submit(f"/boards/for/{room.id}/late/", late="take", whose="removed")
    room.reveal()
    assert written_on(bo, room) == [[], ["alone", "open"]]


def test_what_a_removed_person_wrote_alone_is_still_theirs_once_the_workshop_is_closed(room, join):
    bo, ada = join("Bo"), room.people["Ada"].browser
    room.turn("private")
    bo.send(bo.note("alone", pm=1))
    ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/")

    ada.submit(f"/w/{room.id}/closure/", sure="yes")

    assert "alone" in written_on(bo, room)[0]


def test_whoever_has_a_seat_or_none_finds_no_such_words(room, join):
    bo = join("Bo")
    bo.send(bo.note("open"))

    page = bo.browser.get(f"/w/{room.id}/")

    assert (page.status_code, "own-shown" in page.text) == (200, False)
