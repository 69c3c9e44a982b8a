"""A vote of one tap in real browsers: all answers are in sight, each is a button as a whole, another tap changes it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import behind
from tests.browser.canvas import open_plane, paper

ANSWERS = ("Exhausted", "Low", "Fine", "Good", "Full of energy")


@pytest.fixture
def checking(open_browser, room):
    """`checking("Bo", "phone")`: somebody's page of a room that checks its energy."""
    cockpit = room.request.get(f"/w/{room.workshop}/cockpit/")
    step = re.search(r'id="go-([^"]+)">\s*<summary[^>]*>Energy check<', cockpit.text())[1]
    way = re.search(rf'name="way" value="({step}[^"]*)"', cockpit.text())[1]
    behind.send_from(room, cockpit, "/moves/", headers={"HX-Request": "true"}, to="to", step=step, way=way)

    def arrive(name: str, size: str = "phone", language: str = "en") -> Page:
        page = open_browser(size)
        address = behind.join(page, room.code, name)
        if language != "en":
            behind.speak(page, language)
        page.goto(address)
        expect(page.locator("#vote [data-left]")).to_be_visible()
        expect(page.locator("[data-board][data-live]")).to_have_count(1)
        expect(page.locator("li[data-note] [data-give]")).to_have_count(len(ANSWERS))
        if size == "phone":
            expect(page.locator("[data-zone] > summary").first).to_be_hidden()
        return page

    return arrive


def answer(page: Page, words: str) -> Locator:
    return page.locator("li[data-note]").filter(has=page.locator("[data-text]", has_text=re.compile(f"^{words}$")))


def tap(page: Page, words: str) -> None:
    """Touch the words themselves, not a button."""
    page.touchscreen.tap(*middle(answer(page, words).locator("[data-text]")))


def middle(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def chosen(page: Page) -> list[str]:
    """The answers on which a dot of this person lies."""
    return page.locator("li[data-note]:has(.dot-on, .dot-late) > [data-text]").all_inner_texts()


def test_a_phone_shows_all_answers_below_one_another_and_each_is_a_button(checking):
    page = checking("Bo")

    places = [answer(page, words).bounding_box() for words in ANSWERS]
    lefts, tops = {place["x"] for place in places}, [place["y"] for place in places]
    assert (len(lefts), tops) == (1, sorted(tops))
    assert places[-1]["y"] + places[-1]["height"] - places[0]["y"] < page.viewport_size["height"]
    expect(page.locator("#vote")).to_contain_text("Tap the answer that fits you.")
    expect(page.locator("#vote [data-left]")).to_have_text("You have not answered yet.")

    tap(page, "Low")

    expect(page.locator("#vote [data-left]")).to_have_text("You have answered.")
    assert chosen(page) == ["Low"]


def test_another_tap_changes_the_answer_and_taking_it_back_takes_it_all(checking):
    page = checking("Bo")
    tap(page, "Low")
    expect(page.locator("#vote [data-left]")).to_have_text("You have answered.")

    tap(page, "Good")
    expect(answer(page, "Good").locator(".dot-on")).to_have_count(1)
    page.reload()

    expect(answer(page, "Good").locator(".dot-on")).to_have_count(1)
    assert chosen(page) == ["Good"]
    answer(page, "Good").get_by_role("button", name="Take a dot back from Good").tap()
    expect(page.locator("#vote [data-left]")).to_have_text("You have not answered yet.")
    assert chosen(page) == []


def test_an_answer_is_chosen_with_keys_and_named_for_who_listens(checking):
    page = checking("Bo", "laptop")
    button = page.get_by_role("button", name="Choose Fine", exact=True)
    button.focus()

    page.keyboard.press("Enter")

    expect(page.locator("[data-heard]")).to_have_text("You have answered.")
    assert chosen(page) == ["Fine"]


def test_a_paper_of_the_plane_is_a_button_as_a_whole(checking, room):
    page = open_plane(checking("Bo", "laptop"), room.workshop)
    expect(page.locator("#vote [data-left]")).to_be_visible()

    page.mouse.click(*middle(paper(page, "Good").locator("[data-text]")))

    expect(page.locator("#vote [data-left]")).to_have_text("You have answered.")
    expect(paper(page, "Good").locator(".dot-on")).to_have_count(1)


def test_scripts_tell_the_answers_in_the_language_of_the_page(checking, room):
    phone = checking("Bo", "phone", "ar")
    expect(answer(phone, "منخفض")).to_be_visible()

    plane = open_plane(phone, room.workshop)

    expect(paper(plane, "منخفض")).to_have_count(1)
    expect(plane.locator("li[data-note]", has_text="Low")).to_have_count(0)
