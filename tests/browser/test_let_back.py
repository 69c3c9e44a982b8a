"""Whoever waits to be let in is in the room at once, and their page is not loaded again before that."""

import pytest
from playwright.sync_api import expect

from tests.browser import behind


@pytest.mark.parametrize("asks", [False, True])
def test_whoever_is_let_back_in_is_in_the_room_within_two_seconds(cockpit, come_in, complaints, asks):
    complaints.expected = ("403", "seat-ended")
    page = come_in("Rude")
    seat = behind.remove(cockpit, "Rude")
    if asks:
        page.get_by_role("button", name="Ask to come in again").click()
    shown = page.locator(f"[data-code={'seat-asked' if asks else 'seat-ended'}]")
    expect(shown).to_be_visible()
    page.evaluate("window.loadedOnce = true")
    # Longer than pages of people who wait were shown before they were loaded again.
    page.wait_for_timeout(9_000)
    assert page.evaluate("window.loadedOnce") is True

    behind.let_back(cockpit, seat)

    expect(shown).to_be_hidden(timeout=2_000)
    expect(page.locator("[data-workshop]").first).to_be_attached()
