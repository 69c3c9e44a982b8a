"""Fingers, palms and a stylus on the plane, as the browser itself tells of them; somebody else sees what came of it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.canvas import at, paper, settled, write_at
from tests.browser.test_canvas_rules import fingers_on


def take_tool(page: Page, name: str) -> None:
    page.locator("[data-drawers] > summary").tap()
    page.get_by_role("button", name=name).tap()
    expect(page.locator("[data-surface][data-draws]")).to_have_count(1)


def stylus_on(page: Page):
    """A stylus on the screen."""
    session = page.context.new_cdp_session(page)

    def stylus(kind: str, x: float, y: float) -> None:
        told = {"type": kind, "x": x, "y": y, "button": "left", "pointerType": "pen", "force": 0.5, "clickCount": 1}
        session.send("Input.dispatchMouseEvent", {**told, "buttons": int(kind != "mouseReleased")})

    return stylus


@pytest.mark.row("M7")
def test_a_second_finger_keeps_the_stroke_that_was_drawn_and_both_pinch(at_the_plane):
    ada, bo = at_the_plane("Ada", "phone"), at_the_plane("Bo")
    touch = fingers_on(ada)
    x, y = at(ada, 120, 200)
    take_tool(ada, "Pen")

    touch("touchStart", (x, y))
    for step in range(1, 6):
        touch("touchMove", (x + 12 * step, y + 4 * step))
    expect(ada.locator(".cv-making-path")).to_have_count(1)
    before = ada.locator("[data-layer]").bounding_box()
    touch("touchStart", (x + 60, y + 20), (x + 120, y + 120))
    touch("touchMove", (x + 30, y - 20), (x + 150, y + 160))
    touch("touchEnd")

    expect(bo.locator(".cv-stroke")).to_have_count(1)
    settled(ada)
    assert ada.locator("[data-layer]").bounding_box()["width"] > before["width"] * 1.5
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "pen")


@pytest.mark.row("M7")
def test_beside_a_stylus_a_palm_means_nothing_and_a_finger_pushes(at_the_plane):
    ada, bo = at_the_plane("Ada", "phone"), at_the_plane("Bo")
    touch, stylus = fingers_on(ada), stylus_on(ada)
    x, y = at(ada, 80, 150)
    take_tool(ada, "Pen")
    before = ada.locator("[data-layer]").bounding_box()

    stylus("mousePressed", x, y)
    stylus("mouseMoved", x + 30, y + 10)
    touch("touchStart", (x + 60, y + 200))
    touch("touchMove", (x + 90, y + 230))
    stylus("mouseMoved", x + 80, y + 30)
    touch("touchEnd")
    stylus("mouseMoved", x + 120, y + 20)
    stylus("mouseReleased", x + 120, y + 20)

    expect(bo.locator(".cv-brushed")).to_have_count(1)
    settled(ada)
    assert ada.locator("[data-layer]").bounding_box() == before
    wide = ada.locator(".cv-brushed > .cv-drawn").bounding_box()["width"]
    assert wide == pytest.approx(120, abs=8)
    touch("touchStart", (x + 60, y + 200))
    touch("touchMove", (x + 30, y + 180))
    touch("touchMove", (x, y + 160))
    touch("touchEnd")
    settled(ada)
    assert ada.locator("[data-layer]").bounding_box()["x"] < before["x"]
    expect(bo.locator(".cv-stroke")).to_have_count(1)


@pytest.mark.row("M7")
def test_a_finger_that_rests_opens_the_menu_and_one_that_moves_does_not(at_the_plane):
    ada = at_the_plane("Ada", "phone")
    touch = fingers_on(ada)
    x, y = at(ada, 150, 200)
    ada.touchscreen.tap(x, y)
    ada.touchscreen.tap(x, y)
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type("By touch")
    ada.locator("[data-write] button").tap()
    expect(paper(ada, "By touch")).to_be_focused()
    box = paper(ada, "By touch").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    touch("touchStart", (x, y))
    expect(ada.get_by_role("menu")).to_be_visible()
    touch("touchEnd")
    settled(ada)
    expect(ada.get_by_role("menu")).to_be_visible()
    ada.keyboard.press("Escape")
    touch("touchStart", (x, y))
    touch("touchMove", (x + 30, y + 30))
    touch("touchEnd")
    expect(ada.locator("[data-heard]")).to_have_text("Moved.")
    expect(ada.get_by_role("menu")).to_be_hidden()


@pytest.mark.row("M7", partly=True)
def test_fingers_choose_several_things_one_after_the_other(at_the_plane):
    ada = at_the_plane("Ada", "phone")
    for x, y, words in ((90, 120, "One"), (270, 120, "Two"), (90, 340, "Three")):
        write_at(ada, x, y, words)

    paper(ada, "One").tap()
    several = ada.get_by_role("button", name="Choose several")
    several.tap()
    expect(several).to_have_attribute("aria-pressed", "true")
    paper(ada, "Two").tap()
    paper(ada, "Three").tap()
    paper(ada, "Two").tap()

    chosen = ada.locator("[data-notes] [aria-selected=true]")
    expect(chosen).to_have_count(2)
    expect(paper(ada, "Two")).to_have_attribute("aria-selected", "false")
    several.tap()
    paper(ada, "Two").tap()
    expect(chosen).to_have_count(1)
