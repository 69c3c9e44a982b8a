"""A press on a button of a note is about that note alone, though the rows move under a hurried hand."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.test_late_files import HANDS
from tests.browser.test_votes import TAP_IN_ONE_PLACE, hold

WORDS = ("The kettle is broken", "Nobody answers the phone", "Two days until a reply")


def note(page: Page, words: str) -> Locator:
    return page.locator("li[data-note]", has_text=words)


def offered(page: Page, words: str, act: str) -> Locator:
    """A button that stands in the row of a note."""
    return note(page, words).locator(f"[data-offer] [data-act={act}]")


def place_of(button: Locator) -> tuple[float, float]:
    expect(button).to_be_visible()
    button.scroll_into_view_if_needed()
    return tuple(button.evaluate(TAP_IN_ONE_PLACE))


def ready(page: Page, button: Locator) -> None:
    """What does what buttons say comes with the first touch; here it is before the first press."""
    button.focus()
    expect(page.locator("link[href*='board-hands']")).to_be_attached()


def press_twice(page: Page, button: Locator) -> None:
    """Press with the mouse, and after 200 ms again in the same place, whatever is there by then."""
    ready(page, button)
    place = place_of(button)
    page.mouse.click(*place)
    page.wait_for_timeout(200)
    page.mouse.click(*place)


@pytest.fixture
def picking(come):
    """Hugo has three notes of his own, and picks which of them he shares."""
    from sqlalchemy import update

    from app.db import db, transaction
    from app.workshops.models import Step

    room = come.room
    with room.app.app_context(), transaction():
        db.session.execute(update(Step).where(Step.workshop_id == room.id).values(sharing="pick"))
    hugo = room.join("Hugo")
    room.join("Bo")
    room.turn("private")
    hugo.send(*[hugo.note(words, pm=1) for words in WORDS])
    room.turn("open")
    return come


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_two_presses_in_one_place_show_everybody_one_note(picking, size):
    hugo, bo = picking("Hugo", "list", size), picking("Bo")
    expect(note(bo, WORDS[0])).to_have_count(0)

    press_twice(hugo, offered(hugo, WORDS[0], "share"))

    expect(note(bo, WORDS[0])).to_have_count(1)
    expect(note(hugo, WORDS[0]).locator("[data-mark=hidden]")).to_be_hidden()
    for words in WORDS[1:]:
        expect(note(hugo, words).locator("[data-mark=hidden]")).to_be_visible()
        expect(note(bo, words)).to_have_count(0)
    # A calm hand means the next one.
    hugo.wait_for_timeout(800)
    hugo.mouse.click(*place_of(offered(hugo, WORDS[1], "share")))
    expect(note(bo, WORDS[1])).to_have_count(1)
    expect(note(bo, WORDS[2])).to_have_count(0)


def test_whoever_goes_on_pressing_shows_no_second_note(picking):
    hugo, bo = picking("Hugo", "list", "phone"), picking("Bo")
    ready(hugo, offered(hugo, WORDS[0], "share"))
    place = place_of(offered(hugo, WORDS[0], "share"))

    for _ in range(6):
        hugo.mouse.click(*place)
        hugo.wait_for_timeout(200)

    expect(note(bo, WORDS[0])).to_have_count(1)
    for words in WORDS[1:]:
        expect(note(hugo, words).locator("[data-mark=hidden]")).to_be_visible()
        expect(note(bo, words)).to_have_count(0)


SAYS = "That press came right after one on another note and did nothing. Press again if you meant it."


def test_a_press_that_is_not_taken_is_told_once(picking):
    hugo = picking("Hugo", "list", "phone")
    ready(hugo, offered(hugo, WORDS[0], "share"))
    place = place_of(offered(hugo, WORDS[0], "share"))

    for _ in range(4):
        hugo.mouse.click(*place)
        hugo.wait_for_timeout(200)

    expect(hugo.locator("[data-refused] [data-say]")).to_have_text([SAYS])


def test_whoever_turns_the_list_between_two_presses_means_both(picking):
    hugo, bo = picking("Hugo", "list", "laptop"), picking("Bo")
    hugo.set_viewport_size({"width": 1366, "height": 400})
    ready(hugo, offered(hugo, WORDS[0], "share"))
    place = place_of(offered(hugo, WORDS[0], "share"))
    hugo.mouse.click(*place)
    expect(note(bo, WORDS[0])).to_have_count(1)

    hugo.mouse.wheel(0, 40)
    second = offered(hugo, WORDS[1], "share")
    _x, y = place_of(second)
    hugo.evaluate("by => scrollBy(0, by)", y - place[1])
    hugo.mouse.click(*place_of(second))

    expect(note(bo, WORDS[1])).to_have_count(1)


def test_two_presses_before_the_page_can_do_it_show_one_note_once(picking):
    hugo, bo = picking("Hugo", "list", "phone"), picking("Bo")
    hugo.route(HANDS, hold)
    place = place_of(offered(hugo, WORDS[0], "share"))

    for _ in range(2):
        hugo.mouse.click(*place)
        hugo.wait_for_timeout(200)
    hugo.unroute(HANDS)

    expect(note(bo, WORDS[0])).to_have_count(1)
    expect(note(hugo, WORDS[0]).locator("[data-mark=hidden]")).to_be_hidden()
    hugo.wait_for_timeout(1000)
    expect(note(bo, WORDS[0])).to_have_count(1)
    expect(note(hugo, WORDS[0])).to_have_count(1)


def test_keys_show_one_note_after_another_as_fast_as_they_come(picking):
    hugo, bo = picking("Hugo"), picking("Bo")

    for words in WORDS[:2]:
        offered(hugo, words, "share").focus()
        hugo.keyboard.press("Enter")

    for words in WORDS[:2]:
        expect(note(bo, words)).to_have_count(1)
    expect(note(bo, WORDS[2])).to_have_count(0)


@pytest.fixture
def waiting(come):
    """Notes of Bo's that wait to be shown; Ada leads."""
    ada, bo = come.room.people["Ada"], come.room.join("Bo")
    notes = [bo.note(words) for words in WORDS]
    bo.send(*notes)
    ada.send(ada.op("el.hide", ids=[each["id"] for each in notes]))
    return come


def test_two_presses_on_delete_delete_one_note_whose_words_are_said(waiting):
    ada, bo = waiting("Ada"), waiting("Bo")
    expect(note(bo, WORDS[1])).to_have_count(1)

    press_twice(ada, offered(ada, WORDS[0], "delete"))

    toast = ada.locator("[data-toast]")
    expect(toast).to_contain_text("Note deleted. “\u2068The kettle is broken\u2069”")
    expect(note(bo, WORDS[0])).to_have_count(0)
    for words in WORDS[1:]:
        expect(note(ada, words)).to_have_count(1)
        expect(note(bo, words)).to_have_count(1)
    toast.get_by_role("button", name="Undo").click()
    expect(note(bo, WORDS[0])).to_have_count(1)


def test_two_presses_on_show_show_one_note_that_waited(waiting):
    waiting.room.join("Cy")
    ada, cy = waiting("Ada", "list", "phone"), waiting("Cy")

    press_twice(ada, offered(ada, WORDS[0], "show"))

    expect(note(cy, WORDS[0])).to_have_count(1)
    for words in WORDS[1:]:
        expect(note(ada, words).locator("[data-mark=inbox]")).to_be_visible()
        expect(note(cy, words)).to_have_count(0)
