"""A check-in link is copied by one press."""

from playwright.sync_api import expect

from tests.browser import behind


def test_one_press_copies_the_link_of_somebody_else(open_browser, people, seeded):
    page = behind.sign_in(open_browser("phone", permissions=["clipboard-read", "clipboard-write"]), *people["director"])
    page.goto(f"/plans/{seeded['plan_id']}/links/")
    page.get_by_label("For whom", exact=True).fill("Lab manager")
    page.get_by_role("button", name="Make a link").click()

    page.get_by_role("button", name="Copy link").click()

    expect(page.locator("#new-link-copied")).to_have_text("Copied.")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == page.locator("#new-link").input_value()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    somebody = open_browser("phone")
    somebody.goto(address)
    expect(somebody.get_by_role("heading", level=1)).to_be_visible()
