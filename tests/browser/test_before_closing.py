"""Closing a workshop in a real browser: what is asked before it is in sight, and read out."""

from playwright.sync_api import expect

from tests.browser import rooms


def test_the_question_before_closing_is_where_whoever_closes_looks(cockpit, come_in, complaints):
    complaints.expected = ("409 (CONFLICT)",)
    come_in("Bo")
    come_in("Cy").context.close()
    rooms.turn(cockpit, "closed")
    cockpit.set_viewport_size({"width": 1280, "height": 860})
    cockpit.goto(f"/w/{cockpit.workshop}/settings/")

    cockpit.get_by_role("button", name="Close the workshop").click()

    question = cockpit.get_by_role("alert")
    expect(question).to_contain_text("It is not closed yet. Notes from phones that are offline may still arrive")
    expect(question).to_be_focused()
    expect(question).to_be_in_viewport(ratio=1)
    expect(cockpit.get_by_role("button", name="Close it now")).to_be_in_viewport(ratio=1)
    cockpit.get_by_role("button", name="Close it now").click()
    expect(cockpit.locator("main")).to_contain_text("This workshop is closed")
