"""The end of a workshop with notes left on several boards: the facilitator answers for each, with the keyboard too."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.boards.test_announced_moves import room_of_two_boards, words_on
from tests.browser.browsers import SIZES

ASK = "Some notes are not shown to everybody. Say what becomes of them before the workshop ends."


@pytest.fixture
def cockpit(browser, bare_house, behind_it, complaints):
    """The cockpit of a room in its last part, in which Bo and Cy have each written a note alone on two boards."""
    from tests.boards.live import cookie

    room = room_of_two_boards(behind_it)
    width, height = SIZES["laptop"]
    context = browser.new_context(base_url=bare_house.url, viewport={"width": width, "height": height})
    key, _, value = cookie(room.people["Ada"]).partition("=")
    context.add_cookies([{"name": key, "value": value, "url": bare_house.url}])
    page = context.new_page()
    complaints.listen(page)
    complaints.expected = ("409 (CONFLICT)",)
    page.goto(f"/w/{room.id}/cockpit/")
    expect(page.locator("[data-connection]").first).to_have_attribute("data-connection", "connected")
    page.room = room
    yield page
    context.close()


def test_for_each_board_the_end_does_what_was_chosen_also_where_the_clock_was_changed_meanwhile(cockpit):
    room = cockpit.room
    cockpit.locator("#cp-next").click()
    asked = cockpit.locator(".cp-leaving")
    ideas, feedback = (
        asked.get_by_role("group", name=re.compile(name)) for name in ("Eight quick", "Session feedback")
    )
    expect(ideas).to_contain_text("2 hidden notes")

    ideas.get_by_label("Show them to everybody").check()
    asked.get_by_role("button", name="End as chosen for each board").click()

    expect(cockpit.get_by_role("alert").filter(has_text=ASK)).to_be_visible()
    expect(ideas.get_by_label("Show them to everybody")).to_be_checked()
    feedback.get_by_label("Leave them with their authors").check()
    with cockpit.expect_response(lambda answer: "/timer/" in answer.url):
        cockpit.get_by_role("button", name="+1 min").click()
    expect(ideas.get_by_label("Show them to everybody")).to_be_checked()
    expect(feedback.get_by_label("Leave them with their authors")).to_be_checked()
    asked.get_by_role("button", name="End as chosen for each board").press("Enter")

    expect(cockpit.get_by_role("heading", name="Thank you")).to_be_visible()
    assert words_on(room, "Bo", "eight_ideas") == {"1 on eight_ideas", "2 on eight_ideas"}
    assert words_on(room, "Bo", "session_feedback") == {"1 on session_feedback"}


def test_the_question_and_what_was_chosen_in_it_outlast_what_was_asked_for_while_it_was_on_its_way(cockpit):
    late: list[Route] = []
    changed = "() => void document.body.dispatchEvent(new CustomEvent('stage:changed'))"
    cockpit.wait_for_load_state("networkidle")

    def hold_back(route: Route) -> None:
        late.append(route)

    cockpit.route("**/moves/", hold_back, times=1)
    with cockpit.expect_request("**/moves/"):
        cockpit.locator("#cp-next").click()
    cockpit.evaluate(changed)

    with cockpit.expect_response("**/cockpit/**"):
        late[0].continue_()

    cockpit.wait_for_load_state("networkidle")
    asked = cockpit.locator(".cp-leaving")
    ideas = asked.get_by_role("group", name=re.compile("Eight quick")).get_by_label("Show them to everybody")
    ideas.check()
    for _ in range(2):
        with cockpit.expect_response("**/cockpit/**"):
            cockpit.evaluate(changed)
        cockpit.wait_for_load_state("networkidle")
        expect(ideas).to_be_checked()
