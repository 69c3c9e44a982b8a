"""What people type, paste and drop that a board cannot take: said in one clear sentence, and nothing typed is lost."""

import re
import time

from playwright.sync_api import Page, expect

from app.boards.engine.state import MOST_ELEMENTS
from tests.boards.conftest import note_id
from tests.boards.test_fullness import lay
from tests.browser.canvas import at, look_at, paste, settled
from tests.browser.rooms import open_zone, write

LONG = "A note holds at most 5,000 characters."
FOLDER = "A folder does not go on a board. Open it, and put the images in it there."
MOST = "x" * 5_000

KEYS_ONLY = "This browser lets pages paste by keys only: press Ctrl+V."
OLDER = "This page is older than the server. Load it again; what you wrote is kept."


def drop(page: Page, path: str) -> None:
    """Let go of something of the device over the middle of the board, as a hand does."""
    box = page.locator("[data-surface]").bounding_box()
    where = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        data = {"items": [], "files": [path], "dragOperationsMask": 1}
        session.send("Input.dispatchDragEvent", {"type": kind, **where, "data": data})


def test_a_text_too_long_is_refused_where_it_stands_and_waits_there_to_be_shortened(come):
    ada, bo = come("Ada", "plane"), come("Bo")
    look_at(ada, "policy")

    paste(ada, MOST + "x")
    expect(ada.locator("[data-write] [data-bad]")).to_contain_text(LONG)
    expect(ada.locator("[data-field]")).to_have_value(MOST + "x")
    ada.keyboard.press("End")
    ada.keyboard.press("Backspace")
    ada.keyboard.press("Escape")
    expect(ada.locator("[data-write]")).to_be_hidden()

    zone = open_zone(bo, "talent")
    field = zone.locator("form[data-compose] textarea")
    field.fill(MOST)
    field.press("End")
    field.press("y")
    field.press("Control+Enter")
    expect(zone.locator("[data-compose] [data-bad]")).to_contain_text(LONG)
    expect(field).to_have_value(MOST + "y")
    field.press("Backspace")
    field.press("Control+Enter")
    expect(zone.locator("li[data-note]")).to_have_count(1)
    expect(zone.locator("li[data-note] [data-mark=safe]")).to_be_visible()
    assert [len(each["r"]["text"]) for each in come.room.people["Ada"].sees()] == [5_000, 5_000]


def test_a_folder_does_not_go_on_a_board_and_an_image_chosen_in_its_place_does(come, tmp_path):
    ada = come("Ada", "plane")
    folder = tmp_path / "photos"
    folder.mkdir()

    drop(ada, str(folder))

    dialog = ada.locator("dialog.bd-image")
    expect(dialog.get_by_role("alert")).to_have_text(FOLDER)
    dialog.get_by_role("button", name="Leave it").click()
    expect(ada.locator(".cv-image")).to_have_count(0)
    expect(dialog).to_have_count(0)


def test_of_a_full_board_the_next_note_is_offered_back_and_taken_when_there_is_room(come):
    lay(come.room, MOST_ELEMENTS)
    ada = come("Ada", "plane")
    settled(ada)
    ada.mouse.dblclick(*at(ada, 600, 400))
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("One too many")
    ada.keyboard.press("Escape")

    refused = ada.locator("[data-refused] .say")
    expect(refused).to_contain_text("This board is full: 5,000 elements, or 5 MB of words and drawings.")
    expect(refused.locator("[data-text]")).to_have_text("One too many")
    leader = come.room.people["Ada"]
    leader.send(leader.op("el.del", ids=[note_id("full-7")]))
    refused.get_by_role("button", name="Write it again").click()
    expect(ada.locator("[data-field]")).to_have_value("One too many")
    ada.keyboard.press("Escape")

    expect(ada.locator("[data-write]")).to_be_hidden()
    expect(ada.locator("[data-refused] .say")).to_have_count(0)
    expect(ada.locator("[data-connection]")).to_contain_text("safe")
    # Its paper is there before the house has kept it.
    deadline = time.monotonic() + 15
    while not (kept := sum(each["r"]["text"] == "One too many" for each in leader.sees())):
        assert time.monotonic() < deadline, "it was never kept"
        ada.wait_for_timeout(100)
    assert kept == 1


def test_where_no_page_may_read_the_clipboard_its_button_says_which_keys_do_once(come):
    ada = come("Ada", "plane")
    ada.locator("[data-surface]").focus()

    for _ in range(2):
        ada.keyboard.press("Control+k")
        ada.get_by_role("option", name="Paste").click()
        expect(ada.locator("[data-refused] [data-say]")).to_have_text([KEYS_ONLY])

    expect(ada.locator("[data-heard]")).to_contain_text(KEYS_ONLY)
    ada.locator("[data-refused] [data-drop]").click()
    expect(ada.locator("[data-refused] li")).to_have_count(0)


def test_a_page_whose_files_are_gone_says_so_once_and_loaded_again_it_has_what_was_typed(come):
    ada = come("Ada", "list", service_workers="block")
    zone = open_zone(ada, "policy")
    write(ada, "policy", "Before the house was replaced")
    note = zone.locator("li[data-note]", has_text="Before the house was replaced")
    note.locator("[data-menu] > summary").click()
    expect(note.get_by_role("button", name="Duplicate")).to_be_visible()
    ada.keyboard.press("Escape")
    zone.locator("form[data-compose] textarea").fill("Half typed")
    # From here on its modules are of a version whose files nobody has. What comes in their place is of the new version,
    # and so is the one module it needs.
    ada.route(
        re.compile(r"/static/\w+/(?!again\.js).*\.js$"),
        lambda route: route.continue_(url=re.sub(r"/static/\w+/", "/static/aaaaaaaaaaaa/", route.request.url)),
    )

    for act in ("Duplicate", "Comment"):
        note.locator("[data-menu] > summary").click()
        note.get_by_role("button", name=act).click()
        expect(ada.get_by_role("alert").filter(has_text=OLDER)).to_have_count(1)
    expect(ada.locator("[data-refused] li")).to_have_count(0)
    ada.unroute_all()
    ada.get_by_role("button", name="Load it again").click()

    expect(ada.get_by_text(OLDER)).to_have_count(0)
    expect(zone.locator("form[data-compose] textarea")).to_have_value("Half typed")
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Duplicate").click()
    expect(note).to_have_count(2)
