"""A table shares one phone: each name has a seat, words and drafts of its own, and hands it over with one press."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms

ZONE = "hope"


def beside(phone: Page, name: str) -> None:
    """Somebody else at the table comes in on the same phone."""
    phone.locator("details.ph-me > summary").click()
    phone.get_by_role("link", name="Somebody else on this phone").click()
    phone.locator("input[name=name]").fill(name)
    phone.get_by_role("button", name="Join on this phone").click()
    phone.wait_for_url(lambda url: url.endswith("/") and "/phone/" not in url)
    rooms.connected(phone)


def hand_to(phone: Page, name: str) -> None:
    """One press."""
    turns = phone.locator("form.ph-turns")
    turns.get_by_role("button", name=name).click()
    expect(turns.locator("[aria-current=true]")).to_have_text(name)
    rooms.connected(phone)


def note(page: Page, text: str):
    return page.locator("li[data-note]", has_text=text)


@pytest.mark.row("J8")
def test_two_people_at_one_phone_take_turns_and_each_has_their_own_words(cockpit, come_in):
    phone, cy = come_in("Ada", "phone"), come_in("Cy")
    rooms.write(phone, ZONE, "By Ada, for all")
    expect(note(cy, "By Ada, for all")).to_have_count(1)
    beside(phone, "Bo")
    expect(phone.locator("form.ph-turns button")).to_have_text(["Ada", "Bo"])
    expect(note(phone, "By Ada, for all").locator("[data-mark=safe]")).to_be_hidden()
    rooms.turn(cockpit, "private")
    expect(phone.locator("[data-writing=private]")).to_be_visible()
    rooms.write(phone, ZONE, "Bo alone")
    expect(note(phone, "Bo alone").locator("[data-mark=safe]")).to_be_visible()
    rooms.open_zone(phone, ZONE).locator("form[data-compose] textarea").press_sequentially("Bo half typed")

    hand_to(phone, "Ada")
    rooms.open_zone(phone, ZONE)
    expect(note(phone, "By Ada, for all").locator("[data-mark=safe]")).to_be_visible()
    expect(note(phone, "Bo alone")).to_have_count(0)
    field = phone.locator(f"[data-zone='{ZONE}'] form[data-compose] textarea")
    expect(field).to_have_value("")
    assert "Bo alone" not in phone.content()
    assert phone.evaluate("Object.values(sessionStorage).join()").find("Bo half") == -1
    rooms.write(phone, ZONE, "Ada alone")
    expect(note(phone, "Ada alone").locator("[data-mark=safe]")).to_be_visible()

    hand_to(phone, "Bo")
    rooms.open_zone(phone, ZONE)
    expect(note(phone, "Bo alone").locator("[data-mark=safe]")).to_be_visible()
    expect(note(phone, "Ada alone")).to_have_count(0)
    expect(field).to_have_value("Bo half typed", timeout=20_000)
    field.fill("")

    # Whoever leads sees that they share one.
    cockpit.locator("#people-names > summary").click()
    expect(cockpit.locator("li.person", has_text="Shares a phone with Bo")).to_contain_text("Ada")
    expect(cockpit.locator("li.person", has_text="Shares a phone with Ada")).to_contain_text("Bo")
    expect(cockpit.locator("li.person", has_text="Shares a phone")).to_have_count(2)

    phone.goto(f"/w/{cockpit.workshop}/seat/")
    expect(phone.get_by_text("All who share this phone leave it.")).to_be_visible()
    phone.get_by_role("button", name="Leave on this device").click()
    phone.wait_for_url("**/")
    phone.goto(f"/w/{cockpit.workshop}/")
    expect(phone.get_by_role("heading", name="Join a workshop")).to_be_visible()
    cockpit.reload()
    expect(cockpit.locator("li.person", has_text="Shares a phone")).to_have_count(0)


def test_a_phone_hears_by_itself_whether_somebody_beside_may_come_in(cockpit, come_in):
    phone = come_in("Ada", "phone")
    beside(phone, "Bo")
    hand_to(phone, "Ada")
    behind.remove(cockpit, "Bo")
    for name in ("Ed", "Flo"):
        beside(phone, name)
        expect(phone.locator("#phone")).to_contain_text(f"The facilitator is asked to let {name} in.")
    cockpit.reload()

    cockpit.locator("#people li", has_text="Ed").get_by_role("button", name="Let in").click()
    expect(phone.locator("form.ph-turns button")).to_have_text(["Ada", "Ed"], timeout=15_000)
    expect(phone.locator("#phone")).to_contain_text("The facilitator is asked to let Flo in.")
    cockpit.locator("#people li", has_text="Flo").get_by_role("button", name="Refuse").click()
    expect(phone.locator("#phone")).to_contain_text("The facilitator did not let Flo in.", timeout=15_000)
    hand_to(phone, "Ed")
