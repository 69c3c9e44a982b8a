"""SQLite's disk takes as long as it likes: whoever waits for it waits alone."""

import sqlite3
from contextlib import closing

import gevent
import pytest

from app.turnstile import Patient

WAITS = 0.5


@pytest.fixture
def writer(tmp_path):
    """A connection with one row written and not committed, while somebody reads, for whom the commit has to wait."""
    path = tmp_path / "a.db"
    with (
        closing(
            sqlite3.connect(path, factory=Patient, check_same_thread=False, isolation_level=None, timeout=WAITS)
        ) as writing,
        closing(sqlite3.connect(path, isolation_level=None)) as reading,
    ):
        writing.execute("CREATE TABLE word (said TEXT)")
        reading.execute("BEGIN")
        reading.execute("SELECT said FROM word").fetchall()
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("INSERT INTO word VALUES ('kept')")
        writing.wrote()
        writing.reader = reading
        yield writing


def test_others_go_on_while_a_commit_waits_and_what_went_wrong_is_told_to_whoever_commits(writer):
    turns = []
    others = gevent.spawn(lambda: [turns.append(number) or gevent.sleep(0.01) for number in range(1_000)])

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        writer.commit()

    others.kill()
    assert len(turns) > WAITS / 0.01 / 5
    writer.reader.rollback()
    writer.wrote()
    writer.commit()
    assert writer.execute("SELECT said FROM word").fetchall() == [("kept",)]
    assert not writer.in_transaction
