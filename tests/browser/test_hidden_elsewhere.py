"""A note that everybody saw is hidden while its author is elsewhere: their device keeps its words for later."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_late_sentences import OVER, SOON, card
from tests.browser.test_late_words import ZONE, status, to_another_board, to_the_end
from tests.browser.test_taken_off import WORDS, of_facilitator
from tests.consumer import wait_for

CLOSED = f"{OVER} You wrote it for “Check-in”."


def kept(page: Page) -> list[str]:
    """The words that lie on the device for when the workshop is closed."""
    rows = "Object.entries(localStorage).filter(([name]) => name.startsWith('unshown '))"
    return page.evaluate(f"{rows}.flatMap(([, notes]) => JSON.parse(notes).map(({{ text }}) => text))")


def hide(board: Page) -> None:
    note = board.locator("li[data-note]", has_text=WORDS)
    note.locator("[data-menu] > summary").first.click()
    note.locator("[data-menu] [data-act=hide]:visible").click()
    expect(note).to_contain_text("Only the author and the facilitators see it")


def keeps(page: Page) -> None:
    wait_for(lambda: kept(page) == [WORDS])


def at_another_step(cockpit: Page, nour: Page) -> None:
    to_another_board(cockpit)
    expect(nour.locator("li[data-note]", has_text=WORDS)).to_have_count(0)
    hide(of_facilitator(cockpit))


def at_the_end(cockpit: Page, nour: Page) -> None:
    to_the_end(cockpit)
    expect(nour.locator("#step")).to_contain_text("The workshop has ended.")
    hide(of_facilitator(cockpit))


def away_until_the_end(cockpit: Page, nour: Page) -> None:
    nour.goto("about:blank")
    hide(of_facilitator(cockpit))
    to_the_end(cockpit)
    nour.goto(f"/w/{cockpit.workshop}/")


@pytest.mark.parametrize("where", [at_another_step, at_the_end, away_until_the_end], ids=lambda where: where.__name__)
def test_its_author_finds_the_words_once_the_workshop_is_closed(cockpit, come_in, where):
    nour, bo = come_in("Nour", "phone"), come_in("Bo", "phone")
    rooms.write(nour, ZONE, WORDS)
    expect(status(nour)).to_contain_text("safe at")

    where(cockpit, nour)

    keeps(nour)
    expect(card(nour)).to_have_count(0)
    assert kept(bo) == []
    behind.send(cockpit, f"/w/{cockpit.workshop}/settings/", "/closure/", sure="yes")
    nour.reload()
    expect(card(nour).locator("[data-say]")).to_have_text(CLOSED, timeout=SOON)
    expect(card(nour).locator("[data-text]")).to_have_text(WORDS)
    expect(card(nour).get_by_role("button", name="Copy")).to_be_visible()
