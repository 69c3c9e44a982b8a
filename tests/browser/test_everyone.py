"""What holds for everyone at a board: nothing only on the plane, nothing only by colour, each note in its tongue."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser import rooms
from tests.browser.canvas import ZONE, at, drag, look_at, paper, place, settled, write_at
from tests.browser.crowd import fill


@pytest.mark.access("q")
@pytest.mark.row("I6", partly=True)
def test_what_the_plane_leaves_out_because_nobody_could_read_it_is_in_the_list(room, at_the_plane, house):
    fill(house, room.workshop, "check_in", ZONE, 1_000)
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
    notes = ada.locator(f"[data-zone={ZONE}] [data-notes]").last
    # Counted by role, since a list that is just being opened is there before anybody hears of it.
    expect(notes.get_by_role("listitem")).to_have_count(3)
    in_the_list = notes.aria_snapshot()
    order = [
        [snapshot.find(words) for words in ("First of all", "Behind it", "At the end")]
        for snapshot in (on_the_plane, in_the_list)
    ]
    assert [(sorted(places), -1 in places) for places in order] == [(places, False) for places in order]


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


@pytest.mark.row("I9")
def test_a_colour_is_said_in_words_wherever_it_is_seen_and_wherever_it_is_chosen(at_the_plane, come_in, cockpit):
    ada, bo = at_the_plane("Ada"), come_in("Bo")
    cockpit.goto(f"/w/{cockpit.workshop}/wall/")
    look_at(ada)
    note = write_at(ada, 300, 250, "In its own colour")
    expect(note.locator("[data-where]")).not_to_contain_text("Green")
    assert beside(note) == "none"

    ada.keyboard.press("Shift+F10")
    expect(ada.locator("[data-colours]")).to_have_text(re.compile(r"Yellow\s*Orange\s*Red\s*Pink.*White\s*as its zone"))
    ada.get_by_role("menuitemradio", name="Green").press("Enter")

    expect(note.locator("[data-where]")).to_contain_text("Green")
    # On the plane in words where somebody asks for that, on the wall never.
    assert beside(note) == "none"
    ada.keyboard.press("?")
    ada.get_by_role("checkbox", name="Notes say their colour in words").check()
    ada.keyboard.press("Escape")
    assert beside(note) == '"Green" / ""'
    said = bo.locator("li[data-note]", has_text="In its own colour").locator("[data-hue]")
    expect(said).to_have_text("Green")
    expect(said).to_be_visible()
    bo.reload()
    expect(said).to_have_text("Green")
    on_the_wall = cockpit.locator(".bw-note", has_text="In its own colour")
    expect(on_the_wall).to_have_count(1)
    expect(on_the_wall).not_to_have_attribute("data-became", re.compile("."))


def beside(note: Locator) -> str:
    """What is written on the edge of a paper."""
    return note.evaluate("(each) => getComputedStyle(each, '::before').content")


MOVES = """["pointermove", "touchmove", "dragstart"].forEach((name) =>
  addEventListener(name, ({ buttons = 1 }) => buttons && (globalThis.moved = name), { capture: true }))"""
"""Notes whether anything was moved while it was held."""


@pytest.mark.access("j")
@pytest.mark.row("I8")
def test_a_note_is_moved_by_taps_alone_on_the_plane_and_in_the_list(at_the_plane, come_in):
    bo = come_in("Bo")
    rooms.write(bo, ZONE, "Picked up and put there")
    rooms.write(bo, "bring", "Lies there")
    ada, cy = at_the_plane("Ada", "phone"), come_in("Cy", "phone")
    for page in (ada, cy):
        page.evaluate(MOVES)

    paper(ada, "Picked up").tap()
    ada.get_by_role("toolbar", name="What is chosen").get_by_role("button", name="Move to…").tap()
    ada.get_by_role("dialog").get_by_role("button", name="Point to the place").tap()
    expect(ada.locator("[data-surface]")).to_have_attribute("data-laying", "")
    expect(ada.locator(".toast:visible")).to_contain_text("Press where it should lie.")
    box = ada.locator(".cv-zone[data-zone=bring]").bounding_box()
    ada.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(bo.locator("[data-zone=bring] [data-text]", has_text="Picked up")).to_have_count(1)
    expect(ada.locator("[data-surface]")).not_to_have_attribute("data-laying", "")
    expect(ada.locator(".toast:visible")).to_have_count(0)

    rooms.open_zone(cy, "bring")
    note = cy.locator("#board-list li[data-note]", has_text="Picked up")
    moved, other = "Picked up and put there", "Lies there"
    for zone, pressed, here, there in (
        (ZONE, f"#zone-{ZONE} > summary", [moved], [other]),
        ("bring", f"li[data-note]:has-text('{other}') [data-text]", [], [moved, other]),
    ):
        note.locator("[data-menu] > summary").tap()
        note.get_by_role("button", name="Move to…").tap()
        cy.get_by_role("dialog").get_by_role("button", name="Point to the place").tap()
        cy.locator(f"[data-way] a[href='#zone-{zone}']").tap()
        cy.locator(pressed).tap()
        expect(bo.locator(f"[data-zone={ZONE}] li [data-text]")).to_have_text(here)
        expect(bo.locator("[data-zone=bring] li [data-text]")).to_have_text(there)

    assert [page.evaluate("globalThis.moved ?? null") for page in (ada, cy)] == [None, None]


@pytest.mark.row("I8", partly=True)
def test_what_was_picked_up_stays_where_it_is_when_it_is_left_and_the_board_may_be_pushed_meanwhile(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, "Stays")
    before = place(note)

    for leave in ("Escape", "Enter"):
        # In the one thing that is chosen letters are words, until Escape.
        ada.keyboard.press("Escape")
        ada.keyboard.press("Shift+m")
        ada.get_by_role("dialog").get_by_role("button", name="Point to the place").press("Enter")
        expect(ada.get_by_role("button", name="Leave it")).to_be_focused()
        ada.keyboard.press(leave)
        expect(note).to_be_focused()
        assert place(note) == before

    ada.keyboard.press("Escape")
    ada.keyboard.press("Shift+m")
    ada.get_by_role("dialog").get_by_role("button", name="Point to the place").click()
    drag(ada, note, 60, 40)
    settled(ada)
    assert place(note) == before
    ada.mouse.click(*at(ada, 700, 400))
    expect(ada.locator("[data-heard]")).to_have_text("Moved.")
    assert place(note) != before
