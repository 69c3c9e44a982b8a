"""A note that missed its reveal, where facilitators look first: its author shows it, and reads what becomes of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_late_sentences import CAME_ALONE, says
from tests.browser.test_late_words import LOST, ZONE, cut_off, status

FIRST = "Facilitators look at your note first. Then everybody sees it. You wrote it for “Check-in”."
SHOWN = "Your note is on its board now, and everybody sees it. You wrote it for “Check-in”."
FOLLOWED = 20_000
"""Milliseconds within which what became of a note that waits is asked twice."""


def look_first(cockpit: Page) -> None:
    """Have facilitators look at the notes of the first step before all see them."""
    agenda = f"/w/{cockpit.workshop}/agenda/"
    step = re.search(r'data-step="([\w-]+)"', cockpit.request.get(agenda).text())[1]
    behind.send(cockpit, f"{agenda}steps/{step}/", f"/steps/{step}/", moderated="y")


@pytest.fixture
def missed(cockpit, come_in, complaints):
    """Ada, whose note came after its reveal; her page."""
    complaints.expected = (*LOST, "409 (CONFLICT)")
    look_first(cockpit)
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    expect(ada.locator("[data-writing=private-first]")).to_be_visible()
    rooms.write(bo, ZONE, "In time")
    cut_off(ada)
    rooms.write(ada, ZONE, "Tea")
    rooms.reveal(cockpit)
    ada.context.set_offline(False)
    says(ada, CAME_ALONE)
    return ada


def note(page: Page):
    return page.locator("li[data-note]", has_text="Tea")


def test_its_author_reads_that_facilitators_look_first_then_that_all_see_it(cockpit, missed):
    ada = missed
    ada.locator("[data-offer] [data-act=share]").click()

    expect(ada.get_by_text("Facilitators look at it first.").first).to_be_attached()
    says(ada, FIRST)
    expect(note(ada)).to_have_count(1)
    expect(status(ada)).not_to_contain_text("not on its board")
    with ada.expect_response(lambda answer: "/late/?" in answer.url, timeout=FOLLOWED):
        pass
    says(ada, FIRST)
    expect(ada.get_by_text("no longer on its board")).to_have_count(0)

    cockpit.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    rooms.open_zone(cockpit, ZONE)
    note(cockpit).locator("[data-offer] [data-act=show]").click()

    says(ada, SHOWN)
    ada.reload()
    says(ada, SHOWN)
    expect(status(ada)).not_to_contain_text("not on its board")
