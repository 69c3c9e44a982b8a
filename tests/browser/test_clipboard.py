"""Things that are copied, cut and pasted: on one board, from workshop to workshop, in words elsewhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.assets.pictures import png
from tests.browser import behind, rooms
from tests.browser.canvas import at, look_at, open_plane, paper, place, take, write_at
from tests.browser.test_images import WORDS, hand_over, put
from tests.browser.test_things_in_hands import tool


def choose(page: Page, *words: str) -> None:
    """Choose these notes by hand."""
    for index, each in enumerate(words):
        page.keyboard.down("Shift") if index else None
        take(page, paper(page, each))
        page.mouse.up()
    page.keyboard.up("Shift")
    expect(page.locator("li[aria-selected=true]")).to_have_count(len(words))


def two_tied(page: Page) -> None:
    """Two notes with an arrow between them, both chosen."""
    write_at(page, 160, 200, "Cause")
    write_at(page, 460, 260, "Effect")
    start, end = (paper(page, words).bounding_box() for words in ("Cause", "Effect"))
    tool(page, "a")
    page.mouse.move(start["x"] + 30, start["y"] + 30)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=4)
    page.mouse.up()
    expect(page.locator("li.cv-connector")).to_have_count(1)
    choose(page, "Cause", "Effect")


def test_what_is_copied_lies_where_one_points_with_its_line_and_is_undone_at_once(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    two_tied(ada)

    ada.keyboard.press("Control+c")
    expect(ada.locator("[data-heard]")).to_have_text("3 things copied.")
    ada.mouse.move(*at(ada, 500, 480))
    ada.keyboard.press("Control+v")

    expect(ada.locator("[data-heard]")).to_have_text("3 things pasted.")
    expect(paper(bo, "Cause")).to_have_count(2)
    expect(paper(bo, "Effect")).to_have_count(2)
    expect(bo.locator("li.cv-connector")).to_have_count(2)
    (ax, ay), (bx, by) = (place(paper(ada, "Cause").nth(index)) for index in (0, 1))
    (cx, cy), (dx, dy) = (place(paper(ada, "Effect").nth(index)) for index in (0, 1))
    assert (dx - bx, dy - by) == (cx - ax, cy - ay)
    ada.keyboard.press("Control+z")
    expect(paper(bo, "Cause")).to_have_count(1)
    expect(bo.locator("li.cv-connector")).to_have_count(1)


def test_things_are_cut_here_and_pasted_on_the_board_of_another_workshop_and_as_words_in_a_field(at_the_plane, cockpit):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    two_tied(ada)
    put(hand_over(ada, png()))
    expect(bo.locator("li.cv-image img")).to_have_count(1)
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+a")
    expect(ada.locator("li[aria-selected=true]")).to_have_count(4)

    ada.keyboard.press("Control+x")
    expect(bo.locator("li.cv-image")).to_have_count(0)
    expect(paper(bo, "Cause")).to_have_count(0)
    expect(paper(bo, "Effect")).to_have_count(0)
    other = behind.begin(cockpit, "Another room")
    for page, name in ((ada, "Ada"), (bo, "Bo")):
        # The page of the first room loads itself again once its session ends.
        page.goto("about:blank")
        behind.join(page, other.code, name)
        behind.look_in(page, other.workshop)
        open_plane(page, other.workshop)
    look_at(ada)
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("Control+v")

    expect(paper(bo, "Cause")).to_have_count(1)
    expect(bo.locator("li.cv-image img")).to_have_js_property("naturalWidth", 40)
    expect(bo.locator("li.cv-connector [data-kind]")).to_have_text(
        "Arrow from “\u2068Cause\u2069” to “\u2068Effect\u2069”"
    )
    ada.mouse.dblclick(*at(ada, 80, 520))
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.press("Control+v")
    expect(ada.locator("[data-field]")).to_have_value(f"Cause\nEffect\n{WORDS}")


@pytest.mark.row("I5", partly=True)
def test_the_menu_copies_and_where_nothing_may_be_added_that_is_said_once(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 200, "Alone")
    expect(paper(ada, "Alone")).to_be_focused()

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Copy", exact=True).click()
    expect(ada.locator("[data-heard]")).to_have_text("1 thing copied.")
    rooms.turn(cockpit, "closed")
    expect(ada.locator("[data-state=closed]")).to_be_visible()
    ada.keyboard.press("Control+v")

    expect(ada.locator("[data-heard]")).to_have_text("Nobody writes just now.")
    expect(paper(ada, "Alone")).to_have_count(1)
