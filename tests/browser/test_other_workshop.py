"""Cards of words that came back: what they say is true once somebody is let in again, and in another workshop."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_late_sentences import SOON, card
from tests.browser.test_late_words import LOST, ZONE, cut_off, to_another_board
from tests.browser.test_taken_off import WORDS, delete, of_facilitator

TITLE = "A room that writes"
ENDED = "It came while your seat in its workshop was ended, and was not taken."
FOR = "You wrote it for “Check-in”."
TAKEN = "A facilitator took this note off the board."


@pytest.fixture
def other(cockpit):
    """Another workshop of the same facilitator."""
    first = cockpit.workshop
    page = cockpit.context.new_page()
    behind.lead(page, "Another room")
    assert page.workshop != first
    return page


def enter(page: Page, workshop: Page) -> None:
    """Join another workshop, from no page: that of the first one loads itself again once its session ends."""
    page.goto("about:blank")
    page.goto(behind.join(page, workshop.code, "Nour"))


def says(page: Page, *sentences: str) -> None:
    expect(card(page)).to_have_count(1, timeout=SOON)
    expect(card(page).locator("[data-say]")).to_have_text(" ".join(sentences), timeout=SOON)
    expect(card(page).locator("[data-text]")).to_have_text(WORDS)


@pytest.fixture
def nour(cockpit, come_in, complaints):
    """Nour, who wrote without a line while a facilitator ended their seat."""
    complaints.expected = (*LOST, "403", "seat-ended")
    nour = come_in("Nour", "phone")
    cut_off(nour)
    rooms.write(nour, ZONE, WORDS)
    nour.seat = behind.remove(cockpit, "Nour")
    nour.context.set_offline(False)
    expect(nour.locator("[data-code=seat-ended]")).to_be_visible(timeout=SOON)
    says(nour, ENDED, FOR)
    expect(card(nour).get_by_role("link", name="Open its board")).to_have_count(0)
    return nour


def test_who_is_let_in_again_reads_that_it_came_meanwhile_and_writes_it_again(cockpit, nour):
    to_another_board(cockpit)

    behind.let_back(cockpit, nour.seat)

    expect(nour.locator("[data-workshop]").first).to_be_attached(timeout=SOON)
    says(nour, ENDED, FOR)
    card(nour).get_by_role("link", name="Open its board").click()
    refused = nour.locator("[data-refused] > *", has_text=WORDS)
    expect(refused.locator("[data-say]")).to_have_text(ENDED)
    refused.get_by_role("button", name="Write it again").click()
    expect(nour.locator(f"[data-zone={ZONE}] form[data-compose] textarea")).to_have_value(WORDS)


@pytest.mark.parametrize("back", [False, True])
def test_in_another_workshop_words_of_an_ended_seat_name_theirs(cockpit, nour, other, back):
    if back:
        behind.let_back(cockpit, nour.seat)
        rooms.connected(nour)

    enter(nour, other)

    says(nour, ENDED, FOR, f"It belongs to the workshop “{TITLE}”." if back else "It belongs to another workshop.")
    expect(card(nour).get_by_role("link", name="Open its board")).to_have_count(int(back))


def test_in_another_workshop_the_card_of_a_deleted_note_names_its_own(cockpit, come_in, other):
    nour = come_in("Nour", "phone")
    rooms.write(nour, ZONE, WORDS)
    board = of_facilitator(cockpit)
    delete(board)
    says(nour, TAKEN, FOR)

    enter(nour, other)

    says(nour, TAKEN, FOR, f"It belongs to the workshop “{TITLE}”.")
    nour.goto(f"/w/{cockpit.workshop}/")
    says(nour, TAKEN, FOR)
