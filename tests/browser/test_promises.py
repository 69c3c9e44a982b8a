"""Names are switched on in the middle: pages say so, and whoever wrote before they did is not named."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import write_at
from tests.browser.rooms import name_everybody, open_zone, write

WITHOUT = "Everybody sees what you write, without your name."
WITH = "Everybody sees what you write, with your name."


@pytest.fixture
def show_names(cockpit):
    """Tick it among the details of the workshop."""

    def show() -> None:
        name_everybody(cockpit)

    return show


def named(page: Page) -> Page:
    """Wait until the board of the page has learned that names are shown, as the page says."""
    expect(page.locator("[data-board][data-rules*='\"named\": true']")).to_be_attached()
    return page


def note(page: Page, words: str):
    return page.locator("li[data-note]", has_text=words)


def test_a_phone_without_a_line_keeps_what_its_page_said_and_says_otherwise_once_it_is_back(
    come_in, show_names, complaints
):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    bo, cy = come_in("Bo", "phone"), come_in("Cy", "phone")
    expect(bo.get_by_text(WITHOUT)).to_be_visible()
    bo.context.set_offline(True)
    expect(bo.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)
    write(bo, "hope", "in a dead spot")

    show_names()
    expect(cy.get_by_text(WITH)).to_be_visible()
    bo.context.set_offline(False)

    expect(bo.get_by_text(WITH)).to_be_visible()
    write(named(bo), "hope", "in sight")
    open_zone(cy, "hope")
    expect(note(cy, "in sight").locator("[data-author]")).to_have_text("Bo")
    expect(note(cy, "in a dead spot").locator("[data-author]")).to_have_text("")


@pytest.mark.row("B12")
def test_a_plane_says_and_does_the_same(at_the_plane, come_in, show_names):
    bo, cy = at_the_plane("Bo"), come_in("Cy", "phone")
    said = bo.locator("[data-panel] [data-state=open]")
    expect(said).to_have_text(WITHOUT)
    write_at(bo, 300, 200, "before")

    show_names()
    expect(said).to_have_text(WITH)
    expect(named(cy).get_by_text(WITH)).to_be_visible()
    write_at(named(bo), 600, 200, "behind")

    for words, name in (("before", ""), ("behind", "Bo")):
        expect(note(cy, words).locator("[data-author]")).to_have_text(name)
