"""That a board is filling up is told to those who lead it, well before it is full. On both databases."""

import html
from dataclasses import replace

import pytest

from app.boards.engine.state import MOST_ELEMENTS
from app.boards.engine.weight import MOST_WEIGHT
from tests.boards.conftest import CANVAS, note_id
from tests.boards.test_weight import fill
from tests.boards.vectors import GIVEN, element


def lay(room, number: int) -> None:
    """Lay so many notes on a board nobody has written on."""
    from app.boards.tables import keep_elements, row_of
    from app.db import db, transaction

    note = element({**GIVEN["elements"]["public"], "zone": "policy"})
    notes = [replace(note, id=note_id(f"full-{n}")) for n in range(number)]
    with room.app.app_context(), transaction():
        for first in range(0, number, 500):
            rows = [row_of(room.board, each, 1, 1) for each in notes[first : first + 500]]
            keep_elements(db.session.connection(), rows)


def said(somebody, path: str) -> str:
    """What is said of the room on the board, nothing where nothing is."""
    page = somebody.browser.get(path).text
    return html.unescape(page.partition("data-fullness>")[2].partition("</p>")[0])


@pytest.fixture
def doors(room):
    """The pages on which it is told: the cockpit's part, the list and the plane."""
    return [f"/boards/for/{room.id}/{CANVAS}/inbox/", f"/boards/{room.board}/list/", f"/boards/{room.board}/"]


def test_from_three_thousand_elements_on_facilitators_are_told_and_nobody_else(room, join, doors):
    lay(room, MOST_ELEMENTS * 6 // 10)
    sentence = (
        "This board is filling up: 60% of its room is taken. Delete what nobody needs, or go on with another board."
    )

    assert [said(join("Ada"), door) for door in doors] == [sentence] * 3
    assert [said(join("Bo"), door) for door in doors[1:]] == ["", ""]


def test_before_that_nobody_is_told(room, join, doors):
    lay(room, MOST_ELEMENTS * 6 // 10 - 1)

    assert said(join("Ada"), doors[1]) == ""


def test_few_elements_with_very_many_words_are_told_of_too(room, join, doors):
    fill(room, leaving=MOST_WEIGHT // 5 - 25_000)

    assert said(join("Ada"), doors[1]).startswith("This board is filling up: 80% of its room is taken.")
