"""A note is deleted while people write in it: a card with their words has the focus, whatever they do next."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import canvas, rooms
from tests.browser.test_late_sentences import card
from tests.browser.test_taken_off import TAKEN, WORDS, delete, note, of_facilitator

GONE = "This note was taken off the board while you were writing in it."
MORE = f"{WORDS} All of them"
SOON = (
    "new Promise((done, frames = 10, next = () => (frames-- ? requestAnimationFrame(next) : done(scrollY))) => next())"
)
"""How far a page is scrolled once it had time to begin."""


@pytest.fixture
def board(cockpit, come_in):
    """Nour's note between two others; `board.nour` wrote it."""
    nour = come_in("Nour", "phone")
    for words in ("Before", WORDS, "After"):
        rooms.write(nour, canvas.ZONE, words)
        expect(nour.locator("li[data-note]", has_text=words)).to_have_count(1)
    page = of_facilitator(cockpit)
    page.nour = nour
    return page


def rewrite(page: Page) -> None:
    """Write on in the note, and stay in its field; others see it."""
    rooms.open_zone(page, canvas.ZONE)
    note(page).locator("[data-menu] > summary").click()
    note(page).get_by_role("button", name="Change", exact=True).click()
    field = page.locator("form[data-edit] textarea")
    expect(field).to_be_focused()
    field.press_sequentially(MORE.removeprefix(WORDS))


def has_the_focus(found, says: str) -> None:
    expect(found).to_be_focused()
    expect(found).to_be_in_viewport(ratio=1)
    expect(found.locator("[data-say]")).to_have_text(says)
    expect(found.locator("[data-text]")).to_have_text(MORE)


def test_the_card_with_the_words_has_the_focus_and_keys_typed_on_press_nothing(board, come_in):
    bo = come_in("Bo", "phone")
    for page in (board.nour, bo):
        # Their keyboards are open: the page is longer than what is seen of it.
        page.set_viewport_size({"width": 390, "height": 480})
    rewrite(board.nour)
    rooms.open_zone(bo, canvas.ZONE)
    expect(note(bo)).to_contain_text(MORE)
    rewrite_of_bo = bo.locator("form[data-edit] textarea")
    note(bo).locator("[data-menu] > summary").click()
    note(bo).get_by_role("button", name="Change", exact=True).click()
    expect(rewrite_of_bo).to_be_focused()
    expect(note(board)).to_contain_text(MORE)

    delete(board)

    has_the_focus(card(board.nour), TAKEN)
    expect(board.nour.locator("[data-refused] li")).to_have_count(0)
    left = bo.locator("[data-refused] li")
    has_the_focus(left, GONE)
    for page in (board.nour, bo):
        before = page.evaluate("scrollY")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        # A page begins to scroll some frames after the key.
        page.wait_for_timeout(500)
        assert page.evaluate("scrollY") == before, "a space scrolls nothing"
        expect(page.locator("[data-menu][open]")).to_have_count(0)
    has_the_focus(card(board.nour), TAKEN)
    has_the_focus(left, GONE)
    left.get_by_role("button", name="Write it again").click()
    expect(bo.locator("form[data-compose] textarea:focus")).to_have_value(MORE)
    expect(left).to_have_count(0)


def test_words_that_were_not_sent_yet_are_on_the_card_that_has_the_focus(board, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close", "404 (NOT FOUND)")
    nour = board.nour
    rewrite(nour)
    expect(note(board)).to_contain_text(MORE)
    nour.context.set_offline(True)
    expect(nour.locator("[data-connection]")).to_have_attribute("data-connection", "lost", timeout=40_000)
    nour.keyboard.type(" and alone")
    delete(board)

    nour.context.set_offline(False)

    back = nour.locator("[data-refused] li")
    expect(back).to_have_count(1, timeout=20_000)
    # Whichever is told first: that the note is gone, or that it took no more words.
    expect(back.locator("[data-say]")).to_have_text(
        re.compile(f"^(Somebody has deleted this note\\.|{GONE})$"), timeout=20_000
    )
    expect(back.locator("[data-text]")).to_have_text(f"{MORE} and alone")
    expect(nour.locator("[data-refused] li:focus, [data-returned] li:focus")).to_have_count(1)


def test_on_the_plane_the_card_with_the_words_has_the_focus(board, at_the_plane):
    bo = at_the_plane("Bo")
    canvas.paper(bo, WORDS).dblclick()
    field = bo.locator("[data-field]")
    expect(field).to_be_focused()
    expect(field).to_have_value(WORDS)
    bo.keyboard.press("End")
    field.press_sequentially(MORE.removeprefix(WORDS))
    expect(note(board)).to_contain_text(MORE)

    delete(board)

    has_the_focus(bo.locator("[data-refused] li"), GONE)
    expect(bo.locator("[data-write]")).to_be_hidden()
