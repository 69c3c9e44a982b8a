"""The agenda of a workshop in a real browser."""

from playwright.sync_api import expect

from tests.browser.rooms import make_workshop


def test_quick_presses_of_one_person_are_done_one_after_another(open_browser, sign_in):
    page = sign_in(open_browser("laptop"), "facilitator")
    make_workshop(page, "In quick steps")
    steps = page.locator("#agenda [data-step]")
    ids = steps.evaluate_all("steps => steps.map((step) => step.dataset.step)")
    moved = ids[4]

    page.evaluate("id => { for (let n = 0; n < 3; n += 1) document.getElementById(id).click() }", f"up-{moved}")

    expect(steps.nth(1)).to_have_attribute("data-step", moved)
    assert steps.evaluate_all("steps => steps.map((step) => step.dataset.step)") == [ids[0], moved, *ids[1:4], *ids[5:]]
    expect(page.get_by_text("The agenda was changed elsewhere")).to_have_count(0)


def test_on_a_phone_a_step_of_the_run_sheet_has_the_width_of_the_page(open_browser, sign_in, seeded):
    page = sign_in(open_browser("phone"), "facilitator")
    page.goto(f"/w/{seeded['workshop_id']}/run-sheet/")

    row = page.locator("tr[id^=rs-]").first
    wide, title = (each.bounding_box()["width"] for each in (row, row.locator("th")))
    assert title > wide * 0.95
