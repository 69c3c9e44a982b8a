"""A tab is closed right behind a letter, before what keeps typed words has done so: the next page has them."""

import re

from playwright.sync_api import Page, expect

from tests.browser import canvas, rooms

SLOW = """() => {
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (name, ...more) {
    if (!name.startsWith("baraza-words-")) return open.call(this, name, ...more)
    return Object.setPrototypeOf(new EventTarget(), IDBOpenDBRequest.prototype)
  }
}"""
"""The database for typed words is still being opened when the tab goes."""

FORGETFUL = """() => {
  const { removeItem } = Storage.prototype
  Storage.prototype.removeItem = function (name) { if (!/^(draft|sent) /.test(name)) removeItem.call(this, name) }
}"""
"""The page ends before it forgets what it has kept as a note."""

AGAIN = 30_000
"""Milliseconds within which a page has looked again for what others left."""


def slow(page: Page) -> None:
    page.add_init_script(f"({SLOW})()")
    page.reload()


def open_again(page: Page) -> Page:
    """Close a tab at once, and open its page in another one."""
    again, address = page.context.new_page(), page.url
    page.close()
    again.goto(address)
    return again


def field(page: Page):
    """Where a note is written on a plane."""
    return page.locator("[data-write] [data-field]")


def begin(page: Page, words: str, x: int = 300) -> None:
    """Begin a note on a plane by a double click, and type."""
    page.mouse.dblclick(*canvas.at(page, x, 300))
    expect(field(page)).to_be_focused()
    page.keyboard.type(words)


def at_hand(page: Page) -> Page:
    """Wait until a plane is there, with the zone in sight in which people write."""
    expect(page.locator("[data-wait]")).to_be_hidden()
    expect(page.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    return page


def test_words_in_the_list_are_there_again_in_their_field(come_in):
    ada = come_in("Ada", "phone")
    slow(ada)
    rooms.open_zone(rooms.connected(ada), "hope").locator("form[data-compose] textarea").press_sequentially(
        "Lend the lab"
    )

    again = open_again(ada)

    expect(rooms.open_zone(again, "hope").locator("form[data-compose] textarea")).to_have_value("Lend the lab")


def test_words_in_the_list_that_are_a_note_already_are_not_in_their_field_again(come_in):
    ada = rooms.connected(come_in("Ada", "phone"))
    ada.evaluate(FORGETFUL)
    rooms.write(ada, "hope", "Lend the lab")
    note = ada.locator("[data-zone=hope] [data-note]", has_text="Lend the lab")
    expect(note).to_have_count(1)

    ada.reload()

    expect(note).to_have_count(1)
    expect(rooms.open_zone(rooms.connected(ada), "hope").locator("form[data-compose] textarea")).to_have_value("")


def test_words_on_the_plane_that_are_a_note_already_are_not_in_their_field_again(at_the_plane):
    ada = at_the_plane("Ada")
    canvas.look_at(at_hand(ada))
    ada.evaluate(FORGETFUL)
    begin(ada, "Lend the lab")
    ada.keyboard.press("Escape")
    expect(canvas.paper(ada, "Lend the lab")).to_have_count(1)

    ada.reload()

    expect(canvas.paper(at_hand(ada), "Lend the lab")).to_have_count(1)
    expect(field(ada)).to_be_hidden()


def test_a_second_note_on_the_plane_is_there_again_in_its_field_and_the_first_on_its_board(at_the_plane):
    ada = at_the_plane("Ada")
    slow(ada)
    canvas.look_at(at_hand(ada))
    begin(ada, "Lend the lab")
    ada.keyboard.press("Control+Enter")
    expect(field(ada)).to_have_value("")
    ada.keyboard.type("Ask the dean")

    again = open_again(ada)

    expect(field(again)).to_have_value("Ask the dean", timeout=AGAIN)
    expect(canvas.paper(again, "Lend the lab")).to_have_count(1)
    field(again).press("Escape")
    expect(canvas.paper(again, "Ask the dean")).to_have_count(1)


def test_words_of_a_closed_tab_wait_while_somebody_has_the_field_open_and_come_into_it_then(at_the_plane):
    ada = at_the_plane("Ada")
    ada.context.clock.install()
    ada.reload()
    canvas.look_at(at_hand(ada))
    canvas.write_at(ada, 300, 500, "Open the workshop")
    other = ada.context.new_page()
    other.goto(ada.url)
    canvas.look_at(at_hand(other))
    begin(other, "Ask the dean")
    ada.bring_to_front()
    begin(ada, "", x=500)
    other.close()
    rooms.let_pass(ada, 15)

    ada.keyboard.type("Lend the lab")
    again = open_again(ada)

    expect(field(again)).to_have_value(re.compile("^(Lend the lab|Ask the dean)$"), timeout=AGAIN)
    both = {"Lend the lab", "Ask the dean"}
    (second,) = both - {field(again).input_value()}
    field(again).press("Escape")
    rooms.let_pass(again, 11)
    expect(field(again)).to_have_value(second, timeout=AGAIN)
    field(again).press("Escape")
    for words in both:
        expect(canvas.paper(again, words)).to_have_count(1)
