"""What the room chose, on the wall: as many lines as there is room for, each of them in sight."""

import pytest
from playwright.sync_api import expect

from tests.voting.conftest import Votes

LONG = "A shared calendar of all labs in the region, kept by one person who answers within a day"
BELOW = """() => {
  const code = document.querySelector(".wall-in").getBoundingClientRect().top
  return [...document.querySelectorAll("#wall-vote > ol > li, #wall-vote > p")]
    .filter((line) => line.getBoundingClientRect().bottom > code).map((line) => line.textContent.trim())
}"""


@pytest.mark.parametrize("size", ["projector", "laptop"])
@pytest.mark.parametrize(("words", "shown"), [(LONG, 8), ("Fewer forms", 12)])
def test_eight_lines_of_a_result_are_in_sight_on_the_wall_and_twelve_short_ones(come, words, shown, size):
    bo, votes = come.room.join("Bo"), Votes(come.room)
    texts = [f"{number} {words}" for number in range(14)]
    for text in texts:
        bo.add(text)
    votes.open()
    for first in range(0, 14, 2):
        for text in texts[first : first + 2]:
            votes.join(f"P{first}").give(text)
    votes.close()

    wall = come("Ada", "wall", size)

    expect(wall.locator("#wall-vote .vt-lines li")).to_have_count(shown)
    expect(wall.locator("#wall-vote > p")).to_have_text(f"+{14 - shown} more")
    expect(wall.locator("#board-wall")).to_be_hidden()
    assert (wall.evaluate(BELOW), wall.evaluate("document.documentElement.scrollHeight <= innerHeight")) == ([], True)
