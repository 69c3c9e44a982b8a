"""What holds for everyone at a board: nothing only on the plane, nothing only by colour, each note in its tongue."""

import pytest
from playwright.sync_api import expect

from tests.browser import rooms
from tests.browser.canvas import ZONE, look_at, paper, settled, write_at
from tests.browser.crowd import fill


@pytest.mark.access("q")
@pytest.mark.row("I6", partly=True)
def test_what_the_plane_leaves_out_because_nobody_could_read_it_is_in_the_list(cockpit, at_the_plane, house):
    fill(house, cockpit.workshop, "check_in", ZONE, 1_000)
    ada = at_the_plane("Ada")
    expect(ada.locator(f"[data-count='{ZONE}']")).to_have_text("1000")
    look_at(ada)
    settled(ada)
    assert ada.locator("li[data-note]").count() < 1_000

    ada.get_by_role("link", name="List").click()

    expect(ada.locator("#board-list li[data-note]")).to_have_count(1_000)


@pytest.mark.access("p")
@pytest.mark.row("I6", partly=True)
def test_plane_and_list_are_read_aloud_in_the_same_order_with_the_same_words(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    for number, words in enumerate(("First of all", "Behind it", "At the end")):
        write_at(ada, 150 + 220 * number, 200, words)
    expect(paper(ada, "At the end")).to_be_visible()
    on_the_plane = ada.locator("[data-notes]").aria_snapshot()

    ada.get_by_role("link", name="List").click()

    expect(ada.locator("#board-list")).to_be_visible()
    expect(ada.locator("#board-list li[data-note]")).to_have_count(3)
    in_the_list = ada.locator(f"[data-zone={ZONE}] [data-notes]").last.aria_snapshot()
    order = [
        [snapshot.find(words) for words in ("First of all", "Behind it", "At the end")]
        for snapshot in (on_the_plane, in_the_list)
    ]
    assert [(sorted(places), -1 in places) for places in order] == [(places, False) for places in order]


AIRY = """addEventListener("DOMContentLoaded", () => {
  const sheet = new CSSStyleSheet()
  const spacing = "line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important"
  sheet.replaceSync(`* { ${spacing} }`)
  document.adoptedStyleSheets = [sheet]
})"""
"""What a person who needs air in texts has set for all pages."""


@pytest.mark.access("m")
@pytest.mark.row("I3", partly=True)
def test_a_note_says_in_which_language_it_is_and_runs_as_it_is_read(come_in):
    ada, bo = come_in("Ada"), come_in("Bo")
    for words in ("أيام المختبر الخالية من الناس", "空闲的实验室"):
        rooms.write(ada, ZONE, words)

    for words, language, side in (("أيام المختبر", "ar", "rtl"), ("空闲的实验室", "zh", "ltr")):
        said = bo.locator("li[data-note] [data-text]", has_text=words)
        expect(said).to_have_attribute("lang", language)
        assert said.evaluate("(each) => getComputedStyle(each).direction") == side


@pytest.mark.row("I9", partly=True)
def test_a_colour_is_said_in_words_in_the_list_on_the_plane_and_in_the_menu(at_the_plane, come_in):
    ada, bo = at_the_plane("Ada"), come_in("Bo")
    look_at(ada)
    note = write_at(ada, 300, 250, "In its own colour")
    expect(note.locator("[data-where]")).not_to_contain_text("Green")

    ada.keyboard.press("Shift+F10")
    ada.get_by_role("menuitemradio", name="Green").press("Enter")

    expect(note.locator("[data-where]")).to_contain_text("Green")
    said = bo.locator("li[data-note]", has_text="In its own colour").locator("[data-hue]")
    expect(said).to_have_text("Green")
    bo.reload()
    expect(said).to_have_text("Green")
