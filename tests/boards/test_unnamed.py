"""Where nobody is named, nothing that is kept or told is equal across what one person wrote with and without a name."""

import json

import pytest

from tests.boards.conftest import note_id


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


def tied(room, *names: str) -> set[str]:
    """Every word in a row of any table of the boards that is about one of these notes."""
    ids = [note_id(name) for name in names]
    tables = {"op": "target_id", "element": "id", "element_text": "element_id", "text_author": "element_id"}
    values = set()
    for table, column in tables.items():
        for id_ in ids:
            found = room.rows(f"SELECT * FROM {table} WHERE board_id = :board AND {column} = '{id_}'")
            values |= {str(value) for row in found for value in row if isinstance(value, str) and len(value) > 3}
    return values


def clients(room) -> set[str]:
    return {row[0] for row in room.rows("SELECT client_id FROM client_cursor WHERE board_id = :board")}


COMMON = {"note", "policy", "el.add", "el.put", "txt.put", "el.set"}


def test_a_seat_stands_in_no_row_of_what_it_wrote_without_a_name(room, both):
    from app.boards import services

    with room.app.app_context():
        services.forget_drafts(room.id)

    written = tied(room, "alone", "unnamed")
    assert both.seat not in " ".join(written)
    assert both.principal not in " ".join(written)
    assert both.seat in tied(room, "named")


def test_drafts_behind_a_reveal_are_heard_by_nobody_and_tied_to_no_page(room, both):
    from app.boards import services

    with room.app.app_context():
        services.forget_drafts(room.id)

    query = (
        "SELECT audience, client_id, client_n FROM op WHERE board_id = :board AND target_id = '{}' AND kind <> 'el.put'"
    )
    assert set(room.rows(query.format(note_id("alone")))) == {("-", None, None)}
    heard = both.ask(f"ops/?since=0&e={room.epoch}").data
    assert b"a draft" not in heard
    again = both.send({**both.note("a draft", name="alone", pm=1), "n": 1})
    assert again["a"][0]["n"] == 1
    assert "x" not in again["a"][0]


def test_its_author_changes_and_deletes_it_all_the_same(room, both):
    mine = json.loads(both.ask("snapshot/").data)["mine"]

    answers = both.send(both.op("el.del", ids=[note_id("alone")]), both.op("el.del", ids=[note_id("unnamed")]))

    assert sorted(mine) == sorted(note_id(name) for name in ("alone", "unnamed", "named"))
    assert ["x" in answer for answer in answers["a"]] == [False, False]


def test_once_the_workshop_is_closed_nothing_ties_the_unnamed_to_the_named(room, both):
    from app.accounts.models import Principal
    from app.boards import services
    from app.db import db
    from app.workshops.models import Workshop
    from app.workshops.services.details import close_workshop

    with room.app.app_context():
        close_workshop(db.session.get_one(Principal, room.people["Ada"].principal), room.id)
        services.forget_drafts(room.id)
        services.forget_people(room.id)
        assert db.session.get_one(Workshop, room.id).veil is None

    unnamed, named = tied(room, "alone", "unnamed"), tied(room, "named")
    at = {str(row[0]) for row in room.rows("SELECT at FROM op WHERE board_id = :board")}
    assert unnamed & named <= COMMON | {room.board} | at
    assert all(":00:00" in moment for moment in at)
    assert clients(room) == set()
    assert json.loads(both.ask("snapshot/").data)["mine"] == [note_id("named")]


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
