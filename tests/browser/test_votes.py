"""Votes in real browsers: dots survive dead spots and second tabs, keys do all of it, results come at once."""

import re
import secrets

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.boards.conftest import note_id
from tests.browser import rooms
from tests.browser.canvas import settled
from tests.browser.rooms import open_zone
from tests.voting.conftest import Votes

NOTES = ("Leave with one partner", "Find the first customer")


def write(page: Page, zone: str, text: str) -> None:
    """Write a note and wait until it is safe: a vote is about what was there when it opened."""
    rooms.write(page, zone, text)
    expect(page.locator("li[data-note]", has_text=text).locator("[data-mark=safe]")).to_be_visible()


def open_vote(cockpit: Page, *, one_each: bool = False, **terms: str) -> None:
    """Open a vote by the form of the cockpit."""
    panel = cockpit.locator("#votes-panel")
    panel.locator("#vote-opening > summary").click()
    for label, value in terms.items():
        panel.get_by_label(label).fill(value)
    if one_each:
        panel.get_by_label("At most one dot on a note").check()
    panel.get_by_role("button", name="Open the vote").click()
    expect(panel).to_contain_text(re.compile("(person has|people have) voted"))


def close_vote(cockpit: Page) -> None:
    panel = cockpit.locator("#votes-panel")
    panel.locator("summary", has_text="Close the vote").click()
    panel.get_by_role("button", name="Close the vote").click()
    expect(panel).to_contain_text("Closed at")


def hand(page: Page, text: str) -> Locator:
    """Where somebody gives dots to a note of the list."""
    return page.locator("li[data-note]", has_text=text).locator("[data-dots]")


def give(page: Page, text: str) -> None:
    hand(page, text).get_by_role("button", name=f"Give a dot to {text}").click()


def hold(_route: Route) -> None:
    """Answer nothing until the page routes no more."""


def left(page: Page) -> Locator:
    return page.locator("#vote [data-left]")


@pytest.mark.row("V16")
def test_a_room_votes_by_phone_and_list_and_sees_the_result_at_once(come_in, cockpit, open_browser, sign_in):
    wall = sign_in(open_browser("projector"), "facilitator")
    wall.goto(f"/w/{cockpit.workshop}/wall/")
    phone, laptop = come_in("Bo", "phone"), come_in("Cy")
    fetched: list[str] = []
    phone.on("request", lambda request: fetched.append(request.url))
    phone.reload()
    rooms.connected(phone)
    for text in NOTES:
        write(laptop, "hope", text)
        expect(phone.locator("li[data-note]", has_text=text)).to_have_count(1)
    open_vote(cockpit, **{"Dots for each person": "3"})

    expect(left(phone)).to_have_text("You have 3 of 3 dots left.")
    expect(phone.locator("#vote")).to_contain_text("Nobody learns who gave which dot, not even the facilitator.")
    open_zone(phone, "hope")
    give(phone, NOTES[0])
    expect(left(phone)).to_have_text("You have 2 of 3 dots left.")
    give(laptop, NOTES[0])
    give(laptop, NOTES[1])
    expect(left(laptop)).to_have_text("You have 1 of 3 dots left.")
    expect(hand(phone, NOTES[1]).locator(".dot")).to_have_count(0)
    expect(wall.locator("#wall-vote")).to_contain_text("2 of 2 people have voted")
    expect(cockpit.locator("#votes-panel")).to_contain_text("3 dots are given.")
    close_vote(cockpit)

    for page in (phone, laptop):
        expect(hand(page, NOTES[0])).to_have_text(re.compile("2 dots, rank 1 of"))
        expect(hand(page, NOTES[1])).to_have_text(re.compile("1 dot, rank 2 of"))
        expect(page.locator("#vote .vt-lines li").first).to_contain_text(NOTES[0])
    expect(wall.locator("#wall-vote .vt-lines li").first).to_contain_text(NOTES[0])
    assert not any("/canvas/" in address for address in fetched)


@pytest.mark.row("R6", partly=True)
def test_dots_given_in_a_dead_spot_survive_it_and_the_page(come_in, cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "Failed to fetch", "after close")
    phone = come_in("Bo", "phone")
    write(phone, "hope", NOTES[0])
    expect(phone.locator("li[data-note]", has_text=NOTES[0]).locator("[data-mark=safe]")).to_be_visible()
    open_vote(cockpit)
    expect(left(phone)).to_have_text("You have 5 of 5 dots left.")
    phone.context.set_offline(True)
    give(phone, NOTES[0])

    expect(left(phone)).to_have_text("You have 4 of 5 dots left.")
    expect(hand(phone, NOTES[0]).locator("[data-late]")).to_be_visible()
    expect(phone.locator("#vote [data-waiting]")).to_be_visible()
    address, context = phone.url, phone.context
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)

    expect(hand(again, NOTES[0]).locator(".dot-on")).to_have_count(1)
    expect(again.locator("#vote [data-waiting]")).to_be_hidden()
    expect(left(again)).to_have_text("You have 4 of 5 dots left.")
    expect(cockpit.locator("#votes-panel")).to_contain_text("1 of 1 person has voted")
    again.reload()
    expect(hand(again, NOTES[0]).locator(".dot-on")).to_have_count(1)


def test_dots_that_come_after_the_closing_are_said_to_be_too_late(come_in, cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "after close", "409")
    phone = come_in("Bo", "phone")
    for text in NOTES:
        write(phone, "hope", text)
    open_vote(cockpit)
    expect(left(phone)).to_be_visible()
    phone.context.set_offline(True)
    give(phone, NOTES[0])
    for _ in range(2):
        give(phone, NOTES[1])
    for text in NOTES:
        expect(hand(phone, text).locator("[data-late]")).to_be_visible()
    expect(phone.locator("#vote [data-waiting]")).to_contain_text(
        "They count only if they arrive before the vote closes."
    )
    panel = cockpit.locator("#votes-panel")
    away = "1 person is not connected: dots of theirs that have not arrived will not count."
    expect(panel.locator("> .vt-one > p", has_text=away)).to_be_visible(timeout=60_000)
    panel.locator("summary", has_text="Close the vote").click()
    expect(panel.locator("details[open]")).to_contain_text(away)
    panel.locator("summary", has_text="Close the vote").click()
    close_vote(cockpit)

    phone.context.set_offline(False)

    expect(phone.locator("#vote")).to_contain_text("The vote is closed")
    expect(phone.locator("#vote [data-vote-refused]")).to_have_text(
        "The vote is closed. 3 dots of yours came too late and were not counted."
        f" Not counted: “\u2068{NOTES[0]}\u2069” (1 dot) and “\u2068{NOTES[1]}\u2069” (2 dots)."
    )
    expect(phone.locator("#vote")).to_contain_text("No dot was given.")
    expect(panel).to_contain_text("3 dots came too late and were not counted.")


def test_a_dot_taken_back_after_the_closing_is_said_to_be_counted(come_in, cockpit, complaints):
    complaints.expected = ("ERR_INTERNET_DISCONNECTED", "after close", "409")
    phone = come_in("Bo", "phone")
    write(phone, "hope", NOTES[0])
    open_vote(cockpit)
    give(phone, NOTES[0])
    expect(cockpit.locator("#votes-panel")).to_contain_text("1 of 1 person has voted")
    phone.context.set_offline(True)
    hand(phone, NOTES[0]).locator("[data-take]").click()
    give(phone, NOTES[0])
    close_vote(cockpit)

    phone.context.set_offline(False)

    expect(phone.locator("#vote [data-vote-refused]")).to_have_text(
        "You took a dot back after the vote was closed: it was counted."
        " The vote is closed. 1 dot of yours came too late and was not counted."
        f" Not counted: “\u2068{NOTES[0]}\u2069” (1 dot)."
    )
    expect(phone.locator("#vote")).to_contain_text("1 person gave 1 dot.")


def test_two_tabs_and_a_double_tap_share_one_budget(come_in, cockpit):
    one = come_in("Bo")
    write(one, "hope", NOTES[0])
    two = one.context.new_page()
    two.goto(one.url)
    open_vote(cockpit, **{"Dots for each person": "3"})
    expect(left(two)).to_have_text("You have 3 of 3 dots left.")
    expect(left(one)).to_have_text("You have 3 of 3 dots left.")

    hand(one, NOTES[0]).get_by_role("button", name="Give a dot").dblclick()

    for page in (one, two):
        expect(left(page)).to_have_text("You have 1 of 3 dots left.")
        expect(hand(page, NOTES[0]).locator(".dot-on")).to_have_count(2)
    give(two, NOTES[0])
    expect(left(one)).to_have_text("You have given all your dots.")
    expect(hand(one, NOTES[0]).get_by_role("button", name="Give a dot")).to_have_attribute("aria-disabled", "true")


TAP_IN_ONE_PLACE = """(button) => {
  const { left, top, width, height } = button.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}"""


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_three_fast_taps_in_one_place_are_three_dots_shown_at_once_and_told_in_order(come_in, cockpit, size):
    phone, other = come_in("Bo", size), come_in("Cy")
    write(phone, "hope", NOTES[0])
    open_vote(cockpit, **{"Dots for each person": "5"})
    expect(left(phone)).to_have_text("You have 5 of 5 dots left.")
    expect(left(other)).to_have_text("You have 5 of 5 dots left.")
    told: list[str] = []
    phone.on("request", lambda each: each.url.endswith("/ballots/") and told.append(each.post_data_json["id"]))
    phone.route("**/ballots/", hold)
    button = hand(phone, NOTES[0]).locator("[data-give]")
    button.scroll_into_view_if_needed()
    place = button.evaluate(TAP_IN_ONE_PLACE)

    for _ in range(3):
        phone.touchscreen.tap(*place) if size == "phone" else phone.mouse.click(*place)
        phone.wait_for_timeout(100)

    expect(hand(phone, NOTES[0]).locator(".dot")).to_have_count(3)
    expect(left(phone)).to_have_text("You have 2 of 5 dots left.")
    assert button.evaluate(TAP_IN_ONE_PLACE) == place
    assert len(told) == 1
    phone.unroute("**/ballots/")
    expect(hand(phone, NOTES[0]).locator(".dot-on")).to_have_count(3)
    assert len(set(told)) == 3
    expect(cockpit.locator("#votes-panel")).to_contain_text("3 dots are given.")
    expect(hand(other, NOTES[0]).locator(".dot")).to_have_count(0)


@pytest.mark.parametrize("size", ["phone", "laptop"])
@pytest.mark.parametrize("title", ["Partners", "Find partners early on, and keep them for as long as one of both can"])
def test_three_fast_taps_on_a_group_are_three_dots_and_hit_nothing_else(come_in, cockpit, size, title):
    phone = come_in("Bo", size)
    write(phone, "hope", NOTES[0])
    open_zone(phone, "hope").locator("[data-act=new-group]").click()
    phone.locator("dialog[open] input[name=title]").fill(title)
    phone.locator("dialog[open] [data-yes]").click()
    group = phone.locator("section[data-group]", has=phone.get_by_role("heading", name=title))
    expect(group).to_have_count(1)
    expect(group.locator("header [data-mark=waiting]")).to_be_hidden()
    open_vote(cockpit, **{"Dots for each person": "5"})
    expect(left(phone)).to_have_text("You have 5 of 5 dots left.")
    button = group.locator("header [data-give]")
    button.scroll_into_view_if_needed()
    place = button.evaluate(TAP_IN_ONE_PLACE)

    for _ in range(3):
        phone.touchscreen.tap(*place) if size == "phone" else phone.mouse.click(*place)
        assert button.evaluate(TAP_IN_ONE_PLACE) == pytest.approx(place, abs=2), "a finger still hits it"

    expect(group.locator("header .dot-on")).to_have_count(3)
    expect(left(phone)).to_have_text("You have 2 of 5 dots left.")
    assert button.evaluate(TAP_IN_ONE_PLACE) == pytest.approx(place, abs=2), "a finger still hits it"


def test_a_dot_of_fast_taps_that_is_refused_is_taken_back_with_words(come_in, cockpit, complaints):
    complaints.expected = ("409",)
    phone = come_in("Bo", "phone")
    write(phone, "hope", NOTES[0])
    open_vote(cockpit, **{"Dots for each person": "3"})
    expect(left(phone)).to_have_text("You have 3 of 3 dots left.")
    phone.route("**/ballots/", hold)
    button = hand(phone, NOTES[0]).locator("[data-give]")
    for _ in range(3):
        button.tap()
    expect(left(phone)).to_have_text("You have given all your dots.")

    give_elsewhere(phone, NOTES[0])
    phone.unroute("**/ballots/")

    expect(phone.locator("#vote [data-vote-refused]")).to_have_text(
        "You have given all your dots. Take one back first."
    )
    expect(hand(phone, NOTES[0]).locator(".dot-on")).to_have_count(3)
    expect(cockpit.locator("#votes-panel")).to_contain_text("3 dots are given.")


def give_elsewhere(page: Page, text: str) -> None:
    """Give a dot as the same person does on another device, which this page hears nothing of."""
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    element = page.locator("li[data-note]", has_text=text).get_attribute("data-note")
    address = f"/votes/{page.locator('#vote').get_attribute('data-round')}/ballots/"
    dot = {"id": secrets.token_urlsafe(16), "element": element}
    answer = page.request.post(address, data=dot, headers={"X-CSRFToken": token, "Accept": "application/json"})
    assert answer.status == 200, answer.text()


def test_a_key_held_down_gives_one_dot(come_in, cockpit):
    page = come_in("Bo")
    write(page, "hope", NOTES[0])
    open_vote(cockpit)
    expect(left(page)).to_have_text("You have 5 of 5 dots left.")
    hand(page, NOTES[0]).locator("[data-give]").focus()

    for _ in range(4):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")

    expect(left(page)).to_have_text("You have 4 of 5 dots left.")
    expect(hand(page, NOTES[0]).locator(".dot-on")).to_have_count(1)


def test_a_note_that_may_have_one_dot_of_each_person_takes_no_second_one(come_in, cockpit):
    page = come_in("Bo")
    for text in NOTES:
        write(page, "hope", text)
    open_vote(cockpit, one_each=True)

    give(page, NOTES[0])

    expect(left(page)).to_have_text("You have 4 of 5 dots left.")
    expect(hand(page, NOTES[0]).get_by_role("button", name="Give a dot")).to_have_attribute("aria-disabled", "true")
    expect(hand(page, NOTES[1]).get_by_role("button", name="Give a dot")).to_have_attribute("aria-disabled", "false")


def test_notes_that_are_drawn_while_the_next_vote_is_on_its_way_get_their_dots_with_it(come_in, cockpit):
    phone, laptop = come_in("Bo", "phone"), come_in("Cy")
    write(laptop, "hope", NOTES[0])
    open_vote(cockpit)
    close_vote(cockpit)
    expect(phone.locator("#vote")).to_contain_text("The vote is closed")
    phone.route("**/votes/of/*/part/", hold)
    with phone.expect_request("**/votes/of/*/part/"):
        open_vote(cockpit)

    write(laptop, "hope", "Came meanwhile")
    expect(phone.locator("li[data-note]", has_text="Came meanwhile")).to_have_count(1)
    settled(phone)
    # What is held goes on with it.
    phone.unroute("**/votes/of/*/part/")

    expect(left(phone)).to_have_text("You have 5 of 5 dots left.")
    expect(hand(phone, NOTES[0]).locator("[data-give]")).to_have_count(1)


@pytest.mark.row("I5", partly=True)
def test_dots_are_given_and_taken_back_with_keys_alone(come_in, cockpit):
    page = come_in("Bo")
    write(page, "hope", NOTES[0])
    open_vote(cockpit, **{"Dots for each person": "1"})
    button = hand(page, NOTES[0]).get_by_role("button", name=f"Give a dot to {NOTES[0]}")
    button.focus()

    page.keyboard.press("Enter")

    said = page.locator("[data-heard]")
    expect(said).to_have_text("You have given your dot.")
    expect(button).to_be_focused()
    back = hand(page, NOTES[0]).get_by_role("button", name=f"Take a dot back from {NOTES[0]}")
    expect(back).to_be_visible()
    page.keyboard.press("Tab")
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(said).to_have_text("You have 1 of 1 dot left.")
    expect(button).to_be_focused()


def test_a_vote_needs_no_scripts(come_in, cockpit, browser, house):
    page = come_in("Bo")
    write(page, "hope", NOTES[0])
    expect(page.locator("li[data-note]", has_text=NOTES[0]).locator("[data-mark=safe]")).to_be_visible()
    open_vote(cockpit, **{"Dots for each person": "2"})
    board = page.locator("[data-board]").get_attribute("data-board")
    plain = browser.new_context(
        base_url=house.url, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    without = plain.new_page()
    without.goto(f"/votes/of/{board}/page/")

    without.get_by_role("button", name=f"Give a dot to {NOTES[0]}").click()

    expect(without.get_by_role("status").filter(has_text="left")).to_have_text("You have 1 of 2 dots left.")
    without.get_by_role("button", name=f"Take a dot back from {NOTES[0]}").click()
    expect(without.get_by_role("status").filter(has_text="left")).to_have_text("You have 2 of 2 dots left.")
    plain.close()


def test_the_wall_says_the_dots_of_a_group_beside_its_title(come):
    ada, votes = come.room.people["Ada"], Votes(come.room)
    group = ada.group("Slow access", p={"x": 60, "y": 200})
    notes = [ada.note(words, parent=group["id"]) for words in NOTES]
    ada.send(group, *notes)
    votes.open()
    for who, voted_on in (("Bo", "Slow access"), ("Cy", "Slow access"), ("Dee", NOTES[0])):
        votes.join(who).give(voted_on)
    votes.close()

    wall = come("Ada", "wall")

    expect(wall.locator(".bw-group h3")).to_have_text(re.compile(r"^Slow access\s*2 dots, rank 1 of 3$"))
    expect(wall.locator(".bw-note", has_text=NOTES[0])).to_have_attribute("data-became", "1 dot, rank 2 of 3")


def test_a_note_that_waits_to_be_shown_is_offered_no_dot(come):
    ada, bo, votes = come.room.people["Ada"], come.room.join("Bo"), Votes(come.room)
    for words in NOTES:
        bo.add(words)
    ada.send(ada.op("el.hide", ids=[note_id(NOTES[0])]))
    votes.open()

    page = come("Bo")

    expect(hand(page, NOTES[1]).locator("[data-give]")).to_be_visible()
    expect(page.locator("li[data-note]", has_text=NOTES[0]).locator("[data-mark=inbox]")).to_be_visible()
    expect(hand(page, NOTES[0]).locator("[data-give]")).to_have_count(0)


UNTOLD = "Its words are not shown"


def do(page: Page, text: str, deed: str) -> None:
    """Do something with a note by its menu."""
    note = page.locator("li[data-note]", has_text=text)
    note.locator("[data-menu] > summary").click()
    note.locator("[data-menu]").get_by_role("button", name=deed).click()


def test_words_of_a_result_leave_every_open_screen_with_their_note_and_come_back_with_it(come):
    bo, votes = come.room.join("Bo"), Votes(come.room)
    for words in NOTES:
        bo.add(words)
    votes.open()
    for who, voted_on in (("Bo", NOTES[0]), ("Cy", NOTES[0]), ("Dee", NOTES[1])):
        votes.join(who).give(voted_on)
    votes.close()
    ada, wall, phone = come("Ada"), come("Ada", "wall"), come("Bo", "list", "phone")
    cockpit = ada.context.new_page()
    cockpit.goto(f"/w/{come.room.id}/cockpit/")
    laptop, plane = come("Cy"), come("Dee", "plane")
    lines = [
        (wall, "#wall-vote .vt-lines li"),
        (cockpit, "#votes-panel .vt-lines li"),
        *((page, "#vote .vt-lines li") for page in (ada, phone, laptop, plane)),
    ]
    ada.locator("#vote .vt-open > summary").click()
    ada.locator("#vote").get_by_label("Dots for each person").fill("7")

    for deed, words in (("Hide it from the others", UNTOLD), ("Show it to everybody", NOTES[1])):
        do(ada, NOTES[1], deed)

        for page, line in lines:
            expect(page.locator(line).nth(0)).to_contain_text(NOTES[0])
            expect(page.locator(line).nth(1).locator("p").first).to_have_text(words)
    # What was open and typed in the part stays.
    expect(ada.locator("#vote").get_by_label("Dots for each person")).to_have_value("7")
    expect(ada.locator("#vote .vt-open")).to_have_attribute("open", "")


def test_a_dot_on_a_note_that_is_hidden_is_offered_back_at_once(come):
    cy, votes = come.room.join("Cy"), Votes(come.room)
    for words in NOTES:
        cy.add(words)
    votes.open()
    votes.join("Bo").give(NOTES[0])
    ada, bo, other = come("Ada"), come("Bo", "list", "phone"), come("Cy")
    gone = "A dot of yours lies on a note that is no longer here."
    expect(left(bo)).to_have_text("You have 4 of 5 dots left.")
    expect(left(other)).to_have_text("You have 5 of 5 dots left.")

    do(ada, NOTES[0], "Hide it from the others")

    expect(bo.locator("#vote [data-astray]")).to_have_text(gone)
    expect(bo.locator("[data-heard]")).to_contain_text(gone)
    expect(left(bo)).to_have_text("You have 4 of 5 dots left.")
    bo.locator("#vote").get_by_role("button", name="Take back").press("Enter")
    expect(bo.locator("#vote [data-astray]")).to_have_count(0)
    expect(left(bo)).to_have_text("You have 5 of 5 dots left.")
    expect(bo.locator("#vote")).to_be_focused()
    expect(other.locator("#vote [data-astray]")).to_have_count(0)
    give(bo, NOTES[1])
    expect(left(bo)).to_have_text("You have 4 of 5 dots left.")

    do(ada, NOTES[1], "Delete")

    expect(bo.locator("#vote [data-astray]")).to_have_text(gone)
