"""A workshop whose room people are in is called running wherever its facilitator's workshops are listed."""

from playwright.sync_api import expect


def test_a_workshop_that_runs_before_its_day_says_its_step_and_leads_to_its_room(open_browser, sign_in, room, come_in):
    lists = sign_in(open_browser("laptop"), "facilitator")
    address = f"/w/{room.workshop}/cockpit/"
    lists.goto("/workshops/")
    link = lists.locator(f"a[href*='{room.workshop}']")
    row = lists.locator("li.up").filter(has=link)
    expect(row).to_contain_text("12 steps ready")
    expect(lists.get_by_role("heading", name="Running")).to_have_count(0)

    come_in("Ada")
    lists.reload()

    running = lists.get_by_role("region", name="Running").locator("li.up").filter(has=link)
    expect(running).to_contain_text("Running: step 1 of 12")
    lists.goto("/")
    today = lists.locator("#today")
    expect(today).to_contain_text("Running: step 1 of 12")
    expect(today.get_by_role("link", name="Open the room")).to_have_attribute("href", address)
    lists.goto("/workshops/")
    running.get_by_role("link", name="Open the room").click()
    lists.wait_for_url(f"**{address}")
