"""Words begun while people write alone: before they are sent to more than one's own board, the button says so."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import behind, rooms
from tests.browser.canvas import at, look_at
from tests.browser.test_begun_elsewhere import card
from tests.browser.test_begun_words import another_tab
from tests.browser.test_killed_tab import KEPT
from tests.browser.test_late_words import ZONE
from tests.browser.test_shown_late import look_first
from tests.browser.test_zone_rules import set_rule
from tests.consumer import wait_for

WORDS = "For me alone"


def form(page):
    return rooms.open_zone(page, ZONE).locator("form[data-compose]")


def test_after_the_reveal_the_button_says_that_everybody_sees_what_was_begun_alone(cockpit, come_in):
    dara, bo = come_in("Dara", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    rooms.write(bo, ZONE, "Hidden")
    expect(dara.get_by_text("You write alone.").first).to_be_visible()
    field, button = form(dara).locator("textarea"), form(dara).locator("button.btn", has_text="Add note")
    field.fill(WORDS)
    expect(button).to_have_text("Add note")

    rooms.reveal(cockpit)

    expect(button).to_have_text("Add note, everybody sees it")
    dara.reload()
    expect(field).to_have_value(WORDS)
    expect(button).to_have_text("Add note, everybody sees it")
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(0)
    button.click()
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(1)
    expect(button).to_have_text("Add note")


def test_where_facilitators_look_first_the_button_says_that_they_see_it(cockpit, come_in):
    look_first(cockpit)
    dara, bo = come_in("Dara", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    for page in (dara, bo):
        expect(page.locator("[data-writing=private-first]")).to_be_visible()
    form(dara).locator("textarea").fill(WORDS)

    rooms.turn(cockpit, "open")
    form(bo).locator("textarea").fill("Begun in the open")

    expect(form(dara).locator("button.btn", has_text="Add note")).to_have_text(
        "Add note, a facilitator looks at it first"
    )
    expect(form(bo).locator("button.btn", has_text="Add note")).to_have_text("Add note")


@pytest.mark.parametrize("by_whom", ["a facilitator looks at it first", "everybody sees it"])
def test_a_line_above_the_field_of_a_phone_says_who_sees_what_was_begun_alone(cockpit, come_in, by_whom):
    if "facilitator" in by_whom:
        look_first(cockpit)
    dara = come_in("Dara", "phone")
    rooms.turn(cockpit, "private")
    expect(dara.locator("[data-writing^=private]:visible")).to_have_count(1)
    field, line = form(dara).locator("textarea"), form(dara).locator("[data-begun-alone]")
    field.press_sequentially(WORDS)
    expect(line).to_be_hidden()

    rooms.turn(cockpit, "open")

    expect(line).to_have_text(f"You began this alone. If you add it now, {by_whom}.")
    expect(line).to_be_in_viewport(ratio=1)
    assert line.bounding_box()["y"] + line.bounding_box()["height"] <= field.bounding_box()["y"]
    expect(field).to_have_accessible_description(re.compile(f"If you add it now, {by_whom}"))
    field.press("Control+Enter")
    expect(line).to_be_hidden()


UNHEARING = "delete globalThis.SpeechRecognition; delete globalThis.webkitSpeechRecognition"
"""A browser that turns no speech into text: there the button keeps its words while somebody writes."""


def boxes(*parts):
    return [part.bounding_box() for part in parts]


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_beside_a_button_with_many_words_the_field_of_a_phone_keeps_its_room(cockpit, room, open_browser, language):
    dara = open_browser("phone", language)
    dara.add_init_script(UNHEARING)
    behind.speak(dara, language)
    dara.goto(behind.join(dara, room.code, "Dara"))
    rooms.connected(dara)
    rooms.turn(cockpit, "private")
    expect(dara.locator("[data-writing=private]")).to_be_visible()
    field, button = form(dara).locator("textarea"), form(dara).locator("button.btn")
    field.press_sequentially(WORDS)
    field_before, button_before = boxes(field, button)
    assert field_before["width"] >= 148
    assert button_before["y"] < field_before["y"] + field_before["height"]

    rooms.turn(cockpit, "open")

    expect(form(dara).locator("[data-begun-alone]")).to_be_visible()
    written, pressed = boxes(field, button)
    assert (written["x"], written["width"]) == (16, 328)
    assert pressed["y"] >= written["y"] + written["height"]
    assert pressed["x"] >= 16
    assert pressed["x"] + pressed["width"] <= 344
    expect(button).to_be_in_viewport(ratio=1)
    button.tap()
    expect(field).to_have_value("")
    assert boxes(button)[0]["y"] == button_before["y"]


NOBODY = "Nobody writes here just now. Your words stay on this device."


def test_while_nothing_can_be_added_a_field_with_words_covers_no_note_of_a_phone(cockpit, come_in):
    dara, bo = come_in("Dara", "phone"), come_in("Bo")
    for number in range(8):
        rooms.write(bo, ZONE, f"Note {number}")
    rooms.turn(cockpit, "private")
    expect(dara.locator("[data-writing=private]")).to_be_visible()
    field, line = form(dara).locator("textarea"), form(dara).locator("[data-begun-alone]")
    words = f"{WORDS}\nand more of it\nand more of it still"
    field.fill(words)

    rooms.turn(cockpit, "closed")

    expect(line).to_have_text(NOBODY)
    expect(field).to_have_accessible_description(re.compile(re.escape(NOBODY)))
    dara.evaluate("document.activeElement.blur()")
    expect(form(dara).locator("button.btn")).to_be_hidden()
    folded, last = boxes(field, dara.locator("li[data-note]", has_text="Note 7"))
    assert folded["height"] == 48
    assert folded["y"] > last["y"] + last["height"]
    assert form(dara).evaluate("(form) => getComputedStyle(form).position") == "static"
    expect(dara.locator("[data-connection] [data-words]")).to_have_text("Connected. What you type is not sent yet.")

    field.tap()

    expect(field).to_be_focused()
    expect(field).to_have_value(words)
    expect(field).to_be_in_viewport(ratio=1)
    assert field.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    rooms.turn(cockpit, "open")
    expect(line).to_have_text("You began this alone. If you add it now, everybody sees it.")
    field.press("Control+Enter")
    expect(bo.locator("li[data-note]", has_text="and more of it still")).to_have_count(1)


def test_a_board_on_its_own_says_beside_a_field_with_words_that_nobody_writes_just_now(cockpit, come_in):
    dara = come_in("Dara", "phone")
    rooms.turn(cockpit, "private")
    expect(dara.locator("[data-writing=private]")).to_be_visible()
    form(dara).locator("textarea").press_sequentially(WORDS)
    board = dara.locator("[data-board]").get_attribute("data-board")
    dara.goto(f"/boards/{board}/list/")
    rooms.connected(dara)
    field, line = form(dara).locator("textarea"), form(dara).locator("[data-begun-alone]")
    expect(field).to_have_value(WORDS)
    expect(line).to_be_hidden()

    rooms.turn(cockpit, "closed")

    expect(line).to_have_text(NOBODY)
    expect(form(dara).locator("button.btn")).to_be_disabled()
    expect(field).to_have_accessible_description(re.compile(re.escape(NOBODY)))
    dara.reload()
    expect(line).to_have_text(NOBODY)
    rooms.turn(cockpit, "open")
    expect(line).to_have_text("You began this alone. If you add it now, everybody sees it.")


def wait_until_kept(page):
    wait_for(lambda: WORDS in page.evaluate(KEPT))


def begin_and_close(page):
    """Begin a note and close the tab before it is added."""
    form(page).locator("textarea").press_sequentially(WORDS)
    wait_until_kept(page)
    page.close()


BEGUN = "You began this on “Check-in” and have not sent it."
SOON = 8_000
"""Milliseconds: a browser tells at once which pages are gone; without that it takes ten seconds."""


def test_what_was_begun_alone_in_a_closed_tab_is_a_card_of_its_own_once_everybody_would_see_it(cockpit, come_in):
    dara, bo = come_in("Dara", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    rooms.write(bo, ZONE, "Hidden")
    expect(dara.locator("[data-writing=private]")).to_be_visible()
    address, context = dara.url, dara.context
    begin_and_close(dara)
    rooms.reveal(cockpit)

    context.clock.install()
    again = another_tab(context, address)
    field, button = form(again).locator("textarea"), form(again).locator("button.btn", has_text="Add note")
    field.press_sequentially("A thought for all")

    expect(card(again).locator("[data-say]")).to_have_text(
        f"{BEGUN} You wrote it alone: if you add it now, others see it.", timeout=SOON
    )
    expect(card(again).locator("[data-text]")).to_have_text(WORDS)
    expect(again.locator("[data-connection] [data-words]")).to_have_text("Connected. What you type is not sent yet.")
    rooms.let_pass(again, 12)
    expect(field).to_have_value("A thought for all")
    field.press("Control+Enter")
    expect(bo.locator("li[data-note]", has_text="A thought for all")).to_have_count(1)
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(0)

    again.reload()
    expect(card(again).locator("[data-text]")).to_have_text(WORDS, timeout=SOON)
    expect(field).to_have_value("")
    card(again).get_by_role("button", name="Write it again").click()
    expect(field).to_have_value(WORDS)
    expect(button).to_have_text("Add note, everybody sees it")
    expect(card(again)).to_have_count(0)
    field.press("Control+Enter")
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(1)
    again.reload()
    rooms.connected(again)
    expect(field).to_have_value("")
    expect(card(again)).to_have_count(0)


def test_what_was_begun_alone_in_a_closed_tab_is_in_its_field_while_people_write_alone(cockpit, come_in):
    dara, bo = come_in("Dara", "phone"), come_in("Bo")
    rooms.turn(cockpit, "private")
    rooms.write(bo, ZONE, "Hidden")
    expect(dara.locator("[data-writing=private]")).to_be_visible()
    address, context = dara.url, dara.context
    begin_and_close(dara)

    again = another_tab(context, address)

    expect(form(again).locator("textarea")).to_have_value(WORDS, timeout=SOON)
    button = form(again).locator("button.btn", has_text="Add note")
    expect(button).to_have_text("Add note")
    rooms.reveal(cockpit)
    expect(button).to_have_text("Add note, everybody sees it")
    expect(card(again)).to_have_count(0)


def test_what_another_tab_left_never_comes_into_a_field_somebody_types_in(come_in):
    dara = come_in("Dara", "phone")
    dara.context.clock.install()
    other = another_tab(dara.context, dara.url)
    form(other).locator("textarea").press_sequentially("Typed here")
    begin_and_close(dara)
    rooms.let_pass(other, 11)

    expect(card(other).locator("[data-say]")).to_have_text(BEGUN, timeout=30_000)
    expect(form(other).locator("textarea")).to_have_value("Typed here")
    card(other).get_by_role("button", name="Delete these words").click()
    expect(card(other)).to_have_count(0)
    other.reload()
    rooms.connected(other)
    expect(form(other).locator("textarea")).to_have_value("Typed here")
    rooms.let_pass(other, 11)
    expect(card(other)).to_have_count(0)


def begin_on_the_plane(page, x=300):
    look_at(page)
    page.mouse.dblclick(*at(page, x, 200))
    expect(page.locator("[data-field]")).to_be_focused()
    page.keyboard.type(WORDS)


def test_after_the_reveal_the_button_of_the_plane_says_that_everybody_sees_what_was_begun_alone(
    cockpit, come_in, at_the_plane
):
    dara, bo = at_the_plane("Dara"), come_in("Bo")
    done = dara.locator("[data-write] button")
    rooms.turn(cockpit, "private")
    rooms.write(bo, ZONE, "Hidden")
    expect(dara.locator("[data-state=private]")).to_be_visible()
    begin_on_the_plane(dara)
    expect(done).to_have_text("Done")

    rooms.reveal(cockpit)

    expect(done).to_have_text("Done, everybody sees it")
    rooms.turn(cockpit, "closed")
    expect(done).to_have_text("Done")
    rooms.turn(cockpit, "open")
    expect(done).to_have_text("Done, everybody sees it")
    # A press elsewhere sends nothing.
    dara.mouse.click(*at(dara, 700, 400))
    expect(dara.locator("[data-field]")).to_have_value(WORDS)
    dara.reload()
    expect(dara.locator("[data-field]")).to_have_value(WORDS)
    expect(done).to_have_text("Done, everybody sees it")
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(0)
    done.click()
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(1)
    begin_on_the_plane(dara, 600)
    expect(done).to_have_text("Done")


def test_the_plane_says_why_a_note_does_not_come_into_a_zone_that_was_shut_meanwhile(cockpit, at_the_plane):
    dara = at_the_plane("Dara")
    begin_on_the_plane(dara)
    set_rule(cockpit, ZONE, "Only read")

    dara.locator("[data-write] button").click()

    back = dara.locator("[data-refused]")
    expect(back.locator("[data-say]")).to_have_text("This zone is for reading only.")
    expect(back.locator("[data-text]")).to_have_text(WORDS)
    set_rule(cockpit, ZONE, "Everything")
    back.get_by_role("button", name="Write it again").click()
    expect(dara.locator("[data-field]")).to_have_value(WORDS)
