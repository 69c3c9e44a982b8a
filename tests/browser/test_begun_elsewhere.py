"""Words begun in a step and not sent as the room goes on are shown to whoever began them, on whatever page they are."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import behind, rooms
from tests.browser.canvas import at, look_at
from tests.browser.test_begun_words import NOTE, SAFE, field_for_comments, leave, status
from tests.browser.test_full_device import BROKEN
from tests.browser.test_killed_tab import until_kept
from tests.browser.test_late_words import to_a_step, to_a_talk, to_another_board, to_the_end

ZONE = "hope"
WORDS = "Half a thought"


def card(page: Page):
    return page.locator("[data-returned] li")


def begin(page: Page) -> None:
    """Begin a note and do not send it."""
    place = rooms.open_zone(page, ZONE)
    place.locator("form[data-compose] textarea").press_sequentially(WORDS)
    until_kept(page, WORDS)


@pytest.mark.parametrize("go_on", [to_another_board, to_a_talk], ids=lambda move: move.__name__)
def test_words_begun_in_a_step_are_shown_later_and_sent_to_their_board(cockpit, come_in, go_on):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    begin(ada)
    expect(card(ada)).to_have_count(0)

    go_on(cockpit)

    expect(card(ada).locator("[data-say]")).to_have_text("You began this on “Check-in” and have not sent it.")
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)
    expect(ada.locator("form[data-compose] textarea", has_text=WORDS)).to_have_count(0)
    # Its card tells of it: the line tells of what is on this page.
    expect(status(ada)).to_contain_text("Connected")
    expect(status(ada)).not_to_contain_text("not sent")
    card(ada).get_by_role("link", name="Open its board").click()
    ada.wait_for_url("**/list/")
    expect(card(ada)).to_have_count(0)
    field = rooms.open_zone(ada, ZONE).locator("form[data-compose] textarea")
    expect(field).to_have_value(WORDS)
    to_a_step(cockpit, 0)
    rooms.turn(cockpit, "open")
    field.press("Control+Enter")
    expect(field).to_have_value("")
    expect(bo.locator("li[data-note]", has_text=WORDS)).to_have_count(1)
    to_another_board(cockpit)
    ada.goto(f"/w/{cockpit.workshop}/")
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    expect(card(ada)).to_have_count(0)


def test_who_has_read_that_words_wait_finds_them_in_their_field_all_the_same(cockpit, come_in):
    ada = come_in("Ada", "phone")
    begin(ada)
    to_another_board(cockpit)

    card(ada).get_by_role("button", name="Hide this").click()

    expect(card(ada)).to_have_count(0)
    expect(status(ada)).to_contain_text(SAFE)
    ada.reload()
    expect(status(ada)).to_contain_text(SAFE)
    expect(card(ada)).to_have_count(0)
    to_a_step(cockpit, 0)
    expect(ada.locator(f"[data-zone={ZONE}] form[data-compose] textarea")).to_have_value(WORDS)
    expect(card(ada)).to_have_count(0)


@pytest.mark.parametrize("last", ["end", "removal"])
def test_words_whose_card_was_hidden_are_shown_again_at_the_end_and_after_a_removal(cockpit, come_in, complaints, last):
    complaints.expected = ("403", "seat-ended")
    ada = come_in("Ada", "phone")
    begin(ada)
    ada.evaluate("document.activeElement.blur()")
    to_another_board(cockpit)
    card(ada).get_by_role("button", name="Hide this").click()
    expect(card(ada)).to_have_count(0)

    if last == "end":
        to_the_end(cockpit)
    else:
        behind.remove(cockpit, "Ada")

    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)
    expect(card(ada).get_by_role("button", name="Copy")).to_be_visible()
    # What happened is read before what is left.
    said = ada.get_by_role(
        "heading", name="Your seat in this workshop was ended." if last == "removal" else "Thank you"
    )
    expect(said).to_be_in_viewport()
    assert last == "end" or said.bounding_box()["y"] < card(ada).bounding_box()["y"]
    card(ada).get_by_role("button", name="Hide this").click()
    expect(card(ada)).to_have_count(0)
    ada.reload()
    expect(card(ada)).to_have_count(0)


@pytest.mark.parametrize("address", ["/w/{workshop}/", "/w/{workshop}/seat/", "/"])
def test_words_begun_in_a_closed_tab_are_shown_on_the_next_page(cockpit, come_in, address):
    ada = come_in("Ada", "phone")
    begin(ada)
    context = ada.context
    leave(ada)
    to_a_talk(cockpit)

    again = context.new_page()
    again.goto(address.format(workshop=cockpit.workshop))

    expect(card(again).locator("[data-say]")).to_have_text("You began this on another board and have not sent it.")
    expect(card(again).locator("[data-text]")).to_have_text(WORDS)


@pytest.mark.parametrize("kind", ["note", "comment"])
def test_where_the_browser_keeps_nothing_words_begun_are_told_of_and_nothing_is_safe(cockpit, come_in, kind):
    ada = come_in("Ada", "phone")
    ada.add_init_script(BROKEN)
    ada.reload()
    rooms.connected(ada)
    rooms.write(ada, ZONE, NOTE)
    words = ada.locator("[data-connection] [data-words]")
    expect(words).to_contain_text("Connected · safe at")

    if kind == "note":
        rooms.open_zone(ada, ZONE).locator("form[data-compose] textarea").press_sequentially(WORDS)
    else:
        field_for_comments(ada).press_sequentially(WORDS)
    expect(words).to_have_text(
        "Connected. What you type is not sent yet. This browser keeps nothing: send it before you close this page."
    )
    to_a_talk(cockpit)

    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)
    expect(words).not_to_contain_text("not sent")
    ada.reload()
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)
    expect(words).not_to_contain_text("not sent")


def test_what_is_written_letter_by_letter_is_safe_whatever_was_begun_on_another_step(cockpit, come_in):
    ada, bo = come_in("Ada", "phone"), come_in("Bo")
    begin(ada)
    to_another_board(cockpit)
    rooms.turn(cockpit, "open")
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)
    zone = ada.locator("[data-zone]").first.get_attribute("data-zone")
    rooms.write(ada, zone, NOTE)
    expect(status(ada)).to_contain_text(SAFE)
    note = ada.locator("li[data-note]", has_text=NOTE)
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Change").click()

    note.locator("textarea").press("End")
    note.locator("textarea").press_sequentially(" in spring")

    expect(bo.locator("li[data-note]", has_text=f"{NOTE} in spring")).to_have_count(1)
    expect(status(ada)).to_contain_text(SAFE)
    expect(note.locator("textarea")).to_be_focused()


def test_after_the_end_the_card_alone_tells_of_what_was_begun(cockpit, come_in):
    ada = come_in("Ada", "phone")
    rooms.write(ada, ZONE, NOTE)
    begin(ada)
    field_for_comments(ada).press_sequentially("Which labs?")
    to_the_end(cockpit)

    for words in (WORDS, "Which labs?"):
        expect(card(ada).filter(has_text=words)).to_have_count(1, timeout=30_000)
    expect(status(ada)).to_contain_text("Connected")
    expect(status(ada)).not_to_contain_text("not sent")
    ada.goto(f"/boards/for/{cockpit.workshop}/check_in/list/")
    rooms.connected(ada)
    expect(rooms.open_zone(ada, ZONE).locator("form[data-compose] textarea")).to_have_value(WORDS)
    expect(status(ada)).not_to_contain_text("not sent")


def refused(page: Page) -> None:
    expect(page.locator("[data-code=seat-ended]")).to_be_visible(timeout=30_000)


def test_who_is_removed_finds_the_words_they_began_in_a_list_and_a_comment(cockpit, come_in, complaints):
    complaints.expected = ("403",)
    ada = come_in("Ada", "phone")
    rooms.write(ada, ZONE, NOTE)
    begin(ada)
    field_for_comments(ada).press_sequentially("Which labs?")

    behind.remove(cockpit, "Ada")

    refused(ada)
    expect(card(ada).locator("[data-text]")).to_contain_text([WORDS, "Which labs?"], timeout=30_000)
    expect(card(ada).get_by_role("link", name="Open its board")).to_have_count(0)
    ada.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card(ada).filter(has_text="Which labs?").get_by_role("button", name="Copy").click()
    expect(card(ada).filter(has_text="Which labs?")).to_be_visible()
    assert ada.evaluate("navigator.clipboard.readText()") == "Which labs?"


def test_who_is_removed_finds_the_words_they_began_on_another_step(cockpit, come_in, complaints):
    complaints.expected = ("403",)
    ada = come_in("Ada", "phone")
    begin(ada)
    to_another_board(cockpit)
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS)

    behind.remove(cockpit, "Ada")

    refused(ada)
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS, timeout=30_000)


def test_who_is_removed_finds_the_words_they_began_on_a_plane(cockpit, at_the_plane, complaints):
    complaints.expected = ("403",)
    ada = at_the_plane("Ada")
    ada.goto(f"/boards/{ada.locator('[data-board]').get_attribute('data-board')}/")
    expect(ada.locator("[data-connection]")).to_have_attribute("data-connection", "connected")
    look_at(ada)
    ada.mouse.dblclick(*at(ada, 200, 300))
    expect(ada.locator("[data-field]")).to_be_focused()
    ada.keyboard.type(WORDS)

    behind.remove(cockpit, "Ada")

    refused(ada)
    expect(card(ada).locator("[data-text]")).to_have_text(WORDS, timeout=30_000)
    expect(card(ada).get_by_role("link", name="Open its board")).to_have_count(0)
