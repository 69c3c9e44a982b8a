"""A group folded up into a pile: its first note and how many lie there; it opens again, for all or for oneself."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.boards.conftest import note_id
from tests.browser.canvas import look_at, paper, settled, take


@pytest.fixture
def grouped(come):
    """A group of three notes beside one that lies alone."""
    ada = come.room.people["Ada"]
    group = ada.group("Slow access", p={"x": 60, "y": 200})
    notes = [
        ada.note(words, parent=group["id"], p={"x": 60 + 340 * index, "y": 260, "w": 320, "h": 240})
        for index, words in enumerate(("First of them", "Second of them", "Third of them"))
    ]
    ada.send(group, *notes, ada.note("All alone", p={"x": 60, "y": 640, "w": 320, "h": 240}))
    return come


def act(page: Page, item: Locator, words: str) -> None:
    """Choose something in the menu of a thing of the plane, with keys alone."""
    item.focus()
    page.keyboard.press("Shift+F10")
    page.get_by_role("menuitem", name=words).focus()
    page.keyboard.press("Enter")


def in_list(page: Page, words: str) -> Locator:
    return page.locator("#board-list li[data-note]", has_text=words)


@pytest.mark.row("S1", partly=True)
def test_a_group_is_folded_with_keys_and_is_a_pile_for_everybody(grouped):
    ada, bo, cy, wall = grouped("Ada", "plane"), grouped("Bo", "plane"), grouped("Cy"), grouped("Ada", "wall")
    for page in (ada, bo):
        look_at(page, "policy")
    group = bo.locator("li.cv-group")

    act(ada, ada.locator("li.cv-group"), "Fold up into a pile")

    for page in (ada, bo):
        pile = page.locator("li.cv-group[data-pile]")
        expect(pile.locator("[data-top]")).to_have_text("First of them")
        expect(pile.locator("[data-count]")).to_have_text("3")
        expect(pile.locator("[data-folded]")).to_have_text("Folded up")
        expect(paper(page, "Second of them")).to_have_count(0)
    expect(ada.locator("li.cv-group")).to_be_focused()
    expect(in_list(cy, "First of them")).to_be_visible()
    expect(in_list(cy, "Second of them")).to_be_hidden()
    cy.get_by_role("button", name="See all of the pile").click()
    expect(in_list(cy, "Second of them")).to_be_visible()
    expect(wall.locator(".bw-group .bw-note")).to_have_text(["First of them"])

    # What is dropped on it lies in it, and that is said before.
    take(bo, paper(bo, "All alone"))
    box = group.bounding_box()
    bo.mouse.move(box["x"] + 60, box["y"] + 60, steps=6)
    expect(bo.locator("[data-tip]")).to_have_text("Joins the group \u2068Slow access\u2069")
    bo.mouse.up()
    expect(ada.locator("li.cv-group [data-count]")).to_have_text("4")
    expect(paper(ada, "All alone")).to_have_count(0)

    # Words in it are found, and lead to the pile.
    bo.keyboard.press("Control+f")
    bo.keyboard.type("Third of them")
    bo.keyboard.press("Enter")
    expect(bo.locator("[data-find] [data-at]")).to_contain_text("1")
    bo.keyboard.press("Escape")
    settled(bo)

    act(bo, bo.locator("li.cv-group"), "Open the pile")
    for page in (ada, bo):
        expect(paper(page, "Third of them")).to_have_count(1)
        expect(page.locator("li.cv-group[data-pile]")).to_have_count(0)
    expect(cy.get_by_role("button", name="See all of the pile")).to_be_hidden()
    ada.keyboard.press("Control+z")
    expect(ada.locator("[data-heard]")).to_contain_text("somebody else has worked there since")


def test_the_wall_says_the_language_of_a_groups_title_as_long_as_it_has_one(grouped):
    ada, wall = grouped.room.people["Ada"], grouped("Ada", "wall")
    title = wall.locator(".bw-group h3 [data-title]")
    ada.send(ada.op("el.set", id=note_id("Slow access"), p={"lang": "fr"}))
    expect(title).to_have_attribute("lang", "fr")

    ada.send(ada.op("el.set", id=note_id("Slow access"), p={"lang": None}))

    expect(title).not_to_have_attribute("lang", "fr")


@pytest.mark.row("S1", partly=True)
def test_who_may_not_open_a_pile_for_all_opens_it_on_their_own_screen(grouped):
    ada = grouped.room.people["Ada"]
    ada.send(ada.op("el.set", id=note_id("Slow access"), p={"folded": True}))
    grouped.room.write("closed")
    bo, cy = grouped("Bo", "plane"), grouped("Cy", "plane")
    for page in (bo, cy):
        look_at(page, "policy")
        expect(page.locator("li.cv-group[data-pile]")).to_have_count(1)

    act(bo, bo.locator("li.cv-group"), "Open the pile")

    expect(paper(bo, "Third of them")).to_have_count(1)
    act(bo, bo.locator("li.cv-group"), "Fold up into a pile")
    expect(paper(bo, "Third of them")).to_have_count(0)
    expect(paper(cy, "Third of them")).to_have_count(0)
    assert [each["r"].get("folded") for each in ada.sees() if each["r"]["type"] == "group"] == [True]
