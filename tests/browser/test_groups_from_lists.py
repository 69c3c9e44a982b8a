"""Groups that are made in a list lie on the plane where nothing else lies, under a title that all can read."""

import pytest
from playwright.sync_api import Page, expect

from app.boards.scene import rooms_of
from app.canvases.library import library
from tests.boards.conftest import CANVAS
from tests.browser.canvas import look_at, paper, settled

ZONE = "policy"
ROOM = rooms_of(library().canvases[CANVAS])[ZONE]
FIRST = {"x": ROOM.box.left + 30, "y": ROOM.box.top + ROOM.head, "w": ROOM.usual, "h": ROOM.usual * 3 // 4}

LYING = """() => [...document.querySelectorAll("li.cv-note, li.cv-group")].map((each) => {
  const { left, top, width, height } = each.style
  const [x, y, wide, high] = [left, top, width, height].map((length) => parseFloat(length))
  const deep = parseFloat(each.style.getPropertyValue("--deep")) || high
  const words = each.querySelector("[data-text]").textContent
  return { words, group: each.matches(".cv-group"), box: [x, y, x + wide, y + deep] }
})"""


@pytest.fixture
def crowded(come):
    """A zone with 46 notes, written one after the other."""
    ada = come.room.people["Ada"]
    for start in range(0, 46, 20):
        ada.send(*(ada.note(f"c{number} word", p=FIRST, fp=True) for number in range(start, min(46, start + 20))))
    return come


def group_in_list(page: Page, title: str, first: str, *others: str) -> None:
    """Put notes under a title as people do in the list."""
    page.locator("li[data-note]", has_text=f"{first} word").first.locator("[data-menu] > summary").click()
    page.locator("[data-menu][open]").get_by_role("button", name="Group with…", exact=True).click()
    dialog = page.locator("dialog[open]")
    dialog.locator("input[name=title]").fill(title)
    for each in others:
        dialog.get_by_label(f"{each} word", exact=True).check()
    dialog.locator("input[name=title]").press("Enter")
    expect(page.locator("[data-group]", has_text=title)).to_be_visible()


def faults(page: Page, members: dict[str, set[str]]) -> list[str]:
    """What covers what on the plane, and which notes lie in the frame of a group that is not theirs."""
    lying = page.evaluate(LYING)
    return [
        f"{one['words']} on {other['words']}"
        for index, one in enumerate(lying)
        for other in lying[index + 1 :]
        if meet(one["box"], other["box"]) and not is_in(one, other, members) and not is_in(other, one, members)
    ]


def meet(one: list[float], other: list[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_in(note: dict, group: dict, members: dict[str, set[str]]) -> bool:
    return note["words"] in members.get(group["words"], set())


def test_groups_made_in_the_list_of_a_full_zone_cover_nothing_on_the_plane(crowded):
    ada, bo = crowded("Ada"), crowded("Bo", "plane")
    look_at(bo, ZONE)
    made = {
        "First people": ("c9", "c5", "c13"),
        "Second people": ("c1", "c2", "c30", "c31", "c40"),
        "Third": ("c0", "c7"),
    }

    for title, notes in made.items():
        group_in_list(ada, title, *notes)
        expect(paper(bo, title)).to_be_visible()
    ada.close()
    bo.reload()
    look_at(bo, ZONE)
    expect(paper(bo, "Third")).to_be_visible()
    settled(bo)

    members = {title: {f"{each} word" for each in notes} for title, notes in made.items()}
    lying = bo.evaluate(LYING)
    assert sum(each["words"].endswith(" word") for each in lying) == 46
    assert faults(bo, members) == []
    assert [each["words"] for each in lying if each["group"] and each["box"][1] < ROOM.box.top + ROOM.head] == []
    assert [
        each["words"] for each in lying if each["box"][2] > ROOM.box.right or each["box"][3] > ROOM.box.bottom
    ] == []
