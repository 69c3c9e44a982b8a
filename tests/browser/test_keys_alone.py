"""A day with keys alone, in Arabic, over plain http under another name than this machine: in the list, on the plane."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import behind, rooms
from tests.browser.canvas import paper
from tests.browser.conftest import speak
from tests.browser.demo import printed_people
from tests.browser.keys import Keys
from tests.browser.test_votes import close_vote, open_vote
from tests.house_process import House, free_port

FIRST, SECOND, MORE = "أيام المختبر الخالية", "شركاء قليلون", " يومان في الأسبوع"


@pytest.fixture(scope="module")
def venue(tmp_path_factory, built) -> Iterator[House]:
    """A house as a venue has it: plain http, under a name that is not this machine's, so no secure context."""
    var, port = tmp_path_factory.mktemp("venue"), free_port()
    address = f"http://workshop.example:{port}"
    running = House({"VAR": str(var), "BUILT": str(built), "TESTING": "yes", "PORT": str(port), "PUBLIC_URL": address})
    yield running.start()
    running.stop()


@pytest.fixture
def cockpit(open_browser, venue) -> Page:
    """The cockpit of a room in which everybody writes."""
    page = open_browser("laptop", base_url=venue.url)
    return behind.begin(behind.sign_in(page, *printed_people(venue)["facilitator"]), "A room with keys")


@pytest.fixture
def come_in(open_browser, cockpit, venue):
    """`come_in("Bo")`: somebody's page of that room with the list, connected."""

    def arrive(name: str) -> Page:
        page = open_browser("laptop", base_url=venue.url)
        page.goto(behind.join(page, cockpit.code, name))
        return rooms.connected(page)

    return arrive


@pytest.fixture
def from_afar(open_browser, venue):
    """A page in Arabic that has the house by its name."""

    def arrive(size: str) -> Page:
        page = open_browser(size, "ar", base_url=venue.environ["PUBLIC_URL"])
        speak(page, "ar")
        assert not page.evaluate("isSecureContext")
        return page

    return arrive


def item(page: Page, words: str) -> Locator:
    return page.locator("#board-list li[data-note]").filter(has=page.locator("[data-text]", has_text=words))


def handle(page: Page, words: str) -> Locator:
    return item(page, words).locator("[data-menu] > summary")


def do(keys: Keys, words: str, act: str) -> None:
    """Open the menu of a note and choose what it offers."""
    keys.walk_to_menu(handle(keys.page, words))
    keys.press("Enter")
    keys.walk_to(item(keys.page, words).locator(f"[data-menu] button[data-act={act}]:not([hidden])"))
    keys.press("Enter")


@pytest.mark.access("c", "d", "e")
@pytest.mark.row("I6", partly=True)
def test_a_day_in_the_list_alone_in_arabic_on_a_narrow_screen_over_plain_http(from_afar, cockpit, come_in):  # noqa: PLR0915 (a day is long)
    bo, ada = come_in("Bo"), from_afar("narrow")
    keys = Keys(ada)

    keys.come_in(cockpit.code, "آدا")
    rooms.connected(ada)
    keys.open_zone("hope")
    field = ada.locator("#write-hope")
    for words in (FIRST, SECOND):
        keys.walk_to(field)
        keys.type(words)
        keys.press("Control+Enter")
        keys.stand_on(field)
        expect(item(bo, words)).to_have_count(1)
    expect(item(ada, FIRST).locator("[data-text]")).to_have_attribute("dir", "auto")

    do(keys, FIRST, "edit")
    words = ada.locator("#board-list form[data-edit] textarea")
    keys.stand_on(words)
    keys.press("Control+End")
    keys.type(MORE)
    keys.press("Control+Enter")
    keys.stand_on(handle(ada, FIRST))
    expect(item(bo, FIRST + MORE)).to_have_count(1)

    do(keys, FIRST, "connect")
    dialog = ada.locator("dialog[open]")
    keys.walk_to(dialog.locator("select[name=to]"))
    keys.walk_to(dialog.locator("[data-yes]"))
    keys.press("Enter")
    keys.stand_on(handle(ada, FIRST))
    expect(bo.get_by_text("Arrow from")).to_have_count(1)

    do(keys, FIRST, "comment")
    keys.stand_on(dialog.locator("textarea"))
    keys.type("لماذا؟")
    keys.walk_to(dialog.locator("[data-say-it] button"))
    keys.press("Enter")
    expect(dialog.locator("[data-comment]")).to_have_count(1)
    keys.press("Escape")
    keys.stand_on(handle(ada, FIRST))

    do(keys, FIRST, "move")
    keys.choose(dialog.locator("select[name=zone]"), "bring")
    keys.walk_to(dialog.locator("[data-yes]"))
    keys.press("Enter")
    expect(bo.locator("[data-zone=bring] [data-text]", has_text=FIRST)).to_have_count(1)
    keys.stand_on(ada.locator("*:focus"))
    assert ada.evaluate("document.activeElement.closest('#board-list') !== null")

    open_vote(cockpit, **{"Dots for each person": "1"})
    give = item(ada, SECOND).locator("[data-give]")
    keys.walk_to(give)
    keys.press("Enter")
    expect(ada.locator("#vote [data-row] .dot-on")).to_have_count(1)
    keys.stand_on(give)
    close_vote(cockpit)

    do(keys, SECOND, "delete")
    expect(item(bo, SECOND)).to_have_count(0)
    keys.stand_on(ada.locator("*:focus"))
    keys.walk_to(ada.locator("[data-tools] [data-act=undo]"))
    keys.press("Enter")
    expect(item(bo, SECOND)).to_have_count(1)
    keys.stand_on(ada.locator("*:focus"))
    keys.leave()


@pytest.mark.access("b", "d", "e")
@pytest.mark.row("I5", partly=True)
def test_a_day_on_the_plane_with_keys_alone_in_arabic_over_plain_http(from_afar, cockpit, come_in):  # noqa: PLR0915 (a day is long)
    bo, ada = come_in("Bo"), from_afar("laptop")
    keys = Keys(ada)

    keys.come_in(cockpit.code, "آدا")
    rooms.connected(ada)
    keys.walk_to(ada.locator("a[data-view=canvas]"))
    keys.press("Enter")
    expect(ada.locator("#board-canvas")).to_be_visible()
    expect(ada.locator("[data-wait]")).to_be_hidden()
    notes = ada.locator("[data-notes]")
    keys.walk_to_tool(ada.locator("[data-tools] [data-do=note]"))
    keys.press("Enter")
    keys.stand_on(ada.locator("[data-field]"))
    keys.type(FIRST)
    keys.press("Control+Enter")
    keys.stand_on(ada.locator("[data-field]"))
    keys.type(SECOND)
    keys.press("Escape")
    keys.stand_on(paper(ada, SECOND))
    expect(item(bo, SECOND)).to_have_count(1)

    keys.press("Home")
    keys.stand_on(paper(ada, FIRST))
    keys.press("Enter")
    keys.stand_on(ada.locator("[data-field]"))
    keys.press("Control+End")
    keys.type(MORE)
    keys.press("Escape")
    keys.stand_on(paper(ada, FIRST))
    expect(item(bo, FIRST + MORE)).to_have_count(1)

    keys.press("Shift+C")
    dialog = ada.locator("dialog[open]")
    keys.walk_to(dialog.locator("select[name=to]"))
    keys.walk_to(dialog.locator("[data-yes]"))
    keys.press("Enter")
    expect(bo.get_by_text("Arrow from")).to_have_count(1)
    keys.stand_on(notes.locator("*:focus"))

    keys.press("Home", "c")
    keys.stand_on(dialog.locator("textarea"))
    keys.type("لماذا؟")
    keys.walk_to(dialog.locator("[data-say-it] button"))
    keys.press("Enter")
    expect(dialog.locator("[data-comment]")).to_have_count(1)
    keys.press("Escape")
    keys.stand_on(paper(ada, FIRST))

    keys.press("Shift+M")
    keys.choose(dialog.locator("select[name=zone]"), "bring")
    keys.walk_to(dialog.locator("[data-yes]"))
    keys.press("Enter")
    expect(bo.locator("[data-zone=bring] [data-text]", has_text=FIRST)).to_have_count(1)
    keys.stand_on(paper(ada, FIRST))

    open_vote(cockpit, **{"Dots for each person": "1"})
    keys.press("Space")
    give = ada.locator("#vote [data-chosen] [data-give]")
    expect(give).to_be_visible()
    keys.walk_to(give)
    keys.press("Enter")
    expect(ada.locator("#vote [data-row] .dot-on")).to_have_count(1)
    keys.stand_on(give)
    close_vote(cockpit)

    keys.walk_to(notes.locator("[tabindex='0']"), back=True)
    keys.press("Delete")
    expect(item(bo, FIRST)).to_have_count(0)
    keys.stand_on(notes.locator("*:focus"))
    keys.press("Control+z")
    expect(item(bo, FIRST)).to_have_count(1)
    keys.stand_on(notes.locator("*:focus"))
    keys.leave()
