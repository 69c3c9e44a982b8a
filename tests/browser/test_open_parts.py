"""What somebody has opened, focused or half typed stays so while the room goes on around it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import behind, rooms

ZONE = "hope"


def until_asked(page: Page, address: str) -> None:
    """Wait for an answer to a part of the page that asks for itself, and for what it swaps."""
    with page.expect_response(lambda answer: address in answer.url and answer.request.method == "GET"):
        pass
    page.wait_for_load_state("networkidle")


def opened(details: Locator) -> Locator:
    details.locator("summary").first.click()
    expect(details).to_have_attribute("open", "")
    return details


def goes_on(cockpit: Page, come_in, name: str) -> None:
    """Somebody comes in and writes, and another page of the facilitator gives the step more time."""
    somebody = come_in(name)
    rooms.write(somebody, ZONE, f"A note of {name}")
    address = f"/w/{cockpit.workshop}/cockpit/"
    with cockpit.expect_response(lambda answer: answer.url.endswith(address) and answer.request.method == "GET"):
        behind.send(cockpit, address, "/joining/", locked="no")
        behind.send(cockpit, address, "/timer/", turn="more", minutes="5")
    expect(cockpit.locator("#people")).to_contain_text(name)


@pytest.mark.parametrize("part", ["#people-names", "#cp-newcode", "#cp-walls", "#vote-opening", "#cp-hand"])
def test_a_part_of_the_cockpit_that_is_open_stays_open_while_the_room_goes_on(cockpit, come_in, part):
    details = opened(cockpit.locator(part))
    inside = details.locator("summary, button, select, input:not([type=hidden])").locator("visible=true").nth(1)
    inside.focus()

    goes_on(cockpit, come_in, "Bo")

    expect(details).to_have_attribute("open", "")
    expect(inside).to_be_focused()


def test_a_vote_half_described_in_the_cockpit_keeps_what_is_typed(cockpit, come_in):
    details = opened(cockpit.locator("#vote-opening"))
    dots = details.locator("input[name=dots]")
    dots.fill("7")
    details.locator("input[name=one_per_note]").click()
    ticked = details.locator("input[name=one_per_note]").is_checked()

    goes_on(cockpit, come_in, "Bo")

    expect(details).to_have_attribute("open", "")
    expect(dots).to_have_value("7")
    assert details.locator("input[name=one_per_note]").is_checked() is ticked


@pytest.mark.parametrize("word", ["Close the vote", "Cancel the vote"])
def test_the_question_before_a_vote_ends_stays_open_while_people_vote(cockpit, come_in, word):
    cockpit.locator("#vote-opening > summary").click()
    cockpit.get_by_role("button", name="Open the vote").click()
    details = opened(cockpit.locator("details.vt-end", has=cockpit.locator("summary", has_text=word)))
    button = details.locator("button")
    button.focus()

    come_in("Bo")
    for _time in range(2):
        until_asked(cockpit, "/panel/")

    expect(details).to_have_attribute("open", "")
    expect(details).to_contain_text("of 1 person has voted")
    expect(button).to_be_focused()


def test_on_a_phone_a_menu_and_half_typed_words_stay_while_the_room_goes_on(cockpit, come_in):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    rooms.write(ada, ZONE, "Ada's own")
    rooms.write(bo, ZONE, "Bo's own")
    note = ada.locator("li[data-note]", has_text="Ada's own")
    expect(note.locator("[data-mark=safe]")).to_be_visible()
    field = ada.locator(f"[data-zone={ZONE}] form[data-compose] textarea")
    field.fill("Half a")
    menu = opened(note.locator("[data-menu]"))

    rooms.write(bo, ZONE, "One more")
    rooms.turn(cockpit, "closed")
    expect(ada.get_by_text("Nobody writes just now.")).to_be_visible()
    rooms.turn(cockpit, "open")
    expect(ada.get_by_text("Nobody writes just now.")).to_be_hidden()
    expect(ada.locator("li[data-note]", has_text="One more")).to_have_count(1)

    expect(menu).to_have_attribute("open", "")
    expect(field).to_have_value("Half a")


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_the_field_of_a_note_keeps_focus_and_words_while_the_room_goes_on(cockpit, come_in, size):
    ada, bo = come_in("Ada", size), come_in("Bo")
    field = rooms.open_zone(ada, ZONE).locator("form[data-compose] textarea")
    field.press_sequentially("Half a")

    rooms.write(bo, ZONE, "One more")
    rooms.turn(cockpit, "private")
    expect(ada.get_by_text("Nobody else sees your new notes until the next reveal.").first).to_be_visible()
    rooms.turn(cockpit, "open")
    cockpit.locator("#cp-five").click()
    expect(ada.locator("[data-timer]").first).to_be_visible()

    expect(field).to_be_focused()
    ada.keyboard.type(" thought")
    expect(field).to_have_value("Half a thought")
