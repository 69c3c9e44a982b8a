"""A board has two views: what is done in one can be undone in the other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import look_at, paper, write_at


def go_to(page: Page, name: str) -> None:
    """Switch to the other view, as people do."""
    page.locator(f"a[data-view='{name}']").click()
    expect(page.locator(f"[data-board][data-view='{name}']" if name == "canvas" else "#board-list")).to_be_visible()
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")


@pytest.mark.row("B16", partly=True)
def test_what_was_done_on_the_plane_is_undone_in_the_list_and_again_on_the_plane(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 300, 250, "First words")
    write_at(ada, 700, 250, "Second words")
    expect(paper(bo, "Second words")).to_have_count(1)

    go_to(ada, "list")
    ada.keyboard.press("Control+z")

    expect(paper(bo, "Second words")).to_have_count(0)
    go_to(ada, "canvas")
    ada.locator("[data-do='redo']").first.click()
    expect(paper(bo, "Second words")).to_have_count(1)
    ada.locator("[data-do='undo']").first.click()
    ada.locator("[data-do='undo']").first.click()
    expect(paper(bo, "First words")).to_have_count(0)


@pytest.mark.row("B16", partly=True)
def test_what_somebody_else_changed_meanwhile_stays(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 300, 250, "Only mine")
    paper(bo, "Only mine").focus()
    bo.keyboard.press("Enter")
    bo.keyboard.type(" and yours")
    bo.keyboard.press("Enter")
    expect(paper(ada, "Only mine and yours")).to_have_count(1)

    go_to(ada, "list")
    ada.keyboard.press("Control+z")

    expect(ada.locator("[data-heard]")).to_contain_text("somebody else has worked there since")
    expect(paper(bo, "Only mine and yours")).to_have_count(1)
