"""Dots given without a connection on a board whose page was left: sent from, and told of on, whatever page follows."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_late_sentences import card
from tests.browser.test_late_words import LOST, to_another_board
from tests.browser.test_votes import NOTES, close_vote, give, hand, left, open_vote, write

WAIT = "2 dots of yours on another board wait to be sent. They count only if they arrive before the vote closes."
SOON = 60_000


@pytest.fixture
def phone(come_in, cockpit, complaints):
    """Bo's phone, offline, with two dots on it that wait to be sent."""
    complaints.expected = (*LOST, "409", "ERR_FAILED")
    phone = come_in("Bo", "phone")
    write(phone, "hope", NOTES[0])
    open_vote(cockpit)
    expect(left(phone)).to_be_visible()
    phone.board = phone.locator("[data-board]").get_attribute("data-board")
    phone.context.set_offline(True)
    for _ in range(2):
        give(phone, NOTES[0])
    expect(hand(phone, NOTES[0]).locator("[data-late]")).to_be_visible()
    return phone


def counted(page: Page, board: str) -> int:
    """How many dots the server has of whoever looks."""
    return len(page.request.get(f"/votes/of/{board}/").json()["mine"])


def on_another_page(phone: Page, address: str, *, refused: bool = False) -> Page:
    """Close the phone's page, and open another one with a connection."""
    again = phone.context.new_page()
    if refused:
        # Of the whole context: also what the page that is closed had on its way.
        again.context.route("**/ballots/", lambda route: route.abort())
    phone.close()
    again.context.set_offline(False)
    again.goto(address)
    return again


@pytest.mark.parametrize("address", ["/w/{workshop}/seat/", "/"])
def test_whoever_gave_them_is_told_that_they_wait_and_they_count_once_they_are_sent(cockpit, phone, address):
    again = on_another_page(phone, address.format(workshop=cockpit.workshop), refused=True)

    said = card(again)
    expect(said.locator("[data-say]")).to_have_text(WAIT, timeout=SOON)
    expect(said.get_by_role("link", name="Open its board")).to_have_attribute("href", re.compile("/boards/.+/list/"))
    # One of which the phone heard no answer may lie on the server already: it is sent once more, and counts once.
    assert counted(again, phone.board) < 2
    again.context.unroute("**/ballots/")
    expect(said).to_have_count(0, timeout=SOON)
    assert counted(again, phone.board) == 2


def test_whoever_gave_them_is_told_on_another_board_that_they_came_too_late(cockpit, phone, come_in):
    cy = come_in("Cy", "phone")
    close_vote(cockpit)
    to_another_board(cockpit)

    again = on_another_page(phone, f"/w/{cockpit.workshop}/")

    said = card(again)
    expect(said.locator("[data-say]")).to_have_text(
        "The vote is closed. 2 dots of yours came too late and were not counted.", timeout=SOON
    )
    said.get_by_role("button", name="Done").click()
    expect(said).to_have_count(0)
    expect(card(cy)).to_have_count(0)


def test_whoever_gave_them_is_told_by_its_name_that_the_room_has_left_their_board(cockpit, phone):
    to_another_board(cockpit)

    phone.context.set_offline(False)

    expect(phone.locator("[data-zone=hope]")).to_have_count(0, timeout=SOON)
    expect(card(phone).locator("[data-say]")).to_have_text(
        "The vote on “Check-in” is closed. 2 dots of yours came too late and were not counted.", timeout=SOON
    )
