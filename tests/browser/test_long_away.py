"""A phone is away for eight minutes, writes all the while, and its tab is killed: everything arrives once, in order."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_killed_tab import kill
from tests.browser.test_typing_together import cut_off

ZONE = "hope"
EDITS = 200
AWAY = 8 * 60 * 1000
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")


def texts(page: Page) -> list[str]:
    return page.locator(f"[data-zone='{ZONE}'] li[data-note] [data-text]").all_text_contents()


def safe(page: Page) -> None:
    expect(page.locator("[data-connection] [data-words]")).to_contain_text("Connected · safe at", timeout=60_000)
    expect(page.locator("[data-mark=waiting]:visible")).to_have_count(0)


@pytest.mark.row("R5")
@pytest.mark.long
def test_two_hundred_edits_of_eight_minutes_without_a_line_arrive_once_and_in_order(come_in, complaints):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    rooms.write(bo, ZONE, "Before")
    expect(ada.locator("li[data-note]")).to_have_count(1)
    safe(ada)
    ada.clock.install()
    cut_off(ada)
    written = [f"In the dark {number:03}" for number in range(EDITS)]

    form = rooms.open_zone(ada, ZONE).locator("form[data-compose]")
    for index, text in enumerate(written):
        form.locator("textarea").fill(text)
        form.locator("button").click()
        ada.clock.run_for(AWAY // EDITS)
        if index % 50 == 0:
            rooms.write(bo, ZONE, f"By Bo {index:03}")
    expect(ada.locator("[data-connection] [data-words]")).to_have_text("Not connected. 200 notes wait to be sent.")
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(EDITS)
    address, context = ada.url, ada.context
    kill(ada)
    context.set_offline(False)
    again = context.new_page()
    complaints.listen(again)
    again.goto(address)

    by_bo = ["Before", *(f"By Bo {index:03}" for index in range(0, EDITS, 50))]
    expect(bo.locator("li[data-note]", has_text="In the dark")).to_have_count(EDITS, timeout=60_000)
    safe(again)
    for page in (bo, again):
        found = texts(page)
        assert [text for text in found if text.startswith("In the")] == written
        assert [text for text in found if not text.startswith("In the")] == by_bo


@pytest.mark.row("M8")
@pytest.mark.parametrize("event", ["online", "pageshow", "visibilitychange"])
def test_a_line_that_died_while_the_phone_slept_is_taken_up_at_once(come_in, complaints, event):
    complaints.expected = LOST
    bo, ada = come_in("Bo"), come_in("Ada", "phone")
    ada.clock.install()
    ada.context.set_offline(True)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=30_000)
    # The clock of the page stands still: no try of its own brings the line back.
    ada.clock.pause_at(ada.evaluate("Date.now()") / 1000 + 1)
    ada.context.set_offline(False)
    rooms.write(bo, ZONE, "Meanwhile")

    ada.evaluate("name => (name === 'visibilitychange' ? document : window).dispatchEvent(new Event(name))", event)

    expect(ada.locator("li[data-note]", has_text="Meanwhile")).to_have_count(1)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
