"""Files that come late on a slow line: what is not there yet must not leave a page half made."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import behind
from tests.browser.canvas import look_at, write_at
from tests.browser.rooms import write

HANDS = re.compile(r"/static/\w+/(joined/list|boards/hands)\.js$")
LIST = re.compile(r"/static/\w+/(joined/notes|boards/panel)\.js$")
NOT_LOADED = "This part of the page has not loaded yet."
NOT_TO_BE_HAD = "A part of this page could not be loaded."


@pytest.fixture
def lose(complaints) -> Callable[[Page, re.Pattern[str]], None]:
    """`lose(page, of)`: files of that address do not come any more; a browser says so in its console."""
    complaints.expected = ("Failed to load resource", "net::ERR_")
    return lambda page, of: page.route(of, lambda route: route.abort())


def test_one_writes_on_a_board_though_what_swaps_parts_of_the_page_comes_late(visitors, seeded):
    page: Page = visitors("guest", "phone", "en")
    held: list[Route] = []
    page.route("**/joined/htmx.min.js", lambda route: held.append(route))  # noqa: PLW0108 - the library looks at what it is given

    page.goto(f"/w/{seeded['workshop_id']}/", wait_until="commit")
    expect(page.locator("[data-connection=connected]")).to_be_visible()
    zone = page.locator("[data-zone][open]").first.get_attribute("data-zone") or ""
    write(page, zone, "Written before the page is whole")
    note = page.locator("li[data-note]", has_text="Written before the page is whole")

    expect(note.locator("[data-mark=safe]")).to_be_visible()
    assert len(held) == 1
    held[0].continue_()
    note.locator("[data-menu] > summary").click()
    expect(note.get_by_role("button", name="Delete")).to_be_visible()


def test_a_menu_whose_scripts_did_not_load_says_so_and_fills_once_they_do(come_in, lose):
    ada = come_in("Ada", "phone")
    lose(ada, HANDS)
    zone = ada.locator("[data-zone][open]").first.get_attribute("data-zone") or ""
    write(ada, zone, "Written without menus")
    menu = ada.locator("li[data-note]", has_text="Written without menus").locator("[data-menu]")

    menu.locator("> summary").click()
    expect(menu.get_by_role("alert")).to_be_visible()
    ada.unroute(HANDS)

    expect(menu.get_by_role("button", name="Delete")).to_be_visible()
    expect(ada.locator("[data-loading]")).to_have_count(0)


def test_what_does_not_come_though_the_server_answers_asks_for_a_reload(come_in, lose):
    ada = come_in("Ada", "phone")
    lose(ada, HANDS)
    zone = ada.locator("[data-zone][open]").first.get_attribute("data-zone") or ""
    write(ada, zone, "Written without menus")
    half = ada.locator(f"[data-zone={zone}] form[data-compose] textarea")
    half.fill("Half a thought")
    menu = ada.locator("li[data-note]", has_text="Written without menus").locator("[data-menu]")
    menu.locator("> summary").click()

    expect(ada.get_by_role("alert").get_by_text(NOT_TO_BE_HAD)).to_be_visible()
    ada.unroute(HANDS)
    ada.get_by_role("button", name="Load it again").click()

    expect(ada.locator("[data-board][data-live]")).to_have_count(1)
    expect(half).to_have_value("Half a thought")
    menu.locator("> summary").click()
    expect(menu.get_by_role("button", name="Delete")).to_be_visible()
    expect(ada.get_by_text(NOT_TO_BE_HAD)).to_have_count(0)


def test_what_was_asked_for_on_the_plane_comes_by_itself_once_it_loads(at_the_plane, lose):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, "Something to talk about")
    expect(note).to_be_focused()
    comments = re.compile(r"/boards/comments\.js$")
    lose(ada, comments)

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Comments…").click()
    expect(ada.get_by_role("alert").get_by_text(NOT_LOADED)).to_be_visible()
    ada.unroute(comments)

    expect(ada.get_by_role("dialog", name="Comments")).to_be_visible()
    expect(ada.get_by_text(NOT_LOADED)).to_have_count(0)


def test_a_board_whose_first_script_did_not_load_opens_without_a_reload(open_browser, room, lose):
    ada = open_browser("phone")
    join = behind.join(ada, room.code, "Ada")
    lose(ada, LIST)
    ada.goto(join)
    ada.evaluate("globalThis.stayed = true")
    expect(ada.get_by_role("alert").get_by_text(NOT_LOADED)).to_be_visible()

    ada.unroute(LIST)

    expect(ada.locator("[data-board][data-live]")).to_have_count(1)
    write(ada, ada.locator("[data-zone][open]").first.get_attribute("data-zone") or "", "On the same page")
    expect(ada.locator("li[data-note]", has_text="On the same page").locator("[data-mark=safe]")).to_be_visible()
    assert ada.evaluate("globalThis.stayed")
