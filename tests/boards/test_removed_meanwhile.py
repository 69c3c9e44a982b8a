"""Somebody is removed, or the workshop is closed, while the room is moved: none waits for the other for ever."""

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

import pytest
from sqlalchemy import text

from app.canvases.library import library
from tests.boards.test_announced_moves import now, press, room_ending_alone, room_of, rooms_step
from tests.boards.test_late_notes import cockpit, texts
from tests.locks import ended, until_waiting

pytestmark = pytest.mark.postgresql_only("SQLite has one writer: there deeds come one after the other")

CANVAS = "ecosystem_enablers"
Answer = TypeVar("Answer")


def at_once(room, *deeds: Callable[[], Answer], table: str = "stage") -> list[Answer]:
    """Begin deeds one after the other while the stage is held, each once those before it wait; their answers.

    The rows of the workshop in another `table` may be held instead.
    """
    from app.db import db

    with room.app.app_context():
        engine = db.engine
    answers: dict[int, Answer] = {}

    def do(number: int, deed: Callable[[], Answer]) -> None:
        answers[number] = deed()

    # A thread that hangs does not keep the run from ending.
    threads = [Thread(target=do, args=each, daemon=True) for each in enumerate(deeds)]
    with engine.begin() as holding:
        holding.execute(text(f"SELECT 1 FROM {table} WHERE workshop_id = :id FOR UPDATE"), {"id": room.id})
        for number, thread in enumerate(threads, 1):
            thread.start()
            until_waiting(engine, number)
    ended(threads)
    return [answers[number] for number in range(len(deeds))]


def writing_alone(app):
    """A room in which Bo has written a note alone."""
    room = room_of(app, CANVAS, "energy_check")
    bo = room.join("Bo")
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for me", zone=library().canvases[CANVAS].zones[0].id, pm=1))
    return room


def test_a_person_with_hidden_notes_is_removed_while_the_room_goes_on(app):
    room = writing_alone(app)
    step, ada, bo = rooms_step(room, 1), room.people["Ada"].browser, room.people["Bo"]

    answers = at_once(
        room,
        lambda: press(room, "to", step=step).status_code,
        lambda: ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/").status_code,
    )

    assert answers == [303, 303]
    assert now(room)["step"] == step


def test_a_workshop_is_closed_while_the_room_goes_on(app):
    room = writing_alone(app)
    step, ada = rooms_step(room, 1), room.people["Ada"].browser

    answers = at_once(
        room,
        lambda: press(room, "to", step=step).status_code,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
    )

    assert answers == [303, 303]
    assert room.rows("SELECT closed_at IS NOT NULL, code FROM workshop") == [(True, None)]
    assert now(room)["mood"] == "ended"


def test_a_workshop_is_closed_while_somebody_is_removed_and_the_room_goes_on(app):
    room = writing_alone(app)
    step, ada, bo = rooms_step(room, 1), room.people["Ada"].browser, room.people["Bo"]

    answers = at_once(
        room,
        lambda: press(room, "to", step=step).status_code,
        lambda: ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/").status_code,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
    )

    assert answers == [303, 303, 303]


def test_nobody_goes_back_in_a_workshop_that_is_closed_meanwhile(app):
    """From the end *Back* leads into the last step: whoever waits for the one who closes is refused."""
    room = room_ending_alone(app)
    press(room)
    press(room)
    ada = room.people["Ada"].browser

    answers = at_once(
        room,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
        lambda: press(room, "back").status_code,
    )

    assert answers == [303, 409]
    assert now(room)["mood"] == "ended"


def test_no_vote_is_opened_in_a_workshop_that_is_closed_meanwhile(app):
    room = room_of(app, CANVAS)
    press(room)
    ada = room.people["Ada"].browser

    answers = at_once(
        room,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
        lambda: ada.submit(f"/votes/of/{room.board}/rounds/", dots="3", zone="").status_code,
    )

    assert answers == [303, 409]
    assert now(room)["votes"] == 0


def test_no_rules_are_set_in_a_workshop_that_is_closed_meanwhile(app):
    room = room_of(app, CANVAS)
    press(room)
    ada = room.people["Ada"].browser

    answers = at_once(
        room,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
        lambda: ada.submit(f"/boards/{room.board}/rules/", cursors="no").status_code,
    )

    assert answers == [303, 409]
    assert "cursors" not in room.rows("SELECT rules FROM board")[0][0]


@pytest.mark.parametrize("first", ["take", "leave"])
def test_of_two_who_settle_late_notes_at_once_the_first_one_does(app, first):
    room = writing_alone(app)
    bo, ada, eve = room.people["Bo"], room.people["Ada"].browser, room.join("Eve", "co-facilitator").browser
    room.reveal()
    bo.send(bo.note("from the bus", zone=library().canvases[CANVAS].zones[0].id, pm=1))
    late, second = f"/boards/for/{room.id}/late/", {"take": "leave", "leave": "take"}[first]

    answers = at_once(
        room,
        lambda: ada.submit(late, htmx=True, late=first),
        lambda: eve.submit(late, htmx=True, late=second),
        table="board",
    )

    was_taken = ["1 note was taken in" in answer.text for answer in answers]
    assert ([answer.status_code for answer in answers], was_taken) == ([200, 200], [first == "take", False])
    assert texts(room.join("Cy")) == ["for me", *(["from the bus"] if first == "take" else [])]


def test_no_late_note_is_taken_in_in_a_workshop_that_is_closed_meanwhile(app):
    room = writing_alone(app)
    bo, ada = room.people["Bo"], room.people["Ada"].browser
    room.reveal()
    bo.send(bo.note("from the bus", zone=library().canvases[CANVAS].zones[0].id, pm=1))

    answers = at_once(
        room,
        lambda: ada.submit(f"/w/{room.id}/closure/", sure="yes").status_code,
        lambda: ada.submit(f"/boards/for/{room.id}/late/", late="take").status_code,
    )

    assert answers == [303, 409]
    assert texts(room.join("Cy")) == ["for me"]


def test_somebody_let_back_in_while_their_notes_are_revealed_is_asked_about(app):
    room = writing_alone(app)
    ada, bo = room.people["Ada"].browser, room.people["Bo"]
    room.remove(bo)

    answers = at_once(
        room,
        lambda: (room.reveal(), 303)[1],
        lambda: ada.submit(f"/w/{room.id}/seats/{bo.seat}/return/").status_code,
    )

    assert answers == [303, 303]
    assert texts(room.join("Cy")) == []
    assert "1 note of somebody who was let back in: nobody else sees it yet" in cockpit(room)
