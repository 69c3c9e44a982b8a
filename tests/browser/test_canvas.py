"""The board as a plane in real browsers: written, taken, grouped and moved by hand, and seen by others at once."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.canvas import ZONE, at, drag, look_at, paper, place, settled, take, write_at


@pytest.mark.row("B1", "B3", "R1", partly=True)
def test_a_note_is_written_where_one_double_clicks_and_everybody_sees_it_there(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)

    note = write_at(ada, 300, 250, "Idle lab days")

    expect(note).to_be_focused()
    expect(paper(bo, "Idle lab days")).to_have_count(1)
    assert place(paper(bo, "Idle lab days")) == place(note)
    paper(bo, "Idle lab days").focus()
    bo.keyboard.press("Enter")
    bo.keyboard.type(", two a week")
    bo.keyboard.press("Escape")
    expect(paper(ada, "Idle lab days, two a week")).to_have_count(1)


@pytest.mark.row("B16", partly=True)
def test_a_note_is_dragged_into_another_zone_and_back_again_with_undo(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    note = write_at(ada, 200, 200, "Between two zones")
    ada.locator("[data-look=fit]").click()
    settled(ada)
    before = place(note)
    there = ada.locator("[data-zone='bring']").bounding_box()
    here = note.bounding_box()

    drag(ada, note, there["x"] + 60 - here["x"], there["y"] + 80 - here["y"])

    expect(paper(bo, "Between two zones").locator("[data-where]")).to_have_text(
        ada.locator("[data-zone='bring'] [data-title]").inner_text()
    )
    assert place(note) != before
    assert place(paper(bo, "Between two zones")) == place(note)
    ada.keyboard.press("Control+z")
    expect(paper(bo, "Between two zones").locator("[data-where]")).to_have_text(
        ada.locator(f"[data-zone='{ZONE}'] [data-title]").inner_text()
    )
    assert place(note) == before


DRAFTS = "Object.keys(localStorage).filter((name) => /^kept .* drafts$/.test(name))"
"""What tells the next page that the device keeps words of a field."""


def test_what_is_in_the_hand_stays_there_whatever_others_do(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    note = write_at(ada, 200, 200, "In my hand")
    before = place(note)
    x, y = take(ada, note)
    ada.mouse.move(x + 200, y + 100, steps=5)
    expect(note).to_have_attribute("data-held", "")
    settled(ada)
    held = note.bounding_box()

    drag(bo, paper(bo, "In my hand"), 0, 150)

    write_at(bo, 600, 150, "Something else")
    expect(paper(ada, "Something else")).to_have_count(1)
    assert note.bounding_box() == held
    ada.keyboard.press("Escape")
    ada.mouse.up()
    expect(note).not_to_have_attribute("data-held", "")
    assert place(note) == place(paper(bo, "In my hand")) != before


@pytest.mark.row("B9", partly=True)
def test_notes_come_under_a_title_by_hand_and_leave_it_again(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 150, 200, "First")
    write_at(ada, 400, 200, "Second")
    write_at(ada, 700, 450, "Third")
    paper(ada, "First").click()
    paper(ada, "Second").click(modifiers=["Shift"])
    ada.keyboard.press("g")
    ada.keyboard.type("What waits")
    ada.keyboard.press("Escape")
    expect(paper(bo, "What waits").locator("[data-count]")).to_have_text("2")

    goal, third = paper(ada, "First").bounding_box(), paper(ada, "Third").bounding_box()
    drag(ada, paper(ada, "Third"), goal["x"] + 40 - third["x"], goal["y"] + 30 - third["y"])

    expect(paper(bo, "What waits").locator("[data-count]")).to_have_text("3")
    expect(bo.locator("li[data-note] [data-text]")).to_have_text(["What waits", "First", "Second", "Third"])
    drag(ada, paper(ada, "What waits"), 60, 40)
    expect(paper(ada, "What waits")).not_to_have_attribute("data-held", "")
    for words in ("First", "Third"):
        expect(paper(bo, words)).to_have_css("left", paper(ada, words).evaluate("(item) => item.style.left"))
    drag(ada, paper(ada, "Second"), 500, 60)
    expect(paper(bo, "What waits").locator("[data-count]")).to_have_text("2")


@pytest.mark.row("I5", "I8", "B14", partly=True)
def test_everything_is_done_with_keys_alone(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    ada.locator("[data-surface]").focus()
    ada.keyboard.press("n")
    ada.keyboard.type("One")
    ada.keyboard.press("Control+Enter")
    ada.keyboard.type("Two")
    ada.keyboard.press("Escape")
    expect(paper(bo, "Two")).to_have_count(1)

    ada.keyboard.press("Home")
    expect(paper(ada, "One")).to_be_focused()
    ada.keyboard.press("ArrowDown")
    expect(paper(ada, "Two")).to_be_focused()
    ada.keyboard.press("Space")
    expect(paper(ada, "Two")).to_have_attribute("aria-selected", "true")
    before = place(paper(ada, "Two"))
    ada.keyboard.press("Shift+ArrowRight")
    expect(paper(ada, "Two")).to_have_css("left", f"{before[0] + 100:g}px")

    # While it is chosen, letters write in it.
    ada.keyboard.press("Escape")
    ada.keyboard.press("Shift+M")
    ada.get_by_role("dialog").get_by_label("Zone").select_option("bring")
    ada.get_by_role("dialog").get_by_role("button", name="Move", exact=True).press("Enter")
    expect(paper(ada, "Two")).to_be_focused()
    expect(paper(bo, "Two").locator("[data-where]")).to_have_text(
        ada.locator("[data-zone='bring'] [data-title]").inner_text()
    )
    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitemradio", name="Green").press("Enter")
    expect(paper(bo, "Two")).to_have_attribute("data-paper", "leaf")

    ada.keyboard.press("Delete")
    expect(paper(bo, "Two")).to_have_count(0)
    expect(paper(ada, "One")).to_be_focused()
    ada.keyboard.press("Control+z")
    expect(paper(bo, "Two")).to_have_count(1)
    ada.keyboard.press("Tab")
    assert ada.evaluate("document.activeElement.closest('[data-notes]')") is None


LONG = "When we visited the three firms in the harbour we expected to hear about money, and heard about permits. " * 3


def test_words_of_a_long_note_stay_on_it_from_near_and_again_from_afar(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, LONG.strip())
    ada.keyboard.press("Escape")
    layer, words = ada.locator("[data-layer]"), note.locator(".cv-words")

    def spills():
        settled(ada)
        below, edge = (each.bounding_box() for each in (words, note))
        return below["y"] + below["height"] - edge["y"] - edge["height"]

    ada.keyboard.press("Control+0")
    expect(layer).not_to_have_attribute("data-near", re.compile(".*"))
    expect(note).to_have_class(re.compile(r"\bis-long\b"))
    found = [spills()]
    # From as far as one may go, and on the way back until words are set as they fit.
    for way, steps in (("further", 16), ("closer", 6)):
        for _ in range(steps):
            ada.locator(f"[data-look={way}]").click()
        # Words are set anew once one has arrived.
        expect(layer).not_to_have_attribute("data-moving", re.compile(".*"))
        expect(layer).to_have_attribute("data-near", "floor")
        found.append(spills())

    assert [each <= 0 for each in found] == [True, True, True]


@pytest.mark.row("B3", partly=True)
def test_the_board_is_pushed_and_zoomed_by_wheel_buttons_keys_and_hand(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, "Landmark")
    zoom = ada.locator("[data-zoom]")
    ada.mouse.move(*at(ada, 300, 250))
    start = note.bounding_box()

    ada.mouse.wheel(3, 70)
    settled(ada)
    assert note.bounding_box()["y"] == pytest.approx(start["y"] - 70)
    ada.keyboard.down("Control")
    ada.mouse.wheel(0, -200)
    ada.keyboard.up("Control")
    settled(ada)
    assert note.bounding_box()["width"] > start["width"] * 1.2
    ada.keyboard.press("Control+0")
    expect(zoom).to_have_text("100%")
    ada.keyboard.press("Shift+1")
    expect(zoom).not_to_have_text("100%")
    fitted = ada.locator("[data-layer]").bounding_box()
    seen = ada.locator("[data-surface]").bounding_box()
    assert fitted["width"] <= seen["width"]
    assert fitted["height"] <= seen["height"]
    ada.locator("[data-look=closer]").click()
    settled(ada)
    pushed = note.bounding_box()
    ada.mouse.move(*at(ada, 500, 400))
    ada.keyboard.down("Space")
    ada.mouse.down()
    ada.mouse.move(*at(ada, 540, 430), steps=3)
    ada.mouse.up()
    ada.keyboard.up("Space")
    settled(ada)
    assert note.bounding_box()["x"] == pytest.approx(pushed["x"] + 40)


@pytest.mark.row("I5", partly=True)
def test_board_and_list_say_the_same_in_the_same_order(at_the_plane, room):
    ada = at_the_plane("Ada")
    look_at(ada, "bring")
    write_at(ada, 300, 250, "Too late")
    look_at(ada)
    for number, words in enumerate(("Alone", "In a group", "In it, too")):
        write_at(ada, 150 + 220 * number, 200, words)
    paper(ada, "In a group").click()
    paper(ada, "In it, too").click(modifiers=["Shift"])
    ada.keyboard.press("g")
    ada.keyboard.type("Under a title")
    ada.keyboard.press("Escape")
    expect(paper(ada, "Under a title").locator("[data-count]")).to_have_text("2")
    ada.locator("[data-look=fit]").click()
    expect(paper(ada, "Too late")).to_have_count(1)
    # The order follows a moment behind the deed.
    order = ["Too late", "Under a title", "In a group", "In it, too", "Alone"]
    expect(ada.locator("[data-notes] [data-text]")).to_have_text(order)

    ada.get_by_role("link", name="List").click()

    expect(ada.locator("#board-list h3", has_text="Under a title")).to_be_visible()
    expect(ada).to_have_url(re.compile(rf"/w/{room.workshop}/\?view=list(#e_\S+)?$"))
    expect(ada.locator("#board-list [data-note] [data-text]")).to_have_text(order)


def test_the_device_remembers_the_view_and_a_narrow_screen_begins_with_the_list(at_the_plane, room):
    ada = at_the_plane("Ada")
    ada.get_by_role("link", name="List").click()
    expect(ada.locator("#board-list")).to_be_visible()
    ada.get_by_role("link", name="Board", exact=True).click()
    expect(ada.locator("#board-canvas")).to_be_visible()

    ada.goto(f"/w/{room.workshop}/")
    expect(ada.locator("#board-canvas")).to_be_visible()
    ada.set_viewport_size({"width": 360, "height": 740})
    ada.goto(f"/w/{room.workshop}/")

    expect(ada.locator("#board-list")).to_be_visible()
    expect(ada.get_by_role("link", name="Board", exact=True)).to_be_hidden()


def hold(page, address):
    """Keep the answers of an address back; the routes to continue, as they are asked for."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    page.route(address, keep)
    return held


def test_what_survived_a_reload_and_is_a_note_by_now_is_not_offered_again(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 300, 250))
    ada.keyboard.type("Half a thought")
    ada.wait_for_function(f"() => {DRAFTS}.length === 1")
    # What keeps drafts on the device arrives when the words are in the field again.
    held = hold(ada, "**/boards/half.js*")
    ada.reload()
    expect(ada.locator("[data-field]")).to_have_value("Half a thought")
    for route in held:
        route.continue_()

    ada.locator("[data-field]").press("Escape")

    expect(paper(ada, "Half a thought")).to_have_count(1)
    ada.wait_for_function(f"() => {DRAFTS}.length === 0")
    expect(ada.locator("[data-write]")).to_be_hidden()


def test_what_is_being_typed_survives_a_reload(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 300, 250))
    ada.keyboard.type("Half a thought")

    ada.reload()

    expect(ada.locator("[data-field]")).to_have_value("Half a thought")
    ada.locator("[data-field]").press("Escape")
    expect(paper(ada, "Half a thought")).to_have_count(1)
    ada.reload()
    expect(paper(ada, "Half a thought")).to_have_count(1)
    expect(ada.locator("[data-write]")).to_be_hidden()
