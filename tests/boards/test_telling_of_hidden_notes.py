"""Screens are told that notes are hidden once the turn that did it is over: nobody's answer hangs on that."""

import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.boards import committer
from app.boards.desk import desk
from app.boards.wire import read_batch
from app.sparing import sparing_log

PATIENCE = 10


@pytest.fixture
def discussing(room, join):
    """The room talks behind a part in which nobody wrote alone; Bo and Cy are in."""
    room.turn("private")
    room.turn("open")
    return join("Bo"), join("Cy")


@contextmanager
def before_it_is_told(room, do):
    """Have something happen when a thread that wrote rows of the log begins its next transaction, once."""
    from app.db import db

    with room.app.app_context():
        engine = db.engine
    wrote: set[int] = set()

    def note(_connection, _cursor, statement, *_more):
        if statement.startswith("INSERT INTO op "):
            wrote.add(threading.get_ident())

    def begin(*_checked_out):
        if threading.get_ident() in wrote:
            wrote.clear()
            do()

    event.listen(engine, "before_cursor_execute", note)
    event.listen(engine, "checkout", begin)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)
        event.remove(engine, "checkout", begin)


def submit(room, somebody, *ops):
    with room.app.app_context():
        return desk().committer.submit(somebody.principal, read_batch(somebody.batch(*ops)))


def untold(room) -> str | None:
    with room.app.app_context():
        return desk().committer.lane(room.board).hidden_notes_changed_in


def away():
    raise OperationalError("BEGIN", {}, Exception("the connection is gone"))


def broken():
    raise ValueError("something else")


@pytest.mark.parametrize("breaks", [away, broken])
def test_writing_is_answered_though_the_screens_cannot_be_told(room, discussing, monkeypatch, caplog, breaks):
    bo, cy = discussing
    # A log has one line a second at most, and counts what other tests of this process set off.
    monkeypatch.setattr(committer, "log", sparing_log(committer.__name__))

    with before_it_is_told(room, breaks):
        answer = submit(room, bo, bo.note("from the bus", pm=1))

    assert answer == {"a": [{"n": 1, "s": 1}]}
    assert [each[0] for each in room.log()] == [1]
    assert caplog.messages == [
        "Screens were not told whether notes are hidden; they are told after the next op on their board"
    ]
    assert untold(room) == room.id

    submit(room, cy, cy.note("for all"))

    assert untold(room) is None


def test_the_next_turn_is_answered_while_the_screens_are_still_to_be_told(room, discussing):
    bo, cy = discussing
    reached, go_on = threading.Event(), threading.Event()
    answers = []

    def wait():
        reached.set()
        assert go_on.wait(PATIENCE)

    with before_it_is_told(room, wait):
        slow = threading.Thread(target=lambda: answers.append(submit(room, bo, bo.note("from the bus", pm=1))))
        slow.start()
        assert reached.wait(PATIENCE)
        other = threading.Thread(target=lambda: answers.append(submit(room, cy, cy.note("for all"))))
        other.start()
        other.join(PATIENCE)
        meanwhile = list(answers)
        go_on.set()
        slow.join(PATIENCE)

    assert meanwhile == [{"a": [{"n": 1, "s": 2}]}]
    assert len(answers) == 2
