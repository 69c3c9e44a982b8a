"""A board has two views: what is done in one can be undone in the other."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import look_at, paper, write_at
from tests.browser.test_drawn_things import everything, lay


def go_to(page: Page, name: str) -> None:
    """Switch to the other view, as people do."""
    page.locator(f"a[data-view='{name}']").click()
    expect(page.locator(f"[data-board][data-view='{name}']" if name == "canvas" else "#board-list")).to_be_visible()
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(page.locator("[data-board][data-live]")).to_have_count(1)


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
    bo.keyboard.press("Escape")
    expect(paper(ada, "Only mine and yours")).to_have_count(1)

    go_to(ada, "list")
    ada.keyboard.press("Control+z")

    expect(ada.locator("[data-heard]")).to_contain_text("somebody else has worked there since")
    expect(paper(bo, "Only mine and yours")).to_have_count(1)


@pytest.mark.row("I6")
def test_the_list_is_the_same_board_as_an_outline_and_all_of_it_changes_there_while_others_look(at_the_plane, come_in):
    ada, bo = at_the_plane("Ada"), come_in("Bo")
    lay(ada, *everything())
    look_at(ada)
    outline = bo.locator("[data-zone=hope]")
    frame = outline.locator("[data-group]").filter(has=bo.get_by_role("heading", name="What we know"))
    expect(frame.locator("li[data-note] [data-text]")).to_have_text(["Idle lab days", "Which labs?", "Labs"])

    outline.get_by_role("button", name="New group").click()
    bo.get_by_label("Title of the group").fill("Time")
    bo.get_by_role("button", name="Make the group").click()
    expect(paper(ada, "Time")).to_have_count(1)
    menu(bo, "Idle lab days", "Move to…")
    bo.get_by_label("Group or frame it lies in").select_option("Time")
    bo.get_by_role("button", name="Move", exact=True).click()
    expect(paper(ada, "Idle lab days").locator("[data-where]")).to_contain_text("Time")
    menu(bo, "Idle lab days", "Change")
    bo.locator("form[data-edit] textarea, [data-editing] textarea").first.fill("Idle lab days, two a week")
    bo.get_by_role("button", name="Finish writing").click()
    expect(paper(ada, "two a week")).to_have_count(1)
    rooms.write(bo, "hope", "In the wrong place")
    expect(paper(ada, "In the wrong place")).to_have_count(1)
    menu(bo, "In the wrong place", "Delete")
    expect(paper(ada, "In the wrong place")).to_have_count(0)

    paper(ada, "two a week").focus()
    ada.keyboard.press("Control+Shift+g")
    group = outline.locator("[data-group]").filter(has=bo.get_by_role("heading", name="Time"))
    expect(group.locator("li[data-note]")).to_have_count(0)
    ada.keyboard.press("Enter")
    ada.keyboard.press("End")
    ada.keyboard.type("!")
    ada.keyboard.press("Escape")
    expect(outline.locator("li[data-note] [data-text]", has_text="two a week!")).to_have_count(1)


def menu(page: Page, words: str, deed: str) -> None:
    """What the menu of something in the list offers."""
    item = page.locator("#board-list [data-note]").filter(has=page.locator(":scope > [data-text]", has_text=words))
    item.locator("[data-menu] > summary").click()
    item.get_by_role("button", name=deed).click()
