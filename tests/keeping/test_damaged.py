"""A database that is damaged, or gone: a good backup takes its place, and the damaged one is kept as it is."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import text

from app import standing
from app.db import db, transaction
from tests.keeping.conftest import house_rows, without_epochs
from tests.places import ROOT

pytestmark = pytest.mark.sqlite_only("PostgreSQL has files of its own")

PAGE = 4096


def truncated(path):
    os.truncate(path, path.stat().st_size // 2 + 100)


def zeroed(path):
    path.write_bytes(bytes(path.stat().st_size))


def garbage(path):
    path.write_bytes(b"what a disk returned instead " * 2000)


def without_head(path):
    with path.open("r+b") as file:
        file.write(os.urandom(PAGE))


def with_corrupt_pages(path):
    with path.open("r+b") as file:
        for page in range(10, path.stat().st_size // PAGE, 7):
            file.seek(page * PAGE)
            file.write(os.urandom(PAGE))


def with_rows_nobody_can_read(path):
    """Sound as SQLite sees it, and yet a word is none."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE seat SET name = CAST(x'ff80fe' AS TEXT)")
        connection.commit()


@pytest.fixture
def backup(lived_in, flask, tmp_path):
    """A backup of the site, and what it holds."""
    path = tmp_path / "site.baraza"
    assert flask("backup", path)[0] == 0
    return path, without_epochs(house_rows(lived_in, but=("audit", "one_time_link")))


def at_rest(app):
    """The file of the database, with all in it, and nobody at it."""
    with app.app_context():
        path = Path(db.engine.url.database)
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.mark.parametrize(
    "damage", [truncated, zeroed, garbage, without_head, with_corrupt_pages, with_rows_nobody_can_read]
)
def test_a_good_backup_takes_the_place_of_a_database_that_is(damage, lived_in, backup, flask):
    path, rows = backup
    database = at_rest(lived_in)
    damage(database)
    before = database.read_bytes()

    code, said = flask("restore", path, "--replace")

    assert code == 0, said
    assert "could not be read. It lies in" in said
    (kept,) = database.parent.glob("damaged-*.db")
    assert kept.read_bytes() == before
    assert without_epochs(house_rows(lived_in, but=("audit", "one_time_link"))) == rows
    assert flask("check") == (0, "The database is sound.\n")
    assert list(database.parent.glob(".restoring-*")) == []


def test_a_good_backup_takes_the_place_of_a_database_that_is_gone(lived_in, backup, flask):
    path, rows = backup
    at_rest(lived_in).unlink()
    noted = lived_in.config["VAR"] / standing.DAMAGE
    noted.write_text("2026-01-01: a page is wrong")

    code, said = flask("restore", path, "--replace")

    assert (code, noted.exists()) == (0, False), said
    assert without_epochs(house_rows(lived_in, but=("audit", "one_time_link"))) == rows


def test_what_takes_the_place_of_a_damaged_database_is_on_the_disk_with_its_name(lived_in, backup, flask, settled):
    path, _rows = backup
    database = at_rest(lived_in)
    garbage(database)
    settled.clear()

    flask("restore", path, "--replace")

    at, folder = database.stat().st_ino, database.parent.stat().st_ino
    assert at in settled
    assert folder in settled[settled.index(at) :]


def test_the_log_of_a_damaged_database_goes_with_it_and_changes_nothing_in_the_next(lived_in, backup, flask, tmp_path):
    path, rows = backup
    database = at_rest(lived_in)
    log, left = database.with_name(f"{database.name}-wal"), tmp_path / "left"
    with closing(sqlite3.connect(database)) as writing:
        writing.execute("UPDATE principal SET name = 'From the log'")
        writing.commit()
        left.write_bytes(log.read_bytes())
    garbage(database)
    log.write_bytes(left.read_bytes())

    code, said = flask("restore", path, "--replace")

    assert code == 0, said
    assert [each.name.startswith("damaged-") for each in database.parent.glob("*.db-wal")] == [True]
    assert without_epochs(house_rows(lived_in, but=("audit", "one_time_link"))) == rows


def test_a_damaged_database_is_not_replaced_unless_that_is_said(lived_in, backup):
    path, _rows = backup
    database = at_rest(lived_in)
    garbage(database)
    before = database.read_bytes()

    code, said = command(lived_in, "restore", path)

    assert (code, database.read_bytes()) == (1, before)
    assert said.splitlines()[-1].startswith("Error: The database is damaged.")


def test_what_a_damaged_database_still_tells_has_ended_stays_ended(lived_in, backup, flask):
    path, _rows = backup
    with lived_in.app_context(), transaction():
        db.session.execute(text("UPDATE web_session SET revoked_at = '2026-01-01 00:00:00'"))
        ended = db.session.scalar(text("SELECT count(*) FROM web_session"))
    database = at_rest(lived_in)
    with closing(sqlite3.connect(database)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'op'").fetchone()[0]
    with database.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(os.urandom(PAGE))

    code, said = flask("restore", path, "--replace")

    assert (code, "could not be read either" in said) == (0, False), said
    with lived_in.app_context():
        still = db.session.scalar(text("SELECT count(*) FROM web_session WHERE revoked_at IS NOT NULL"))
    assert 0 < ended == still


def nothing(_path):
    """Leave it as it is."""


@pytest.mark.parametrize("damage", [garbage, nothing])
def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_changed(damage, lived_in, backup):
    path, _rows = backup
    database = at_rest(lived_in)
    damage(database)
    before = database.read_bytes()

    code, said = command(lived_in, "restore", path, "--replace", room=60_000)

    assert code == 1
    assert said.splitlines()[-1].startswith("Error: ")
    assert "full" in said.splitlines()[-1]
    assert "Traceback" not in said
    assert database.read_bytes() == before
    assert list(database.parent.glob(".restoring-*")) == []


def command(app, *words, room=resource.RLIM_INFINITY):
    """Type a command where files may not become longer than so many bytes: its code, and what it said."""
    at_rest(app)
    environ = {name: str(app.config[name]) for name in ("VAR", "BUILT", "SECRET_KEY")} | {"TESTING": "yes"}
    done = subprocess.run(
        [sys.executable, "-m", "flask", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environ, "FLASK_APP": "wsgi"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY)),
    )
    return done.returncode, done.stdout + done.stderr
