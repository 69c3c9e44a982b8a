"""What opens on a board is looked at like a page: menus, dialogs, fields and bars, on the plane and on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import rooms
from tests.browser.canvas import look_at, open_plane, paper
from tests.browser.conftest import speak
from tests.browser.faults import in_a_hand, look, on_a_desk
from tests.browser.test_drawn_things import everything, lay
from tests.browser.test_votes import close_vote, open_vote

LABS = "Idle lab days"
ESCAPE = "Escape"

States = dict[str, Callable[[Page], object]]
"""What is open → how people open it."""


def key(name: str) -> Callable[[Page], object]:
    """A key of the plane, with a note that has the focus."""

    def press(page: Page) -> None:
        paper(page, LABS).focus()
        page.keyboard.press(name)

    return press


def act(deed: str) -> Callable[[Page], object]:
    """What the menu of a note offers in the list."""

    def choose(page: Page) -> None:
        menu = in_list(page).locator("[data-menu]")
        menu.locator("summary").click()
        menu.locator(f"[data-act={deed}]:visible").click()

    return choose


def in_list(page: Page) -> Locator:
    return page.locator("#board-list li[data-note]").filter(has=page.locator("[data-text]", has_text=LABS)).first


def dialog(page: Page) -> None:
    expect(page.locator("dialog[open]")).to_be_visible()


ON_THE_PLANE: States = {
    "a note with its bar": lambda page: paper(page, LABS).click(),
    "its menu": lambda page: (key("Shift+F10")(page), expect(page.get_by_role("menu")).to_be_visible()),
    "the field to write in": lambda page: (key("n")(page), expect(page.locator("[data-field]")).to_be_focused()),
    "the tools that draw": lambda page: page.locator("[data-drawers] > summary").click(),
    "the search": lambda page: (
        key("Control+f")(page),
        page.keyboard.type("lab"),
        expect(page.locator(".cv-hit-row").first).to_be_visible(),
    ),
    "all deeds": lambda page: (key("Control+k")(page), expect(page.locator(".cv-deeds li").first).to_be_visible()),
    "the keys": lambda page: (key("?")(page), dialog(page)),
    "where to move it": lambda page: (key("Shift+m")(page), dialog(page)),
    "what it is connected to": lambda page: (key("Shift+c")(page), dialog(page)),
    "its comments": lambda page: (key("c")(page), dialog(page)),
    "reactions": lambda page: (key(".")(page), expect(page.locator(".cv-reactions")).to_be_visible()),
    "an image": lambda page: (page.locator("[data-do=image]").click(), dialog(page)),
}

IN_THE_LIST: States = {
    "a note's menu": lambda page: in_list(page).locator("[data-menu] > summary").click(),
    "its field": act("edit"),
    "where to move it": act("move"),
    "which colour": act("colour"),
    "a group": act("group"),
    "what it is connected to": act("connect"),
    "its comments": act("comment"),
    "its language": act("tongue"),
    "something else": lambda page: page.locator("[data-zone=hope] [data-act=new-thing]").click(),
    "an image": lambda page: page.locator("[data-act=put-image]").click(),
}


def walk(page: Page, states: States, faults: Callable[[Page], list[str]]) -> list[str]:
    """Open one after the other; what is wrong with each."""
    wrong = []
    for state, begin in states.items():
        begin(page)
        wrong += [f"{state}: {fault}" for fault in faults(page)]
        page.keyboard.press(ESCAPE)
        expect(page.locator("dialog[open]")).to_have_count(0)
    return wrong


@pytest.fixture
def in_arabic(open_browser, room):
    """Somebody's page of the room on a narrow phone."""
    page = open_browser("narrow", "ar", reduced_motion="reduce")
    speak(page, "ar")
    rooms.join_by_code(page, room.code, "آدا")
    return rooms.connected(page)


def at_a_desk(page: Page) -> list[str]:
    return look(page, axe={}, targets=24, sideways=True, running=True)


def in_one_hand(page: Page) -> list[str]:
    """What opens over the page may cover what is pressed elsewhere."""
    return look(page, axe={}, targets=44, sideways=True, spaced=True, running=True)


@pytest.mark.access("a", "f", "g", "l")
def test_whatever_opens_on_the_plane_is_open_to_everyone(at_the_plane, cockpit):
    ada = at_the_plane("Ada")
    ada.emulate_media(reduced_motion="reduce")
    lay(ada, *everything())
    expect(ada.locator(".cv-line")).to_have_count(1)
    look_at(ada)

    wrong = [f"with things on it: {fault}" for fault in on_a_desk(ada)]
    ada.emulate_media(reduced_motion="reduce")
    wrong += walk(ada, ON_THE_PLANE, at_a_desk)
    open_vote(cockpit)
    paper(ada, LABS).click()
    expect(paper(ada, LABS).locator(".vt-add")).to_be_visible()
    ada.locator("#vote [data-chosen] [data-give]").click()
    wrong += [f"a vote: {fault}" for page in (ada, cockpit) for fault in at_a_desk(page)]
    close_vote(cockpit)
    expect(ada.locator("#vote .vt-lines")).to_be_visible()
    wrong += [f"a vote that is counted: {fault}" for page in (ada, cockpit) for fault in at_a_desk(page)]

    assert "\n".join(wrong) == ""


@pytest.mark.access("a", "f", "g", "l")
def test_whatever_opens_on_a_phone_is_open_to_everyone_from_the_right_too(in_arabic, cockpit):
    lay(in_arabic, *everything())
    rooms.open_zone(in_arabic, "hope")
    expect(in_list(in_arabic)).to_be_visible()
    # It comes with the first touch, and what stands beside it says its words to listeners alone from then on.
    expect(in_arabic.locator("[data-here] .bd-mic")).to_be_visible()

    wrong = [f"with things in it: {fault}" for fault in in_a_hand(in_arabic)]
    wrong += walk(in_arabic, IN_THE_LIST, in_one_hand)
    open_vote(cockpit)
    expect(in_list(in_arabic).locator("[data-give]")).to_be_visible()
    wrong += [f"a vote: {fault}" for fault in in_a_hand(in_arabic)]
    close_vote(cockpit)
    open_plane(in_arabic, cockpit.workshop)
    expect(paper(in_arabic, LABS)).to_be_attached()
    wrong += [f"the plane: {fault}" for fault in in_a_hand(in_arabic)]
    look_at_side(in_arabic)
    wrong += [f"the plane's side: {fault}" for fault in in_a_hand(in_arabic)]

    assert "\n".join(wrong) == ""


def look_at_side(page: Page) -> None:
    page.locator("[data-do=panel]").click()
    expect(page.locator("[data-panel]")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_letter_of_the_question_above_a_plane_is_cut(at_the_plane, cockpit, language):
    ada = at_the_plane("Ada")
    speak(ada, language)
    open_plane(ada, cockpit.workshop)
    heading = ada.locator("#step h1").filter(visible=True).first
    box = heading.bounding_box()
    around = {"x": box["x"], "y": box["y"] - 4, "width": box["width"], "height": box["height"] + 8}
    cut = ada.screenshot(clip=around, animations="disabled")

    heading.evaluate("(heading) => { heading.style.overflow = 'visible' }")

    assert ada.screenshot(clip=around, animations="disabled") == cut
