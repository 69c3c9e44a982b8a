"""The inbox over real sockets: one frame for the facilitators, one for the author, and roles that count at once."""

import json

import pytest

from tests.boards.conftest import make_room, note_id
from tests.boards.live import Page
from tests.boards.live_rooms import app, at, house
from tests.boards.test_inbox import WORDS, look_first

__all__ = ["app", "at", "house"]

pytestmark = pytest.mark.process


@pytest.fixture
def room(app):
    made = make_room(app)
    look_first(made)
    return made


def heard(page: Page) -> list[tuple[str, str | None]]:
    """The kinds of events somebody heard, each with the audience they were told."""
    return [(event["k"], event.get("aud")) for frame in page.socket.heard("frame") for event in frame["ev"]]


def test_author_and_facilitators_hear_a_note_that_waits_and_everybody_once_it_is_shown(room, at):
    room.join("Di", "co-facilitator")
    bo, cy, ada, di = at("Bo"), at("Cy"), at("Ada"), at("Di")
    own = f"m_{bo.somebody.seat[2:]}"

    bo.ops(bo.somebody.note(WORDS, name="first"))
    for page in (bo, ada, di):
        page.catch_up(1)
    ada.ops(ada.somebody.op("el.show", ids=[note_id("first")]))
    for page in (bo, cy, ada, di):
        page.catch_up(2)

    assert heard(bo) == [("el.add", own), ("el.put", None)]
    assert heard(ada) == heard(di) == [("el.add", "m_"), ("el.put", None)]
    assert heard(cy) == [("el.put", None)]
    assert cy.texts() == bo.texts() == [WORDS]
    assert ada.socket.heard("frame") == di.socket.heard("frame")


def test_a_note_that_is_hidden_is_gone_for_the_others_at_once(room, at):
    bo, cy, ada = at("Bo"), at("Cy"), at("Ada")
    ada.ops(ada.somebody.note(WORDS, name="first"))

    ada.ops(ada.somebody.op("el.hide", ids=[note_id("first")]))
    for page in (bo, cy, ada):
        page.catch_up(3)

    assert heard(cy) == heard(bo) == [("el.add", None), ("el.del", None)]
    assert cy.texts() == []
    assert ada.texts() == [WORDS]


def test_who_facilitates_no_more_hears_nothing_of_the_inbox_from_then_on(room, at):
    from app.workshops.services.seats import change_role

    room.join("Di", "co-facilitator")
    bo, ada, di = at("Bo"), at("Ada"), at("Di")
    bo.ops(bo.somebody.note("before"))
    di.catch_up(1)

    with room.app.app_context():
        change_role(room._leader(), di.somebody.seat, "participant")  # noqa: SLF001 - Ada's seat
    bo.ops(bo.somebody.note(WORDS))
    ada.ops(ada.somebody.note("for all"))
    for page in (ada, di):
        page.catch_up(3)

    assert WORDS not in json.dumps(di.socket.heard("frame"))
    assert WORDS in json.dumps(ada.socket.heard("frame"))
    assert WORDS not in json.dumps(di.open())
