"""The board as it was, as each seat was allowed to see it; two people in every room."""

import sqlite3
import sys
import zlib
from contextlib import closing

import pytest

from app.history.past import pack
from tests.boards.conftest import note_id
from tests.torture.large import fill


def keep(app, room):
    """Let the job of snapshots look at the board."""
    from app.history import services

    with app.app_context():
        services.keep_snapshots_of(room.board)


def spoil(app, room):
    """Change an element behind the log's back."""
    from app.boards.models import Element
    from app.db import db, transaction

    with app.app_context(), transaction():
        db.session.execute(db.update(Element).where(Element.board_id == room.board).values(z="zz"))


def snapshots(room) -> list[tuple]:
    return room.rows("SELECT seq, living FROM board_snapshot WHERE board_id = :board ORDER BY seq")


@pytest.mark.row("R8", partly=True)
def test_everybody_sees_the_board_as_it_was(room, join, looking):
    bo = join("Bo")
    bo.add("First")
    bo.send(bo.op("txt.put", id=note_id("First"), t="First, mended"), bo.note("Second"))
    bo.send(bo.op("el.del", ids=[note_id("First")]))

    for name in ("Ada", "Bo"):
        past = looking(name)
        assert past.at(0) == []
        assert past.at(1) == ["First"]
        assert past.at(3) == ["First, mended", "Second"]
        assert past.at(4) == ["Second"]
    assert looking("Ada").ask("at/5/").status_code == 404


@pytest.mark.row("R9", partly=True)
def test_what_was_hidden_later_is_gone_from_what_others_saw_before(app, room, join, looking):
    ada, bo = room.people["Ada"], join("Bo")
    bo.send(bo.note("Said too soon", name="first"), bo.note("Said well"))
    keep(app, room)

    ada.send(ada.op("el.hide", ids=[note_id("first")]))

    assert snapshots(room)
    assert looking("Cy").at(2) == ["Said well"]
    assert [sorted(looking(name).at(2)) for name in ("Ada", "Bo")] == [["Said too soon", "Said well"]] * 2


@pytest.mark.row("R9", partly=True)
def test_nobody_sees_what_was_hidden_from_them_then(room, join, looking):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(bo.note("My draft", pm=1), bo.note("Never mind", pm=1))
    bo.send(bo.op("txt.put", id=note_id("My draft"), t="What I say", pm=1))
    bo.send(bo.op("el.del", ids=[note_id("Never mind")]))
    cy.send(cy.note("Mine", pm=1))
    room.write("open")

    end = room.log()[-1][0]
    assert [looking("Bo").at(2), looking("Bo").at(3)] == [["My draft", "Never mind"], ["What I say", "Never mind"]]
    assert looking("Bo").at(5) == ["What I say"]
    assert looking("Cy").at(5) == ["Mine"]
    assert [looking("Ada").at(seq) for seq in range(6)] == [[]] * 6
    for name in ("Ada", "Bo", "Cy"):
        assert sorted(looking(name).at(end)) == ["Mine", "What I say"]


@pytest.mark.row("R9", partly=True)
def test_what_others_changed_after_its_reveal_reads_for_its_author_as_for_all(room, join, looking):
    bo, cy = join("Bo"), join("Cy")
    room.write("private")
    bo.send(bo.note("My draft", pm=1))
    room.write("open")
    cy.send(cy.op("txt.put", id=note_id("My draft"), t="What we say"))

    assert [looking("Bo").at(1), looking("Bo").at(2), looking("Bo").at(3)] == [
        ["My draft"],
        ["My draft"],
        ["What we say"],
    ]
    assert [looking(name).at(3) for name in ("Ada", "Cy")] == [["What we say"]] * 2


def test_a_snapshot_shortens_the_way_and_shows_the_same(app, room, join, looking):
    bo = join("Bo")
    for number in range(5):
        bo.add(f"Note {number}")
    room.write("private")
    bo.send(bo.note("Hidden", pm=1))
    before = [looking("Bo").at(seq) for seq in range(7)]

    keep(app, room)
    bo.send(bo.note("Later", pm=1))

    assert snapshots(room) == [(6, 5)]
    assert [looking("Bo").at(seq) for seq in range(7)] == before
    assert looking("Bo").at(7) == [*before[5], "Hidden", "Later"]
    assert looking("Ada").at(7) == before[5]
    kept = room.rows("SELECT body FROM board_snapshot WHERE board_id = :board")[0][0]
    assert b"Hidden" not in zlib.decompress(kept)


@pytest.mark.parametrize("rows", [1, 2_500])
def test_of_a_board_that_is_not_what_its_log_adds_up_to_nothing_is_kept(app, room, join, caplog, clock, rows):
    from app.history import services

    join("Bo")
    fill(room, 1, rows=rows)
    spoil(app, room)
    clock(600)

    with app.app_context():
        services.keep_snapshots()

    assert snapshots(room) == []
    assert f"is not what its log adds up to at row {rows}" in caplog.text


def test_snapshots_come_after_five_minutes_of_work_and_after_a_thousand_rows(app, room, join, clock):
    from app.history import services

    bo = join("Bo")
    bo.add("One")

    def look():
        with app.app_context():
            services.keep_snapshots()
        return snapshots(room)

    assert look() == []
    # Who writes unnamed writes at a full minute: up to one earlier than it was.
    clock(235)
    assert look() == []
    clock(301)
    assert look() == [(1, 1)]
    clock(3_000)
    assert look() == [(1, 1)]


def test_the_moment_is_found_by_the_clock_of_the_workshop(room, join, looking, clock):
    bo = join("Bo")
    bo.add("Early")
    clock(3_600)
    bo.add("Late")

    early = local(room, 1)

    answer = looking("Bo").ask(f"at/?when={early}")
    assert answer.status_code == 303
    assert answer.location.endswith("/at/1/")
    assert looking("Bo").ask("at/?when=tomorrow").status_code == 404


def local(room, seq) -> str:
    """When a row was written by the workshop's clock, as a field of a form says it."""
    from zoneinfo import ZoneInfo

    from app.history import moment_queries

    with room.app.app_context():
        at = moment_queries.moment_of(room.board, seq)
    return at.astimezone(ZoneInfo("Asia/Kolkata")).strftime("%Y-%m-%dT%H:%M")


def test_facilitators_name_moments_and_everybody_finds_them(room, join, looking):
    ada, bo = looking("Ada"), looking("Bo")
    join("Bo").add("Idle lab days")

    assert ada.browser.submit(ada.path("versions/"), name="Before lunch").status_code == 303
    assert ada.browser.submit(ada.path("versions/"), name="Before lunch").status_code == 303
    refused = bo.browser.submit(bo.path("versions/"), name="Mine")
    empty = ada.browser.submit(ada.path("versions/"), name=" ")

    assert [refused.status_code, empty.status_code] == [403, 422]
    assert bo.read().count("Before lunch") == ada.read().count("Before lunch") > 0
    assert room.rows("SELECT seq, name FROM board_version") == [(1, "Before lunch")]
    assert "Take back" not in bo.read()


def test_a_moment_is_named_in_place_by_htmx(room, join, looking):
    join("Bo").add()
    ada = looking("Ada")

    part = ada.browser.submit(ada.path("versions/"), htmx=True, name="Before lunch")

    assert part.text.lstrip().startswith("<section")
    assert "Before lunch" in part.text


def test_a_long_log_is_kept_every_thousand_rows(app, room, join, looking):
    from app.boards import log
    from app.boards.engine.schema import ElementSet, Props
    from app.boards.log import Draft, Entry
    from app.boards.queries import connection
    from app.db import transaction

    join("Bo").add("Moved about")
    with app.app_context(), transaction():
        draft = Draft(room.board, log.read_state(connection(), room.board, 1))
        for x in range(2_050):
            draft.add(Entry(ElementSet(id=note_id("Moved about"), p=Props(x=x))))
        draft.write(connection())

    keep(app, room)

    assert snapshots(room) == [(1_000, 1), (2_000, 1), (2_051, 1)]
    assert looking("Bo").at(2_030) == ["Moved about"]


@pytest.mark.sqlite_only("there alone who writes waits for everybody who does")
def test_others_may_write_while_a_snapshot_is_packed(app, room, join):
    join("Bo").add()
    free = []

    def look(frame, event, _argument):
        if event == "call" and frame.f_code is pack.__code__:
            free.append(may_write(app))

    sys.setprofile(look)
    try:
        keep(app, room)
    finally:
        sys.setprofile(None)

    assert free == [True]
    assert snapshots(room) == [(1, 1)]


def may_write(app) -> bool:
    """Whether nobody holds the database just now."""
    with closing(sqlite3.connect(app.config["VAR"] / "baraza.db", timeout=0, isolation_level=None)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
    return True
