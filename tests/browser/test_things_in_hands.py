"""Texts, shapes, frames, lines and strokes on the plane: drawn, taken, sized, put in line, locked, seen by others."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.canvas import at, drag, look_at, open_plane, paper, place, settled, take, write_at


def tool(page: Page, key: str) -> None:
    """Take a tool by its letter; whoever has just written a note lets go of it first."""
    page.locator("[data-surface]").focus()
    page.keyboard.press("Escape")
    page.keyboard.press(key)


def draw_out(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*at(page, *start))
    page.mouse.down()
    page.mouse.move(*at(page, *end), steps=6)
    page.mouse.up()


def shape(page: Page, words: str) -> Locator:
    return page.locator("li.cv-shape").filter(has_text=words)


def size(item: Locator) -> tuple[float, float]:
    """How large something is, in board units."""
    return tuple(item.evaluate("(item) => [parseFloat(item.style.width), parseFloat(item.style.height)]"))


@pytest.mark.row("B6", partly=True)
def test_every_tool_draws_what_it_says_and_others_see_it_where_it_is(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)

    tool(ada, "r")
    draw_out(ada, (120, 160), (320, 260))
    expect(ada.locator("li.cv-shape")).to_be_focused()
    ada.keyboard.press("Enter")
    ada.keyboard.type("A lab")
    ada.keyboard.press("Escape")
    tool(ada, "o")
    draw_out(ada, (420, 160), (620, 280))
    expect(ada.locator("li.cv-shape[data-form='oval']")).to_be_focused()
    tool(ada, "t")
    ada.mouse.click(*at(ada, 140, 330))
    ada.keyboard.type("What we heard")
    ada.keyboard.press("Escape")
    tool(ada, "p")
    draw_out(ada, (420, 340), (560, 400))
    tool(ada, "v")

    expect(shape(bo, "A lab")).to_have_attribute("data-form", "rectangle")
    expect(bo.locator("li.cv-shape[data-form='oval']")).to_have_count(1)
    expect(paper(bo, "What we heard")).to_have_class("cv-thing cv-text")
    expect(bo.locator(".cv-stroke")).to_have_count(1)
    assert place(shape(bo, "A lab")) == place(shape(ada, "A lab"))
    assert size(shape(bo, "A lab")) == size(shape(ada, "A lab"))
    ada.keyboard.press("Control+z")
    expect(bo.locator(".cv-stroke")).to_have_count(0)
    expect(bo.locator("li.cv-ink")).to_have_count(0)


@pytest.mark.row("B5", partly=True)
def test_an_arrow_is_drawn_from_one_note_to_another_and_stays_with_both(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    write_at(ada, 160, 200, "Cause")
    write_at(ada, 560, 200, "Effect")
    start, end = paper(ada, "Cause").bounding_box(), paper(ada, "Effect").bounding_box()

    tool(ada, "a")
    ada.mouse.move(start["x"] + 30, start["y"] + 30)
    ada.mouse.down()
    ada.mouse.move(end["x"] + 30, end["y"] + 30, steps=6)
    ada.mouse.up()

    line = bo.locator(".cv-line .cv-drawn")
    expect(line).to_have_count(1)
    expect(bo.locator("li.cv-connector [data-kind]")).to_have_text(
        "Arrow from “\u2068Cause\u2069” to “\u2068Effect\u2069”"
    )
    before = line.get_attribute("d")
    drag(bo, paper(bo, "Effect"), 0, 180)
    theirs = ada.locator(".cv-line .cv-drawn")
    expect(theirs).not_to_have_attribute("d", before)
    expect(line).to_have_attribute("d", theirs.get_attribute("d"))


@pytest.mark.row("B5", "I8", partly=True)
def test_two_things_are_connected_without_dragging_by_keys_and_by_two_presses(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 200, "Cause")
    expect(write_at(ada, 560, 200, "Effect")).to_be_focused()

    ada.keyboard.press("Home")
    expect(paper(ada, "Cause")).to_be_focused()
    ada.keyboard.press("Shift+C")
    ada.get_by_label("What it is connected to").select_option(label="Effect")
    ada.get_by_role("button", name="Connect", exact=True).click()

    expect(ada.locator("li.cv-connector")).to_have_count(1)
    expect(paper(ada, "Cause")).to_be_focused()
    tool(ada, "l")
    for words in ("Effect", "Cause"):
        box = paper(ada, words).bounding_box()
        ada.mouse.click(box["x"] + 30, box["y"] + 30)
    expect(ada.locator("li.cv-connector [data-kind]").last).to_have_text(
        "Line between “\u2068Effect\u2069” and “\u2068Cause\u2069”"
    )


@pytest.mark.row("B8", partly=True)
def test_a_frame_takes_in_what_lies_in_it_and_carries_it_by_its_title(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 260, 260, "Inside")
    box = paper(ada, "Inside").bounding_box()
    corner = ada.locator("[data-surface]").bounding_box()
    left, top = box["x"] - corner["x"], box["y"] - corner["y"]

    tool(ada, "f")
    draw_out(ada, (left - 30, top - 30), (left + box["width"] + 60, top + box["height"] + 60))
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("What we know")
    ada.keyboard.press("Escape")
    expect(paper(bo, "What we know")).to_have_count(1)
    before = place(paper(bo, "Inside"))
    drag(ada, paper(ada, "What we know").locator("[data-text]"), 120, 60)

    expect(paper(bo, "Inside")).not_to_have_css("left", f"{before[0]}px")
    moved = place(paper(bo, "Inside"))
    assert (moved[0] > before[0], moved[1] > before[1]) == (True, True)
    assert moved == place(paper(ada, "Inside"))
    # The ground of a frame is not in the way: pushing there moves the board, and takes nothing along.
    frame = paper(ada, "What we know").bounding_box()
    ada.mouse.move(frame["x"] + frame["width"] - 12, frame["y"] + frame["height"] - 12)
    ada.mouse.down()
    ada.mouse.move(frame["x"] + frame["width"] + 60, frame["y"] + frame["height"] + 40, steps=4)
    ada.mouse.up()
    assert place(paper(ada, "What we know")) == place(paper(bo, "What we know"))


@pytest.mark.row("B9", partly=True)
def test_a_drag_goes_in_line_with_others_and_says_what_it_will_do(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    first = write_at(ada, 160, 160, "First")
    second = write_at(ada, 560, 330, "Second")
    x, y = take(ada, second)
    zoom = first.bounding_box()["width"] / size(first)[0]
    dy = (place(first)[1] - place(second)[1]) * zoom

    ada.mouse.move(x, y + dy / 2, steps=4)
    ada.mouse.move(x, y + dy + 3, steps=4)
    settled(ada)
    expect(ada.locator(".cv-guide")).not_to_have_count(0)
    ada.mouse.up()

    expect(ada.locator(".cv-guide")).to_have_count(0)
    expect(second).to_have_css("top", f"{place(first)[1]:g}px")
    there = ada.locator("[data-zone='bring']").bounding_box()
    ada.locator("[data-look=fit]").click()
    settled(ada)
    there, here = ada.locator("[data-zone='bring']").bounding_box(), second.bounding_box()
    x, y = take(ada, second)
    ada.mouse.move(x + there["x"] + 60 - here["x"], y + there["y"] + 80 - here["y"], steps=6)
    title = ada.locator("[data-zone='bring'] [data-title]").inner_text()
    expect(ada.locator("[data-tip]")).to_have_text(f"Goes to \u2068{title}\u2069")
    ada.keyboard.press("Escape")
    ada.mouse.up()
    expect(ada.locator("[data-tip]")).to_be_hidden()


def test_a_note_is_sized_by_its_corner_and_by_the_menu_and_keeps_its_proportions(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    note = write_at(ada, 260, 220, "Grows")
    note.click()
    wide, high = size(note)

    corner = ada.locator("[data-handle='se']").bounding_box()
    ada.mouse.move(corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2)
    ada.mouse.down()
    ada.mouse.move(corner["x"] + 80, corner["y"] + 60, steps=5)
    ada.mouse.up()

    expect(paper(bo, "Grows")).not_to_have_css("width", f"{wide}px")
    grown = size(paper(bo, "Grows"))
    assert grown[0] > wide
    assert grown[0] / grown[1] == pytest.approx(wide / high, rel=0.02)
    note.focus()
    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Smaller").click()
    expect(paper(bo, "Grows")).not_to_have_css("width", f"{grown[0]}px")
    assert size(note)[0] < grown[0]


def test_things_are_put_in_line_duplicated_ordered_and_locked(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    write_at(ada, 160, 160, "First")
    write_at(ada, 480, 300, "Second")
    paper(ada, "First").click()
    paper(ada, "Second").click(modifiers=["Shift"])

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitem", name="Upper edges in line").click()
    expect(paper(bo, "Second")).to_have_css("top", f"{place(paper(ada, 'First'))[1]:g}px")
    assert place(paper(bo, "Second"))[1] == place(paper(bo, "First"))[1]

    ada.keyboard.press("Escape")
    paper(ada, "First").click()
    ada.keyboard.press("Control+d")
    expect(paper(bo, "First")).to_have_count(2)
    ada.keyboard.press("Control+z")
    expect(paper(bo, "First")).to_have_count(1)

    paper(ada, "First").click()
    ada.keyboard.press("Control+]")
    expect(bo.locator("li.cv-note [data-text]")).to_have_text(["Second", "First"])


def test_a_note_that_is_laid_on_another_lies_over_it_for_everybody_and_after_a_reload(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    first = place(write_at(ada, 160, 200, "First"))
    expect(write_at(ada, 600, 200, "Second")).to_be_focused()
    look_at(bo)

    drag(ada, paper(ada, "First").locator("[data-text]"), 400, 40)
    ada.keyboard.press("Escape")
    expect(paper(bo, "First")).not_to_have_css("left", f"{first[0]:g}px")

    for each in (ada, bo):
        is_on_top(each, "First")
    ada.reload()
    look_at(ada)
    is_on_top(ada, "First")


def is_on_top(page: Page, words: str) -> None:
    """Wait until the note with these words is seen in its place: the order is looked at four times a second."""
    on_top = "(item) => { const box = item.getBoundingClientRect(); const at = [box.x + box.width / 2, box.y + 20];"
    on_top += " return document.elementFromPoint(...at).closest('.cv-note') === item }"
    page.wait_for_function(on_top, arg=paper(page, words).element_handle(), timeout=3000)


def test_what_a_facilitator_locked_nobody_moves_until_it_is_unlocked(cockpit, at_the_plane):
    lead, ada = open_plane(cockpit, cockpit.workshop), at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 260, 220, "Stays here")
    look_at(lead)
    paper(lead, "Stays here").click()

    lead.keyboard.press("Control+Shift+L")

    expect(paper(ada, "Stays here").locator("[data-mark='locked']")).to_be_visible()
    before = place(paper(ada, "Stays here"))
    drag(ada, paper(ada, "Stays here"), 150, 80)
    expect(ada.locator("[data-refused] [data-say]")).to_have_text(
        "It is locked: it stays where it is until a facilitator unlocks it."
    )
    expect(ada.locator("[data-refused] [data-say]")).to_be_visible()
    expect(paper(ada, "Stays here")).not_to_have_attribute("data-held", "")
    assert place(paper(ada, "Stays here")) == before
    ada.locator("[data-refused] [data-drop]").click()
    lead.keyboard.press("Control+Shift+L")
    expect(paper(ada, "Stays here").locator("[data-mark='locked']")).to_be_hidden()
    drag(ada, paper(ada, "Stays here"), 150, 80)
    expect(paper(lead, "Stays here")).not_to_have_css("left", f"{before[0]:g}px")


@pytest.mark.row("I5", partly=True)
def test_keys_alone_draw_a_shape_go_to_what_is_nearest_and_say_what_it_is(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 160, 200, "Left")
    write_at(ada, 600, 200, "Right")
    expect(write_at(ada, 160, 450, "Below")).to_be_focused()

    paper(ada, "Left").focus()
    ada.keyboard.press("Control+ArrowRight")
    expect(paper(ada, "Right")).to_be_focused()
    ada.keyboard.press("Control+ArrowLeft")
    ada.keyboard.press("Control+ArrowDown")
    expect(paper(ada, "Below")).to_be_focused()
    ada.keyboard.press("r")
    ada.keyboard.press("Enter")

    expect(ada.locator("li.cv-shape")).to_be_focused()
    expect(ada.locator("li.cv-shape [data-kind]")).to_have_text("Rectangle")
    report = Axe().run(ada)
    assert report.violations_count == 0, report.generate_report()


def test_tools_are_in_a_list_that_opens_beside_them_and_closes_with_escape(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    ada.locator("[data-drawers] > summary").click()
    expect(ada.get_by_role("button", name="Text")).to_be_focused()

    ada.get_by_role("button", name="Oval").click()

    expect(ada.get_by_role("button", name="Oval")).to_be_hidden()
    ada.mouse.click(*at(ada, 300, 300))
    expect(ada.locator("li.cv-shape[data-form='oval']")).to_have_count(1)
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "select")
    ada.locator("[data-drawers] > summary").click()
    ada.keyboard.press("Escape")
    expect(ada.get_by_role("button", name="Oval")).to_be_hidden()
    expect(ada.locator("[data-drawers] > summary")).to_be_focused()
