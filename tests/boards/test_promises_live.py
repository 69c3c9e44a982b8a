"""Names are switched on while words are under way: pages hear of it, and what was composed before names nobody."""

import json
from itertools import count

import pytest

from tests.boards.conftest import note_id
from tests.boards.live import post
from tests.boards.live_rooms import app, at, house, room

__all__ = ["app", "at", "house", "room"]

pytestmark = pytest.mark.process


DETAILS = {
    "title": "Fast tests",
    "kind": "co-creation",
    "host": "",
    "host_name": "The Lab",
    "timezone": "Asia/Kolkata",
    "language": "en",
}


@pytest.fixture
def show_names(room, house):
    """Ada ticks among the details of the workshop that names are shown, or not."""

    saved = count()

    def show(*, shown: bool = True) -> None:
        ticked = {"version": str(next(saved))} | ({"names_shown": "y"} if shown else {})
        assert post(room.people["Ada"], house, f"/w/{room.id}/settings/", **DETAILS, **ticked) == 200
        room.named = shown

    return show


def test_a_queue_that_was_held_back_names_nobody_and_the_next_note_does(room, at, show_names):
    bo, cy = at("Bo"), at("Cy")
    bo.waiting = [bo.somebody.note("without my name"), bo.somebody.op("txt.put", id=note_id("without my name"), t="so")]

    show_names()
    signalled = bo.socket.wait_for("seat")
    bo.send_waiting()
    bo.ops(bo.somebody.note("with my name"))
    for page in (bo, cy):
        page.catch_up(3)

    events = [event for frame in cy.socket.heard("frame") for event in frame["ev"]]
    assert signalled == cy.socket.wait_for("seat") == [{"workshop": room.id}]
    assert [(event["k"], event.get("by")) for event in events] == [
        ("el.add", None),
        ("txt.put", None),
        ("el.add", bo.somebody.seat),
    ]
    assert bo.somebody.seat not in json.dumps(events[:2])


def test_pages_are_asked_to_look_again_only_where_names_are_others_now(room, at, show_names):
    bo = at("Bo")

    show_names(shown=False)
    show_names()
    show_names()
    bo.socket.wait_for("door", count=3)

    assert bo.socket.heard("seat") == [{"workshop": room.id}]
