"""Two web processes of one house on a real PostgreSQL and a real Valkey, and people on either."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.boards.conftest import Room, make_room
from tests.boards.live import Page, pages
from tests.boards.whole_house import same
from tests.house_process import House, free_port
from tests.morning import set_clock
from tests.scaled.database import Database
from tests.valkey import Valkey


@pytest.fixture(scope="session")
def shared_house(postgresql: str, built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a house on a PostgreSQL of its own."""
    return furnished(postgresql, built, tmp_path_factory.mktemp("shared"))


def furnished(url: str, built: Path, var: Path) -> dict[str, str]:
    """The environment of a house on an empty database, migrated as any house is."""
    from flask_migrate import upgrade

    from app import create_app
    from app.db import db

    environ = {"VAR": str(var), "BUILT": str(built), "DEMO": "no", "TESTING": "yes", "SECRET_KEY": "a key for tests"}
    environ |= {"DATABASE_URL": url, "CLOCK_FILE": str(var / "clock")}
    set_clock(var / "clock")
    with create_app(environ).app_context():
        upgrade()
        db.engine.dispose()
    return environ


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    with tempfile.TemporaryDirectory(prefix="baraza-postgresql-", ignore_cleanup_errors=True) as folder:
        here = Database(Path(folder))
        yield here
        here.stop()


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    server = Valkey(tmp_path_factory.mktemp("valkey")).start()
    yield server
    server.kill()


NOW, NEXT = "tests.served:app", "tests.scaled.next_house:app"
"""The house as it is, and as its next release might be."""


def gunicorn(environ: dict[str, str], var: Path, *, serves: str = NOW, **more: str) -> House:
    """One worker of gunicorn, not yet started, at a port of its own."""
    var.mkdir(exist_ok=True)
    port = free_port()
    listen = ("--graceful-timeout", "3", "-b", f"127.0.0.1:{port}")
    command = ("-m", "gunicorn", "-k", "gevent", *listen, serves)
    return House({**environ, "VAR": str(var), "PORT": str(port), **more}, command=command)


@pytest.fixture(scope="module")
def houses(shared_house, valkey, tmp_path_factory) -> Iterator[tuple[House, House]]:
    """Two processes that serve one house."""
    folder = tmp_path_factory.mktemp("pair")
    pair = tuple(gunicorn(shared_house, folder / name, REDIS_URL=valkey.url) for name in ("one", "other"))
    for house in pair:
        house.start()
    yield pair
    for house in pair:
        house.kill()


@pytest.fixture(scope="module")
def app(houses) -> Iterator[Flask]:
    """The same house in this process, which hears nothing: what happens here reaches sockets as from a command."""
    with same(houses[0]) as here:
        yield here
        houses[1].kill()


@pytest.fixture
def clock(shared_house) -> Iterator[Callable[[float], None]]:
    """Move the clock of both processes."""
    yield partial(set_clock, Path(shared_house["CLOCK_FILE"]))
    set_clock(Path(shared_house["CLOCK_FILE"]))


@pytest.fixture
def room(app: Flask) -> Room:
    return make_room(app)


@pytest.fixture
def at(houses, room: Room) -> Iterator[Callable[..., Page]]:
    """`at(0, "Ada")` is a page Ada has just opened on the first process."""
    with ExitStack() as stack:
        doors = [stack.enter_context(pages(house, room)) for house in houses]
        yield lambda place, name, **only: doors[place](name, **only)


def until(condition: Callable[[], bool], patience: float = 10) -> float:
    """Wait until something is so; returns how many seconds that took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < patience, "it did not come to be"
        time.sleep(0.01)
    return time.monotonic() - started
