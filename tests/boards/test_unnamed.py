"""Where nobody is named, rows hold an alias: its author writes on as before, and nobody can tell whose it is."""

import json

import pytest

from tests.boards.conftest import note_id

UNSEEN = "SELECT audience, seat_id, client_id, client_n, gesture, inverse FROM op WHERE board_id = :board ORDER BY seq"


@pytest.fixture
def both(room, join):
    """Bo wrote without a name, alone and in the open, and then with one."""
    bo = join("Bo")
    room.write("private")
    bo.send(bo.note("a draft", name="alone", pm=1), bo.op("txt.put", id=note_id("alone"), t="alone", pm=1))
    room.write("open")
    bo.send(bo.note("unnamed", name="unnamed"))
    bo.send(bo.op("txt.put", id=note_id("unnamed"), t="unnamed too"))
    room.show_names()
    bo.page("another-page-of-bo").send(bo.page("another-page-of-bo").note("named", name="named"))
    return bo


def about(room, name: str, columns: str) -> list[tuple]:
    return room.rows(f"SELECT {columns} FROM op WHERE board_id = :board AND target_id = '{note_id(name)}' ORDER BY seq")


def test_no_row_says_who_wrote_it_or_when(room, both):
    alias = about(room, "unnamed", "seat_id")[0][0]

    columns = "seat_id, client_id, client_n, gesture"
    written = [row for name in ("alone", "unnamed") for row in about(room, name, columns)]
    moments = [str(at) for (at,) in about(room, "unnamed", "at")]
    assert alias.startswith("a_")
    assert set(written) == {(alias, None, None, None), (None, None, None, "reveal-1")}
    assert all(":00.000000" in at or at[16:19] in {":00", ":00+"} for at in moments)
    assert about(room, "named", "seat_id, client_n") == [(both.seat, 1)]


def test_drafts_behind_a_reveal_are_heard_by_nobody(room, both):
    from app.boards import services

    with room.app.app_context():
        services.forget_drafts(room.id)

    drafts = about(room, "alone", "kind, audience, inverse")[:-1]
    assert [(kind, audience) for kind, audience, _inverse in drafts] == [("el.add", "-"), ("txt.put", "-")]
    assert {inverse for *_rest, inverse in drafts} == {None}
    heard = both.ask(f"ops/?since=0&e={room.epoch}").data
    assert b"a draft" not in heard
    again = both.send({**both.note("a draft", name="alone", pm=1), "n": 1})
    assert again == {"a": [{"n": 1, "s": room.log()[-1][0], "about": True}]}


def test_what_is_sent_again_is_taken_once_although_no_row_says_whose_it_was(room, join):
    bo = join("Bo")
    ops = [bo.note("once"), bo.note("twice"), bo.op("txt.put", id=note_id("once"), t="once alone")]
    first = bo.send(*ops[:2])

    again = bo.send(*ops)
    later = bo.send(*ops)

    assert first == {"a": [{"n": 1, "s": 1}, {"n": 2, "s": 2}]}
    # When its row is not known a page waits for the last one there is: by then it has heard its own.
    assert [entry["s"] for entry in again["a"]] == [2, 2, 3]
    assert [entry["s"] for entry in later["a"]] == [3, 3, 3]
    assert [entry.get("about") for entry in again["a"]] == [True, True, None]
    assert room.log() == [(1, "el.add", "*"), (2, "el.add", "*"), (3, "txt.put", "*")]
    assert room.numbered() == [(None, None, 1), (None, None, 2), (None, None, 3)]


def test_its_author_changes_and_deletes_it_all_the_same(room, both):
    mine = json.loads(both.ask("snapshot/").data)["mine"]

    answers = both.send(both.op("el.del", ids=[note_id("alone")]), both.op("el.del", ids=[note_id("unnamed")]))

    assert sorted(mine) == sorted(note_id(name) for name in ("alone", "unnamed", "named"))
    assert ["x" in answer for answer in answers["a"]] == [False, False]


def test_whoever_touches_what_they_wrote_unnamed_is_not_named_for_it(room, both, join):
    cy = join("Cy")
    last = room.log()[-1][0]

    both.send(both.op("el.set", id=note_id("unnamed"), p={"x": 1}), both.op("el.set", id=note_id("named"), p={"x": 2}))
    cy.send(cy.op("el.set", id=note_id("unnamed"), p={"x": 3}))

    assert [event.get("by") for event in cy.heard(last)] == [None, both.seat, cy.seat]


def test_what_one_alone_sees_stands_under_the_alias_and_is_told_to_its_seat(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")

    bo.send(bo.note("mine", pm=1))

    ((audience, author),) = room.rows("SELECT audience, author_id FROM element WHERE board_id = :board")
    assert audience == author != bo.seat
    assert [event["aud"] for event in bo.sees() + bo.heard()] == [bo.seat, bo.seat]
    assert cy.sees() == cy.heard() == []


def test_once_the_workshop_is_closed_an_alias_leads_to_nobody(room, both):
    from app.boards import services
    from app.db import db
    from app.workshops.models import Workshop

    close(room)

    with room.app.app_context():
        assert db.session.get_one(Workshop, room.id).veil is None
        services.forget_people(room.id)
    at = {str(row[0]) for row in room.rows("SELECT at FROM op WHERE board_id = :board")}
    assert all(":00:00" in moment for moment in at)
    assert json.loads(both.ask("snapshot/").data)["mine"] == [note_id("named")]


def test_nothing_is_written_on_the_boards_of_a_closed_workshop(room, both):
    ada, before = room.people["Ada"], len(room.log())
    close(room)

    answer = ada.send(ada.note("too late"))

    assert answer["a"][0]["x"] == "workshop-closed"
    assert len(room.log()) == before


def test_what_one_alone_saw_is_its_seats_when_the_workshop_is_closed_and_ties_nothing_after_a_reopening(room, join):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(bo.note("shown", pm=1))
    room.write("open")
    bo.send(bo.op("txt.put", id=note_id("shown"), t="late words", pm=1, l=note_id("late")))
    close(room)
    alone = [(event["r"]["text"], event.get("aud")) for event in bo.sees()]
    nobody = [event["r"]["text"] for event in cy.sees()]
    reopen(room)

    bo.send(bo.note("late words", name="again"), bo.op("el.del", ids=[note_id("late")]))

    assert sorted(alone) == [("late words", bo.seat), ("shown", None)]
    assert nobody == ["shown"]
    last = [str(row) for row in room.rows(UNSEEN)[-2:]]
    assert ["a_" in row for row in last] == [True, False]
    assert [bo.seat in row for row in last] == [False, True]


def test_the_night_forgets_what_a_lost_job_should_have(room, both):
    close(room)

    forget_what_was_left(room)
    once = room.rows("SELECT * FROM op ORDER BY seq") + room.rows("SELECT * FROM text_author")
    forget_what_was_left(room)

    assert {audience for _seq, _kind, audience in room.log()} == {"*", "-"}
    assert all(":00:00" in str(row[0]) for row in room.rows("SELECT at FROM op WHERE board_id = :board"))
    assert room.rows("SELECT * FROM op ORDER BY seq") + room.rows("SELECT * FROM text_author") == once


def test_every_workshop_has_a_key_as_long_as_it_is_open(room):
    from app import clock
    from app.db import db, transaction
    from app.workshops.models import Workshop

    with room.app.app_context(), transaction():
        made = {"created_by": room.people["Ada"].principal, "created_at": clock.now()}
        other = Workshop(id="w" * 22, title="Made by hand", timezone="UTC", language="en", **made)
        db.session.add(other)
        db.session.flush()
        assert len(other.veil) == 32
        assert other.veil != db.session.get_one(Workshop, room.id).veil


def test_the_log_still_adds_up_to_the_board(room, both):
    from app.boards import log, services
    from app.boards.engine import codec
    from app.boards.engine.apply import replay
    from app.boards.engine.state import Board
    from app.db import db

    with room.app.app_context():
        services.forget_drafts(room.id)
        services.forget_people(room.id)
        rows = log.read_rows(db.session.connection(), room.board, after=0)
        kept = log.read_state(db.session.connection(), room.board, rows[-1].seq)
    assert replay(Board(), [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows]) == kept


def forget_what_was_left(room) -> None:
    from app.boards import services

    with room.app.app_context():
        services.forget_what_was_left()


def principal(room):
    from app.accounts.models import Principal
    from app.db import db

    return db.session.get_one(Principal, room.people["Ada"].principal)


def close(room) -> None:
    from app.workshops.services.details import close_workshop

    with room.app.app_context():
        close_workshop(principal(room), room.id)


def reopen(room) -> None:
    """The workshop goes on where it ended."""
    from app.workshops.queries import stage_of
    from app.workshops.services import stage
    from app.workshops.services.details import reopen_workshop

    with room.app.app_context():
        reopen_workshop(principal(room), room.id)
        stage.go_back(room._leader(), seen=stage.stage.mark(stage.state_of(stage_of(room.id))))  # noqa: SLF001
    room.write("open")
