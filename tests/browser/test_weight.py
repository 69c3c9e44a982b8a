"""What a participant's phone has to load before the first note can be written."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.conftest import join_as_guest, speak
from tests.browser.test_late_words import to_a_step

KB = 1024
BUDGET = 70 * KB
BUDGET_OF_THE_PLANE = 130 * KB


def weigh(page: Page, address: str) -> dict[str, int]:
    """Open a page with an empty cache; every answer's address and its body as compressed bytes."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    heads: dict[str, tuple[str, int]] = {}
    bodies: dict[str, int] = {}

    def begin(answer: dict) -> None:
        heads[answer["requestId"]] = (answer["response"]["url"], int(answer["response"]["encodedDataLength"]))

    def end(answer: dict) -> None:
        # What began before this page belongs to the one before.
        if answer["requestId"] in heads:
            address, head = heads[answer["requestId"]]
            bodies[address] = int(answer["encodedDataLength"]) - head

    session.on("Network.responseReceived", begin)
    session.on("Network.loadingFinished", end)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return bodies


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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_board_as_a_plane_is_light_enough(language, open_browser, sign_in, seeded):
    page = sign_in(open_browser("laptop"), "facilitator")
    speak(page, language)

    weights = weigh(page, f"/boards/{seeded['board_id']}/")

    assert page.locator("li.cv-note").count() > 0, "its notes are part of it"
    heaviest = sorted(weights.items(), key=lambda pair: -pair[1])
    assert sum(weights.values()) <= BUDGET_OF_THE_PLANE, "\n".join(f"{size:7} {address}" for address, size in heaviest)


def test_the_door_is_lighter_still(open_browser, seeded):
    weights = weigh(open_browser("phone"), f"/j/{seeded['code']}/")

    assert sum(weights.values()) <= BUDGET / 2, weights


def test_the_plane_asks_for_the_agenda_once_it_changes(cockpit, come_in):
    board = come_in("Dara").locator("[data-board]").get_attribute("data-board")
    page = cockpit.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith("/strip/") else None)
    page.clock.install()
    page.goto(f"/boards/{board}/")
    rooms.connected(page)
    # So long it takes at most until it would be asked for.
    rooms.let_pass(page, 4)
    assert asked == []
    expect(page.locator("nav.strip")).to_contain_text("Step 1 of")

    to_a_step(cockpit, 5)

    expect(page.locator("nav.strip")).to_contain_text("Step 6 of")
    assert len(asked) == 1
