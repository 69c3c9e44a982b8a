"""A note that a facilitator deleted: its author is told so, with its words, wherever they are by then."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import canvas, rooms
from tests.browser.test_late_sentences import card
from tests.browser.test_late_words import LOST, ZONE, cut_off, status, to_a_step, to_another_board, to_the_end
from tests.browser.test_shown_late import look_first
from tests.consumer import wait_for

TAKEN = "A facilitator took this note off the board. You wrote it for “Check-in”."
WORDS = "How might we ask users first?"
SOON = 20_000


def note(page: Page):
    return page.locator("li[data-note]", has_text=WORDS)


def delete(page: Page) -> None:
    """Delete the note by its menu."""
    note(page).locator("[data-menu] > summary").first.click()
    note(page).locator("[data-menu] [data-act=delete]:visible").click()
    expect(note(page)).to_have_count(0)


def is_told(page: Page) -> None:
    expect(card(page).locator("[data-say]")).to_have_text(TAKEN, timeout=SOON)
    expect(card(page).locator("[data-text]")).to_have_text(WORDS)


@pytest.fixture
def nour(cockpit, come_in):
    """Nour, whose note the facilitators look at first."""
    look_first(cockpit)
    nour = come_in("Nour", "phone")
    rooms.write(nour, ZONE, WORDS)
    expect(note(nour)).to_contain_text("Only the author and the facilitators see it")
    expect(status(nour)).to_contain_text("safe at")
    return nour


@pytest.fixture
def board(cockpit, nour):
    return of_facilitator(cockpit)


def of_facilitator(cockpit: Page) -> Page:
    """The board as the facilitator sees it, on a page beside the cockpit."""
    page = cockpit.context.new_page()
    page.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    rooms.open_zone(page, ZONE)
    expect(note(page)).to_have_count(1)
    return page


def fate_of(board: Page) -> str:
    """Return the address at which the author of the note is told what became of it."""
    place = board.locator("[data-board]").get_attribute("data-board")
    return f"/boards/{place}/late/?id={note(board).get_attribute('data-note')}"


def test_its_author_is_told_once_on_the_board_with_its_words(board, nour):
    delete(board)

    is_told(nour)
    nour.reload()
    is_told(nour)
    expect(card(nour).get_by_role("button", name="Copy")).to_be_visible()
    card(nour).get_by_role("button", name="Delete these words").click()
    expect(card(nour)).to_have_count(0)
    nour.reload()
    rooms.connected(nour)
    expect(card(nour)).to_have_count(0)


@pytest.mark.parametrize("page", ["/w/{workshop}/seat/", "/"])
def test_its_author_is_told_on_another_page_and_that_it_is_back(cockpit, board, nour, page):
    nour.goto(page.format(workshop=cockpit.workshop))
    asked = fate_of(board)
    delete(board)
    wait_for(lambda: nour.request.get(asked).json()["notes"] == ["taken"])

    nour.reload()

    is_told(nour)
    board.locator("[data-toast] [data-act=take-back]").click()
    expect(note(board)).to_have_count(1)
    wait_for(lambda: nour.request.get(asked).json()["notes"] == ["facilitators"])
    nour.reload()
    expect(card(nour)).to_have_count(0, timeout=SOON)
    delete(board)
    wait_for(lambda: nour.request.get(asked).json()["notes"] == ["taken"])
    nour.reload()
    is_told(nour)


def test_its_author_is_told_whose_phone_had_no_line(cockpit, board, nour, complaints):
    complaints.expected = LOST
    cut_off(nour)
    delete(board)
    to_another_board(cockpit)

    nour.context.set_offline(False)

    is_told(nour)


def test_nobody_is_told_of_their_own_deletion(board, nour):
    with nour.expect_response(lambda answer: "/late/?" in answer.url, timeout=SOON):
        delete(nour)
    expect(note(board)).to_have_count(0)

    nour.reload()
    rooms.connected(nour)

    expect(card(nour)).to_have_count(0)
    assert nour.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('unshown'))") == []


def nothing_kept(page: Page) -> bool:
    return page.evaluate("Object.keys(localStorage).filter((name) => /^(?:unshown|returned) /.test(name))") == []


def test_its_author_is_told_of_a_note_that_everybody_saw_and_that_it_is_back(cockpit, come_in):
    nour, bo = come_in("Nour", "phone"), come_in("Bo", "phone")
    rooms.write(nour, ZONE, WORDS)
    board = of_facilitator(cockpit)
    rooms.open_zone(bo, ZONE)
    expect(note(bo)).to_have_count(1)

    delete(board)

    is_told(nour)
    expect(note(nour)).to_have_count(0)
    expect(note(bo)).to_have_count(0)
    nour.reload()
    is_told(nour)
    expect(card(nour)).to_have_count(1)
    board.locator("[data-toast] [data-act=take-back]").click()
    expect(note(nour)).to_have_count(1)
    expect(card(nour)).to_have_count(0, timeout=SOON)
    delete(board)
    is_told(nour)
    expect(card(nour).get_by_role("button", name="Copy")).to_be_visible()
    card(nour).get_by_role("button", name="Delete these words").click()
    nour.reload()
    rooms.connected(nour)
    expect(card(nour)).to_have_count(0)
    assert nothing_kept(nour)
    assert nothing_kept(bo)


def test_its_author_is_told_on_the_plane_of_a_note_that_everybody_saw(cockpit, come_in, at_the_plane):
    nour, bo = at_the_plane("Nour"), come_in("Bo")
    canvas.paste(nour, WORDS)
    board = of_facilitator(cockpit)

    delete(board)

    is_told(nour)
    expect(card(bo)).to_have_count(0)


def test_its_author_is_told_of_a_note_that_everybody_saw_once_their_line_is_back(cockpit, come_in, complaints):
    complaints.expected = LOST
    nour = come_in("Nour", "phone")
    rooms.write(nour, ZONE, WORDS)
    board = of_facilitator(cockpit)
    cut_off(nour)
    delete(board)

    nour.context.set_offline(False)

    is_told(nour)


def test_nobody_is_told_of_a_note_that_everybody_saw_and_they_deleted_on_another_page(cockpit, come_in):
    nour = come_in("Nour", "phone")
    rooms.write(nour, ZONE, WORDS)
    again = nour.context.new_page()
    again.goto(nour.url)
    rooms.connected(again)
    rooms.open_zone(again, ZONE)
    expect(note(again)).to_have_count(1)

    with again.expect_response(lambda answer: "/late/?" in answer.url, timeout=SOON):
        delete(nour)

    expect(note(again)).to_have_count(0)
    wait_for(lambda: nothing_kept(again))
    for page in (nour, again):
        expect(card(page)).to_have_count(0)


def delete_while_away(cockpit: Page, author: Page) -> None:
    """Delete the note while its author has no page open."""
    author.goto("about:blank")
    board = of_facilitator(cockpit)
    asked = fate_of(board)
    delete(board)
    wait_for(lambda: author.request.get(asked).json()["notes"] == ["taken"])
    board.close()


@pytest.mark.parametrize("page", ["/w/{workshop}/", "/boards/for/{workshop}/check_in/{view}/"])
@pytest.mark.parametrize("view", ["list", "canvas"])
def test_its_author_is_told_once_of_a_note_that_was_deleted_while_they_were_away(cockpit, come_in, page, view):
    nour, bo = come_in("Nour", "phone" if view == "list" else "laptop"), come_in("Bo", "phone")
    rooms.write(nour, ZONE, WORDS)
    expect(status(nour)).to_contain_text("safe at")
    address = f"{page.format(workshop=cockpit.workshop, view=view)}?view={view}"
    delete_while_away(cockpit, nour)

    nour.goto(address)

    is_told(nour)
    expect(card(nour).get_by_role("button")).to_have_text(["Copy", "Delete these words"])
    card(nour).get_by_role("button", name="Delete these words").click()
    for _ in range(2):
        nour.reload()
        expect(nour.locator("[data-board][data-live]")).to_have_count(1)
        expect(card(nour)).to_have_count(0)
    bo.reload()
    rooms.connected(bo)
    expect(card(bo)).to_have_count(0)


def test_its_author_is_told_at_the_end_of_a_note_that_was_deleted_while_they_were_away(cockpit, come_in):
    nour, bo = come_in("Nour", "phone"), come_in("Bo", "phone")
    rooms.write(nour, ZONE, WORDS)
    expect(status(nour)).to_contain_text("safe at")
    delete_while_away(cockpit, nour)
    to_the_end(cockpit)

    nour.goto(f"/w/{cockpit.workshop}/")

    is_told(nour)
    said = nour.locator("#step")
    expect(said.locator("[data-lies]:visible")).to_have_text(["The workshop has ended. What is on its boards is kept."])
    expect(said).to_contain_text("A facilitator deleted 1 note of yours: it is on no board any more.")
    expect(bo.locator("#step")).to_contain_text("The workshop has ended.")
    bo.reload()
    expect(bo.locator("#step")).to_contain_text("The workshop has ended.")
    expect(card(bo)).to_have_count(0)


def test_its_author_is_told_at_once_on_another_step_and_that_it_is_back(cockpit, come_in):
    nour, bo = come_in("Nour", "phone"), come_in("Bo", "phone")
    rooms.write(nour, ZONE, WORDS)
    expect(status(nour)).to_contain_text("safe at")
    to_another_board(cockpit)
    expect(note(nour)).to_have_count(0)
    board = of_facilitator(cockpit)

    delete(board)

    is_told(nour)
    expect(card(nour)).to_have_count(1)
    expect(card(nour).get_by_role("button")).to_have_text(["Copy", "Delete these words"])
    board.locator("[data-toast] [data-act=take-back]").click()
    expect(note(board)).to_have_count(1)
    expect(card(nour)).to_have_count(0, timeout=SOON)
    wait_for(lambda: nothing_kept(nour))
    delete(board)
    is_told(nour)
    card(nour).get_by_role("button", name="Delete these words").click()
    expect(card(nour)).to_have_count(0)
    board.locator("[data-toast] [data-act=take-back]").click()
    expect(note(board)).to_have_count(1)
    delete(board)
    is_told(nour)
    to_a_step(cockpit, 0)
    expect(nour.locator(f"[data-zone={ZONE}]")).to_be_attached()
    is_told(nour)
    expect(card(nour)).to_have_count(1)
    expect(card(bo)).to_have_count(0)
    assert nothing_kept(bo)


def test_a_note_that_is_back_takes_the_card_from_every_tab_of_its_author(cockpit, come_in):
    nour = come_in("Nour", "phone")
    rooms.write(nour, ZONE, WORDS)
    board = of_facilitator(cockpit)
    delete(board)
    is_told(nour)
    again = nour.context.new_page()
    again.goto(f"/w/{cockpit.workshop}/seat/")
    is_told(again)

    board.locator("[data-toast] [data-act=take-back]").click()

    expect(note(nour)).to_have_count(1)
    for page in (nour, again):
        expect(card(page)).to_have_count(0, timeout=SOON)
