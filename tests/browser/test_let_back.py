"""Whoever waits to be let in is in the room at once, and their page is not loaded again before that."""

import pytest
from playwright.sync_api import expect

from tests.browser import behind, rooms


@pytest.mark.parametrize("asks", [False, True])
def test_whoever_is_let_back_in_is_in_the_room_within_two_seconds(cockpit, come_in, complaints, asks):
    complaints.expected = ("403", "seat-ended")
    page = come_in("Rude")
    page.clock.install()
    seat = behind.remove(cockpit, "Rude")
    if asks:
        page.get_by_role("button", name="Ask to come in again").click()
    shown = page.locator(f"[data-code={'seat-asked' if asks else 'seat-ended'}]")
    expect(shown).to_be_visible()
    page.evaluate("window.loadedOnce = true")
    # Longer than pages of people who wait were shown before they were loaded again.
    loaded: list[str] = []
    page.on("request", lambda request: request.is_navigation_request() and loaded.append(request.url))
    rooms.let_pass(page, 9)
    assert loaded == []
    assert page.evaluate("window.loadedOnce") is True
    # This would not go by the clock of the test.
    expect(page.locator("meta[http-equiv=refresh]")).to_have_count(0)

    behind.let_back(cockpit, seat)

    expect(shown).to_be_hidden(timeout=2_000)
    expect(page.locator("[data-workshop]").first).to_be_attached()
