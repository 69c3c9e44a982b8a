"""The list in real browsers: words survive a reload, a missed reveal and a second pair of hands; keys do all of it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_workshop_day import go_on_until, join_by_code, join_code, make_workshop, press_next, write

ZONE = "[data-zone='hope']"


@pytest.fixture
def cockpit(open_browser, sign_in) -> Page:
    """The cockpit of a workshop that has begun, at a part in which everybody writes."""
    page = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(page, "Words that stay")
    page.code = join_code(page, workshop)
    page.workshop = workshop
    press_next(page)
    go_on_until(page, "open")
    return page


@pytest.fixture
def come_in(open_browser, cockpit):
    """`come_in("Ada")`, `come_in("Bo", "phone")`: somebody's page of the room, connected."""

    def arrive(name: str, size: str = "laptop") -> Page:
        page = open_browser(size)
        join_by_code(page, cockpit.code, name)
        expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
        expect(page.locator(ZONE)).to_be_visible()
        return page

    return arrive


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


def open_menu(page: Page, text: str) -> None:
    note(page, text).locator("[data-menu] > summary").click()


def test_what_is_being_typed_survives_a_reload(come_in):
    ada = come_in("Ada", "phone")
    ada.locator("[data-zone]").last.locator("summary").first.click()
    zone = "[data-zone]:last-of-type"
    ada.locator(f"{zone} form[data-compose] textarea").fill("Half a thought")

    ada.reload()

    field = ada.locator(f"{zone} form[data-compose] textarea")
    expect(field).to_be_visible()
    expect(field).to_have_value("Half a thought")
    ada.locator(f"{zone} form[data-compose] button").click()
    expect(note(ada, "Half a thought")).to_be_visible()
    ada.reload()
    expect(field).to_have_value("")


def test_what_others_do_leaves_the_hand_and_the_words_where_they_are(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    write(ada, "hope", "First words")
    open_menu(ada, "First words")
    ada.get_by_role("button", name="Change").click()
    field = ada.locator("li[data-note] form textarea")
    field.fill("Better words, half way")

    for number in range(3):
        write(bo, "hope", f"Note {number} of Bo")
    expect(note(ada, "Note 2 of Bo")).to_be_visible()

    expect(field).to_be_focused()
    expect(field).to_have_value("Better words, half way")
    field.press("Control+Enter")
    expect(note(bo, "Better words, half way")).to_have_count(1)


@pytest.mark.row("I5", "I8", partly=True)
def test_a_note_is_written_changed_deleted_and_brought_back_with_keys_alone(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    ada.locator(f"{ZONE} form[data-compose] textarea").focus()
    ada.keyboard.type("Written with keys")
    ada.keyboard.press("Control+Enter")
    expect(note(bo, "Written with keys")).to_have_count(1)

    ada.keyboard.press("Shift+Tab")
    ada.keyboard.press("Enter")
    ada.keyboard.press("Tab")
    ada.keyboard.press("Enter")
    ada.keyboard.press("Control+A")
    ada.keyboard.type("Changed with keys")
    ada.keyboard.press("Control+Enter")
    expect(note(bo, "Changed with keys")).to_have_count(1)

    expect(note(ada, "Changed with keys").locator("summary")).to_be_focused()
    ada.keyboard.press("Enter")
    ada.keyboard.press("Tab")
    ada.keyboard.press("Tab")
    ada.keyboard.press("Enter")
    expect(note(bo, "Changed with keys")).to_have_count(0)
    assert ada.evaluate("document.activeElement.closest('[data-zone]') !== null")

    ada.get_by_role("button", name="Take it back").focus()
    ada.keyboard.press("Enter")
    expect(note(bo, "Changed with keys")).to_have_count(1)


def test_a_note_that_missed_its_reveal_stays_ones_own_until_it_is_shared(come_in, cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "after close")
    cockpit.goto(f"/w/{cockpit.workshop}/cockpit/")
    cockpit.locator("#cp-w-private").click()
    expect(cockpit.locator("#cp-w-private[aria-pressed=true]")).to_have_count(1)
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    ada.context.set_offline(True)
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)
    write(ada, "hope", "Too late for the reveal")
    cockpit.locator("#cp-w-open").click()
    expect(cockpit.locator("#cp-w-open[aria-pressed=true]")).to_have_count(1)

    ada.context.set_offline(False)
    late = note(ada, "Too late for the reveal")
    expect(late.locator("[data-mark=safe]")).to_be_visible(timeout=30_000)
    expect(late.locator("[data-mark=hidden]")).to_be_visible()
    expect(note(bo, "Too late for the reveal")).to_have_count(0)

    open_menu(ada, "Too late for the reveal")
    ada.get_by_role("button", name="Show it to everybody").click()

    expect(note(bo, "Too late for the reveal")).to_have_count(1)
    expect(note(ada, "Too late for the reveal")).to_have_count(1)
    expect(note(ada, "Too late for the reveal").locator("[data-mark=hidden]")).to_be_hidden()


def test_a_board_with_notes_has_no_fault_a_machine_can_find(come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    write(ada, "hope", "Leave with one partner")
    write(bo, "hope", "أن نغادر ومعنا شريك واحد")
    expect(note(ada, "شريك")).to_be_visible()
    open_menu(ada, "Leave with one partner")

    found = [violation["id"] for page in (ada, bo) for violation in Axe().run(page).response["violations"]]

    assert found == []
