"""Whoever goes through a page with Tab sees at each stop where they are (WCAG 2.2, 2.4.7)."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import open_plane, settled

MOST_STOPS = 150
AROUND = 8

STOP = """() => {
  const here = document.activeElement
  if (!here || here === document.body || here === document.documentElement) return null
  const place = here.getBoundingClientRect().width > 4 ? here : (here.closest("label") ?? here.labels?.[0] ?? here)
  const { left, top, right, bottom } = place.getBoundingClientRect()
  return { name: here.outerHTML.slice(0, 160), box: [left, top, right, bottom] }
}"""


def unseen(page: Page) -> list[str]:
    """The stops of Tab at which the page looks as it does when nothing has the focus."""
    page.emulate_media(reduced_motion="reduce")
    found, stops = [], 0
    page.evaluate("document.activeElement?.blur()")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        settled(page)
        stop = page.evaluate(STOP)
        if stop is None:
            break
        stops += 1
        clip = _clip(page, stop["box"])
        if clip is None:
            found.append(f"out of sight: {stop['name']}")
            continue
        there = page.screenshot(clip=clip, animations="disabled")
        page.evaluate("document.activeElement.blur()")
        settled(page)
        if page.screenshot(clip=clip, animations="disabled") == there:
            found.append(stop["name"])
    assert stops > 5
    return found


def _clip(page: Page, box: list[float]) -> dict[str, float] | None:
    """What of a box and its surroundings is in the window."""
    left, top = (max(0, each - AROUND) for each in box[:2])
    right, bottom = (
        min(page.viewport_size["width"], box[2] + AROUND),
        min(page.viewport_size["height"], box[3] + AROUND),
    )
    return (
        {"x": left, "y": top, "width": right - left, "height": bottom - top} if right > left and bottom > top else None
    )


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_each_stop_in_a_participants_room_is_seen(come_in, size):
    ada = come_in("Ada", size)
    rooms.write(ada, "hope", "A note of mine")
    expect(ada.locator("li[data-note]")).to_have_count(1)

    assert unseen(ada) == []


def test_each_stop_at_the_plane_is_seen(at_the_plane):
    ada = at_the_plane("Ada")

    assert unseen(ada) == []


@pytest.mark.parametrize("view", ["", "list/"])
def test_each_stop_on_a_board_of_its_own_is_seen(at_the_plane, view):
    ada = at_the_plane("Ada")
    ada.goto(f"/boards/{ada.locator('[data-board]').get_attribute('data-board')}/{view}")
    expect(ada.locator("[data-board][data-live]")).to_have_count(1)

    assert unseen(ada) == []


def test_each_stop_in_the_cockpit_is_seen(cockpit):
    open_plane(cockpit, cockpit.workshop)
    cockpit.goto(f"/w/{cockpit.workshop}/cockpit/")
    expect(cockpit.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    # What comes later moves what stands below it.
    expect(cockpit.locator(".cp-board")).to_be_visible()

    assert unseen(cockpit) == []
