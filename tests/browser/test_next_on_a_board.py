"""Whoever leads moves the room from the board they look at, and reads first what that does."""

from playwright.sync_api import expect

from tests.browser import behind, rooms
from tests.browser.canvas import open_plane


def open_board(cockpit):
    """The board of the step on a page of its own, for whoever leads."""
    cockpit.locator("#cp-open").click()
    cockpit.wait_for_url("**/boards/*/")
    expect(cockpit.locator("[data-board][data-live]")).to_have_count(1)
    return cockpit


def test_the_room_goes_on_from_the_board_and_its_button_says_first_what_it_does(cockpit, come_in):
    ada = come_in("Ada")
    rooms.turn(cockpit, "private")
    rooms.write(ada, "hope", "Written alone")
    board = open_board(cockpit)
    lead = board.locator(".cv-next")

    lead.locator("summary").click()
    expect(lead).to_contain_text("All notes appear at once, in random order.")
    lead.locator("#next-press").click()

    expect(board.locator("li[data-note]").filter(has_text="Written alone")).to_be_visible()
    expect(lead.locator("summary")).to_have_text("All together")
    expect(lead.locator("details[open]")).to_have_count(0)


def test_a_room_that_was_moved_elsewhere_is_not_moved_twice(cockpit, room, complaints):
    complaints.expected = ("net::ERR_FAILED", "409 (CONFLICT)", "htmx")
    board = open_board(cockpit)
    lead = board.locator(".cv-next")
    expect(lead.locator("summary")).to_have_text("Reveal")
    lead.locator("summary").click()
    expect(lead.locator("#next-press")).to_be_visible()
    # The page hears nothing of what the other cockpit does.
    board.route("**/next/", lambda route: route.fallback() if route.request.method == "POST" else route.abort())
    behind.send(room, f"/w/{room.workshop}/next/?opened=yes", "/next/")

    lead.locator("#next-press").click()

    expect(board.locator("#notices")).to_contain_text("moved")
    stage = room.request.get(f"/w/{room.workshop}/stage/").json()
    assert stage["phase"] == 1


def test_a_participant_has_no_button_that_moves_the_room(at_the_plane, room):
    ada = at_the_plane("Ada")
    open_plane(ada, room.workshop)
    expect(ada.locator(".cv-next")).to_have_count(0)
    assert ada.request.get(f"/w/{room.workshop}/next/").status == 403
