"""Two people write in one note in real browsers, one of them cut off in between: every letter nobody took is there."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import behind
from tests.browser.rooms import connected, open_zone

FIRST = "0123456789"
YJS = re.compile(r"/vendor/yjs-")


@pytest.fixture
def come_in(open_browser, room):
    """`come_in("Ada")`: somebody's phone in the room, connected, with what it asked for by then."""

    def arrive(name: str) -> Page:
        page = open_browser("phone")
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(behind.join(page, room.code, name))
        return connected(page)

    return arrive


def write(page: Page, text: str) -> None:
    """A new note in a zone."""
    field = open_zone(page, "hope").locator("form[data-compose] textarea")
    field.fill(text)
    field.press("Control+Enter")


def change(page: Page, text: str) -> Locator:
    """Open the note of these words to write in; its field."""
    open_zone(page, "hope")
    note = page.locator("li[data-note]", has_text=text)
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Change", exact=True).click()
    field = page.locator("form[data-edit] textarea")
    expect(field).to_be_focused()
    return field


def shows(page: Page, text: str) -> None:
    """The note of these words is there, whichever zone stands open."""
    expect(page.locator("li[data-note]", has_text=text)).to_have_count(1, timeout=30_000)


def put_caret(field: Locator, index: int) -> None:
    field.evaluate("(field, index) => field.setSelectionRange(index, index)", index)


def caret(field: Locator) -> int:
    return field.evaluate("field => field.selectionStart")


def cut_off(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)


def found_again(page: Page) -> None:
    page.context.set_offline(False)
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected", timeout=30_000)


@pytest.mark.row("R4")
def test_two_people_write_and_delete_in_one_note_and_no_letter_is_lost(come_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, bo = come_in("Ada"), come_in("Bo")
    write(ada, FIRST)
    shows(bo, FIRST)
    assert not any(YJS.search(url) for page in (ada, bo) for url in page.asked)
    adas, bos = change(ada, FIRST), change(bo, FIRST)

    put_caret(adas, 0)
    put_caret(bos, 10)
    adas.press_sequentially("ABC", delay=20)
    bos.press_sequentially("xyz", delay=20)
    for field in (adas, bos):
        expect(field).to_have_value(re.compile("^ABC.*xyz$"), timeout=20_000)
    assert caret(adas) == 3

    cut_off(ada)
    adas.press_sequentially("DEF", delay=20)
    adas.press("Backspace")
    put_caret(adas, len("ABCDE01"))
    adas.press("Backspace")
    put_caret(bos, len("ABC0123456789"))
    bos.press("Backspace")
    bos.press_sequentially("uvw", delay=20)
    expect(bo.locator("[data-connection]")).to_have_attribute("data-connection", "connected")

    found_again(ada)
    together = "ABCDE02345678uvwxyz"
    for field in (adas, bos):
        expect(field).to_have_value(together, timeout=20_000)
    for page in (ada, bo):
        page.locator("form[data-edit] button").click()
        shows(page, together)
        page.reload()
        shows(page, together)
    assert any(YJS.search(url) for url in ada.asked)


def test_what_was_typed_without_a_line_survives_the_page(come_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, bo = come_in("Ada"), come_in("Bo")
    write(ada, FIRST)
    shows(bo, FIRST)
    field = change(ada, FIRST)
    field.press_sequentially("!", delay=20)
    shows(bo, f"{FIRST}!")
    cut_off(ada)
    field.press_sequentially(" and more", delay=20)
    put_caret(field, 0)
    field.press_sequentially("So ", delay=20)
    ada.locator("form[data-edit] button").click()
    bos = change(bo, FIRST)
    put_caret(bos, 5)
    bos.press_sequentially("/", delay=20)

    ada.context.set_offline(False)
    ada.reload()

    for page in (ada, bo):
        shows(page, "So 01234/56789! and more")


def test_taking_back_takes_back_one_s_own_letters_alone(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    write(ada, FIRST)
    adas, bos = change(ada, FIRST), change(bo, FIRST)
    put_caret(bos, 0)
    adas.press_sequentially(" mine", delay=10)
    bos.press_sequentially("theirs ", delay=10)
    expect(adas).to_have_value(f"theirs {FIRST} mine", timeout=20_000)

    adas.press("Control+z")

    for field in (adas, bos):
        expect(field).to_have_value(f"theirs {FIRST}", timeout=20_000)
    adas.press("Control+Shift+z")
    for field in (adas, bos):
        expect(field).to_have_value(f"theirs {FIRST} mine", timeout=20_000)


def test_a_note_that_is_deleted_under_the_hand_gives_its_words_back(come_in, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    ada, bo = come_in("Ada"), come_in("Bo")
    write(bo, FIRST)
    field = change(ada, FIRST)
    field.press_sequentially(" together", delay=10)
    shows(bo, f"{FIRST} together")
    cut_off(ada)
    field.press_sequentially(" and alone", delay=10)

    open_zone(bo, "hope")
    note = bo.locator("li[data-note]", has_text=FIRST)
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Delete", exact=True).click()
    expect(note).to_have_count(0)
    found_again(ada)

    back = ada.locator("[data-refused] li")
    expect(back).to_have_count(1, timeout=20_000)
    expect(back).to_contain_text(f"{FIRST} together and alone")
    back.get_by_role("button", name="Write it again").click()
    expect(ada.locator("form[data-compose] textarea:focus")).to_have_value(f"{FIRST} together and alone")
