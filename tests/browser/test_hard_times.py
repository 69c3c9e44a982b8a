"""The network is cut, the disk is full, the database is locked: what people write waits, and they are told so."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.rooms import write
from tests.house.trouble import Full, Locked

ZONE = "hope"
CUT = 30
"""Seconds without a network."""


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def said(page: Page):
    """What the bar says of the connection."""
    return page.locator("[data-connection] [data-words]")


@pytest.mark.row("R5", "R6", "R7", partly=True)
def test_ten_notes_written_while_the_network_is_cut_arrive_once_each(come_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, bo = come_in("Ada", "phone"), come_in("Bo", "laptop")
    texts = [f"Written in the dark, number {number}." for number in range(10)]
    write(ada, ZONE, "Written before")
    expect(note(bo, "Written before")).to_have_count(1)
    expect(said(ada)).to_contain_text("Connected · safe at")

    ada.context.set_offline(True)
    cut_at = time.monotonic()
    for text in texts:
        write(ada, ZONE, text)
    write(bo, ZONE, "Written meanwhile by Bo")
    expect(said(ada)).to_have_text("Not connected. 10 notes wait to be sent.", timeout=40_000)
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(10)
    expect(note(bo, "Written in the dark")).to_have_count(0)
    # What the test is about: the network is away for so long, whatever the page did meanwhile.
    ada.wait_for_timeout(1000 * max(0.0, cut_at + CUT - time.monotonic()))
    ada.context.set_offline(False)

    expect(said(ada)).to_contain_text("Connected · safe at", timeout=30_000)
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(0)
    for text in texts:
        expect(note(bo, text)).to_have_count(1)
        expect(note(ada, text)).to_have_count(1)
    expect(note(ada, "Written meanwhile by Bo")).to_have_count(1)
    bo.reload()
    expect(note(bo, "Written")).to_have_count(12)


@pytest.mark.row("R6", "R7", partly=True)
@pytest.mark.parametrize("kind", [Full, Locked])
def test_what_a_full_or_locked_database_does_not_take_waits_and_people_are_told_why(come_in, house, kind):
    ada, bo = come_in("Ada", "phone"), come_in("Bo", "laptop")
    trouble = kind(house)

    trouble.begin()
    try:
        write(ada, ZONE, "Written on a full disk")
        expect(said(ada)).to_have_text(
            "The server cannot save just now. What you typed stays here; try again in a moment. "
            "One note waits to be sent.",
            timeout=30_000,
        )
        expect(note(ada, "Written on a full disk").locator("[data-mark=waiting]")).to_be_visible()
        expect(note(bo, "Written on a full disk")).to_have_count(0)
    finally:
        trouble.end()

    expect(said(ada)).to_contain_text("Connected · safe at", timeout=30_000)
    expect(note(ada, "Written on a full disk").locator("[data-mark=safe]")).to_be_visible()
    expect(note(bo, "Written on a full disk")).to_have_count(1)
