"""Tidying up a zone or what is chosen: rows in an order, as one deed that everybody sees and one undo takes back."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.boards.conftest import note_id
from tests.browser.canvas import look_at, paper, place
from tests.voting.conftest import Votes

WORDS = (
    "Pay on time",
    "One door for firms",
    "A desk in each town",
    "Fewer forms",
    "Talk to banks",
    "Train the trainers",
)
LYING = ((420, 300), (440, 330), (60, 700), (470, 360), (620, 900), (640, 930))
LARGE = {"w": 320, "h": 240}


@pytest.fixture
def scattered(come):
    """Six notes that lie on each other, in a zone of a board; a group of two beside them."""
    ada = come.room.people["Ada"]
    group = ada.group("Slow access", p={"x": 500, "y": 560})
    inside = [
        ada.note(words, parent=group["id"], p={"x": 506 + 180 * index, "y": 598, "w": 160, "h": 120})
        for index, words in enumerate(("Far labs", "Few hours"))
    ]
    notes = [
        ada.note(words, p={"x": x, "y": y, **LARGE, **({"colour": "teal"} if index % 2 else {})})
        for index, (words, (x, y)) in enumerate(zip(WORDS, LYING, strict=True))
    ]
    ada.send(group, *inside, *notes)
    return come


def at_the_zone(come, name: str) -> Page:
    page = come(name, "plane")
    look_at(page, "policy")
    expect(paper(page, WORDS[0])).to_be_visible()
    return page


BOXES = """() => [...document.querySelectorAll("li.cv-note")].map((each) => [
  each.querySelector("[data-text]").textContent,
  ...["left", "top", "width", "height"].map((name) => Math.round(parseFloat(each.style[name]))),
]).sort()"""


def boxes(page: Page) -> dict[str, tuple[float, ...]]:
    """Where each note lies, by its words, in board units."""
    return {words: tuple(box) for words, *box in page.evaluate(BOXES)}


def shows(page: Page, lying: dict[str, tuple[float, ...]]) -> None:
    """Wait until everything lies there."""
    whole = sorted([words, *box] for words, box in lying.items())
    page.wait_for_function(f"(whole) => JSON.stringify(({BOXES})()) === JSON.stringify(whole)", arg=whole)


def covered(page: Page) -> list[str]:
    """Which notes lie on which."""
    all_ = list(boxes(page).items())
    return [
        f"{one} on {other}"
        for index, (one, (x, y, w, h)) in enumerate(all_)
        for other, (left, top, wide, high) in all_[index + 1 :]
        if x < left + wide and left < x + w and y < top + high and top < y + h
    ]


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Tidy up")


def as_one_reads(page: Page) -> list[str]:
    """Notes that lie in no group, row by row."""
    mine = {words: box for words, box in boxes(page).items() if words in WORDS}
    return sorted(mine, key=lambda words: (mine[words][1], mine[words][0]))


@pytest.mark.row("I5", partly=True)
def test_a_zone_is_tidied_up_with_keys_alone_and_one_undo_takes_it_back_for_everybody(scattered):
    ada, bo = at_the_zone(scattered, "Ada"), at_the_zone(scattered, "Bo")
    before = boxes(bo)
    assert covered(bo) != []

    paper(ada, WORDS[0]).focus()
    ada.keyboard.press("u")
    expect(dialog(ada).get_by_label("What is tidied up")).to_have_value("policy")
    expect(dialog(ada).get_by_label("Votes: most dots first")).to_be_hidden()
    expect(dialog(ada).get_by_label("Author")).to_be_hidden()
    expect(dialog(ada).get_by_label("Groups: those with most notes first")).to_be_focused()
    ada.keyboard.press("ArrowDown")
    ada.keyboard.press("Enter")

    expect(ada.locator("[data-heard]")).to_contain_text("Tidied up.")
    shows(bo, boxes(ada))
    assert covered(bo) == []
    assert as_one_reads(bo) == [*WORDS[::2], *WORDS[1::2]]
    assert len({box[2:] for words, box in boxes(bo).items() if words in WORDS}) == 1
    expect(paper(ada, WORDS[0])).to_be_focused()

    ada.keyboard.press("Control+z")

    shows(bo, before)


def test_notes_are_sorted_by_the_dots_of_a_closed_vote_and_the_list_has_that_order(scattered):
    votes = Votes(scattered.room)
    votes.open()
    for who, voted_on in (("Bo", WORDS[4]), ("Cy", WORDS[4]), ("Dee", WORDS[2])):
        votes.join(who).give(voted_on)
    votes.close()
    ada, bo, cy = at_the_zone(scattered, "Ada"), at_the_zone(scattered, "Bo"), scattered("Cy")

    ada.get_by_role("button", name="Sort by votes…").click()
    expect(dialog(ada).get_by_label("Votes: most dots first")).to_be_checked()
    dialog(ada).get_by_role("button", name="Tidy up").click()

    order = [WORDS[4], WORDS[2], WORDS[0], WORDS[1], WORDS[3], WORDS[5]]
    expect(cy.locator("[data-zone='policy'] [data-notes] > li[data-note] [data-text]")).to_have_text(
        ["Far labs", "Few hours", *order]
    )
    shows(bo, boxes(ada))
    assert as_one_reads(bo) == order
    expect(cy.get_by_role("button", name="Sort by votes…")).to_be_hidden()


def test_what_is_chosen_is_tidied_up_where_it_lies_and_found_by_its_words(scattered):
    ada, bo = at_the_zone(scattered, "Ada"), at_the_zone(scattered, "Bo")
    others = {words: box for words, box in boxes(bo).items() if words not in (WORDS[0], WORDS[1])}
    corner = min(place(paper(ada, words)) for words in WORDS[:2])

    paper(ada, WORDS[0]).focus()
    ada.keyboard.press("Space")
    paper(ada, WORDS[1]).focus()
    ada.keyboard.press("Space")
    ada.keyboard.press("Shift+F10")
    expect(ada.get_by_role("menuitem", name="Sort by votes…")).to_be_hidden()
    ada.get_by_role("menuitem", name="Tidy up…").click()
    expect(dialog(ada).get_by_label("What is tidied up")).to_be_hidden()
    dialog(ada).get_by_role("button", name="Tidy up").click()

    expect(ada.locator("[data-heard]")).to_contain_text("Tidied up.")
    shows(bo, boxes(ada))
    there = boxes(bo)
    assert {words: box for words, box in there.items() if words in others} == others
    one, two = there[WORDS[0]], there[WORDS[1]]
    assert one[0] >= corner[0]
    assert one[2:] == two[2:]
    assert f"{WORDS[0]} on {WORDS[1]}" not in covered(bo)

    ada.keyboard.press("Escape")
    ada.keyboard.press("Control+k")
    ada.keyboard.type("tidy")
    expect(ada.locator("[data-palette] [role=option]").first).to_contain_text("Tidy up…")
    ada.keyboard.press("Enter")
    expect(dialog(ada)).to_be_visible()


def test_what_only_a_facilitator_moves_stays_and_that_is_shown(scattered):
    ada = scattered.room.people["Ada"]
    ada.send(ada.op("el.lock", ids=[note_id(WORDS[2])]))
    bo = at_the_zone(scattered, "Bo")
    before = boxes(bo)

    bo.get_by_role("button", name="Tidy up…").first.click()
    dialog(bo).get_by_role("button", name="Tidy up").click()

    expect(bo.locator("[data-told]")).to_have_text("Tidied up. 1 thing is locked and stays where it is.")
    # Nothing was refused.
    expect(bo.locator("[data-refused] li")).to_have_count(0)
    assert boxes(bo)[WORDS[2]] == before[WORDS[2]]
    assert [each for each in covered(bo) if WORDS[2] in each] == []
