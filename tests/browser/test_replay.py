"""The past of a board, gone along by two people: what was, when, and what goes back from there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import rooms
from tests.browser.canvas import settled


def open_history(page: Page) -> Page:
    """From the board to its history and on to the replay, as people go."""
    board = page.locator("[data-board]").first.get_attribute("data-board")
    page.goto(f"/history/{board}/")
    page.get_by_role("link", name="See how it came about").click()
    expect(page.locator("[data-time]")).not_to_be_empty()
    return page


def at_moment(page: Page, change: int) -> None:
    """Wait until the board is shown as it was after so many changes."""
    expect(page.locator("[data-slider]")).to_have_attribute(
        "aria-valuetext", re.compile(rf", change {change} of ") if change else "Before the first change"
    )
    settled(page)


def notes(page: Page) -> list[str]:
    return page.locator(".rp [data-note]:visible [data-text]").all_inner_texts()


def shows(page: Page, *words: str) -> None:
    """Wait until exactly these lie there."""
    expect(page.locator(".rp [data-note]:visible [data-text]")).to_have_text(list(words))


@pytest.mark.row("R9")
def test_a_board_is_gone_along_from_change_to_change_as_each_may_see_it(cockpit, come_in):
    ada, bo = come_in("Ada"), come_in("Bo", "phone")
    for who, words in ((ada, "First"), (bo, "Second"), (ada, "Third")):
        rooms.write(who, "hope", words)
        expect(ada.locator("[data-note]", has_text=words)).to_be_visible()
    rooms.turn(cockpit, "private")
    rooms.write(bo, "hope", "Bo alone")
    expect(bo.locator("[data-note]", has_text="Bo alone")).to_contain_text("Only you see it")
    expect(bo.locator("[data-mark=waiting]:visible")).to_have_count(0)

    # On a wide screen it is a plane, on a phone a list; both begin with what is now.
    open_history(ada)
    shows(ada, "First", "Second", "Third")
    slider = ada.locator("[data-slider]")
    slider.focus()
    slider.press("Home")
    at_moment(ada, 0)
    assert notes(ada) == []
    for change, words in ((1, ["First"]), (2, ["First", "Second"]), (3, ["First", "Second", "Third"])):
        slider.press("ArrowRight")
        at_moment(ada, change)
        shows(ada, *words)
    slider.press("ArrowLeft")
    shows(ada, "First", "Second")
    expect(ada.locator("[data-told]")).to_have_text(re.compile(r"^\d\d:\d\d\. 2 notes$"))
    ada.get_by_role("button", name="List").click()
    shows(ada, "First", "Second")
    expect(ada.locator(".rp [data-menu]")).to_have_count(0)

    open_history(bo)
    shows(bo, "First", "Second", "Third", "Bo alone")
    bo.get_by_role("button", name="One change back").click()
    shows(bo, "First", "Second", "Third")


@pytest.mark.row("R9", partly=True)
def test_it_plays_to_the_end_and_stops_where_one_says(come_in):
    ada = come_in("Ada")
    for words in ("First", "Second", "Third"):
        rooms.write(ada, "hope", words)
        expect(ada.locator("[data-note]", has_text=words)).to_be_visible()
    expect(ada.locator("[data-mark=waiting]:visible")).to_have_count(0)
    open_history(ada)
    ada.locator("[data-pace]").select_option("20")

    play = ada.locator("[data-do=play]")
    play.click()
    at_moment(ada, 2)
    play.click()
    expect(play).to_have_text("Play", use_inner_text=True)
    shows(ada, "First", "Second")
    play.click()
    at_moment(ada, 3)
    expect(play).to_have_text("Play", use_inner_text=True)

    # Who wants little motion sees one picture for several changes.
    ada.emulate_media(reduced_motion="reduce")
    ada.locator("[data-slider]").press("Home")
    at_moment(ada, 0)
    play.click()
    at_moment(ada, 2)


@pytest.mark.row("R10")
def test_from_a_moment_a_zone_or_what_one_person_did_goes_back_once_it_was_shown(cockpit, come_in):
    cockpit.goto(f"/w/{cockpit.workshop}/settings/")
    cockpit.locator("input[name=names_shown]").check()
    cockpit.locator("main form button.btn-main").first.click()
    expect(cockpit.get_by_text("The workshop was saved.")).to_be_visible()
    ada, bo = come_in("Ada"), come_in("Bo")
    rooms.write(ada, "hope", "Stays")
    expect(bo.locator("[data-note]", has_text="Stays")).to_be_visible()
    zones = [zone.get_attribute("data-zone") for zone in bo.locator("[data-zone]").all()][:2]
    rooms.write(bo, zones[0], "Bo's first")
    rooms.write(bo, zones[1], "Bo's second")
    rooms.write(ada, "hope", "Written meanwhile")
    for words in ("Bo's first", "Bo's second", "Written meanwhile"):
        expect(ada.locator("[data-note]", has_text=words)).to_be_visible()
        expect(bo.locator("[data-note]", has_text=words)).to_be_visible()
    board = ada.locator("[data-board]").first.get_attribute("data-board")

    # What Bo has done since the first note: shown, left, and done.
    cockpit.goto(f"/history/{board}/replay/?at=1")
    shows(cockpit, "Stays")
    cockpit.get_by_label("What goes back to this moment").select_option(label="Bo")
    cockpit.get_by_role("button", name="Show what would change").click()
    going = cockpit.locator("section:has(#way-goes) .hi-words")
    expect(going).to_have_count(2)
    assert sorted(going.all_inner_texts()) == ["Bo's first", "Bo's second"]
    expect(bo.locator("[data-note]", has_text="Bo's first")).to_be_visible()
    cockpit.get_by_role("button", name="Do it now").click()
    for page in (ada, bo):
        expect(page.locator("[data-note]", has_text="Bo's")).to_have_count(0)
        expect(page.locator("[data-note]", has_text="Written meanwhile")).to_be_visible()

    # And it is taken back like anything else.
    cockpit.get_by_role("link", name=re.compile("Undo this")).first.click()
    cockpit.get_by_role("button", name="Do it now").click()
    expect(bo.locator("[data-note]", has_text="Bo's first")).to_be_visible()
    expect(ada.locator("[data-note]", has_text="Bo's second")).to_be_visible()

    # One zone alone, as it was.
    title = bo.locator(f"[data-zone='{zones[1]}'] [data-title]").inner_text()
    cockpit.goto(f"/history/{board}/replay/?at=1")
    shows(cockpit, "Stays")
    cockpit.get_by_label("What goes back to this moment").select_option(label=title)
    cockpit.get_by_role("button", name="Show what would change").click()
    cockpit.get_by_role("button", name="Do it now").click()
    expect(bo.locator("[data-note]", has_text="Bo's second")).to_have_count(0)
    expect(bo.locator("[data-note]", has_text="Bo's first")).to_be_visible()
