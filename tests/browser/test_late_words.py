"""A phone was without a line when the room went on: its words reach their board, or come back to who wrote them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.test_typing_together import cut_off

ZONE = "hope"
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
LATE = "Your note came after writing had closed on"


def status(page: Page):
    """What the page says of its line."""
    return page.locator("[data-connection] [data-words]")


def write_offline(come_in, complaints) -> Page:
    """Return Ada's phone, offline, with a note on it that waits to be sent."""
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    cut_off(ada)
    rooms.write(ada, ZONE, "From the bus")
    return ada


def to_a_step(cockpit: Page, number: int) -> None:
    """Take the room straight to a step, by its place in the agenda, unless it is there."""
    step = cockpit.locator(".cp-a .steps > li:not(.cp-day)").nth(number)
    if step.get_attribute("aria-current"):
        return
    step.locator("details.go > summary").click()
    step.locator("details.go button").click()
    expect(step).to_have_attribute("aria-current", "step")


def to_the_last_step(cockpit: Page) -> None:
    to_a_step(cockpit, cockpit.locator(".cp-a .steps > li:not(.cp-day)").count() - 1)


def to_another_board(cockpit: Page) -> None:
    to_a_step(cockpit, 5)


def to_the_check_in(cockpit: Page) -> None:
    """Away and back: people write alone in it again."""
    to_a_step(cockpit, 5)
    to_a_step(cockpit, 0)


def to_a_vote(cockpit: Page) -> None:
    to_a_step(cockpit, 1)
    to_the_part(cockpit, "Vote")


def to_a_reveal(cockpit: Page) -> None:
    """Writing is open there: of a board that is not shown what comes is taken at once."""
    to_a_step(cockpit, 1)
    to_the_part(cockpit, "Reveal")


def to_a_discussion(cockpit: Page) -> None:
    rooms.turn(cockpit, "closed")
    to_the_part(cockpit, "All together")


def to_a_talk(cockpit: Page) -> None:
    """A step without a board, added at the end of the agenda."""
    agenda = f"/w/{cockpit.workshop}/agenda/"
    behind.send(cockpit, agenda, "/steps/", title="Tea", minutes="10", screen="")
    cockpit.reload()
    to_the_last_step(cockpit)


def to_the_last_part(cockpit: Page) -> None:
    """Take the room to where only the end is left."""
    to_the_last_step(cockpit)
    parts = cockpit.locator(".modes li")
    for _ in range(parts.count()):
        if parts.last.get_attribute("aria-current"):
            break
        rooms.press_next(cockpit)
    expect(cockpit.locator("#cp-next")).to_contain_text("End the workshop")


def to_the_end(cockpit: Page) -> None:
    to_the_last_part(cockpit)
    rooms.turn(cockpit, "closed")
    cockpit.locator("#cp-next").click()
    thanks = cockpit.get_by_role("heading", name="Thank you")
    leave = cockpit.get_by_role("button", name="Leave them with their authors and end")
    expect(thanks.or_(leave)).to_be_visible()
    # What came late by then is asked about.
    if leave.is_visible():
        leave.click()
    expect(thanks).to_be_visible()


def to_the_part(cockpit: Page, name: str) -> None:
    """Press Next until the step is in the part of that name."""
    part = cockpit.locator(".modes li[aria-current=step] b")
    for _ in range(6):
        if part.inner_text() == name:
            return
        rooms.press_next(cockpit)
    raise AssertionError(f"no part is called {name}")


def close(cockpit: Page) -> None:
    """End and close the workshop: nothing is taken any more."""
    to_the_end(cockpit)
    behind.send(cockpit, f"/w/{cockpit.workshop}/settings/", "/closure/", sure="yes")


def to_private_writing(cockpit: Page) -> None:
    rooms.turn(cockpit, "private")


def to_closed_writing(cockpit: Page) -> None:
    rooms.turn(cockpit, "closed")


@pytest.mark.row("R5")
@pytest.mark.parametrize(
    "move",
    [to_closed_writing, to_private_writing, to_another_board, to_the_check_in, to_a_vote, to_a_talk, to_the_end],
    ids=lambda move: move.__name__,
)
def test_a_note_written_without_a_line_waits_for_the_facilitator_wherever_the_room_is(
    cockpit, come_in, complaints, move
):
    ada = write_offline(come_in, complaints)
    expect(ada.locator("[data-connection] [data-words]")).to_contain_text("One note waits to be sent.")
    move(cockpit)

    ada.context.set_offline(False)

    expect(ada.locator("[data-returned] li")).to_contain_text(LATE, timeout=60_000)
    expect(ada.locator("[data-returned] [data-text]")).to_have_text("From the bus")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    expect(cockpit.get_by_text("1 late note from a phone that was offline")).to_be_visible(timeout=20_000)
    cockpit.locator("#cp-late-take").click()
    expect(cockpit.get_by_text("1 late note from a phone that was offline")).to_have_count(0)
    ada.get_by_role("button", name="Done").click()
    expect(status(ada)).not_to_contain_text("not on its board")


@pytest.mark.row("R5")
@pytest.mark.parametrize("move", [to_a_reveal, to_a_discussion], ids=lambda move: move.__name__)
def test_where_everybody_writes_by_then_a_note_is_on_its_board_at_once(cockpit, come_in, complaints, move):
    ada, bo = write_offline(come_in, complaints), come_in("Bo")
    move(cockpit)

    ada.context.set_offline(False)

    expect(status(ada)).to_contain_text("safe at", timeout=60_000)
    expect(ada.locator("[data-returned] li")).to_have_count(0)
    to_a_step(cockpit, 0)
    expect(bo.locator("li[data-note]", has_text="From the bus")).to_have_count(1)


@pytest.mark.row("R5")
def test_after_the_workshop_is_closed_a_note_comes_back_to_its_author(cockpit, come_in, complaints):
    ada = write_offline(come_in, complaints)
    close(cockpit)

    ada.context.set_offline(False)

    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text("The workshop was closed before this came.", timeout=60_000)
    expect(tray).to_contain_text("Only this device has it: copy what you need.")
    expect(tray.locator("[data-text]")).to_have_text("From the bus")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")


def test_a_note_nobody_took_in_stays_in_its_authors_sight_when_the_workshop_closes(cockpit, come_in, complaints):
    complaints.expected = (*LOST, "409 (CONFLICT)")
    ada = come_in("Ada", "phone")
    cut_off(ada)
    rooms.write(ada, ZONE, "From the bus")
    expect(status(ada)).to_contain_text("One note waits to be sent.")
    rooms.turn(cockpit, "closed")
    ada.context.set_offline(False)
    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text(LATE, timeout=60_000)
    tray.get_by_role("button", name="Done").click()
    on_board = ada.locator("li[data-note]", has_text="From the bus")
    expect(on_board).to_be_visible()

    close(cockpit)
    ada.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")

    expect(tray).to_contain_text("while your note was hidden from the others")
    expect(tray.locator("[data-text]")).to_have_text("From the bus")
    expect(on_board).to_have_count(0)


def write_late(ada: Page, cockpit: Page, go_on) -> None:
    """Ada's note comes after writing had closed, and she has read so."""
    cut_off(ada)
    rooms.write(ada, ZONE, "From the bus")
    expect(status(ada)).to_contain_text("One note waits to be sent.")
    go_on(cockpit)
    ada.context.set_offline(False)
    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text(LATE, timeout=60_000)
    tray.get_by_role("button", name="Done").click()


@pytest.mark.parametrize("go_on", [to_closed_writing, to_another_board], ids=lambda move: move.__name__)
def test_a_late_note_is_kept_for_its_author_when_only_its_answer_came(cockpit, come_in, complaints, go_on):
    """Neither the row of the board nor the script that looks after hidden notes reaches the page before it goes on."""
    complaints.expected = (*LOST, "409 (CONFLICT)", "ERR_FAILED")
    ada = come_in("Ada", "phone")
    ada.route("**/boards/unshown.js", lambda route: route.abort())
    write_late(ada, cockpit, go_on)

    close(cockpit)
    ada.unroute_all()
    ada.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")

    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text("while your note was hidden from the others")
    expect(tray.locator("[data-text]")).to_have_text("From the bus")


ELSEWHERE = [
    "/w/{workshop}/seat/",
    "/reports/workshops/{workshop}/minutes/",
    "/boards/for/{workshop}/check_in/list/",
    "/",
]


@pytest.mark.row("R6")
@pytest.mark.row("R5")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_on_whatever_page_somebody_is_by_then_their_note_is_sent_and_they_are_told(
    cockpit, come_in, complaints, address
):
    ada = write_offline(come_in, complaints)
    expect(status(ada)).to_contain_text("One note waits to be sent.")
    ada.close()
    to_a_talk(cockpit)
    again = ada.context.new_page()
    complaints.listen(again)
    ada.context.set_offline(False)

    again.goto(address.format(workshop=cockpit.workshop))

    tray = again.locator("[data-returned] li")
    expect(tray).to_contain_text("Your note came after writing had closed", timeout=60_000)
    expect(tray.locator("[data-text]")).to_have_text("From the bus")
    expect(cockpit.get_by_text("1 late note from a phone that was offline")).to_be_visible(timeout=20_000)
    tray.get_by_role("button", name="Done").click()
    expect(tray).to_have_count(0)


@pytest.mark.row("R5")
def test_what_is_refused_comes_back_on_whatever_screen_and_stays_until_it_is_dealt_with(cockpit, come_in, complaints):
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    rooms.write(ada, ZONE, "Before")
    expect(ada.locator("[data-connection] [data-words]")).to_contain_text("safe at")
    cut_off(ada)
    note = ada.locator("li[data-note]", has_text="Before")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Change").click()
    note.locator("textarea").fill("Before and after")
    note.locator("form button").first.click()
    to_another_board(cockpit)

    ada.context.set_offline(False)

    tray = ada.locator("[data-returned] li")
    expect(tray).to_contain_text("Writing is closed just now.", timeout=60_000)
    expect(tray.locator("[data-text]")).to_have_text("Before and after")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    ada.reload()
    expect(tray.locator("[data-text]")).to_have_text("Before and after")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    tray.get_by_role("button", name="Delete these words").click()
    expect(tray).to_have_count(0)
    ada.reload()
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(tray).to_have_count(0)


@pytest.mark.row("A4", partly=True)
def test_a_board_on_a_page_of_its_own_says_who_sees_notes_as_the_room_goes_on(cockpit, come_in):
    ada = come_in("Ada", "phone")
    rooms.turn(cockpit, "private")
    ada.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    alone = ada.get_by_text("You write alone. Nobody else sees your new notes until the next reveal.")
    expect(alone).to_be_visible()

    rooms.turn(cockpit, "open")

    expect(alone).to_be_hidden()
    rooms.turn(cockpit, "closed")
    expect(ada.get_by_text("Nobody writes just now.")).to_be_visible()
    rooms.turn(cockpit, "private")
    expect(alone).to_be_visible()


@pytest.mark.parametrize("move", [to_closed_writing, to_private_writing], ids=lambda move: move.__name__)
def test_a_group_made_without_a_line_while_writing_ends_is_told_of_once_with_its_name(
    cockpit, come_in, complaints, move
):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo")
    for words in ("Tea", "Coffee"):
        rooms.write(ada, ZONE, words)
        expect(bo.locator("li[data-note]", has_text=words)).to_have_count(1)
    cut_off(ada)
    ada.locator(f"[data-zone='{ZONE}'] [data-act=new-group]").click()
    ada.get_by_label("Title of the group").fill("Drinks")
    for words in ("Tea", "Coffee"):
        ada.get_by_role("checkbox", name=words).check()
    ada.get_by_role("button", name="Make the group").click()
    expect(ada.locator("[data-group] li[data-note]")).to_have_count(2)
    move(cockpit)

    ada.context.set_offline(False)

    card = ada.locator("[data-refused] li")
    expect(card).to_have_count(1, timeout=60_000)
    expect(card.locator("[data-say]")).to_have_text(
        "Your group was not made: the facilitator moved on or stopped writing before it came. Nothing was moved."
    )
    expect(card.locator("[data-text]")).to_have_text("Drinks")
    expect(status(ada)).to_have_text("Connected. One thing you wrote is not on its board.")
    for page in (ada, bo):
        expect(page.locator("[data-group]")).to_have_count(0)
        expect(page.locator("li[data-note]")).to_have_count(2)
    expect(ada.locator("[data-returned] li")).to_have_count(0)
    expect(cockpit.get_by_text("from a phone that was offline")).to_have_count(0)


def test_a_move_made_without_a_line_and_refused_says_which_note_lies_where_it_was(cockpit, come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, ZONE, "Tea")
    expect(bo.locator("li[data-note]", has_text="Tea")).to_have_count(1)
    cut_off(ada)
    ada.locator("li[data-note]", has_text="Tea").locator("[data-menu] > summary").click()
    ada.get_by_role("button", name="Move to…").click()
    ada.get_by_role("dialog").get_by_label("Zone").select_option("bring")
    ada.get_by_role("button", name="Move", exact=True).click()
    expect(ada.locator("[data-zone='bring'] li[data-note]")).to_have_count(1)
    rooms.turn(cockpit, "closed")

    ada.context.set_offline(False)

    card = ada.locator("[data-refused] li")
    expect(card.locator("[data-say]")).to_have_text(
        "Writing is closed just now. “Tea” lies where it was before.", timeout=60_000
    )
    expect(ada.locator(f"[data-zone='{ZONE}'] li[data-note]")).to_have_count(1)
