"""The page of a workshop that has ended promises what is true of this device, and follows when that changes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_late_words import ZONE, close, to_the_end, write_offline
from tests.gateway import Gateway

KEPT = "The workshop has ended. What is on its boards is kept."
SENDING = (
    "The workshop has ended. Some of what you wrote is only on this device and waits to be sent."
    " Leave this page open until nothing waits."
)
HERE = (
    "The workshop has ended. Some of what you wrote is only on this device."
    " Copy what you want to keep: nobody else has it."
)
SOON = 60_000


def says(page: Page, sentence: str) -> None:
    """Wait until the page says this of what was written, and nothing else."""
    expect(page.locator("#step [data-lies]:visible")).to_have_text([sentence], timeout=SOON)


@pytest.fixture
def gateway(house):
    standing = Gateway(house.port)
    yield standing
    standing.stop()


def test_words_that_wait_to_be_sent_are_told_of_until_they_are_there(
    open_browser, come_in, cockpit, gateway, complaints
):
    complaints.expected = ("WebSocket", "ERR_FAILED", "409 (CONFLICT)")
    gateway.upgrades = "refused"
    bo, ada = come_in("Bo", "phone"), open_browser("phone", base_url=gateway.url)
    rooms.join_by_code(ada, cockpit.code, "Ada")
    expect(ada.locator("[data-board][data-live]")).to_have_count(1)
    ada.route("**/ops/", lambda route: route.abort())
    rooms.write(ada, ZONE, "From the bus")

    to_the_end(cockpit)

    says(ada, SENDING)
    says(bo, KEPT)
    ada.unroute("**/ops/")
    says(ada, KEPT)
    expect(ada.locator("[data-returned] [data-text]")).to_have_text("From the bus")
    cockpit.get_by_role("button", name="Leave it with its author").click()
    expect(ada.locator("#step")).to_contain_text("1 note of yours is not shown to everybody", timeout=SOON)
    expect(bo.locator("#step")).not_to_contain_text("note of yours")
    ada.close()


def test_words_nobody_else_has_are_told_of_and_deleted_by_their_name(cockpit, come_in, complaints):
    ada, bo = write_offline(come_in, complaints), come_in("Bo")
    close(cockpit)

    ada.context.set_offline(False)

    says(ada, HERE)
    says(bo, KEPT)
    card = ada.locator("[data-returned] li")
    expect(card.get_by_role("button")).to_have_text(["Copy", "Delete these words"])
    card.get_by_role("button", name="Delete these words").click()
    says(ada, KEPT)


def test_words_somebody_began_and_never_sent_are_told_of(cockpit, come_in):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.open_zone(ada, ZONE).locator("form[data-compose] textarea").fill("Half a thought")

    to_the_end(cockpit)

    says(ada, HERE)
    says(bo, KEPT)
    card = ada.locator("[data-returned] li")
    expect(card.get_by_role("button")).to_have_text(["Copy", "Hide this"])
    card.get_by_role("button", name="Hide this").click()
    expect(card).to_have_count(0)
    says(ada, HERE)
