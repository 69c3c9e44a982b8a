"""What a facilitator lets people do in a zone, in real browsers: set in the cockpit, heard at once, said first."""

from playwright.sync_api import Page, expect

from tests.browser.canvas import ZONE, drag, look_at, place, settled, write_at
from tests.browser.rooms import open_zone, write


def set_rule(cockpit: Page, zone: str, rule: str) -> None:
    """Choose what people may do in a zone, with keys alone."""
    form = cockpit.locator(".bd-rules")
    if form.get_attribute("open") is None:
        form.locator("summary").focus()
        cockpit.keyboard.press("Enter")
    form.locator(f"select[name=zone-{zone}]").select_option(label=rule)
    form.get_by_role("button", name="Keep the change").focus()
    cockpit.keyboard.press("Enter")
    expect(form.get_by_text("Saved.")).to_be_visible()


def test_a_phone_hears_at_once_that_a_zone_is_to_read_and_that_it_is_free_again(come_in, cockpit):
    bo = come_in("Bo")
    write(bo, ZONE, "Before the rule")
    zone = open_zone(bo, ZONE)

    set_rule(cockpit, ZONE, "Only read")
    expect(zone.get_by_text("This zone is for reading only.")).to_be_visible()
    expect(zone.get_by_role("button", name="Add note")).to_be_hidden()

    set_rule(cockpit, ZONE, "Everything")
    expect(zone.get_by_text("This zone is for reading only.")).to_be_hidden()
    expect(zone.get_by_role("button", name="Add note")).to_be_visible()


def test_on_a_plane_nothing_leaves_a_zone_where_people_only_add_and_it_says_why(at_the_plane, cockpit):
    bo = at_the_plane("Bo")
    look_at(bo)
    note = write_at(bo, 300, 200, "Stays in its zone")
    set_rule(cockpit, ZONE, "Add, and change one's own")
    expect(bo.locator("[data-sign=zone-adds] .sign")).to_have_count(2)
    expect(bo.locator("[data-panel] [data-sign=zone-adds]").get_by_text("What is there stays.")).to_be_visible()
    bo.locator("[data-look=fit]").click()
    settled(bo)
    before, here = place(note), note.bounding_box()
    there = bo.locator(f".cv-zone:not([data-zone={ZONE}])").first.bounding_box()

    drag(bo, note, there["x"] + there["width"] / 2 - here["x"], there["y"] + there["height"] / 2 - here["y"])
    settled(bo)

    assert place(note) == before
    expect(bo.locator("[data-refused]")).to_contain_text("What is there stays.")
