"""Keys and buttons of the plane as people know them from elsewhere, and what this device remembers of them."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import at, drag, look_at, open_plane, paper, place, settled, take, write_at
from tests.browser.test_things_in_hands import tool

CYRILLIC = """(code) => document.querySelector("[data-surface]").dispatchEvent(
  new KeyboardEvent("keydown", { key: "\\u0442", code, bubbles: true, cancelable: true }))"""


def grouped(page: Page) -> None:
    """Two notes under a title, the second of them focused before."""
    write_at(page, 160, 200, "One")
    expect(write_at(page, 460, 200, "Two")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+g")
    page.keyboard.type("Access")
    page.keyboard.press("Escape")
    expect(paper(page, "Access")).to_be_focused()


def test_whoever_comes_to_an_empty_board_by_tab_writes_on_it_with_n_as_it_says(at_the_plane):
    ada = at_the_plane("Ada")
    expect(ada.get_by_text("or press N")).to_be_visible()

    board = ada.get_by_role("listbox", name="Notes on the board")
    for _stop in range(60):
        ada.keyboard.press("Tab")
        if board.evaluate("board => board === document.activeElement"):
            break
    expect(board).to_be_focused()
    ada.keyboard.press("n")
    ada.keyboard.type("From keys alone")
    ada.keyboard.press("Control+Enter")
    expect(paper(ada, "From keys alone")).to_be_visible()
    expect(board).to_have_attribute("tabindex", "-1")


@pytest.mark.row("I5", partly=True)
def test_keys_lead_into_groups_and_out_duplicate_that_way_and_go_from_region_to_region(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    grouped(ada)

    ada.keyboard.press("Control+Shift+ArrowDown")
    expect(paper(ada, "One")).to_be_focused()
    ada.keyboard.press("Control+Shift+ArrowUp")
    expect(paper(ada, "Access")).to_be_focused()
    ada.keyboard.press("Alt+1")
    zoom = ada.locator("[data-zoom]").inner_text()
    ada.keyboard.press("Alt+2")
    expect(ada.locator("[data-zoom]")).not_to_have_text(zoom)
    ada.keyboard.press("Control+Shift+ArrowDown")
    ada.keyboard.press("Alt+ArrowDown")
    expect(paper(bo, "One")).to_have_count(2)
    (x, y), (other, lower) = (place(paper(bo, "One").nth(index)) for index in (0, 1))
    assert (other == x, lower > y) == (True, True)
    ada.locator("[data-go]").first.focus()
    ada.keyboard.press("b")
    expect(ada.locator("[data-surface]")).to_be_focused()
    ada.keyboard.press("F6")
    expect(ada.locator("[data-panel] :focus")).to_have_count(1)
    ada.keyboard.press("Shift+F6")
    expect(ada.locator("[data-surface]")).to_be_focused()


def test_letters_count_on_other_keyboards_and_not_at_all_where_they_are_switched_off(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.locator("[data-surface]").focus()
    ada.evaluate(CYRILLIC, "KeyH")
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "hand")
    ada.keyboard.press("Escape")
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")

    ada.keyboard.press("?")
    help_ = ada.get_by_role("dialog", name="Keys and gestures")
    expect(help_).to_contain_text("laser · reactions")
    help_.get_by_label("Single letters are keys").uncheck()
    ada.keyboard.press("Escape")
    ada.locator("[data-surface]").focus()
    ada.evaluate(CYRILLIC, "KeyH")
    ada.keyboard.press("h")

    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")
    ada.locator("[data-go]").first.focus()
    ada.keyboard.press("b")
    expect(ada.locator("[data-go]").first).to_be_focused()
    expect(write_at(ada, 300, 250, "Ink")).to_be_focused()
    ada.keyboard.press("Space")
    ada.keyboard.type("well")
    expect(ada.locator("[data-field]")).to_have_value("Inkwell")


def test_the_wheel_of_a_mouse_zooms_which_is_asked_once_and_map_and_grid_are_remembered(at_the_plane, room):
    ada = at_the_plane("Ada")
    look_at(ada)
    zoom = ada.locator("[data-zoom]")
    before = zoom.inner_text()
    ada.route("**/canvas/wheel*.js", lambda route: (ada.wait_for_timeout(400), route.continue_()))

    ada.mouse.move(*at(ada, 400, 300))
    ada.mouse.wheel(0, -100)
    expect(zoom).not_to_have_text(before)
    ada.get_by_role("button", name="Move it instead").click()
    now = zoom.inner_text()
    ada.mouse.move(*at(ada, 400, 300))
    ada.mouse.wheel(0, -100)
    settled(ada)
    assert zoom.inner_text() == now
    expect(ada.get_by_text("The wheel zooms the board.")).to_have_count(0)
    tool(ada, "m")
    expect(ada.locator("[data-mini]")).to_be_hidden()
    ada.keyboard.press("Control+'")
    expect(ada.locator("[data-heard]")).to_have_text("The grid is shown, and things go in line with it.")
    write_at(ada, 313, 257, "In line")
    drag(ada, paper(ada, "In line"), 37, 23)
    expect(ada.locator("[data-heard]")).to_have_text("Moved.")
    step = float(ada.locator("#board-canvas").get_attribute("data-note-width")) // 8
    assert [edge % step for edge in place(paper(ada, "In line"))] == [0, 0]

    open_plane(ada, room.workshop)
    expect(ada.locator("[data-surface][data-grid][data-mapless]")).to_have_count(1)
    expect(ada.locator("[data-mini]")).to_be_hidden()


def test_the_other_button_pushes_the_board_or_opens_the_menu_and_a_tool_pressed_twice_stays(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, "Landmark")
    start = note.bounding_box()

    ada.mouse.move(start["x"] + 20, start["y"] + 20)
    ada.mouse.down(button="right")
    ada.mouse.move(start["x"] + 90, start["y"] + 60, steps=4)
    ada.mouse.up(button="right")
    settled(ada)
    assert note.bounding_box()["x"] == pytest.approx(start["x"] + 70, abs=1)
    expect(ada.locator("[data-menu]")).to_be_hidden()
    note.click(button="right")
    expect(ada.locator("[data-menu]")).to_be_visible()
    ada.keyboard.press("Escape")
    tool(ada, "r")
    ada.keyboard.press("r")
    expect(ada.locator("[data-heard]")).to_have_text("The tool stays in the hand until you take another one.")
    for x in (200, 480):
        ada.mouse.click(*at(ada, x, 450))
    expect(ada.locator("li.cv-shape")).to_have_count(2)
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "rectangle")
    ada.locator("[data-drawers] > summary").click()
    ada.get_by_role("button", name="Oval").dblclick()
    for x in (200, 480):
        ada.mouse.click(*at(ada, x, 130))
    expect(ada.locator("li.cv-shape[data-form=oval]")).to_have_count(2)
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "oval")


@pytest.mark.row("B9", partly=True)
def test_a_note_held_over_another_says_that_it_makes_a_group_and_escape_or_going_on_means_no(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 160, 200, "One")
    write_at(ada, 560, 200, "Two")
    one, two = paper(ada, "One").bounding_box(), paper(ada, "Two").bounding_box()
    tip = ada.locator("[data-tip]")

    for ends in ("Escape", "on", "drop"):
        take(ada, paper(ada, "One"))
        ada.mouse.move(two["x"] + 40, two["y"] + 30, steps=5)
        expect(tip).to_have_text("Makes a group of 2")
        expect(paper(ada, "Two")).to_have_attribute("data-aim", "")
        if ends == "Escape":
            ada.keyboard.press("Escape")
            expect(tip).to_be_hidden()
        elif ends == "on":
            ada.mouse.move(two["x"] + 40, two["y"] + 300, steps=3)
            expect(tip).to_be_hidden()
            ada.mouse.move(one["x"] + 20, one["y"] + 12, steps=3)
        ada.mouse.up()
        if ends != "drop":
            expect(paper(ada, "One")).not_to_have_attribute("data-held", "")
            assert bo.locator("li.cv-group").count() == 0

    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("Access")
    ada.keyboard.press("Escape")
    expect(paper(bo, "Access").locator("[data-count]")).to_have_text("2")


@pytest.mark.row("B9", partly=True)
def test_what_is_locked_says_so_where_somebody_moves_it_and_a_group_shows_its_lock(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    look_at(ada)
    grouped(ada)
    open_plane(cockpit, cockpit.workshop)
    look_at(cockpit)
    paper(cockpit, "Access").focus()
    cockpit.keyboard.press("Control+Shift+l")

    expect(paper(ada, "Access").locator("[data-mark=locked]")).to_be_visible()
    drag(ada, paper(ada, "Access").locator("[data-text]"), 60, 30)
    expect(ada.locator("[data-heard]")).to_have_text(
        "It is locked: it stays where it is until a facilitator unlocks it."
    )
    drag(cockpit, paper(cockpit, "Access").locator("[data-text]"), 60, 30)
    expect(cockpit.locator("[data-heard]")).to_have_text("It is locked: Ctrl+Shift+L unlocks it.")
    paper(ada, "Access").focus()
    ada.locator("[data-heard]").evaluate("place => { place.textContent = '' }")
    ada.keyboard.press("Delete")
    expect(ada.locator("[data-heard]")).to_have_text(
        "It is locked: it stays where it is until a facilitator unlocks it."
    )
    ada.keyboard.press("Space")
    ada.keyboard.press("ArrowRight")
    assert place(paper(ada, "Access")) == place(paper(cockpit, "Access"))


@pytest.mark.row("I5")
def test_keys_alone_draw_lines_and_strokes_rub_them_out_point_and_make_wider(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 160, 200, "Cause")
    expect(write_at(ada, 460, 200, "Effect")).to_be_focused()

    ada.keyboard.press("End")
    ada.keyboard.press("a")
    ada.keyboard.press("Enter")
    expect(ada.locator("[data-heard]")).to_have_text("Now press where it ends.")
    ada.keyboard.press("Home")
    expect(paper(ada, "Cause")).to_be_focused()
    ada.keyboard.press("Enter")
    expect(bo.get_by_role("option", name="Arrow from “\u2068Effect\u2069” to “\u2068Cause\u2069”")).to_have_count(1)

    # The new arrow is chosen, and letters write its words.
    ada.keyboard.press("Escape")
    ada.keyboard.press("p")
    ada.keyboard.press("Enter")
    expect(ada.locator(".cv-making-path")).to_have_count(1)
    for key in ("ArrowRight", "Shift+ArrowDown", "ArrowLeft", "Enter"):
        ada.keyboard.press(key)
    drawn = bo.locator(".cv-stroke .cv-drawn")
    expect(drawn).to_have_count(1)
    assert drawn.get_attribute("d").count("l") == 3
    ada.keyboard.press("Enter")
    ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Escape")
    expect(ada.locator(".cv-making-path")).to_have_count(0)

    ada.keyboard.press("e")
    ada.keyboard.press("End")
    expect(ada.locator("li.cv-ink")).to_be_focused()
    ada.keyboard.press("Enter")
    expect(drawn).to_have_count(0)

    ada.keyboard.press("k")
    ada.keyboard.press("Home")
    ada.keyboard.press("Enter")
    expect(bo.locator("path[data-laser]")).to_have_count(1)
    ada.keyboard.press("Escape")
    ada.keyboard.press("Escape")

    note = paper(ada, "Cause")
    note.focus()
    width, height = size(note)
    ada.keyboard.press("Alt+Shift+ArrowRight")
    expect(ada.locator("[data-heard]")).to_have_text("Size changed.")
    expect(paper(bo, "Cause")).to_have_css("width", f"{round(width * 1.25)}px")
    assert size(paper(bo, "Cause")) == (round(width * 1.25), height)
    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Shorter").press("Enter")
    expect(note).to_have_css("height", f"{round(height / 1.25)}px")
    expect(note).to_be_focused()


def size(item: Locator) -> tuple[float, float]:
    """How wide and high something is, in board units."""
    return tuple(item.evaluate("(item) => [parseFloat(item.style.width), parseFloat(item.style.height)]"))


PREVENTED = """() => {
  window.prevented = []
  addEventListener("keydown", (event) => window.prevented.push(`${event.key} ${event.defaultPrevented}`))
}"""


@pytest.mark.parametrize("control", ["Control", "Meta"])
def test_what_is_chosen_is_grouped_by_its_key_from_a_button_too(at_the_plane, control):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 200, "One")
    write_at(ada, 460, 200, "Two")
    paper(ada, "One").click()
    paper(ada, "Two").click(modifiers=["Shift"])
    ada.evaluate(PREVENTED)
    ada.locator("[data-look=fit]").focus()

    ada.keyboard.press(f"{control}+g")

    expect(ada.get_by_label("Title of the group")).to_be_focused()
    assert ada.evaluate("prevented")[-1] == "g true"


def test_a_toolbar_is_one_stop_of_tab_and_arrows_lead_along_it(at_the_plane):
    ada = at_the_plane("Ada")
    tools = ada.locator("[data-tools]")
    first = tools.get_by_role("button", name="Select, key V")
    first.focus()
    expect(tools.locator("button[tabindex='0']")).to_have_count(1)

    ada.keyboard.press("ArrowDown")
    expect(tools.get_by_role("button", name="Move the board, key H")).to_be_focused()
    ada.keyboard.press("ArrowUp")
    ada.keyboard.press("ArrowUp")
    expect(tools.get_by_role("button", name="Panel")).to_be_focused()
    ada.keyboard.press("ArrowUp")
    ada.keyboard.press("ArrowUp")
    ada.keyboard.press("ArrowUp")
    # Nothing may be undone or redone yet, and neither is a stop.
    expect(tools.get_by_role("button", name="Put an image on the board")).to_be_focused()
    ada.keyboard.press("Home")
    expect(first).to_be_focused()
    ada.keyboard.press("Tab")
    expect(tools.locator(":focus")).to_have_count(0)
    ada.keyboard.press("Shift+Tab")
    expect(first).to_be_focused()
