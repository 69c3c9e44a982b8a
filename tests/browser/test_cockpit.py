"""The cockpit in a real browser: what it shows is where the room is, however slowly answers come."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import canvas, rooms
from tests.browser.faults import look
from tests.browser.rooms import join_code, make_workshop

REMEMBER = """() => {
  globalThis.shown = [document.querySelector("#now").textContent]
  new MutationObserver(() => {
    const step = document.querySelector("#now").textContent
    if (step !== shown.at(-1)) shown.push(step)
  }).observe(document.body, { attributes: true, characterData: true, childList: true, subtree: true })
}"""
"""Note each step the cockpit says it is in."""


def test_an_answer_that_comes_late_never_takes_the_cockpit_back_to_where_the_room_was(open_browser, sign_in):
    cockpit = sign_in(open_browser("laptop"), "facilitator")
    workshop = make_workshop(cockpit, "A slow line")
    join_code(cockpit, workshop)
    expect(cockpit.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    cockpit.wait_for_load_state("networkidle")
    cockpit.locator("#cp-start > summary").click()
    late: list[Route] = []

    def hold_back(route: Route) -> None:
        late.append(route)

    cockpit.route(f"**/w/{workshop}/cockpit/", hold_back, times=1)
    as_it_is = cockpit.request.get(f"/w/{workshop}/cockpit/", headers={"HX-Request": "true"})
    with cockpit.expect_request(f"**/w/{workshop}/cockpit/"):
        cockpit.evaluate("() => void document.body.dispatchEvent(new CustomEvent('stage:changed'))")
    cockpit.evaluate(REMEMBER)

    cockpit.locator("#cp-next").click()
    # Time for an answer that comes at once; one that waits for its turn comes afterwards.
    cockpit.wait_for_timeout(1000)
    for route in late:
        route.fulfill(response=as_it_is)

    expect(cockpit.locator("main")).to_contain_text("Step 1 of")
    cockpit.wait_for_load_state("networkidle")
    assert cockpit.evaluate("() => shown") == ["Where do we lose the most days?", cockpit.locator("#now").inner_text()]


def test_the_board_is_one_press_from_the_cockpit_and_back_and_grows_there_as_people_write(cockpit, come_in):
    board = cockpit.locator(".cp-board")
    expect(board).to_contain_text("0 of 0 participants have written")
    drawn = board.locator("svg rect").count()
    nour = come_in("Nour", "phone")
    rooms.write(nour, canvas.ZONE, "Seen in small")

    expect(board).to_contain_text("1 of 1 participants have written", timeout=20_000)
    expect(board.locator("svg rect")).to_have_count(drawn + 1)
    board.get_by_role("link", name="Open the board").click()
    expect(cockpit.locator("[data-note]", has_text="Seen in small").first).to_be_visible()
    cockpit.get_by_role("link", name="Cockpit").click()
    expect(cockpit.locator("#cp-next")).to_be_visible()


def test_a_phone_says_when_a_break_is_over_and_follows_minutes_that_are_added(cockpit, come_in):
    nour = come_in("Nour", "phone")
    cockpit.locator(".go > summary").nth(4).click()
    cockpit.locator(".go[open] button").first.click()
    goes_on = nour.locator("[data-goes-on]")
    expect(goes_on).to_have_text(re.compile(r"^\d\d:\d\d$"))
    expect(nour.get_by_text("look up and listen")).to_be_hidden()
    before = goes_on.inner_text()

    cockpit.get_by_role("button", name="+5 min").click()

    expect(goes_on).not_to_have_text(before)


@pytest.mark.access("n")
def test_whoever_leads_with_keys_keeps_the_focus_through_every_swap(cockpit):
    for control, said in (
        ("#cp-w-private", {"aria-pressed": "true"}),
        ("#cp-w-open", {"aria-pressed": "true"}),
        ("#cp-freeze", {"text": "Let go again"}),
        ("#cp-freeze", {"text": "Freeze everything"}),
    ):
        button = cockpit.locator(control)
        button.focus()
        cockpit.keyboard.press("Enter")

        if "text" in said:
            expect(button).to_have_text(said["text"])
        else:
            expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_be_focused()
    panel = cockpit.locator("#votes-panel")
    panel.locator("#vote-opening > summary").press("Enter")
    panel.get_by_role("button", name="Open the vote").press("Enter")
    expect(panel).to_contain_text("Nobody is here to vote.")
    expect(panel.locator(":focus").or_(cockpit.locator("#votes-panel:focus"))).to_have_count(1)


SWAPS = {
    "two answers in one turn of the page": """
      for (const _ of "12") {
        say("before")
        exchange()
        say("after")
      }""",
    "a script that draws when the answer has come": """
      say("before")
      say("after")
      queueMicrotask(exchange)""",
}
"""What the cockpit meets: what takes the place of what has the focus, and when."""

EXCHANGE = """
  const say = (name) => document.dispatchEvent(new CustomEvent(`htmx:${name}:swap`, { detail: { ctx: {} } }))
  const exchange = () => {
    const part = document.querySelector("#cp-freeze").parentElement
    part.replaceWith(part.cloneNode(true))
  }"""


@pytest.mark.parametrize("swap", SWAPS)
def test_what_takes_the_place_of_what_had_the_focus_is_given_it(cockpit, swap):
    button = cockpit.locator("#cp-freeze")
    button.focus()
    cockpit.evaluate(f"() => {{{EXCHANGE}{SWAPS[swap]}}}")
    expect(button).to_be_focused()


def test_what_takes_its_place_and_may_not_be_pressed_leaves_the_focus_to_what_holds_it(cockpit):
    button = cockpit.locator("#cp-freeze")
    button.focus()
    cockpit.evaluate(
        f"() => {{{EXCHANGE}{SWAPS['two answers in one turn of the page']}}}".replace(
            "part.cloneNode(true))", "part.cloneNode(true))\n    document.querySelector('#cp-freeze').disabled = true"
        )
    )
    expect(cockpit.locator("#cockpit :focus")).to_have_count(1)
    expect(button).not_to_be_focused()


def test_a_cockpit_whose_time_is_up_has_room_for_its_clock_on_the_narrowest_phone(cockpit):
    cockpit.set_viewport_size({"width": 320, "height": 640})
    cockpit.locator("#cp-one").click()
    cockpit.locator("#cp-stop").click()
    expect(cockpit.locator(".cp-t")).to_contain_text("Time is up.")

    assert look(cockpit, sideways=True, spaced=True) == []


def moves_of(page: Page) -> list[str]:
    """The moves a page asks for, as they are asked for."""
    asked: list[str] = []
    page.on("request", lambda request: request.url.endswith("/moves/") and asked.append(request.post_data))
    return asked


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_two_hurried_presses_on_next_are_one_move_and_two_calm_ones_are_two(cockpit, by):
    asked = moves_of(cockpit)
    button = cockpit.locator("#cp-next")
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    button.focus()

    def press() -> None:
        if by == "keys":
            cockpit.keyboard.press("Enter")
        else:
            cockpit.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    seen = cockpit.locator("form:has(#cp-next) input[name=seen]")
    before = seen.get_attribute("value")
    press()
    cockpit.wait_for_timeout(300)
    press()

    expect(seen).not_to_have_attribute("value", before)
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(button).to_be_focused()
    assert len(asked) == 1
    cockpit.wait_for_timeout(1200)
    expect(button).not_to_have_attribute("aria-disabled", "true")
    assert len(asked) == 1
    box = button.bounding_box()
    with cockpit.expect_request("**/moves/"):
        press()
    expect(button).to_be_focused()


def test_a_key_held_down_on_next_is_one_move(cockpit):
    asked = moves_of(cockpit)
    cockpit.locator("#cp-next").focus()

    for _ in range(40):
        cockpit.keyboard.down("Enter")
        cockpit.wait_for_timeout(50)
    cockpit.keyboard.up("Enter")

    assert len(asked) == 1


def test_a_press_on_next_right_after_anothers_move_is_not_taken(cockpit, open_browser, sign_in):
    other = sign_in(open_browser("laptop"), "facilitator")
    other.goto(f"/w/{cockpit.workshop}/cockpit/")
    asked = moves_of(cockpit)
    button = cockpit.locator("#cp-next")
    seen = cockpit.locator("form:has(#cp-next) input[name=seen]")
    before = seen.get_attribute("value")

    rooms.press_next(other)
    expect(seen).not_to_have_attribute("value", before)
    button.dispatch_event("click")
    with cockpit.expect_request("**/timer/"):
        cockpit.locator("#cp-one").dispatch_event("click")

    assert asked == []
    with cockpit.expect_request("**/moves/"):
        button.click()


def test_a_move_nobody_answers_may_be_pressed_again(cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "htmx:error")
    button = cockpit.locator("#cp-next")
    cockpit.context.set_offline(True)

    button.click()

    expect(button).not_to_have_attribute("aria-disabled", "true")
    cockpit.context.set_offline(False)


def jump(cockpit: Page, title: str) -> None:
    """Press a step of the agenda, and take the room there."""
    cockpit.locator(".go > summary", has_text=title).click()
    cockpit.locator(".go[open]").get_by_role("button", name="Take the room there").click()


def free_buttons(cockpit: Page, *, within: int) -> None:
    """*Back* and *Next* take a press again, within so many milliseconds."""
    for control in ("#cp-back", "#cp-next"):
        expect(cockpit.locator(control)).not_to_have_attribute("aria-disabled", "true", timeout=within)


@pytest.mark.parametrize("way", ["forth", "back"])
def test_next_and_back_are_free_as_soon_as_the_agenda_has_moved_the_room(cockpit, way):
    titles = cockpit.locator(".steps .go > summary").all_inner_texts()
    seen = cockpit.locator("form:has(#cp-next) input[name=seen]")
    if way == "back":
        jump(cockpit, titles[1])
        expect(cockpit.locator("#now")).to_have_text(titles[1])
        free_buttons(cockpit, within=6000)
    to = titles[1 if way == "forth" else 0]
    before = seen.get_attribute("value")

    jump(cockpit, to)

    expect(cockpit.locator("#now")).to_have_text(to)
    expect(seen).not_to_have_attribute("value", before)
    expect(cockpit.locator("#cp-next")).to_have_attribute("aria-disabled", "true")
    free_buttons(cockpit, within=6000)
    with cockpit.expect_request("**/moves/", timeout=6000):
        cockpit.locator("#cp-next").click()


@pytest.mark.parametrize("answer", ["refused", "broken"])
def test_next_and_back_are_free_where_the_agenda_did_not_move_the_room(cockpit, complaints, answer):
    complaints.expected = ("409", "ERR_FAILED", "Failed to fetch", "htmx:error")
    title = cockpit.locator(".steps .go > summary").nth(1).inner_text()
    rooms.press_next(cockpit)
    free_buttons(cockpit, within=6000)

    as_it_is = cockpit.request.get(f"/w/{cockpit.workshop}/cockpit/", headers={"HX-Request": "true"})

    def refuse(route: Route) -> None:
        route.abort() if answer == "broken" else route.fulfill(response=as_it_is, status=409)

    cockpit.route("**/moves/", refuse, times=1)
    jump(cockpit, title)

    free_buttons(cockpit, within=6000)
