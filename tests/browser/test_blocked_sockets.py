"""A venue's gateway lets no WebSocket through, or swallows them: people write and read all the same."""

import pytest
from playwright.sync_api import expect

from tests.browser import rooms
from tests.gateway import Gateway

ZONE = "hope"
LOOKS = "No live line here; this page looks every few seconds."


@pytest.fixture
def gateway(house):
    standing = Gateway(house.port)
    yield standing
    standing.stop()


@pytest.mark.row("R12")
@pytest.mark.parametrize("upgrades", ["refused", "swallowed"])
@pytest.mark.long
def test_notes_go_and_come_by_http_where_no_websocket_gets_through(
    open_browser, come_in, cockpit, gateway, complaints, upgrades
):
    complaints.expected = ("WebSocket",)
    gateway.upgrades = upgrades
    bo, ada = come_in("Bo"), open_browser("phone", base_url=gateway.url)
    rooms.write(bo, ZONE, "There before")

    rooms.join_by_code(ada, cockpit.code, "Ada")
    rooms.write(ada, ZONE, "Written without a socket")
    rooms.write(ada, ZONE, "And another")

    for text in ("Written without a socket", "And another"):
        expect(bo.locator("li[data-note]", has_text=text)).to_have_count(1, timeout=20_000)
        expect(ada.locator("li[data-note]", has_text=text).locator("[data-mark=safe]")).to_be_visible()
    rooms.write(bo, ZONE, "Answered by Bo")
    for text in ("There before", "Answered by Bo"):
        expect(ada.locator("li[data-note]", has_text=text)).to_have_count(1)
    expect(ada.locator("[data-connection] [data-words]")).to_have_text(LOOKS)
    # The room moves on, and so does this page.
    rooms.turn(cockpit, "private")
    expect(ada.locator("[data-writing=private]")).to_be_visible()
    assert gateway.refused > 0

    gateway.upgrades = "through"

    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected", timeout=25_000)
    expect(ada.locator("li[data-note]")).to_have_count(4)
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(0)
    # The gateway ends before its visitors: what they ask for by then would be a complaint.
    ada.close()
