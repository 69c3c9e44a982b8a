"""Words begun in dialogs outlive the tab they were typed in, until they are sent."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import rooms
from tests.browser.canvas import at, look_at, paper
from tests.browser.test_killed_tab import until_kept
from tests.browser.test_search_and_comments import comments
from tests.browser.test_typing_together import cut_off

NOTE = "Idle lab days"
LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")


def field_for_comments(page: Page) -> Locator:
    """Open the comments of the note; where one is written."""
    note = page.locator("[data-note]").filter(has_text=NOTE).first
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Comments…").click()
    return comments(page).get_by_role("textbox")


def another_tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    rooms.connected(page)
    return page


def leave(page: Page) -> None:
    """Close a tab as people do: the page hears of it."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


@pytest.mark.row("B11")
def test_a_comment_half_typed_outlives_its_tab_until_it_is_sent(come_in):
    first = come_in("Bo")
    rooms.write(first, "hope", NOTE)
    address, context = first.url, first.context
    field_for_comments(first).press_sequentially("Which labs?")
    until_kept(first, "Which labs?")
    leave(first)

    second = another_tab(context, address)
    field = field_for_comments(second)
    expect(field).to_have_value("Which labs?")
    field.press("Control+Enter")
    expect(comments(second).locator("[data-comment] [data-text]")).to_have_text(["Which labs?"])
    # What lies outside an open dialog nobody hears.
    expect(comments(second).locator("[data-heard]")).to_have_text("Comment added.")
    expect(field).to_have_value("")
    leave(second)

    third = another_tab(context, address)
    field = field_for_comments(third)
    expect(comments(third).locator("[data-comment] [data-text]")).to_have_text(["Which labs?"])
    expect(field).to_have_value("")


NOT_SENT = "Connected. What you type is not sent yet."
BEGUN = "Connected. Something you began here is not sent yet."
SAFE = "Connected · safe at"


def status(page: Page) -> Locator:
    """What the page says of its line."""
    return page.locator("[data-connection] [data-words]")


def test_the_plane_says_nothing_is_safe_while_a_new_note_is_typed(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 200, 300))
    field = ada.locator("[data-field]")
    expect(field).to_be_focused()
    expect(status(ada)).not_to_contain_text("not sent")

    ada.keyboard.type(NOTE)

    expect(status(ada)).to_have_text(NOT_SENT)
    expect(ada.locator("[data-connection] > [data-when=connected]")).to_be_hidden()
    ada.keyboard.press("Escape")
    expect(status(ada)).to_contain_text(SAFE)
    # A note that is there is sent letter by letter while its field stands open.
    paper(ada, NOTE).dblclick()
    field.press("End")
    field.press_sequentially(" in spring")
    expect(status(ada)).to_contain_text(SAFE)
    expect(field).to_have_value(f"{NOTE} in spring")


def test_the_page_says_nothing_is_safe_while_a_comment_is_typed(come_in):
    ada = come_in("Ada")
    rooms.write(ada, "hope", NOTE)
    expect(status(ada)).to_contain_text(SAFE)

    field = field_for_comments(ada)
    field.press_sequentially("Which labs?")
    expect(status(ada)).to_have_text(NOT_SENT)
    field.press("Control+Enter")

    expect(status(ada)).to_contain_text(SAFE)


def test_without_a_line_the_page_says_of_a_new_note_that_it_waits_for_its_button(come_in, complaints):
    complaints.expected = LOST
    ada = come_in("Ada", "phone")
    cut_off(ada)
    expect(status(ada)).to_have_text("Not connected. What you write is kept here and sent later.")
    field = rooms.open_zone(ada, "hope").locator("form[data-compose] textarea")

    field.press_sequentially(NOTE)

    expect(status(ada)).to_have_text("Not connected. What you type is not sent yet.")
    field.press("Control+Enter")
    expect(status(ada)).to_have_text("Not connected. One note waits to be sent.")


SHUT = "Nobody can comment just now. Your words are only on this device, and not sent."


def test_a_comment_half_typed_stays_in_its_dialog_when_nobody_may_comment_any_more(cockpit, come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, "hope", NOTE)
    for page in (ada, bo):
        field_for_comments(page)
    field = comments(ada).get_by_role("textbox")
    field.press_sequentially("Which labs?")

    rooms.turn(cockpit, "closed")

    expect(comments(ada).locator("[data-shut]")).to_have_text(SHUT)
    expect(field).to_have_value("Which labs?")
    expect(comments(ada).get_by_role("button", name="Comment")).to_have_count(0)
    expect(status(ada)).to_have_text(NOT_SENT)
    field.press("Control+Enter")
    expect(comments(bo).get_by_role("textbox")).to_have_count(0)
    ada.keyboard.press("Escape")
    expect(comments(ada)).to_have_count(0)
    expect(status(ada)).to_have_text(BEGUN)
    expect(status(bo)).not_to_contain_text("not sent")
    rooms.turn(cockpit, "open")
    expect(field_for_comments(ada)).to_have_value("Which labs?")
    expect(comments(ada).locator("[data-shut]")).to_be_hidden()
    field.press("Control+Enter")
    expect(comments(bo).locator("[data-comment] [data-text]")).to_have_text(["Which labs?"])
    expect(status(ada)).to_contain_text(SAFE)


def test_the_list_says_nothing_is_safe_while_words_stand_in_its_box(come_in):
    ada = come_in("Ada")
    rooms.write(ada, "hope", "Before")
    expect(status(ada)).to_contain_text(SAFE)
    field = ada.locator("[data-zone=hope] form[data-compose] textarea")

    field.press_sequentially(NOTE)
    expect(status(ada)).to_have_text(NOT_SENT)
    until_kept(ada, NOTE)
    ada.reload()
    rooms.connected(ada)

    expect(field).to_have_value(NOTE)
    expect(status(ada)).to_have_text(NOT_SENT)
    field.press("Control+Enter")
    expect(status(ada)).to_contain_text(SAFE)
