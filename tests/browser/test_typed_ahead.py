"""What is typed while a field is on its way, over a slow line: it is no key of a tool, and it is in the field."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.canvas import at, look_at, paper, write_at
from tests.browser.rooms import write
from tests.browser.test_things_in_hands import tool

SCRIPTS = re.compile(r"/static/.*\.js$")


@pytest.fixture
def hold() -> Callable[[Page], Callable[[], None]]:
    """`let_go = hold(page)`: scripts that the page asks for from now on come once that is called."""

    def begin(page: Page) -> Callable[[], None]:
        held: list[Route] = []
        page.route(SCRIPTS, lambda route: held.append(route))  # noqa: PLW0108 - the library looks at what it is given

        def let_go() -> None:
            for route in held:
                route.continue_()
            page.unroute(SCRIPTS)

        return let_go

    return begin


def test_a_comment_typed_before_its_dialog_is_here_is_in_its_field(at_the_plane, hold):
    ada = at_the_plane("Ada")
    look_at(ada)
    expect(write_at(ada, 300, 250, "Something to talk about")).to_be_focused()
    let_go = hold(ada)

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Comments…").click()
    ada.keyboard.type("Who pays forr")
    ada.keyboard.press("Backspace")
    ada.keyboard.type(" it?")
    let_go()

    dialog = ada.get_by_role("dialog", name="Comments")
    expect(dialog.get_by_label("Your comment")).to_have_value("Who pays for it?")
    expect(dialog.get_by_label("Your comment")).to_be_focused()
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")
    dialog.get_by_role("button", name="Comment", exact=True).click()
    expect(dialog.locator("[data-comment]")).to_contain_text("Who pays for it?")


def test_words_for_all_deeds_wait_for_their_field_and_another_key_ends_that(at_the_plane, hold):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.locator("[data-surface]").focus()
    let_go = hold(ada)

    ada.keyboard.press("Control+k")
    ada.keyboard.type("frame")
    let_go()

    field = ada.locator("[data-palette] input")
    expect(field).to_have_value("frame")
    expect(ada.locator(".cv-deeds li").first).to_contain_text("Frame")
    ada.keyboard.press("Escape")
    expect(field).to_be_hidden()
    ada.locator("[data-surface]").focus()
    tool(ada, "h")


def test_a_comment_of_the_list_waits_for_its_field(come_in, hold):
    ada = come_in("Ada")
    write(ada, "hope", "Something to talk about")
    menu = ada.locator("li[data-note]", has_text="Something to talk about").locator("[data-menu]")
    menu.locator("> summary").click()
    entry = menu.get_by_role("button", name="Comments…")
    expect(entry).to_be_visible()
    let_go = hold(ada)

    entry.click()
    ada.keyboard.type("Who pays?")
    let_go()

    expect(ada.get_by_role("dialog", name="Comments").get_by_label("Your comment")).to_have_value("Who pays?")


def test_the_field_of_a_text_opens_before_anything_else_is_fetched(at_the_plane, hold):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.locator("[data-surface]").focus()
    let_go = hold(ada)

    tool(ada, "t")
    ada.mouse.click(*at(ada, 300, 250))
    ada.keyboard.type("What we heard")

    expect(ada.locator("[data-field]")).to_have_value("What we heard")
    ada.keyboard.press("Escape")
    let_go()
    expect(paper(ada, "What we heard")).to_have_count(1)


def test_the_title_of_a_frame_typed_before_it_is_drawn_is_in_its_field(at_the_plane, hold):
    ada = at_the_plane("Ada")
    look_at(ada)
    let_go = hold(ada)

    tool(ada, "f")
    ada.mouse.click(*at(ada, 300, 250))
    ada.keyboard.type("What lasts")
    let_go()

    expect(ada.locator("[data-field]")).to_have_value("What lasts")
    ada.keyboard.press("Escape")
    expect(ada.locator("li.cv-frame")).to_contain_text("What lasts")


def test_the_first_note_of_a_page_says_how_large_its_words_are_set(at_the_plane, hold):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    let_go = hold(ada)

    write_at(ada, 300, 250, "Idea")

    expect(paper(bo, "Idea")).to_have_attribute("data-fit", "18")
    let_go()
