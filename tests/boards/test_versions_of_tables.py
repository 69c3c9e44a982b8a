"""A house with a life in it may go back to the tables of the release before, and forth again, and keeps its boards."""

from threading import Thread

import pytest
from sqlalchemy import text

from app import clock as house_clock
from app.db import db
from app.workshops.models import Seat
from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, insert
from tests.boards.test_hidden_of_every_type import put
from tests.boards.test_late_notes import cockpit, settle_removed
from tests.locks import ended, until_waiting

BEFORE_THE_ENGINE = "0002"


def lived_in(room) -> None:
    """Notes in the open and in private, words typed letter by letter, something refused, a name, a picture of it."""
    from app.history import services

    bo = room.join("Bo")
    bo.send(bo.note("Idle lab days"), bo.note("Second", name="second"))
    pad = Notepad(bo, bo.sees()[0]["id"], 4_000_000_007).open()
    assert isinstance(pad.write(insert(0, "so ")), int)
    assert pad.somebody.send(bo.op("el.lock", ids=[pad.note]))["a"][0]["x"] == "not-allowed"
    room.write("private")
    bo.send(bo.note("alone", pm=1))
    with room.app.app_context():
        services.keep_snapshots_of(room.board)


def kept(room) -> dict[str, list]:
    """What no version of the tables may lose."""
    return {
        "board": room.rows("SELECT id, seq, epoch FROM board"),
        "op": room.rows("SELECT seq, kind, audience, target_id, body FROM op ORDER BY board_id, seq"),
        "element": room.rows("SELECT id, audience, props, updated_seq FROM element ORDER BY id"),
        "seat": room.rows("SELECT id, name, workshop_id FROM seat ORDER BY id"),
        "workshop": room.rows("SELECT id, title FROM workshop"),
    }


def test_tables_full_of_boards_go_back_to_the_release_before_and_forth_again(app, room):
    from flask_migrate import downgrade, upgrade

    lived_in(room)
    before = kept(room)

    with app.app_context():
        downgrade(revision=BEFORE_THE_ENGINE)
    behind = kept(room)
    with app.app_context():
        upgrade()

    assert (behind, kept(room)) == (before, before)
    assert room.people["Bo"].page("another-page-of-bo").send({"n": 1, "k": "el.add"})["a"][0]["x"] == "malformed"


BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT = "0032"


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("goes_on", [False, True])
def test_hidden_notes_of_people_removed_before_an_update_are_asked_about(app, room, named, goes_on):
    from flask_migrate import downgrade, upgrade

    room.show_names(shown=named)
    bo, cy, di = room.join("Bo"), room.join("Cy"), room.join("Di")
    room.turn("private")
    for who in (bo, cy, di):
        who.send(who.note(f"of {who.seat}", pm=1))
    if not goes_on:
        room.turn("closed")
    with app.app_context():
        downgrade(revision=BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT)
        # As a version did that asked nobody.
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE seat SET removed_at = joined_at WHERE id IN (:bo, :di)"), removed(bo, di))
            # Nor had these tables ever been those of this version.
            connection.execute(text("DELETE FROM audit WHERE action = 'tables.downgrade'"))
        upgrade()

    before = cockpit(room)
    room.reveal()
    behind = [event["r"]["text"] for event in cy.sees()]
    settle_removed(room, "take")

    assert "2 notes that people wrote alone who were removed since: they stay hidden" in before
    assert behind == [f"of {cy.seat}"]
    assert {event["r"]["text"] for event in cy.sees()} == {f"of {who.seat}" for who in (bo, cy, di)}


@pytest.mark.parametrize("type_", ["text", "shape", "frame", "connector", "ink", "image"])
def test_an_update_asks_about_whatever_people_removed_before_put_alone(app, room, type_):
    from flask_migrate import downgrade, upgrade

    bo = room.join("Bo")
    room.turn("private")
    put(bo, type_, pm=1)
    with app.app_context():
        downgrade(revision=BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT)
        # As a version did that asked nobody, on tables that had never been those of this version.
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE seat SET removed_at = joined_at WHERE id = :bo"), removed(bo))
            connection.execute(text("DELETE FROM audit WHERE action = 'tables.downgrade'"))
        upgrade()

    assert room.rows("SELECT element_id FROM late_note") == [(note_id(type_),)]
    assert "1 note that somebody wrote alone who was removed since" in cockpit(room)


def test_a_way_back_and_forth_asks_only_about_people_removed_in_between(app, room, clock):
    from flask_migrate import downgrade, upgrade

    bo, cy = room.join("Bo"), room.join("Cy")
    room.turn("private")
    for who in (bo, cy):
        who.send(who.note(f"of {who.seat}", name=who.seat[:8], pm=1))
    remove(room, bo)
    assert settle_removed(room, "leave").status_code == 303
    clock(100)

    with app.app_context():
        downgrade(revision=BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT)
    clock(200)
    seats = Seat.metadata.tables["seat"]
    with app.app_context():
        now = house_clock.now()
    # As the version before did, whose tables these are.
    with engine_of(app).begin() as connection:
        connection.execute(seats.update().where(seats.c.id == cy.seat).values(removed_at=now))
        connection.execute(text("DELETE FROM late_note"))
    with app.app_context():
        upgrade()

    assert room.rows("SELECT element_id FROM late_note") == [(note_id(cy.seat[:8]),)]


@pytest.mark.postgresql_only("SQLite has one writer: nobody notes anything while it is migrated")
def test_what_an_older_process_notes_meanwhile_does_not_break_the_update(app, room):
    from flask_migrate import downgrade, upgrade

    bo = room.join("Bo")
    room.turn("private")
    bo.send(bo.note("alone", pm=1))
    remove(room, bo)
    with app.app_context():
        downgrade(revision=BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT)
    [(board, note)] = room.rows("SELECT board_id, element_id FROM late_note")
    engine = engine_of(app)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM late_note"))
        connection.execute(text("DELETE FROM audit WHERE action = 'tables.downgrade'"))
    updated = []

    def update():
        with app.app_context():
            upgrade()
        updated.append(True)

    updating = Thread(target=update, daemon=True)
    with engine.begin() as older:
        older.execute(text("INSERT INTO late_note (board_id, element_id) VALUES (:b, :e)"), {"b": board, "e": note})
        updating.start()
        until_waiting(engine, 1)
    ended([updating])

    assert updated == [True]
    assert room.rows("SELECT board_id, element_id FROM late_note") == [(board, note)]


def test_an_update_asks_about_nothing_that_was_left_or_revealed(app, room):
    from flask_migrate import downgrade, upgrade

    bo = room.join("Bo")
    room.turn("private")
    bo.send(bo.note("revealed", pm=1))
    room.reveal()
    room.turn("private")
    bo.send(bo.note("left at the end", pm=2))
    room.turn("closed")
    with app.app_context():
        downgrade(revision=BEFORE_REMOVED_PEOPLE_ARE_ASKED_ABOUT)
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE seat SET removed_at = joined_at WHERE id = :bo"), removed(bo))
            connection.execute(text("UPDATE stage SET held = :held"), {"held": "[[2, null, true]]"})
        upgrade()

    assert room.rows("SELECT * FROM late_note") == []


@pytest.mark.parametrize("named", [False, True])
def test_a_way_back_and_forth_tells_late_notes_from_those_of_removed_people(app, room, named):
    from flask_migrate import downgrade, upgrade

    room.show_names(shown=named)
    bo, cy = room.join("Bo"), room.join("Cy")
    room.turn("private")
    bo.send(bo.note("of Bo", pm=1))
    remove(room, bo)
    room.reveal()
    for text_ in ("from the bus", "left"):
        cy.send(cy.note(text_, pm=1))
    with engine_of(app).begin() as connection:
        connection.execute(text("UPDATE late_note SET settled = :yes WHERE element_id = :id"), left("left"))

    with app.app_context():
        downgrade(revision="0038")
        upgrade()

    found = dict(room.rows("SELECT element_id, of_removed FROM late_note"))
    assert found == {note_id("of Bo"): True, note_id("from the bus"): False}


def left(name: str) -> dict[str, object]:
    return {"yes": True, "id": note_id(name)}


def remove(room, somebody) -> None:
    assert room.people["Ada"].browser.submit(f"/w/{room.id}/seats/{somebody.seat}/removal/").status_code == 303


def engine_of(app):
    with app.app_context():
        return db.engine


def removed(*people) -> dict[str, str]:
    """The seats of people, as a statement names them."""
    return dict(zip(("bo", "di"), (each.seat for each in people), strict=False))
