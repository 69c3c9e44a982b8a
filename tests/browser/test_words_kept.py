"""Words are kept whatever happens between writing and arriving: others write too, the line breaks, a vote is held."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.test_typing_together import change, cut_off, found_again, shows

LOST = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")


def of(page: Page, words: str):
    """The note of these words."""
    return page.locator("li[data-note]", has=page.locator("[data-text]", has_text=words))


def open_menu(page: Page, words: str):
    of(page, words).locator("[data-menu] > summary").click()
    return of(page, words).locator("[data-menu]")


@pytest.mark.row("R4", partly=True)
def test_a_first_change_made_without_a_line_leaves_what_others_write_meanwhile(come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, "hope", "the quick fox")
    shows(bo, "the quick fox")
    open_menu(bo, "the quick fox").locator(".pop-list").wait_for()
    bo.keyboard.press("Escape")
    cut_off(bo)

    field = change(bo, "the quick fox") if not of(bo, "the quick fox").locator("[data-menu][open]").count() else None
    if field is None:
        of(bo, "the quick fox").get_by_role("button", name="Change", exact=True).click()
        field = bo.locator("form[data-edit] textarea")
    field.press("End")
    field.press_sequentially(" BBBB")
    field.press("Escape")
    adas = change(ada, "the quick fox")
    adas.press("Home")
    adas.press_sequentially("AAA ")
    adas.press("Escape")
    found_again(bo)

    for page in (ada, bo):
        shows(page, "AAA the quick fox BBBB")


@pytest.mark.row("B16", partly=True)
def test_undo_without_a_line_takes_back_ones_own_letters_alone(come_in, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(bo, "hope", "base")
    shows(ada, "base")
    field = change(bo, "base")
    field.press("End")
    field.press_sequentially(" mine")
    field.press("Escape")
    shows(ada, "base mine")
    cut_off(bo)
    adas = change(ada, "base mine")
    adas.press("End")
    adas.press_sequentially(" and Ada's")
    adas.press("Escape")

    bo.keyboard.press("Control+z")
    found_again(bo)

    for page in (ada, bo):
        shows(page, "base and Ada's")


def test_words_that_are_refused_are_offered_back_on_a_board_with_a_vote(come_in, cockpit, complaints):
    complaints.expected = LOST
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(bo, "hope", "Lend the lab")
    shows(ada, "Lend the lab")
    cockpit.get_by_text("Open a vote", exact=True).first.click()
    cockpit.get_by_role("button", name="Open the vote").click()
    expect(ada.locator("#vote")).to_be_visible()
    cut_off(ada)
    field = (
        change(ada, "Lend the lab")
        if not ada.locator("form[data-edit]").count()
        else ada.locator("form[data-edit] textarea")
    )
    field.press("End")
    field.press_sequentially(" on Fridays")
    field.press("Escape")
    open_menu(bo, "Lend the lab").get_by_role("button", name="Delete", exact=True).click()
    expect(of(bo, "Lend the lab")).to_have_count(0)

    found_again(ada)

    expect(ada.locator("ul[data-refused] li")).to_contain_text("Lend the lab on Fridays")


def test_a_note_that_is_emptied_says_again_what_it_said(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, "hope", "At least one word")
    shows(bo, "At least one word")

    field = change(ada, "At least one word")
    field.press("Control+a")
    field.press("Delete")
    field.press("Escape")

    expect(ada.locator("[data-heard]")).to_contain_text("A note needs at least one word")
    for page in (ada, bo):
        shows(page, "At least one word")


@pytest.mark.row("B9", partly=True)
def test_a_group_goes_to_another_zone_from_the_list_and_takes_its_notes_along(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, "hope", "In it")
    open_menu(ada, "In it").get_by_role("button", name="Group with…").click()
    ada.get_by_label("Title of the group").fill("A theme")
    ada.get_by_role("button", name="Make the group").click()
    theme = ada.locator("[data-group]", has_text="A theme")
    theme.locator("> header [data-menu] > summary").click()

    theme.locator("> header [data-menu]").get_by_role("button", name="Move to…").click()
    ada.locator("dialog select[name=zone]").select_option("bring")
    ada.get_by_role("button", name="Move", exact=True).click()

    expect(bo.locator("[data-zone='bring'] [data-group] li[data-note]")).to_contain_text("In it")
    expect(ada.locator("dialog[open]")).to_have_count(0)


@pytest.mark.row("F9", partly=True)
def test_where_everybody_writes_alone_nobody_changes_what_all_would_read_at_once(come_in, cockpit):
    ada = come_in("Ada")
    rooms.write(ada, "hope", "For all to read")
    field = change(ada, "For all to read")
    rooms.turn(cockpit, "private")

    expect(field).not_to_be_editable()
    field.press("Escape")
    menu = open_menu(ada, "For all to read")
    expect(menu.get_by_role("button", name="Move to…")).to_be_visible()
    expect(menu.get_by_role("button", name="Change", exact=True)).to_be_hidden()


def test_an_empty_note_is_told_so_only_until_somebody_writes_on(come_in):
    ada = come_in("Ada")
    form = rooms.open_zone(ada, "hope").locator("form[data-compose]")
    form.locator("button", has_text="Add note").click()
    expect(form.locator("[data-bad]")).to_be_visible()

    form.locator("textarea").press_sequentially("The next")

    expect(form.locator("[data-bad]")).to_be_hidden()
    expect(form.locator("textarea")).not_to_have_attribute("aria-invalid", "true")
