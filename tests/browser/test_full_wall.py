"""The wall with few notes and with many: always words the back row can read, and none kept from it."""

import re

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.rooms import write
from tests.browser.test_groups_from_lists import group_in_list
from tests.house_process import ROOT

SMALLEST = """() => {
  const walk = document.createTreeWalker(document.querySelector("#wall"), NodeFilter.SHOW_TEXT)
  let [least, words] = [Infinity, ""]
  while (walk.nextNode()) {
    const place = walk.currentNode.parentElement
    const seen = place.checkVisibility({ opacityProperty: true }) && !place.closest(".vh")
    if (!seen || !walk.currentNode.data.trim()) continue
    const size = parseFloat(getComputedStyle(place).fontSize)
    if (size < least) [least, words] = [size, place.outerHTML]
  }
  return least / innerHeight < 0.0219 ? words : ""
}"""
SHOWN = "[data-zone='hope'] .bw-note:not([hidden])"

PASTE = """([words]) => {
  const field = document.querySelector("#write-hope")
  field.value = words
  field.form.requestSubmit()
}"""


@pytest.mark.parametrize("size", ["projector", "laptop"])
def test_a_wall_has_no_small_print_and_shows_what_does_not_fit_in_turn(size, open_browser, sign_in, room, come_in):
    wall, ada = sign_in(open_browser(size), "facilitator"), come_in("Ada")
    wall.clock.install()
    write(ada, "hope", "The only one")
    wall.goto(f"/w/{room.workshop}/wall/")
    expect(wall.locator(SHOWN)).to_have_text(["The only one"])
    # Its style comes with the board.
    wall.wait_for_function(f"() => ({SMALLEST})() === ''")
    expect(wall.locator("[data-zone='hope'] [data-more]")).to_be_hidden()

    many_more = 44
    for number in range(many_more):
        ada.evaluate(PASTE, [f"Note {number}: the lab is a bus ride away and nobody pays for it"])
    more = wall.locator("[data-zone='hope'] [data-more]")
    expect(more).to_have_text(re.compile(rf"^1–\d+ of {many_more + 1}, in turn$"))
    # Its style comes with the board.
    wall.wait_for_function(f"() => ({SMALLEST})() === ''")
    first = wall.locator(SHOWN).all_inner_texts()
    assert first[0].startswith(f"Note {many_more - 1}:")

    seen = set(first)
    for _ in range(120):
        wall.clock.run_for(2_000)
        seen |= set(wall.locator(SHOWN).all_inner_texts())
        if len(seen) == many_more + 1:
            break
    assert len(seen) == many_more + 1


def test_a_turn_of_one_note_is_said_with_one_number(open_browser, sign_in, room, come_in):
    wall, ada = sign_in(open_browser("laptop"), "facilitator"), come_in("Ada")
    for number in range(3):
        ada.evaluate(PASTE, [f"Note {number}: " + "nobody pays for the bus to the lab. " * 40])

    wall.goto(f"/w/{room.workshop}/wall/")

    more = wall.locator("[data-zone='hope'] [data-more]")
    expect(more).to_have_text(re.compile(r"^\d of 3, in turn$"))


CUT = """() => [...document.querySelectorAll("#board-wall .bw-note")].filter((note) => {
  if (!note.checkVisibility()) return false
  const [box, more] = note.getClientRects()
  const zone = note.closest("[data-zone]").getBoundingClientRect()
  return more || box.right > zone.right || box.bottom > zone.bottom || note.scrollHeight > note.clientHeight + 8
}).map((note) => note.textContent)"""


LETTERS_A_SECOND = 15
FOUR_MINUTES = 240
DEMO = ROOT / "app/demo/data/demo_workshops.yaml"


def notes_of_the_demo(count: int) -> list[str]:
    """Words as rooms write them: the first notes of the demo's workshops."""
    written = [note["text"] for workshop in yaml.safe_load(DEMO.read_text())["workshops"] for note in workshop["notes"]]
    return list(dict.fromkeys(written))[:count]


@pytest.mark.parametrize("size", ["projector", "laptop"])
def test_sixty_five_notes_of_the_demo_are_seen_whole_within_four_minutes_fifteen_letters_a_second(
    size, open_browser, sign_in, room, come_in, complaints
):
    # The clock of the wall's page runs ahead of its server, so the page hears nothing for too long and connects again.
    complaints.expected = ("after close",)
    wall, ada = sign_in(open_browser(size), "facilitator"), come_in("Ada")
    wall.clock.install()
    notes = notes_of_the_demo(65)
    for words in notes:
        ada.evaluate(PASTE, [words])
    wall.goto(f"/w/{room.workshop}/wall/")
    expect(wall.locator("[data-zone='hope'] [data-more]")).to_have_text(re.compile(r"of 65, in turn$"))

    turns, cut = [], []
    for _ in range(FOUR_MINUTES):
        wall.wait_for_function(f"() => ({SMALLEST})() === ''")
        shown = wall.locator(SHOWN).all_inner_texts()
        if not turns or turns[-1][0] != shown:
            turns.append((shown, 0))
            cut += wall.evaluate(CUT)
        turns[-1] = (shown, turns[-1][1] + 1)
        wall.clock.run_for(1_000)

    # The last one of those four minutes was not over; each is looked at once a second.
    hurried = [shown for shown, seconds in turns[1:-1] if seconds + 1 < max(map(len, shown)) / LETTERS_A_SECOND]
    assert ({words.strip() for shown, _ in turns for words in shown}, cut, hurried) == (set(notes), [], [])


def test_a_turn_lasts_as_long_as_its_longest_note_takes_to_read(open_browser, sign_in, room, come_in):
    wall, ada = sign_in(open_browser("projector"), "facilitator"), come_in("Ada")
    wall.clock.install()
    for number in range(8):
        ada.evaluate(PASTE, [f"Note {number} " + "nobody pays for the bus to the lab. " * 30])
    wall.goto(f"/w/{room.workshop}/wall/")
    more = wall.locator("[data-zone='hope'] [data-more]")
    expect(more).to_be_visible()
    first = more.inner_text()

    # Each has 1,090 letters, which are read in 73 seconds.
    wall.clock.run_for(70_000)
    assert more.inner_text() == first
    wall.clock.run_for(5_000)
    expect(more).not_to_have_text(first)


APART = """() => [...document.querySelectorAll("#board-wall .bw-group:not([hidden])")].map((group) => {
  const [head, more] = group.querySelector("h3").getClientRects()
  const [note] = group.querySelector(".bw-note").getClientRects()
  const isAbove = note.top >= head.bottom - 1 && note.left < head.right && head.left < note.right
  const place = isAbove ? "above its notes" : "apart"
  return [group.querySelector("h3").textContent, more ? "broken" : "whole", place].join(", ")
})"""
COLUMNS = "() => document.querySelector('#board-wall .bw-group').getClientRects().length"
DOOR = "One door for everybody who tests something here"


@pytest.mark.parametrize(("height", "shown"), [(1080, 4), (690, 4), (450, 1)])
def test_a_group_keeps_its_title_above_its_notes_on_a_wall_of_any_height(
    height, shown, open_browser, sign_in, room, come_in
):
    wall, ada = sign_in(open_browser("projector"), "facilitator"), come_in("Ada")
    wall.set_viewport_size({"width": 1920, "height": height})
    for words in ("Nobody answers the phone", "Forms in three places", "The bus is late", "Who pays for the lab"):
        write(ada, "hope", f"{words} word")
    group_in_list(ada, DOOR, "Nobody answers the phone", "Forms in three places")

    wall.goto(f"/w/{room.workshop}/wall/")

    expect(wall.locator("[data-zone='hope'] .bw-group")).to_be_visible()
    # Its style comes with the board.
    wall.wait_for_function(f"() => ({SMALLEST})() === ''")
    assert wall.locator(SHOWN).count() >= shown
    assert wall.evaluate(APART) == [f"{DOOR}, whole, above its notes"]
    assert shown == 1 or wall.evaluate(COLUMNS) == 1
