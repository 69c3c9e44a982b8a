"""What a participant's phone has to load before the first note can be written."""

from collections import Counter

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import join_as_guest

KB = 1024
BUDGET = 70 * KB


def weigh(page: Page, address: str) -> dict[str, int]:
    """Open a page with an empty cache; every answer's address and its body as compressed bytes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    addresses: dict[str, str] = {}
    bodies: Counter[str] = Counter()
    session.on("Network.requestWillBeSent", lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}))
    session.on("Network.dataReceived", lambda part: bodies.update({part["requestId"]: part["encodedDataLength"]}))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return {addresses.get(request, request): size for request, size in bodies.items()}


@pytest.mark.row("M3", partly=True)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_participants_first_page_is_light(language, open_browser, seeded):
    page = open_browser("phone", language)
    page.goto("/j/")
    if language != "en":
        page.locator("details.menu summary").click()
        page.locator(f"button[name=language][value={language}]").click()
    join_as_guest(page, seeded["code"], f"Light {language}")

    weights = weigh(page, f"/w/{seeded['workshop_id']}/")

    assert page.locator("[data-zone]").count() > 0, "the board of the step is part of it"
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])
    assert sum(weights.values()) <= BUDGET, "\n".join(f"{size:7} {address}" for address, size in heaviest)


def test_the_door_is_lighter_still(open_browser, seeded):
    weights = weigh(open_browser("phone"), f"/j/{seeded['code']}/")

    assert sum(weights.values()) <= BUDGET / 2, weights
