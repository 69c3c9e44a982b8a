"""What is drawn with pressure, rubbed out, pointed at and felt: two people, and what each of them sees."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import at, look_at
from tests.browser.test_things_in_hands import draw_out, tool


def press_with_a_stylus(page: Page, *places: tuple[float, float], more_and_more: bool = False) -> None:
    """Draw with a pen that tells how much it is pressed."""
    session = page.context.new_cdp_session(page)
    for index, place in enumerate(places):
        x, y = at(page, *place)
        kind = "mousePressed" if index == 0 else "mouseMoved"
        force = 0.1 + 0.8 * index / len(places) if more_and_more else 0.5
        told = {"type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "pointerType": "pen", "force": force}
        session.send("Input.dispatchMouseEvent", {**told, "clickCount": int(index == 0)})
    x, y = at(page, *places[-1])
    lifted = {"type": "mouseReleased", "x": x, "y": y, "button": "left", "pointerType": "pen", "clickCount": 1}
    session.send("Input.dispatchMouseEvent", lifted)


@pytest.mark.row("B6")
def test_ink_is_as_wide_as_the_stylus_pressed_and_the_eraser_takes_whole_strokes_of_ones_own(at_the_plane):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)

    tool(ada, "p")
    press_with_a_stylus(ada, *((200 + 10 * n, 200) for n in range(20)), more_and_more=True)
    expect(bo.locator(".cv-brushed > .cv-drawn")).to_have_count(1)
    theirs = bo.locator(".cv-brushed > .cv-drawn")
    expect(theirs).to_have_attribute("d", ada.locator(".cv-brushed > .cv-drawn").get_attribute("d"))
    # Narrow where it began, wide where it ended: the caps are arcs of these radii.
    end, start = (float(piece.split()[0]) for piece in theirs.get_attribute("d").split("A")[1:3])
    assert end > 1.5 * start
    draw_out(ada, (200, 260), (380, 260))
    expect(bo.locator(".cv-stroke")).to_have_count(2)

    tool(bo, "e")
    draw_out(bo, (260, 230), (260, 290))
    expect(bo.locator("[data-heard]")).to_have_text("This stroke stays: you may not delete it.")
    tool(ada, "e")
    draw_out(ada, (300, 180), (300, 290))
    expect(ada.locator("[data-heard]")).to_have_text("2 strokes rubbed out.")
    expect(bo.locator(".cv-stroke")).to_have_count(0)
    expect(ada.locator("[data-surface]")).to_have_attribute("data-tool", "eraser")
    ada.keyboard.press("Control+z")
    expect(bo.locator(".cv-stroke")).to_have_count(2)


def test_a_laser_and_a_reaction_are_seen_by_others_for_a_moment_and_by_nobody_while_people_write_alone(
    at_the_plane, cockpit
):
    ada, bo = at_the_plane("Ada"), at_the_plane("Bo")
    look_at(ada)
    look_at(bo)
    bo.emulate_media(reduced_motion="reduce")

    tool(ada, "k")
    ada.mouse.move(*at(ada, 200, 200))
    ada.mouse.down()
    for step in range(12):
        ada.mouse.move(*at(ada, 200 + 20 * step, 220))
        ada.wait_for_timeout(15)
    expect(bo.locator("[data-laser]")).to_have_count(1)
    ada.mouse.up()
    expect(bo.locator("[data-laser]")).to_have_count(0)
    expect(bo.locator(".cv-stroke")).to_have_count(0)
    tool(ada, "v")
    ada.keyboard.press(".")
    expect(ada.get_by_role("button", name="I agree")).to_be_focused()
    ada.keyboard.press("ArrowRight")
    ada.keyboard.press("Enter")
    expect(bo.locator("[data-feeling=love]")).to_have_count(1)
    expect(bo.locator("[data-feeling=love] > span")).to_have_css("animation-name", "none")
    expect(ada.locator("[data-heard]")).to_have_text("Everybody sees: I love it")
    assert ada.locator(".cv-feeling").count() == 1
    expect(bo.locator(".cv-feeling")).to_have_count(0)
    ada.keyboard.press("Escape")
    expect(ada.locator("[data-surface]")).to_be_focused()

    rooms.turn(cockpit, "private")
    expect(ada.locator("[data-state=private]")).to_be_visible()
    ada.keyboard.press(".")
    ada.keyboard.press("Enter")
    expect(ada.locator("[data-heard]")).to_have_text("While everybody writes alone nobody sees reactions.")
    assert ada.locator(".cv-feeling").count() == 0
