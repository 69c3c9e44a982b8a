"""Phones hear that notes are hidden when it becomes true, and no earlier and no later: not at the next move."""

import pytest

from tests.boards.conftest import note_id
from tests.boards.live import Page, post, wait_for
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


def told(page: Page) -> bool | None:
    """Whether notes are hidden on the board of the step, as the page was told last."""
    stages = page.socket.heard("stage")
    return stages[-1]["hidden"] if stages else None


def hears(page: Page, *, hidden: bool) -> None:
    """Wait until a page is told so."""
    wait_for(lambda: told(page) is hidden, page.socket)


@pytest.fixture
def discussing(room, at):
    """The room talks behind a part in which nobody wrote alone; the pages of Bo and Cy."""
    room.turn("private")
    room.turn("open")
    bo, cy = at("Bo"), at("Cy")
    hears(cy, hidden=False)
    return bo, cy


def alone(page: Page, name: str) -> None:
    """Write a note alone as a phone did that was without a line until now."""
    answer = page.ops(page.somebody.note(name, pm=1))
    assert "s" in answer["a"][0], answer


def test_a_note_that_comes_from_a_phone_without_a_line_is_told_to_be_hidden_at_once(discussing):
    bo, cy = discussing

    alone(bo, "from the bus")

    hears(cy, hidden=True)


def test_a_text_that_comes_after_its_part_is_told_to_be_hidden_at_once_too(discussing):
    bo, cy = discussing

    answer = bo.ops({**bo.somebody.note("from the bus", pm=1), "type": "text"})

    assert "s" in answer["a"][0], answer
    hears(cy, hidden=True)


def test_once_its_author_deletes_the_last_of_them_nothing_is_hidden(discussing):
    bo, cy = discussing
    alone(bo, "from the bus")
    hears(cy, hidden=True)

    bo.ops(bo.somebody.op("el.del", ids=[note_id("from the bus")]))

    hears(cy, hidden=False)


def test_a_second_hidden_note_is_told_to_nobody(discussing):
    bo, cy = discussing
    alone(bo, "from the bus")
    hears(cy, hidden=True)
    before = len(cy.socket.heard("stage"))

    alone(bo, "from the train")
    bo.ops(bo.somebody.op("el.del", ids=[note_id("from the bus"), note_id("from the train")]))
    hears(cy, hidden=False)

    assert len(cy.socket.heard("stage")) == before + 1


def test_the_notes_of_somebody_who_is_removed_are_hidden_from_the_reveal_at_once(room, house, discussing):
    bo, cy = discussing
    alone(bo, "from the bus")
    hears(cy, hidden=True)

    for deed, hidden in (("removal", False), ("return", True)):
        assert post(room.people["Ada"], house, f"/w/{room.id}/seats/{bo.somebody.seat}/{deed}/") in {200, 303}
        hears(cy, hidden=hidden)


def remove(room, house, somebody) -> None:
    assert post(room.people["Ada"], house, f"/w/{room.id}/seats/{somebody.seat}/removal/") in {200, 303}


def test_a_hidden_note_is_told_though_one_of_somebody_removed_lies_there(room, house, discussing):
    bo, cy = discussing
    alone(bo, "from the bus")
    hears(cy, hidden=True)
    remove(room, house, bo.somebody)
    hears(cy, hidden=False)

    alone(cy, "from the train")

    hears(cy, hidden=True)


def test_nothing_is_hidden_once_all_that_is_left_is_of_somebody_removed(room, house, discussing):
    bo, cy = discussing
    alone(bo, "from the bus")
    alone(cy, "from the train")
    remove(room, house, bo.somebody)
    hears(cy, hidden=True)

    cy.ops(cy.somebody.op("el.del", ids=[note_id("from the train")]))

    hears(cy, hidden=False)
