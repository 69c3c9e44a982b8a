"""Times of a room are those of its zone on every screen; where a device is elsewhere, its place is named."""

import re

from playwright.sync_api import expect

from tests.browser import behind

GOES_ON = re.compile(r"We go on at (\d\d:\d\d)( \(Kolkata\))?\.")

GOES_TO = re.compile(r'data-board="([^"]+)"')


def test_every_screen_tells_the_rooms_time_and_names_its_zone_elsewhere(cockpit, open_browser, room):
    behind.send(cockpit, f"/w/{room.workshop}/settings/", "/settings/", timezone="Asia/Kolkata")
    there, away = (open_browser("phone", timezone_id=zone) for zone in ("Asia/Calcutta", "America/New_York"))
    for page, name in ((there, "Ada"), (away, "Bo")):
        page.goto(behind.join(page, room.code, name))
    wall = open_browser("projector", timezone_id="America/New_York", storage_state=room.request.storage_state())
    wall.goto(f"/w/{room.workshop}/wall/")
    cockpit.reload()
    cockpit.locator(".go > summary", has_text="Break").first.click()
    cockpit.locator(".go[open] button").first.click()

    said = []
    for page, place in ((there, ".rests"), (away, ".rests"), (wall, ".wall-rest")):
        expect(page.locator(place)).to_be_visible()
        said.append(GOES_ON.search(page.locator(place).inner_text()).groups())
    assert said == [(said[0][0], None), (said[0][0], " (Kolkata)"), (said[0][0], " (Kolkata)")]
    wall.goto(f"/w/{room.workshop}/cockpit/")
    expect(wall.get_by_text("Times are those of Kolkata.")).to_be_visible()
    board = GOES_TO.search(there.request.get(f"/boards/for/{room.workshop}/check_in/list/").text())[1]
    wall.goto(f"/boards/{board}/")
    expect(wall.locator("nav.strip").get_by_text("(Kolkata)")).to_be_visible()
