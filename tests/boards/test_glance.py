"""The board of a step in the cockpit: the way there, a picture in small, and how much is written by whom."""

import re

import pytest

from tests.boards.conftest import CANVAS, note_id

WORDS = "say it to nobody"

HIDDEN = r"(?:<span class=.soft.>(\d+) hidden</span>)?"


@pytest.fixture
def glance(room):
    """`glance()` is what the cockpit shows Ada, who leads, of the board."""
    return lambda who="Ada": room.people[who].browser.get(f"/boards/for/{room.id}/{CANVAS}/glance/")


def zones_of(page) -> dict[str, tuple[int, int]]:
    """How many notes of each zone all see and how many are hidden, as the page tells them."""
    rows = re.findall(
        r"<li><span.*?>(.*?)</span>(?:<span class=\"soft\">(\d+) hidden</span>)?<b class=\"num\">(\d+)</b>", page
    )
    return {title: (int(shown), int(hidden or 0)) for title, hidden, shown in rows if shown != "0" or hidden}


def test_the_cockpit_leads_to_the_board_in_one_press_and_counts_its_zones(room, glance, join):
    bo = join("Bo")
    bo.send(bo.note("First"), bo.note("Second"), bo.note("Third", zone="talent"))

    page = glance().text

    assert f'<a class="btn" id="cp-open" href="/boards/{room.board}/">' in page
    assert f'href="/boards/{room.board}/" target="_blank"' in page
    assert zones_of(page) == {"Policy and regulation": (2, 0), "Talent and champions": (1, 0)}
    cockpit = room.people["Ada"].browser.get(f"/w/{room.id}/cockpit/").text
    assert f"/boards/for/{room.id}/{CANVAS}/glance/" in cockpit


def test_notes_written_alone_are_counted_and_neither_drawn_nor_read(room, glance, join):
    bo, cy = join("Bo"), join("Cy")
    cy.add("Seen by all", zone="talent")
    drawn = glance().text.count("<rect")
    room.write("private")

    bo.send(bo.note(WORDS, pm=1))

    page = glance().text
    assert zones_of(page) == {"Policy and regulation": (0, 1), "Talent and champions": (1, 0)}
    assert (page.count("<rect"), WORDS in page) == (drawn, False)
    assert "2 of 2 participants have written" in page


def test_whoever_wrote_named_and_unnamed_is_one_who_has_written(room, glance, join):
    bo = join("Bo")
    join("Cy")
    bo.add("Unnamed")
    room.show_names()
    bo.add("Named")

    assert "1 of 2 participants have written" in glance().text


def test_facilitators_and_those_who_were_removed_are_not_counted(room, glance, join):
    bo, cy = join("Bo"), join("Cy")
    room.people["Ada"].add("By who leads")
    for each in (bo, cy):
        each.add(f"By {each.seat}")
    room.remove(cy)

    assert "1 of 1 participants have written" in glance().text


def test_what_is_deleted_is_counted_no_more(room, glance, join):
    bo = join("Bo")
    bo.send(bo.note("Gone", name="gone"))
    bo.send(bo.op("el.del", ids=[note_id("gone")]))

    page = glance().text

    assert (zones_of(page), "0 of 1 participants have written" in page) == ({}, True)


def test_a_quiet_table_shows_where_people_sit_at_tables(room, glance, join):
    from app.db import db, transaction
    from app.workshops.models import Seat

    for name, table in (("Bo", "T1"), ("Cy", "T1"), ("Di", "T2")):
        seat = join(name).seat
        with room.app.app_context(), transaction():
            db.session.get_one(Seat, seat).table = table
    room.people["Bo"].add("From T1")

    told = re.findall(r"<li><bdi>(.*?)</bdi> <b class=\"num\">(.*?)</b></li>", glance().text)

    assert told == [("T1", "1/2"), ("T2", "0/1")]


def test_participants_are_shown_no_figures(room, glance, join):
    join("Bo")

    assert glance("Bo").status_code == 403
