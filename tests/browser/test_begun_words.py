"""Words begun in dialogs outlive the tab they were typed in, until they are sent."""

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import rooms
from tests.browser.test_killed_tab import until_kept
from tests.browser.test_search_and_comments import comments

NOTE = "Idle lab days"


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
