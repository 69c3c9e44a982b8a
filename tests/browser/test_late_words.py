"""A phone was without a line when the room went on: its words reach their board, or come back to who wrote them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_typing_together import cut_off

ZONE = "hope"
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
LATE = "Your note came after writing had closed on"


def to_a_step(cockpit: Page, number: int) -> None:
    """Take the room straight to a step, by its place in the agenda."""
    step = cockpit.locator(".cp-a .steps > li:not(.cp-day)").nth(number)
    step.locator("details.go > summary").click()
    step.locator("details.go button").click()
    expect(step).to_have_attribute("aria-current", "step")


def to_another_board(cockpit: Page) -> None:
    to_a_step(cockpit, 4)


def to_private_writing(cockpit: Page) -> None:
    rooms.turn(cockpit, "private")


def to_closed_writing(cockpit: Page) -> None:
    rooms.turn(cockpit, "closed")


@pytest.mark.row("R5")
@pytest.mark.parametrize(
    "move", [to_closed_writing, to_private_writing, to_another_board], ids=lambda move: move.__name__
)
def test_a_note_written_without_a_line_waits_for_the_facilitator_wherever_the_room_is(
    cockpit, come_in, complaints, move
):
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    cut_off(ada)
    rooms.write(ada, ZONE, "From the bus")
    expect(ada.locator("[data-connection] [data-words]")).to_contain_text("One note waits to be sent.")
    move(cockpit)

    ada.context.set_offline(False)

    expect(ada.locator("[data-returned] li")).to_contain_text(LATE, timeout=60_000)
    expect(ada.locator("[data-returned] [data-text]")).to_have_text("From the bus")
    expect(cockpit.get_by_text("1 late note from a phone without a line")).to_be_visible(timeout=20_000)
    cockpit.locator("#cp-late-take").click()
    expect(cockpit.get_by_text("1 late note from a phone without a line")).to_have_count(0)


@pytest.mark.row("R5")
def test_what_is_refused_comes_back_on_whatever_screen_and_stays_until_it_is_dealt_with(cockpit, come_in, complaints):
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    rooms.write(ada, ZONE, "Before")
    expect(ada.locator("[data-connection] [data-words]")).to_contain_text("safe at")
    cut_off(ada)
    note = ada.locator("li[data-note]", has_text="Before")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Change").click()
    note.locator("textarea").fill("Before and after")
    note.locator("form button").first.click()
    to_another_board(cockpit)

    ada.context.set_offline(False)

    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text("Writing is closed just now.", timeout=60_000)
    expect(tray.locator("[data-text]")).to_have_text("Before and after")
    ada.reload()
    expect(tray.locator("[data-text]")).to_have_text("Before and after")
    tray.get_by_role("button", name="Done").click()
    expect(tray).to_have_count(0)
    ada.reload()
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(tray).to_have_count(0)
