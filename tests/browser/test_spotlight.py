"""The wall shows one zone, group or note alone, chosen in the cockpit or on the board, and the whole board again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import open_plane
from tests.browser.rooms import write

IN_SIGHT = "#board-wall .bw-zone:not([hidden]) .bw-note:not([hidden])"


@pytest.fixture
def wall(open_browser, sign_in, room):
    """The wall of the room, at a projector."""
    page = sign_in(open_browser("projector"), "facilitator")
    page.goto(f"/w/{room.workshop}/wall/")
    expect(page.locator("#board-wall[data-placed]")).to_have_count(1)
    return page


def letters(wall, words: str) -> float:
    """The size of the words of a note on the wall, in pixels."""
    return wall.locator(IN_SIGHT).filter(has_text=words).evaluate("note => parseFloat(getComputedStyle(note).fontSize)")


def test_a_zone_has_the_wall_to_itself_and_gives_it_back(wall, cockpit, come_in):
    ada = come_in("Ada")
    for number in range(6):
        write(ada, "hope", f"Hope {number}")
    write(ada, "bring", "A skill")
    expect(wall.locator(IN_SIGHT)).to_have_count(7)
    small = letters(wall, "Hope 3")

    press = cockpit.locator("#cp-alone-hope")
    press.click()

    expect(wall.locator("[data-zone='bring']")).to_be_hidden()
    expect(wall.locator(IN_SIGHT)).to_have_count(6)
    expect(press).to_have_attribute("aria-pressed", "true")
    expect(cockpit.locator(".cp-alone")).to_contain_text("The wall shows this alone:")
    zone, board = (wall.locator(each).bounding_box() for each in ("[data-zone='hope']", "#board-wall"))
    assert (zone["width"], zone["height"]) == pytest.approx((board["width"], board["height"]), abs=2)
    assert letters(wall, "Hope 3") > 1.5 * small

    write(ada, "hope", "One more hope")
    expect(wall.locator(IN_SIGHT)).to_have_count(7)

    cockpit.locator("#cp-whole").click()
    expect(wall.locator(IN_SIGHT)).to_have_count(8)
    expect(wall.locator("[data-zone='bring']")).to_be_visible()
    assert letters(wall, "Hope 3") == pytest.approx(small, rel=0.4)


@pytest.mark.parametrize("view", ["plane", "list"])
def test_a_note_fills_the_wall_from_the_menu_of_the_board(view, wall, cockpit, come_in):
    ada = come_in("Ada")
    for words in ("The clinic closes at noon", "Another"):
        write(ada, "hope", words)
    expect(wall.locator(IN_SIGHT)).to_have_count(2)
    lead = cockpit
    if view == "plane":
        open_plane(lead, lead.workshop)
        note = lead.locator("[data-note]").filter(has_text="The clinic closes at noon")
        note.click(button="right")
        lead.get_by_role("menuitem", name="Show alone on the wall").click()
    else:
        lead.goto(f"/w/{lead.workshop}/")
        note = lead.locator("[data-zone='hope'] li[data-note]").filter(has_text="The clinic closes at noon")
        note.locator("[data-menu] > summary").click()
        note.get_by_role("button", name="Show alone on the wall").click()

    expect(lead.locator("[data-told]", has_text="The wall shows it alone.")).to_be_visible()
    expect(wall.locator(IN_SIGHT)).to_have_text(["The clinic closes at noon"])
    assert letters(wall, "The clinic closes") > 60

    note = ada.locator("li[data-note]").filter(has_text="The clinic closes at noon")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name=re.compile("^Delete")).click()
    expect(wall.locator(IN_SIGHT)).to_have_text(["Another"])


def test_a_participant_is_offered_nothing_for_the_wall(come_in):
    ada = come_in("Ada")
    write(ada, "hope", "Mine")
    ada.locator("li[data-note] [data-menu] > summary").first.click()
    expect(ada.get_by_role("button", name="Duplicate")).to_be_visible()
    expect(ada.get_by_role("button", name="Show alone on the wall")).to_have_count(0)
