"""What somebody has begun to write alone stays theirs, and waits for its own reveal, when the room goes on."""

import pytest
from playwright.sync_api import expect

from tests.browser import rooms
from tests.browser.canvas import at, look_at
from tests.browser.test_late_words import to_a_step

SECRET = "a secret of the first step"


@pytest.mark.parametrize("writing", ["private", "open"])
def test_a_note_half_written_alone_waits_for_the_reveal_of_its_own_step(cockpit, at_the_plane, writing):
    nia, cy = at_the_plane("Nia"), at_the_plane("Cy")
    rooms.turn(cockpit, "private")
    look_at(nia)
    first = nia.locator("[data-board]").get_attribute("data-board")
    nia.mouse.dblclick(*at(nia, 300, 250))
    expect(nia.locator("[data-field]")).to_be_focused()
    nia.keyboard.type(SECRET)

    to_a_step(cockpit, 5)
    rooms.turn(cockpit, writing)
    expect(nia.locator("[data-board]")).not_to_have_attribute("data-board", first)

    waiting = cockpit.locator("div:has(> form [id^=cp-reveal-])", has_text="Check-in: 1 note is hidden")
    expect(waiting).to_have_count(1)
    hidden = read(cy, first)
    waiting.get_by_role("button", name="Reveal now").click()
    expect(waiting).to_have_count(0)

    assert (SECRET in hidden, SECRET in read(cy, first)) == (False, True)


def test_a_board_the_room_has_left_says_that_nothing_is_added_there(cockpit, come_in):
    nia = come_in("Nia")
    board = nia.locator("[data-board]").get_attribute("data-board")
    rooms.turn(cockpit, "private")
    alone, elsewhere = (nia.context.new_page().locator("main p:not([hidden])[data-writing]") for _each in range(2))
    for page in (alone.page, elsewhere.page):
        page.goto(f"{nia.url.split('/w/')[0]}/boards/{board}/list/")
    expect(alone).to_contain_text("You write alone.")

    to_a_step(cockpit, 5)
    rooms.turn(cockpit, "private")

    expect(alone).to_contain_text("The room writes alone on another board")
    elsewhere.page.reload()
    expect(elsewhere).to_contain_text("The room writes alone on another board")
    rooms.turn(cockpit, "open")
    expect(alone).to_have_count(0)


def read(page, board):
    """All that somebody gets of a board, whichever the room is on."""
    return page.request.get(f"/boards/{board}/snapshot/").text()
