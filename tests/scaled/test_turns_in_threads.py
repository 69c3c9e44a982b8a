"""Turns on PostgreSQL under gevent: in threads of their own, each with a connection that is kept from turn to turn."""

import json
import os
import subprocess
import sys
import time
import urllib.request

import pytest
from sqlalchemy import text

from tests.boards.conftest import make_room
from tests.boards.live import Page, pages, shown, whole
from tests.boards.whole_house import same
from tests.boards.writers import Writer, acknowledged, until_acknowledged
from tests.house_process import ROOT
from tests.scaled.conftest import furnished, gunicorn

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

WRITERS, BETWEEN, RESTARTS = 6, 60, 3

PEOPLE_WAIT = ["2s", "5s", "on"]
"""The limits of a web process, in the order in which `asked_house` tells them."""


@pytest.fixture(scope="module")
def shared_house(database, built, tmp_path_factory):
    return furnished(database.url, built, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def house(shared_house, tmp_path_factory):
    running = gunicorn(shared_house, tmp_path_factory.mktemp("one"), serves="tests.scaled.asked_house:app").start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def app(house):
    with same(house) as here:
        yield here


@pytest.fixture
def ada(house, room):
    with pages(house, room) as open_page:
        yield open_page("Ada")


@pytest.fixture
def elsewhere(house, app):
    """Grace, on a board of another workshop."""
    with pages(house, make_room(app, leader="Grace")) as open_page:
        yield open_page("Grace")


def held(app, room):
    """Somebody who locks a board of the same database, until the end of their transaction."""
    from app.db import db

    with app.app_context():
        connection = db.engine.connect()
        connection.execute(text("SELECT 1 FROM board WHERE id = :id FOR UPDATE"), {"id": room.board})
    return connection


def test_a_board_that_is_locked_elsewhere_keeps_no_other_from_being_written(room, app, ada, elsewhere):
    for page in (ada, elsewhere):
        page.ops(page.somebody.note("before"))

    with held(app, room):
        waiting = ada.socket.post("ops", ada.somebody.batch(ada.somebody.note("waits")))
        begun = time.monotonic()
        written = [elsewhere.ops(elsewhere.somebody.note(f"note {number}")) for number in range(10)]
        took = time.monotonic() - begun
        before = [row[0] for row in room.log()]
    taken = ada.socket.ack(waiting)

    assert (taken, before) == ({"a": [{"n": 2, "s": 2}]}, [1])
    assert written == [{"a": [{"n": number + 2, "s": number + 2}]} for number in range(10)]
    assert took < 1.5


def test_who_waits_too_long_for_a_locked_board_is_told_so_and_written_once_afterwards(room, app, ada):
    op = ada.somebody.note("waits")

    with held(app, room):
        refused = ada.ops(op)
        before = room.log()
    taken, again = ada.ops(op), ada.ops(op)

    assert (refused["x"], before) == ("unavailable", [])
    assert (taken, again) == ({"a": [{"n": 1, "s": 1}]}, {"a": [{"n": 1, "s": 1, "about": True}]})


def test_people_wait_for_no_connection_of_a_web_process(house):
    with urllib.request.urlopen(f"{house.url}/test/settings/") as answer:
        told = json.load(answer)

    assert told == {"pool": PEOPLE_WAIT, "aside": PEOPLE_WAIT, "turns": PEOPLE_WAIT}


def test_a_command_takes_the_time_it_needs_and_waits_no_longer_for_a_board(house):
    asks = "import json; from tests.scaled import asked_house as it\n"
    asks += "with it.app.app_context(): print(json.dumps(it.ways_to_ask()))"
    done = subprocess.run(
        [sys.executable, "-c", asks], cwd=ROOT, env={**os.environ, **house.environ}, capture_output=True, check=True
    )

    told = json.loads(done.stdout)

    assert told == {"pool": ["0", "0", "on"], "aside": ["0", "0", "on"], "turns": ["2s", "0", "on"]}


def test_the_first_op_after_a_restart_is_taken_although_every_connection_died(room, app, ada, elsewhere, database):
    with held(app, room):
        # Two boards at once, so that both threads have a connection.
        waiting = ada.socket.post("ops", ada.somebody.batch(ada.somebody.note("before")))
        elsewhere.ops(elsewhere.somebody.note("before"))
    ada.socket.ack(waiting)

    database.strike()
    answers = [page.ops(page.somebody.note("after")) for page in (ada, elsewhere)]

    assert answers == [{"a": [{"n": 2, "s": 2}]}] * 2


def test_a_turn_under_way_when_the_database_ends_is_not_told_as_done(room, app, ada, database):
    op = ada.somebody.note("under way")

    with held(app, room) as holder:
        waiting = ada.socket.post("ops", ada.somebody.batch(op))
        time.sleep(0.5)
        database.strike()
        holder.invalidate()
    refused = ada.socket.ack(waiting)
    before = room.log()
    taken, again = ada.ops(op), ada.ops(op)

    assert (refused["x"], before) == ("unavailable", [])
    assert (taken, again) == ({"a": [{"n": 1, "s": 1}]}, {"a": [{"n": 1, "s": 1, "about": True}]})


def test_whatever_is_acknowledged_while_the_database_restarts_is_there_once(room, house, database):
    room.show_names()
    writers = [Writer(Page(house, room.join(f"Writer {number}")), most=8) for number in range(WRITERS)]
    for writer in writers:
        writer.start()

    told = {}
    for _restart in range(RESTARTS):
        until_acknowledged(writers, BETWEEN)
        told |= acknowledged(writers)
        database.strike()
    until_acknowledged(writers, BETWEEN)
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join(timeout=60)
        assert not writer.is_alive()

    logged, known = room.numbered(), acknowledged(writers)
    assert told.items() <= known.items()
    assert [seq for _client, _n, seq in logged] == list(range(1, len(logged) + 1))
    assert {(client, n): seq for client, n, seq in logged} == known
    assert len(logged) == sum(len(writer.written) for writer in writers)
    for writer in writers:
        writer.page.close()
        writer.page.open()
    assert [shown(writer.page.board) for writer in writers] == [whole(room.people["Ada"])] * WRITERS
    for writer in writers:
        writer.page.close()
