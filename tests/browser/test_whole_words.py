"""A board seen whole, from afar: one press brings a zone closer, and all words of a note can be read."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.canvas import ZONE, at, look_at, settled, write_at

LONG = "Every laboratory of the six cities publishes on one page when its machines are free, and who answers it"


def zoom_of(page):
    return int(page.locator("[data-zoom]").inner_text().rstrip("%"))


def test_a_press_on_the_title_of_a_zone_brings_it_closer_and_a_second_one_goes_back(at_the_plane):
    ada = at_the_plane("Ada")
    ada.keyboard.press("Shift+1")
    settled(ada)
    whole = zoom_of(ada)
    title = ada.locator(f"[data-approach='{ZONE}']")

    title.click()
    settled(ada)
    closer = zoom_of(ada)
    box, ground = title.bounding_box(), ada.locator("[data-surface]").bounding_box()
    assert closer > whole
    assert (box["x"] >= ground["x"], 0 <= box["y"] - ground["y"] < 60) == (True, True)
    title.click()
    settled(ada)
    assert zoom_of(ada) == whole
    # Two presses at once are one look closer and back, and write nothing.
    title.dblclick()
    settled(ada)
    expect(ada.locator("[data-write]")).to_be_hidden()


def test_a_key_brings_the_zone_closer_that_one_is_at_and_goes_back(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 300, 250, "Landmark")
    ada.keyboard.press("Escape")
    ada.keyboard.press("Shift+1")
    settled(ada)
    whole = zoom_of(ada)

    ada.keyboard.press("Shift+3")
    settled(ada)
    assert zoom_of(ada) > whole
    ada.keyboard.press("Shift+3")
    settled(ada)
    assert zoom_of(ada) == whole


def test_a_pointer_that_rests_on_a_note_shows_all_its_words_from_afar(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    write_at(ada, 500, 250, "Tea")
    note = write_at(ada, 300, 250, LONG)
    ada.keyboard.press("Escape")
    ada.keyboard.press("Shift+1")
    expect(ada.locator("[data-layer]")).not_to_have_attribute("data-moving", re.compile(".*"))
    card = ada.locator(".cv-whole")

    note.hover()
    expect(card).to_have_text(re.compile(re.escape(LONG)))
    letters = card.locator("p").first.evaluate("(words) => Number.parseFloat(getComputedStyle(words).fontSize)")
    seen, ground = card.bounding_box(), ada.locator("[data-surface]").bounding_box()
    assert letters >= 14
    assert (seen["x"] >= ground["x"], seen["x"] + seen["width"] <= ground["x"] + ground["width"]) == (True, True)
    ada.mouse.move(*at(ada, 5, 5))
    expect(card).to_be_hidden()
    # The focus of keys shows them too.
    ada.keyboard.press("End")
    expect(note).to_be_focused()
    expect(card).to_be_visible()


def test_a_short_note_close_by_needs_no_card(at_the_plane):
    ada = at_the_plane("Ada")
    look_at(ada)
    note = write_at(ada, 300, 250, "Tea")
    ada.keyboard.press("Escape")
    ada.keyboard.press("Control+0")
    settled(ada)

    note.hover()
    ada.wait_for_timeout(800)
    assert ada.locator(".cv-whole:visible").count() == 0


@pytest.mark.parametrize("folded", [False, True])
def test_who_looks_at_the_whole_board_goes_on_to_when_there_is_more_room(at_the_plane, folded):
    ada = at_the_plane("Ada")
    ada.keyboard.press("Shift+1")
    settled(ada)
    before = ada.locator("[data-layer]").bounding_box()
    expect(ada.locator("[data-mini]")).to_be_hidden()

    if folded:
        ada.locator("[data-do=panel]").click()
    else:
        ada.set_viewport_size({"width": 1900, "height": 1000})
    settled(ada)
    after, ground = ada.locator("[data-layer]").bounding_box(), ada.locator("[data-surface]").bounding_box()
    assert after["width"] >= before["width"]
    spare = (ground["width"] - after["width"], ground["height"] - after["height"])
    assert min(spare) == pytest.approx(20, abs=2)


def test_a_small_laptop_gives_the_board_six_hundred_pixels_of_height(at_the_plane):
    ada = at_the_plane("Ada")
    ada.set_viewport_size({"width": 1366, "height": 768})
    settled(ada)

    assert ada.locator("[data-surface]").evaluate("(ground) => ground.clientHeight") >= 600
