"""Whatever comes in between, a file is whole or not there, and what is said of it is so."""

import fcntl
import os
import stat
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from app.db import db
from app.keeping.endings import heard
from app.keeping.errors import DoneBut, Refused
from app.keeping.services.restoring import How, restore
from app.keeping.writing import PART, unfinished, whole_or_nothing
from tests.keeping.backups import parts
from tests.keeping.conftest import house_rows, images, run
from tests.places import ROOT


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "house.baraza"


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_what_a_killed_process_left_is_taken_away_and_what_another_is_writing_stays(lived_in, flask, path):
    left = path.parent / f".old.baraza.0000{PART}"
    left.write_bytes(b"half of a house")

    with unfinished(path.parent / "other.baraza") as (_file, writing):
        assert flask("backup", path)[0] == 0
        meanwhile = names(path.parent)

    assert meanwhile == sorted([writing.name, path.name])
    assert names(path.parent) == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_name_somebody_took_meanwhile_stays_theirs(path):
    def write() -> None:
        with whole_or_nothing(path) as file:
            file.write(b"ours")
            path.write_text("theirs")

    with pytest.raises(Refused, match="is there already"):
        write()

    assert path.read_text() == "theirs"
    assert names(path.parent) == [path.name]


def test_an_image_that_is_deleted_while_it_is_packed_is_in_the_backup(lived_in, path):
    from app.keeping import assets

    ((_name, body),) = images(lived_in).items()
    with lived_in.app_context(), db.engine.connect() as connection:
        for _sha256, file in assets.named(connection):
            (image,) = (each for each in (lived_in.config["VAR"] / "assets").rglob("*") if each.is_file())
            image.unlink()
            assert file.read() == body


@pytest.mark.sqlite_only("a trigger in the words of SQLite")
def test_a_house_whose_database_takes_nothing_can_be_kept_all_the_same(lived_in, flask, path):
    with lived_in.app_context(), db.engine.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
            )
        )

    code, said = flask("backup", path)

    assert (code, "it is not written down that this was made" in said) == (0, True), said
    assert "tables/principal.jsonl" in parts(path)


def test_a_key_that_cannot_be_put_in_its_place_is_said_and_the_house_is_back(lived_in, flask, path, elsewhere):
    other = elsewhere()
    flask("backup", path, "--with-secret-key")
    place = other.config["VAR"] / "secret_key"

    @contextmanager
    def in_the_way(label: str, _length: int):
        class Bar:
            def update(self, n_steps: int) -> None:
                pass

        yield Bar()
        if label == "Restoring":
            place.unlink()
            (place / "in the way").mkdir(parents=True)

    with heard(), other.app_context(), pytest.raises(DoneBut, match="The house is back, but its secret key is not"):
        restore(path, How(with_key=True), in_the_way)

    assert set(house_rows(other)["principal"]) == set(house_rows(lived_in)["principal"])
    assert [each for each in names(other.config["VAR"]) if each.endswith(PART)] == []


def test_a_site_is_not_replaced_where_the_copy_kept_of_it_cannot_be_read_back(lived_in, flask, path):
    flask("backup", path)
    before, var = house_rows(lived_in, but=()), Path(lived_in.config["VAR"])

    @contextmanager
    def on_a_bad_disk(label: str, _length: int):
        class Bar:
            def update(self, n_steps: int) -> None:
                pass

        yield Bar()
        if label == "Writing":
            [copy] = var.glob(f".before-restore-*{PART}")
            with copy.open("r+b") as file:
                # Within the first table, behind its head.
                file.seek(80)
                file.write(b"what a disk returned instead")

    with heard(), lived_in.app_context(), pytest.raises(Refused) as refused:
        restore(path, How(replace=True), on_a_bad_disk)

    assert "damaged" in str(refused.value)
    assert house_rows(lived_in, but=()) == before
    assert list(var.glob("*before-restore-*")) == []


def test_a_house_that_is_kept_without_an_image_says_which(lived_in, flask, path):
    flask("backup", path)
    (name,) = images(lived_in)
    (lived_in.config["VAR"] / "assets" / name).write_bytes(b"rotten")

    code, said = flask("restore", "--replace", path)

    assert (code, f"Not in it: the image {name.replace('/', '')}" in said) == (0, True), said
    assert images(lived_in)[name] != b"rotten"


def test_while_jobs_run_nothing_is_exchanged(lived_in, flask, path):
    flask("backup", path)
    var = Path(lived_in.config["VAR"])
    with (var / "jobs.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)

        refused = flask("restore", "--replace", path)

    assert (refused[0], refused[1].splitlines()[-1]) == (1, f"Error: The jobs of Baraza run on {var}. Stop it first.")
    assert flask("restore", "--replace", path)[0] == 0


@pytest.mark.process
@pytest.mark.sqlite_only("starts a process, which runs in a part of its own")
def test_whoever_runs_jobs_holds_their_lock(lived_in, environ, path):
    run(lived_in, "backup", path)
    with subprocess.Popen(
        [sys.executable, "-m", "flask", "jobs"], cwd=ROOT, env={**os.environ, **environ, "FLASK_APP": "wsgi"}
    ) as jobs:
        try:
            wait_for_holder(Path(lived_in.config["VAR"]) / "jobs.lock")
            refused = run(lived_in, "restore", "--replace", path)
        finally:
            jobs.kill()

    assert "The jobs of Baraza run on" in refused[1]
    assert run(lived_in, "restore", "--replace", path)[0] == 0


def wait_for_holder(lock: Path) -> None:
    for _ in range(300):
        with lock.open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
        time.sleep(0.1)
    raise AssertionError("nobody holds the lock")
