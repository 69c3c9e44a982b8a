"""The wall before thousands of notes: the first are read soon, and the page never stands still."""

import re

from playwright.sync_api import expect

from tests.browser.crowd import fill

NOTES = 2_000
LONGEST = 200
"""Milliseconds a page may be busy at a stretch; 120 where nothing else ran, and 1,300 when all turns were laid out."""
SHARED = 2
"""The machine of the tests may be so many times slower, for others use it too."""

WATCHED = """(() => {
  window.tasks = []
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: "longtask", buffered: true })
})()"""


def test_two_thousand_notes_on_the_wall_never_hold_the_page(open_browser, sign_in, room, house):
    fill(house, room.workshop, "check_in", "hope", NOTES)
    wall = sign_in(open_browser("projector"), "facilitator")
    wall.add_init_script(WATCHED)

    wall.goto(f"/w/{room.workshop}/wall/")

    more = wall.locator("[data-zone='hope'] [data-more]")
    expect(more).to_have_text(re.compile(r"^1–\d+ of 2,000, in turn$"))
    expect(more).to_have_text(re.compile(r"^[2-9]\d–\d+ of 2,000, in turn$"))
    assert [each for each in wall.evaluate("tasks") if each > LONGEST * SHARED] == []


def test_turns_go_on_where_every_zone_has_more_than_one(open_browser, sign_in, room, house):
    zones = ("who", "bring", "hope")
    fill(house, room.workshop, "check_in", zones, 300)
    wall = sign_in(open_browser("projector"), "facilitator")
    wall.clock.install()
    wall.goto(f"/w/{room.workshop}/wall/")
    said = [wall.locator(f"[data-zone='{zone}'] [data-more]") for zone in zones]
    for more in said:
        expect(more).to_have_text(re.compile(r"^1–\d+ of 100, in turn$"))

    seen = []
    for _ in range(3):
        wall.clock.run_for(7_000)
        seen.append([more.inner_text() for more in said])

    assert [len({turns[zone] for turns in seen}) for zone in range(len(zones))] == [3, 3, 3]
