"""What is said of late notes, as the people read it who are there: in the cockpit, on phones, and at the end."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_late_words import (
    LOST,
    ZONE,
    close,
    cut_off,
    status,
    to_a_talk,
    to_another_board,
    to_closed_writing,
    to_the_end,
    to_the_last_part,
)

ONE = "1 late note from a phone that was offline: written in time, not on its board yet"
TWO = "2 late notes from phones that were offline: written in time, not on their boards yet"
CAME = "Your note came after writing had closed on “Check-in”. The facilitator can still take it in."
CAME_ALONE = (
    "Your note came after the reveal on “Check-in”. It is not on its board yet: the facilitator takes late notes in."
)
SHOWN = "Your note is on its board now, and everybody sees it. You wrote it for “Check-in”."
LEFT = "Your note is hidden from the others. You and the facilitators see it on its board. You wrote it for “Check-in”."
ALONE = "Your note is hidden from the others. Only you see it on its board. You wrote it for “Check-in”."
OVER = (
    "The workshop was closed while your note was hidden from the others. Here are its words; "
    "the facilitators see it on its board, unless they deleted it."
)
SOON = 30_000
"""Milliseconds within which whoever wrote a note hears what became of it."""


def card(page: Page):
    return page.locator("[data-returned] li")


def says(page: Page, words: str) -> None:
    """One card is there, and says so."""
    expect(card(page).locator("[data-say]")).to_have_text(words, timeout=SOON)


@pytest.fixture
def write_late(complaints):
    """People write without a line; the room goes on; their lines come back."""
    complaints.expected = (*LOST, "409 (CONFLICT)")

    def write(cockpit: Page, go_on, **words: Page) -> None:
        for text, page in words.items():
            cut_off(page)
            rooms.write(page, ZONE, text)
            expect(status(page)).to_contain_text("One note waits to be sent.")
        go_on(cockpit)
        for page in words.values():
            page.context.set_offline(False)
        for text, page in words.items():
            says(page, CAME)
            expect(card(page).locator("[data-text]")).to_have_text(text)
            expect(status(page)).to_have_text("Connected. One thing you wrote is not on its board.")

    return write


@pytest.mark.parametrize("go_on", [to_closed_writing, to_a_talk], ids=lambda move: move.__name__)
def test_who_wrote_late_reads_that_the_note_was_taken_in(cockpit, come_in, write_late, go_on):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    write_late(cockpit, go_on, Tea=ada)
    late = cockpit.locator("#hidden-notes")
    expect(late).to_contain_text(ONE, timeout=SOON)
    expect(late.get_by_role("button")).to_have_text(["Take it in", "Leave it with its author"])

    late.get_by_role("button", name="Take it in").click()

    expect(late).not_to_contain_text("late note")
    says(ada, SHOWN)
    expect(status(ada)).to_contain_text("Connected")
    expect(status(ada)).not_to_contain_text("not on its board")
    bo.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    expect(bo.locator("li[data-note]", has_text="Tea")).to_have_count(1)
    card(ada).get_by_role("button", name="Done").click()
    expect(card(ada)).to_have_count(0)


def test_good_news_of_a_late_note_leaves_the_screen_by_itself_once_read(cockpit, come_in, write_late):
    ada = come_in("Ada", "phone")
    write_late(cockpit, to_closed_writing, Tea=ada)
    cockpit.locator("#hidden-notes").get_by_role("button", name="Take it in").click()
    says(ada, SHOWN)
    ada.clock.install()
    ada.reload()
    says(ada, SHOWN)

    ada.clock.fast_forward(30_000)
    says(ada, SHOWN)
    ada.clock.fast_forward(35_000)

    expect(card(ada)).to_have_count(0)
    ada.reload()
    rooms.connected(ada)
    expect(card(ada)).to_have_count(0)


def test_who_wrote_late_reads_that_the_note_was_left_with_them(cockpit, come_in, write_late):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    write_late(cockpit, to_another_board, Tea=ada)
    late = cockpit.locator("#hidden-notes")
    expect(late).to_contain_text(ONE, timeout=SOON)

    late.get_by_role("button", name="Leave it with its author").click()

    expect(late).not_to_contain_text("late note")
    says(ada, LEFT)
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    for page, count in ((ada, 1), (bo, 0), (cockpit, 1)):
        page.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
        rooms.open_zone(page, ZONE)
        expect(page.locator("li[data-note]", has_text="Tea")).to_have_count(count)
    expect(ada.locator("li[data-note]")).to_contain_text("Only the author and the facilitators see it")


def test_who_wrote_late_reads_nothing_else_while_another_has_signed_in_beside(
    cockpit, room, come_in, write_late, complaints
):
    ada = come_in("Ada", "phone")
    write_late(cockpit, to_another_board, Tea=ada)
    complaints.expected = (*complaints.expected, "401 (UNAUTHORIZED)")
    ada.context.clear_cookies()
    behind.join(ada, room.code, "Bea")

    with ada.expect_response(lambda answer: "/late/?" in answer.url, timeout=SOON) as asked:
        pass

    assert asked.value.status == 401
    says(ada, CAME)


@pytest.mark.parametrize("shown", [True, False], ids=["shown", "left"])
def test_the_end_asks_what_becomes_of_late_notes_and_authors_read_it(cockpit, come_in, write_late, shown):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    write_late(cockpit, to_another_board, Tea=ada, Coffee=bo)
    expect(cockpit.locator("#hidden-notes")).to_contain_text(TWO, timeout=SOON)
    to_the_last_part(cockpit)
    rooms.turn(cockpit, "closed")
    told = "If notes are still hidden, came late or wait to be shown, you are asked what becomes of them."
    expect(cockpit.locator(".cp-n")).to_contain_text(told)

    cockpit.locator("#cp-next").click()

    asked = cockpit.locator(".cp-leaving")
    expect(asked).to_contain_text("Some notes are not shown to everybody. What becomes of them?")
    expect(asked).to_contain_text("They are hidden, came late, or wait to be shown.")
    expect(asked.get_by_role("button")).to_have_text(["Show them and end", "Leave them with their authors and end"])
    asked.get_by_role("button").nth(0 if shown else 1).click()
    expect(cockpit.get_by_role("heading", name="Thank you")).to_be_visible()
    # What was left stays with its authors for good.
    expect(cockpit.locator("#hidden-notes")).not_to_contain_text("late note")
    for page in (ada, bo):
        says(page, SHOWN if shown else LEFT)
    behind.send(cockpit, f"/w/{cockpit.workshop}/settings/", "/closure/", sure="yes")
    # On whatever screen they are: nobody opens the board.
    for page in (ada, bo):
        page.goto(f"/w/{cockpit.workshop}/" if page is ada else "/")
        expect(card(page).locator("[data-say]")).to_contain_text(SHOWN if shown else OVER, timeout=SOON)


def test_who_wrote_alone_reads_that_the_end_left_the_note_with_them(cockpit, come_in, complaints):
    complaints.expected = (*LOST, "409 (CONFLICT)")
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    rooms.write(bo, ZONE, "In time")
    expect(status(bo)).to_contain_text("safe at")
    cut_off(ada)
    rooms.write(ada, ZONE, "Tea")
    expect(status(ada)).to_contain_text("One note waits to be sent.")
    to_the_end(cockpit)

    ada.context.set_offline(False)

    says(ada, ALONE)
    expect(card(ada).locator("[data-text]")).to_have_text("Tea")
    expect(cockpit.locator("#hidden-notes")).not_to_contain_text("late note")
    expect(card(bo)).to_have_count(0)


def test_after_reopening_its_author_reads_that_a_left_note_was_shown(cockpit, come_in, write_late):
    ada = come_in("Ada", "phone")
    write_late(cockpit, to_another_board, Tea=ada)
    expect(cockpit.locator("#hidden-notes")).to_contain_text(ONE, timeout=SOON)
    close(cockpit)
    ada.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    expect(card(ada).locator("[data-say]")).to_contain_text(OVER, timeout=SOON)
    cockpit.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    rooms.open_zone(cockpit, ZONE)
    note = cockpit.locator("li[data-note]", has_text="Tea")
    expect(note.locator("[data-mark=inbox]")).to_be_visible()

    behind.send(cockpit, f"/w/{cockpit.workshop}/settings/", "/closure/removal/")
    cockpit.reload()
    rooms.open_zone(cockpit, ZONE)
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Show it to everybody").first.click()
    expect(note.locator("[data-mark=inbox]")).to_be_hidden()

    ada.reload()
    expect(card(ada).locator("[data-say]")).to_contain_text("everybody sees it", timeout=SOON)
    expect(card(ada)).not_to_contain_text("was closed")
    expect(ada.locator("li[data-note]", has_text="Tea")).to_have_count(1)


def test_a_private_note_after_its_reveal_says_who_sees_it(cockpit, come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    expect(ada.get_by_text("Nobody else sees your new notes until the next reveal.").first).to_be_visible()
    rooms.write(bo, ZONE, "In time")
    cut_off(ada)
    rooms.write(ada, ZONE, "Tea")
    rooms.reveal(cockpit)
    expect(cockpit.locator("#hidden-notes")).not_to_contain_text("hidden until you reveal")

    ada.context.set_offline(False)

    says(ada, CAME_ALONE)
    note = ada.locator("li[data-note]", has_text="Tea")
    mark = note.locator("[data-mark=hidden]")
    expect(mark).to_have_text("Only you see it")
    expect(bo.locator("li[data-note]", has_text="In time")).to_have_count(1)
    expect(bo.locator("li[data-note]", has_text="Tea")).to_have_count(0)
    cockpit.get_by_role("button", name="Take it in").click()
    says(ada, SHOWN)
    expect(mark).to_be_hidden()
    expect(note.locator("[data-mark=safe]")).to_have_count(1)
    expect(bo.locator("li[data-note]", has_text="Tea")).to_have_count(1)
    ada.reload()
    expect(note).to_have_count(1)
    expect(mark).to_be_hidden()


ALTERED = (
    "Your change came after the reveal on “Check-in”: the others see your note as it was. "
    "Your new words are a note of their own, and the facilitator takes late notes in."
)
BOTH = "Your change is on its board now, as a note of its own: everybody sees both notes. You wrote it for “Check-in”."
APART = (
    "Your change is a note of its own on its board, and only you see it. The others see your note as it was. "
    "You wrote it for “Check-in”."
)


def write_on_without_a_line(ada: Page) -> None:
    """Change a private note while the line is down."""
    cut_off(ada)
    note = ada.locator("li[data-note]", has_text="Tea")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Change").click()
    field = note.locator("textarea")
    field.press("End")
    field.press_sequentially(" and milk")
    field.press("Control+Enter")
    expect(status(ada)).to_contain_text("One note waits to be sent.")


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "left"])
def test_other_words_for_a_private_note_that_come_after_its_reveal_are_told_of_and_taken_in(
    cockpit, come_in, complaints, taken
):
    complaints.expected = LOST
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    expect(ada.get_by_text("Nobody else sees your new notes until the next reveal.").first).to_be_visible()
    rooms.write(ada, ZONE, "Tea")
    expect(status(ada)).to_contain_text("safe at")
    write_on_without_a_line(ada)
    rooms.reveal(cockpit)
    expect(bo.locator("li[data-note]")).to_contain_text(["Tea"])

    ada.context.set_offline(False)

    says(ada, ALTERED)
    expect(card(ada).locator("[data-text]")).to_have_text("Tea and milk")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    late = cockpit.locator("#hidden-notes")
    expect(late).to_contain_text(ONE, timeout=SOON)
    late.get_by_role("button", name="Take it in" if taken else "Leave it with its author").click()
    says(ada, BOTH if taken else APART)
    expect(ada.locator("li[data-note] [data-text]")).to_have_text(["Tea", "Tea and milk"])
    expect(bo.locator("li[data-note] [data-text]")).to_have_text(["Tea", "Tea and milk"] if taken else ["Tea"])
    expect(late).not_to_contain_text("late note")


def test_whoever_wrote_such_words_is_told_on_another_page(cockpit, come_in, complaints):
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    rooms.turn(cockpit, "private")
    expect(ada.get_by_text("Nobody else sees your new notes until the next reveal.").first).to_be_visible()
    rooms.write(ada, ZONE, "Tea")
    expect(status(ada)).to_contain_text("safe at")
    write_on_without_a_line(ada)
    ada.close()
    rooms.reveal(cockpit)
    to_a_talk(cockpit)
    again = ada.context.new_page()
    complaints.listen(again)
    ada.context.set_offline(False)

    again.goto(f"/w/{cockpit.workshop}/seat/")

    expect(card(again).locator("[data-say]")).to_have_text(
        "Your change came after the reveal: the others see your note as it was. "
        "Your new words are a note of their own, and the facilitator takes late notes in.",
        timeout=60_000,
    )
    expect(card(again).locator("[data-text]")).to_have_text("Tea and milk")
    cockpit.locator("#hidden-notes").get_by_role("button", name="Take it in").click()
    expect(card(again).locator("[data-say]")).to_contain_text("everybody sees both notes", timeout=SOON)
