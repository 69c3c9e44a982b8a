"""Somebody is removed at the moment the room goes to another step: both happen, and neither waits for the other."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from sqlalchemy import text

from app.canvases.library import library
from tests.boards.test_announced_moves import now, press, room_of, rooms_step

CANVAS = "ecosystem_enablers"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@contextmanager
def stage_held(room) -> Iterator[Callable[[int], None]]:
    """Hold the stage of a room meanwhile, where its database locks rows; yields what waits until so many wait."""
    from app.db import db

    with room.app.app_context():
        engine = db.engine
    if engine.dialect.name != "postgresql":
        yield lambda _number: None
        return
    with engine.connect() as holding, engine.connect() as looking:
        holding.execute(text("SELECT 1 FROM stage WHERE workshop_id = :id FOR UPDATE"), {"id": room.id})

        def until_waiting(number: int) -> None:
            for _moment in range(500):
                if looking.scalar(text(WAITING)) >= number:
                    return
                looking.rollback()
                Event().wait(0.02)
            raise AssertionError(f"{number} never waited")

        yield until_waiting


def test_a_person_with_hidden_notes_is_removed_while_the_room_goes_on(app):
    room = room_of(app, CANVAS, "energy_check")
    bo = room.join("Bo")
    while now(room)["writing"] != "private":
        press(room)
    bo.send(bo.note("for me", zone=library().canvases[CANVAS].zones[0].id, pm=1))
    step, ada = rooms_step(room, 1), room.people["Ada"].browser
    done: dict[str, int] = {}

    def remove() -> None:
        done["removal"] = ada.submit(f"/w/{room.id}/seats/{bo.seat}/removal/").status_code

    def go_on() -> None:
        done["move"] = press(room, "to", step=step).status_code

    threads = [Thread(target=go_on), Thread(target=remove)]
    with stage_held(room) as until_waiting:
        for number, thread in enumerate(threads, 1):
            thread.start()
            until_waiting(number)
    for thread in threads:
        thread.join()

    assert done == {"removal": 303, "move": 303}
    assert now(room)["step"] == step
