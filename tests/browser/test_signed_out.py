"""The session ends while the line is away and words wait: the door says so, and whoever comes in again sends them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_typing_together import cut_off, shows

LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close", "403", "401")
WRITTEN = ("Written without a line", "Written right after")
SAID = "Notes written on this device still wait to be sent."


def loses_the_cookie(page: Page) -> None:
    """The session of this browser ends, as an expired cookie does, while nobody reaches the house."""
    page.context.clear_cookies(name="baraza")


def write_and_be_signed_out(page: Page) -> None:
    """Words wait on the device, one is half typed, and then the door is all there is."""
    cut_off(page)
    for text in WRITTEN:
        rooms.write(page, "hope", text)
    field = page.locator("[data-zone='hope'] form[data-compose] textarea")
    field.press_sequentially("Half typed")
    loses_the_cookie(page)
    page.context.set_offline(False)
    page.wait_for_url("**/j/**", timeout=30_000)


def sent(page: Page, other: Page) -> None:
    """Everything that was written is there, once, as this person's own; what was half typed still is."""
    rooms.connected(page)
    for text in WRITTEN:
        shows(other, text)
        expect(page.locator("li[data-note]", has_text=text).locator("[data-mark=safe]")).to_be_visible()
    expect(page.locator("[data-zone='hope'] form[data-compose] textarea")).to_have_value("Half typed")


@pytest.mark.row("R5", partly=True)
def test_a_guest_whose_session_ended_comes_in_with_their_code_and_what_waited_is_sent(come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    code = ada.locator("details.welcome .code-s").text_content()
    rooms.write(ada, "hope", "Written before")
    shows(bo, "Written before")

    write_and_be_signed_out(ada)

    expect(ada.get_by_text(SAID)).to_be_visible()
    expect(bo.locator("li[data-note]", has_text=WRITTEN[0])).to_have_count(0)
    ada.get_by_role("link", name="Continue with your own code").click()
    ada.locator("input[name=code]").fill(code)
    ada.get_by_role("button", name="Continue here").click()
    ada.wait_for_url("**/w/**")
    sent(ada, bo)
    expect(ada.locator("li[data-note]", has_text="Written before").locator("[data-mark=safe]")).to_be_visible()


@pytest.mark.row("R5", partly=True)
def test_a_person_whose_session_ended_signs_in_at_the_door_and_is_back_in_the_room(
    come_in, open_browser, sign_in, people, room, complaints
):
    complaints.expected = LOST
    bo, cy = come_in("Bo"), sign_in(open_browser("phone"), "director")
    rooms.join_by_code(cy, room.code, "Cy")
    rooms.connected(cy)

    write_and_be_signed_out(cy)

    cy.get_by_role("link", name="Sign in").click()
    address, password = people["director"]
    cy.locator("input[name=email]").fill(address)
    cy.locator("input[name=password]").fill(password)
    cy.locator("main form button.btn-main").click()
    cy.wait_for_url(f"**/w/{room.workshop}/")
    sent(cy, bo)


@pytest.mark.row("R5", partly=True)
def test_somebody_else_who_comes_in_on_that_device_neither_sees_nor_sends_what_waits(come_in, room, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    write_and_be_signed_out(ada)

    rooms.join_by_code(ada, room.code, "Eve")
    rooms.connected(ada)
    rooms.write(ada, "hope", "Written by Eve")

    shows(bo, "Written by Eve")
    for page in (ada, bo):
        expect(page.locator("li[data-note]", has_text=WRITTEN[0])).to_have_count(0)


def test_the_door_says_nothing_of_waiting_notes_where_none_wait(come_in):
    ada = come_in("Ada", "phone")
    rooms.write(ada, "hope", "Sent at once")
    expect(ada.locator("li[data-note]", has_text="Sent at once").locator("[data-mark=safe]")).to_be_visible()
    with ada.expect_response("**/boards/left.js"):
        ada.goto("/j/")

    expect(ada.get_by_role("heading", name="Join a workshop")).to_be_visible()
    expect(ada.get_by_text(SAID)).to_be_hidden()
