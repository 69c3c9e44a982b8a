"""An older backup comes back while people have the board open: they are told, and nobody loses what they wrote."""

import pytest
from playwright.sync_api import Browser, Page, expect

from app.db import db
from tests.boards.conftest import make_room
from tests.boards.whole_house import same, standing
from tests.browser import rooms
from tests.browser.a_board import visiting
from tests.browser.voice import hears, listen

TOLD = "This board came back from a backup."


@pytest.fixture
def restored_house(empty_house, tmp_path):
    with standing(empty_house, tmp_path) as running:
        yield running


@pytest.fixture
def room(restored_house):
    with same(restored_house) as here:
        yield make_room(here)


@pytest.fixture
def come(browser: Browser, restored_house, room):
    """`come("Bo", "list", "phone")`: somebody's page of the board, connected."""
    with visiting(browser, restored_house, room) as arrive:
        yield arrive


def connected(page: Page, *, yes: bool = True) -> Page:
    line = page.locator("[data-connection]")
    if yes:
        expect(line).to_have_attribute("data-connection", "connected", timeout=40_000)
    else:
        expect(line).not_to_have_attribute("data-connection", "connected", timeout=20_000)
    return page


def restore(house, room, file, *pages: Page, meanwhile=lambda: None) -> None:
    """The house is stopped, the backup put back, and it starts again; pages notice."""
    house.stop()
    for page in pages:
        connected(page, yes=False)
    meanwhile()
    with room.app.app_context():
        db.engine.dispose()
    house.run("restore", "--replace", str(file))
    house.start()
    for page in pages:
        # A page tries again within eleven seconds, and at once where its network has come back.
        page.evaluate("dispatchEvent(new Event('online'))")
        connected(page)


@pytest.mark.row("R3", "O4", partly=True)
@pytest.mark.long
def test_everybody_is_told_and_takes_up_again_what_they_wrote(restored_house, room, come, tmp_path):
    ada, bo = come("Ada", "plane"), come("Bo", "list", "phone")
    file = tmp_path / "house.baraza"
    rooms.write(bo, "policy", "In the backup")
    expect(ada.get_by_role("option", name="In the backup")).to_be_visible()
    restored_house.run("backup", str(file))
    rooms.write(bo, "policy", "Written after it")
    expect(ada.get_by_role("option", name="Written after it")).to_be_visible()
    listen(bo)

    restore(restored_house, room, file, ada, bo, meanwhile=lambda: rooms.write(bo, "policy", "Still waiting"))

    expect(bo.locator("[data-restored]")).to_contain_text(TOLD)
    expect(bo.locator("[data-lost] [data-text]")).to_have_text(["Written after it"])
    expect(bo.locator("li[data-note] [data-text]")).to_have_text(["In the backup", "Still waiting"])
    hears(bo, TOLD)
    expect(bo.locator("[data-tools] [data-act=undo]")).to_be_disabled()
    expect(ada.locator("[data-restored]")).to_contain_text("Nothing you wrote is missing.")
    ada.locator("[data-restored] [data-close]").click()
    expect(ada.locator("[data-restored]")).to_have_count(0)

    # It is there on the next page of the tab, too.
    connected(bo).reload()
    connected(bo).locator("[data-zone='policy'] textarea").first.focus()
    bo.get_by_role("button", name="Restore as a new note").click()

    expect(bo.locator("[data-restored]")).to_have_count(0)
    expect(bo.locator("li[data-note] [data-text]")).to_have_text(["In the backup", "Still waiting", "Written after it"])
    expect(ada.get_by_role("option", name="Written after it")).to_be_visible()


@pytest.mark.row("R3", partly=True)
def test_whoever_loads_the_page_again_before_the_line_is_back_is_told_until_they_have_dealt_with_it(
    restored_house, room, come, tmp_path
):
    bo = come("Bo", "list", "phone")
    file = tmp_path / "house.baraza"
    rooms.write(bo, "policy", "In the backup")
    expect(bo.locator("[data-connection]")).to_contain_text("safe")
    restored_house.run("backup", str(file))
    for words in ("First behind it", "Second behind it"):
        rooms.write(bo, "policy", words)
    expect(bo.locator("[data-connection]")).to_contain_text("safe")
    # The line does not come back on this page.
    bo.route("**/tickets/", lambda route: route.abort())
    restored_house.stop()
    connected(bo, yes=False)
    with room.app.app_context():
        db.engine.dispose()
    restored_house.run("restore", "--replace", str(file))
    restored_house.start()
    bo.unroute_all()

    # Nobody touches anything: the page tells it by itself, and again to whoever loads it once more.
    for _ in range(2):
        bo.reload()
        expect(connected(bo).locator("[data-restored]")).to_contain_text(TOLD)
        expect(bo.locator("[data-lost] [data-text]")).to_have_text(["First behind it", "Second behind it"])
    bo.get_by_role("button", name="Restore as a new note").first.click()
    expect(bo.locator("li[data-note] [data-text]")).to_have_text(["In the backup", "First behind it"])
    bo.reload()
    expect(connected(bo).locator("[data-lost] [data-text]")).to_have_text(["Second behind it"])
    bo.locator("[data-lost] [data-drop]").click()
    expect(bo.locator("[data-restored]")).to_have_count(0)

    bo.reload()
    connected(bo).locator("[data-zone='policy'] textarea").first.focus()
    expect(bo.locator("[data-tools] [data-act=undo]")).to_be_attached()
    assert bo.locator("[data-restored]").count() == 0
    assert bo.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept '))") == []
