"""A furnished house, what is in it, and the commands of whoever keeps it."""

import json
import os
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine

from app.db import Model, db
from app.engines import prepare_engine
from tests.demonstration import Demonstration
from tests.places import ROOT

PASSING = {"used_ticket", "failed_try", "attendance", "happening"}


def rows_of(connection: Connection, *, but: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every row of every table that is kept, as the models read it, keys of JSON in one order."""
    tables = [each for each in Model.metadata.sorted_tables if each.name not in {*PASSING, *but}]
    read = {each.name: connection.execute(each.select()).mappings().all() for each in tables}
    return {
        name: sorted(json.dumps(dict(row), sort_keys=True, default=repr) for row in rows) for name, rows in read.items()
    }


def without_epochs(rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """The same rows, whatever the epochs of boards are."""
    boards = [json.loads(row) | {"epoch": None} for row in rows["board"]]
    return {**rows, "board": sorted(json.dumps(row, sort_keys=True) for row in boards)}


def house_rows(app: Flask, *, but: tuple[str, ...] = ("audit",)) -> dict[str, list[str]]:
    with app.app_context(), db.engine.connect() as connection:
        return rows_of(connection, but=but)


def engine_of(address: str) -> Engine:
    engine = create_engine(address)
    prepare_engine(engine)
    return engine


def rows_at(address: str, *, but: tuple[str, ...] = ("audit",)) -> dict[str, list[str]]:
    engine = engine_of(address)
    with engine.connect() as connection:
        found = rows_of(connection, but=but)
    engine.dispose()
    return found


def run(app: Flask, *command: object) -> tuple[int, str]:
    """Run a command of the house as a process of its own would: how it ended, and what it said."""
    with app.app_context():
        # PostgreSQL is restored while nobody is connected.
        db.session.remove()
        db.engine.dispose()
    done = app.test_cli_runner().invoke(args=[str(each) for each in command])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return done.exit_code, done.output


@contextmanager
def quiet(_label: str, _length: int):
    """Progress that nobody sees."""

    class Bar:
        def update(self, n_steps: int) -> None:
            pass

    yield Bar()


def images(app: Flask) -> dict[str, bytes]:
    """Every image of a house by its path."""
    folder = Path(app.config["VAR"]) / "assets"
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def head() -> str:
    """The newest revision there is."""
    return max(each.name[:4] for each in (ROOT / "migrations" / "versions").glob("0*.py"))


@pytest.fixture
def flask(app: Flask) -> Callable[..., tuple[int, str]]:
    def call(*command: object) -> tuple[int, str]:
        return run(app, *command)

    return call


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What was brought down to the disk so far, each by the number of its inode."""
    found, real = [], os.fsync

    def watched(number: int) -> None:
        real(number)
        found.append(os.fstat(number).st_ino)

    monkeypatch.setattr(os, "fsync", watched)
    return found


@pytest.fixture
def furnished(app: Flask, demonstration: Demonstration) -> Flask:
    """A house with its demonstration, and one image on a board."""
    demonstration.lay_out(app)
    with app.app_context():
        keep_image(app, b"not really an image, but bytes that hash")
    return app


@pytest.fixture
def lived_in(app: Flask) -> Flask:
    """A house with one workshop, some people, a few notes, one that came late, and one image."""
    from tests.boards.conftest import make_room

    room = make_room(app)
    bo = room.join("Bo")
    room.turn("open")
    opened = room.rows("SELECT opening FROM stage")[0][0]
    bo.send(bo.note("Idle lab days"), bo.note("مختبرات \U0001f9ea", name="in other letters"))
    room.turn("closed")
    bo.send(bo.note("From the bus", o=opened))
    room.turn("open")
    with app.app_context():
        keep_image(app, b"not really an image, but bytes that hash")
    return app


def keep_image(app: Flask, body: bytes) -> Path:
    """An image as the house keeps it: a row that names it, and its file."""
    from hashlib import sha256

    from app import clock
    from app.boards.models import Asset, Board
    from app.db import transaction
    from app.ids import new_id

    name = sha256(body).hexdigest()
    path = Path(app.config["VAR"]) / "assets" / name[:2] / name[2:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    with transaction():
        board = db.session.query(Board).first()
        about = {"mime": "image/webp", "width": 3, "height": 2, "size": len(body), "made_at": clock.now()}
        db.session.add(Asset(id=new_id(), board_id=board.id, sha256=name, **about))
    return path


@pytest.fixture
def elsewhere(built: Path, tmp_path: Path) -> Callable[..., Flask]:
    """Another house, on a machine of its own, whose tables do not stand yet."""
    from app import create_app

    made: list[Flask] = []

    def found(**environ: str) -> Flask:
        var = tmp_path / f"elsewhere-{len(made)}"
        var.mkdir()
        made.append(create_app({"VAR": str(var), "BUILT": str(built), "DEMO": "no", "TESTING": "yes", **environ}))
        return made[-1]

    yield found
    for each in made:
        with each.app_context():
            db.session.remove()
            db.engine.dispose()
