"""No pointer keeps in the hand what it has let go of elsewhere."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import at, look_at, place, settled, take, write_at

LEFT = {
    "the window": "() => dispatchEvent(new Event('blur'))",
    "the pointer": """() => document.querySelector("[data-surface]").dispatchEvent(
      new PointerEvent("pointermove", { pointerId: 1, clientX: 500, clientY: 500, buttons: 0, bubbles: true }))""",
}

FINGER = """() => document.querySelector("[data-surface]").dispatchEvent(new PointerEvent("pointerdown", {
  pointerId: 77, pointerType: "touch", isPrimary: true, buttons: 1, bubbles: true,
  clientX: 20, clientY: 300 }))"""


def written(page: Page):
    """A note, and where it lies."""
    look_at(page)
    note = write_at(page, 300, 250, "Stays where it is")
    settled(page)
    return note, place(note)


@pytest.mark.parametrize("lost", LEFT)
def test_a_note_goes_back_when_what_held_it_is_lost(at_the_plane, lost):
    ada = at_the_plane("Ada")
    note, before = written(ada)
    x, y = take(ada, note)
    ada.mouse.move(x + 80, y + 60, steps=4)
    expect(note).to_have_attribute("data-held", "")

    ada.evaluate(LEFT[lost])

    expect(note).not_to_have_attribute("data-held", "")
    ada.mouse.move(x + 120, y + 90, steps=4)
    ada.mouse.up()
    settled(ada)
    assert place(note) == before
    expect(ada.locator("[data-tools] [data-do=redo]")).to_be_disabled()


def test_a_finger_counts_although_nobody_heard_that_the_one_before_was_lifted(at_the_plane):
    ada = at_the_plane("Ada", "phone")
    note = write_at(ada, 120, 200, "Tapped")
    ada.evaluate(FINGER)

    note.tap()

    expect(note).to_have_attribute("aria-selected", "true")


def test_a_press_that_ends_over_the_tools_before_it_moved_far_is_over(at_the_plane):
    ada = at_the_plane("Ada")
    _note, _before = written(ada)
    layer = ada.locator("[data-layer]")
    tools = ada.locator("[data-tools]").bounding_box()
    before = layer.bounding_box()
    edge = tools["x"] + tools["width"], tools["y"] + tools["height"] - 6
    beside = edge[0] + 3, edge[1]

    ada.mouse.move(*beside)
    ada.mouse.down()
    # The first that is heard of it is over the tools already.
    ada.mouse.move(edge[0] - 3, edge[1])
    ada.mouse.up()
    moved = layer.bounding_box()
    ada.mouse.move(*at(ada, 400, 400), steps=4)
    settled(ada)

    assert layer.bounding_box() == moved
    assert abs(moved["x"] - before["x"]) < 10
    expect(ada.locator("[data-surface]")).not_to_have_attribute("data-panning", "")
