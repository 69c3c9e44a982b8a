"""A backup is made while the house runs: as it was at one moment, whole, for nobody else's eyes."""

import json
import stat
from contextlib import contextmanager

import pytest
from sqlalchemy import select, text

from app.accounts.models import Principal
from app.audit import AuditRow
from app.db import db
from tests.keeping.backups import parts
from tests.keeping.conftest import PASSING, engine_of, images, quiet


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder / "house.baraza"


def names_in(path) -> set[str]:
    """The names of the people in a backup."""
    held = parts(path)
    columns = next(
        each["columns"] for each in json.loads(held["manifest.json"])["tables"] if each["name"] == "principal"
    )
    at = list(columns).index("name")
    return {json.loads(line)[at] for line in held["tables/principal.jsonl"].splitlines()}


def test_whoever_makes_it_alone_may_read_it_and_finds_every_table_and_image(lived_in, flask, path):
    code, said = flask("backup", path)

    held = parts(path)
    told = json.loads(held["manifest.json"])
    assert (code, stat.S_IMODE(path.stat().st_mode)) == (0, 0o600), said
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    tables = {name.removeprefix("tables/").removesuffix(".jsonl") for name in held if name.startswith("tables/")}
    assert tables == set(db.metadata.tables) - PASSING
    assert {name.removeprefix("assets/"): held[name] for name in held if name.startswith("assets/")} == images(lived_in)
    assert sum(each["rows"] for each in told["tables"]) == sum(
        held[name].count(b"\n") for name in held if name.startswith("tables/")
    )


def test_a_late_note_is_in_it_and_waits_for_a_facilitator_there_too(lived_in, flask, path):
    flask("backup", path)

    with lived_in.app_context():
        [waiting] = db.session.execute(text("SELECT board_id, element_id, of_removed, settled FROM late_note")).all()
    assert [json.loads(line) for line in parts(path)["tables/late_note.jsonl"].splitlines()] == [[*waiting]]


def test_what_others_write_meanwhile_is_in_it_wholly_or_not_at_all(lived_in, path, person):
    from app.keeping.services.backing_up import pack, snapshot

    with lived_in.app_context(), path.open("w+b") as file, snapshot(db.engine) as connection:
        connection.execute(select(Principal.name)).all()
        person("Came Meanwhile")
        pack(file, connection, with_key=False, progress=quiet)

    assert names_in(path) == {"Ada", "Bo"}


def test_a_writer_in_the_middle_of_something_is_not_waited_for(lived_in, flask, path):
    address = lived_in.config["SQLALCHEMY_DATABASE_URI"]
    engine = engine_of(address)

    with engine.connect().execution_options(immediate=True) as writing, writing.begin():
        writing.execute(text("UPDATE principal SET name = 'Half Done' WHERE name = 'Bo'"))
        with lived_in.app_context():
            from app.keeping.services.backing_up import pack, snapshot

            with path.open("w+b") as file, snapshot(db.engine) as connection:
                pack(file, connection, with_key=False, progress=quiet)
    engine.dispose()

    assert names_in(path) == {"Ada", "Bo"}


def test_what_a_disk_gives_back_otherwise_is_noticed_before_a_backup_has_its_name(lived_in, path):
    from app.keeping.errors import Refused
    from app.keeping.services.backing_up import backup

    @contextmanager
    def forgetting(label, length):
        if label == "Reading back":
            [part] = path.parent.iterdir()
            with part.open("r+b") as file:
                file.seek(200)
                file.write(b"what a disk returned instead")
        with quiet(label, length) as bar:
            yield bar

    with lived_in.app_context(), pytest.raises(Refused, match="damaged"):
        backup(path, with_key=False, progress=forgetting)

    assert list(path.parent.iterdir()) == []


def test_a_backup_is_on_the_disk_before_its_name_is_and_that_before_it_is_told(lived_in, flask, path, settled):
    flask("backup", path)

    of_the_file, of_its_folder = path.stat().st_ino, path.parent.stat().st_ino
    assert [each for each in settled if each in {of_the_file, of_its_folder}] == [of_the_file, of_its_folder]


def test_a_file_that_is_there_is_not_overwritten(lived_in, flask, path):
    path.write_text("the only one")

    code, said = flask("backup", path)

    assert (code, said) == (1, f"Error: {path} is there already. Give another name.\n")
    assert path.read_text() == "the only one"


def test_a_folder_that_is_not_there_is_named(lived_in, flask, path):
    nowhere = path.parent / "nowhere"

    assert flask("backup", nowhere / "x") == (1, f"Error: There is no folder {nowhere}.\n")


def test_an_image_without_its_file_is_told_and_the_rest_is_kept(lived_in, flask, path):
    (name,) = images(lived_in)
    (lived_in.config["VAR"] / "assets" / name).write_bytes(b"rotten")

    code, said = flask("backup", path)

    assert code == 0
    assert f"Not in it: the image {name.replace('/', '')}, whose file is gone or damaged." in said
    assert "and 0 files" in said


def test_that_everything_was_taken_along_is_written_down(lived_in, flask, path):
    flask("backup", path)

    with lived_in.app_context():
        row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
    assert (row.action, row.details) == ("house.backup", {"file": path.name, "with_key": False})


def test_a_house_without_tables_has_nothing_to_keep(elsewhere, path):
    from tests.keeping.conftest import run

    assert run(elsewhere(), "backup", path) == (1, "Error: This house has no tables of Baraza.\n")
    assert list(path.parent.iterdir()) == []
