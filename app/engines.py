"""Engines of the database: how each keeps the promises of `app.db`, in whichever thread it is used."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
from gevent import monkey
from sqlalchemy import Dialect, StaticPool, create_engine, event
from sqlalchemy.engine import Connection, Engine

from app import turnstile
from app.private import keep_private

BUSY_SECONDS = 5
"""How long a connection waits for SQLite's write lock."""

LOCK_SECONDS, IDLE_SECONDS = 2, 5
"""How long a web process waits for a row of PostgreSQL that somebody has locked, and how long it may hold one itself
without a word."""


class Encoded(str):
    """A value for a column of JSON that is JSON already: it was written where that held nobody up."""

    __slots__ = ()


def encoded(value: object) -> Encoded:
    """A value as a column of JSON keeps it."""
    if isinstance(value, Encoded):
        return value
    try:
        return Encoded(msgspec.json.encode(value).decode())
    except UnicodeEncodeError:
        # Half a letter, in what somebody sent and we refused: written as escapes it can be kept.
        return Encoded(json.dumps(value))


AS_JSON: dict[str, Any] = {"json_serializer": encoded, "json_deserializer": msgspec.json.decode}
"""Options of each engine: how columns of JSON are written and read."""


def engine_for_thread(engine: Engine) -> Engine:
    """Another engine of the same database, with one connection, for one native thread: call it there.

    Under gevent the locks inside an engine are gevent's, and know only the thread it was made in.
    """
    options: dict[str, Any] = {"poolclass": StaticPool, "hide_parameters": True, **AS_JSON}
    if engine.dialect.name == "sqlite":
        options["connect_args"] = {"check_same_thread": False}
    else:
        options["pool_pre_ping"] = True
    own = create_engine(engine.url, **options)
    prepare_engine(own)
    if event.contains(engine, "do_connect", _open_existing):
        never_create(own)
    if is_hurried(engine):
        event.listen(own, "do_connect", _hurry)
    if engine.dialect.name == "postgresql":
        # Behind the other: whoever connects is asked no further.
        event.listen(own, "do_connect", _connect_in_thread)
    return own


def prepare_engine(engine: Engine, *, among_others: bool = False) -> None:
    """Make an engine keep the promises above; PostgreSQL keeps them by itself.

    In a thread of its own a transaction waits as SQLite does, and for the disk; `among_others` it lets them go on
    meanwhile.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "do_connect", _keep_private)
        if among_others and monkey.is_module_patched("threading"):
            event.listen(engine, "do_connect", _connect_patiently)
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_among_others if among_others else _begin_sqlite)


def begin_as_asked(engine: Engine) -> None:
    """Have each transaction of an engine of SQLite see one moment, from its beginning."""
    event.listen(engine, "begin", _begin_sqlite)


def lock_of(engine: Engine) -> Path | None:
    """The file that the one web process on an SQLite database has locked: beside the database, by whatever name that
    was opened. None on PostgreSQL, which many serve.
    """
    if engine.dialect.name != "sqlite":
        return None
    database = Path(str(engine.url.database)).resolve()
    return database.with_name(f"{database.name}.lock")


def serve_people(engine: Engine) -> None:
    """Let nothing in this process hold PostgreSQL up, for people wait; commands and jobs take the time they need.

    Raises:
        RuntimeError: psycopg was imported before gevent changed how processes wait, so that one who waits for the
            database would stop everybody.
    """
    if engine.dialect.name != "postgresql":
        return
    # Loaded here, where there is one thread yet; a house on SQLite never does.
    from app.postgresql import waits_in_c  # noqa: PLC0415

    if waits_in_c():
        raise RuntimeError("psycopg waits in C: patch with gevent before anything imports psycopg, as wsgi.py does")
    event.listen(engine, "do_connect", _hurry)


def address_of_existing(file: Path) -> str:
    """Return the address with which SQLite opens a file, and makes none where that is gone; `uri=True` goes with it."""
    return f"{file.resolve().as_uri()}?mode=rw"


def never_create(engine: Engine) -> None:
    """Have a file of SQLite that is gone stay away: whoever connects from now on is refused, and makes no empty one."""
    if engine.dialect.name == "sqlite":
        # That one makes the file which it makes private.
        event.remove(engine, "do_connect", _keep_private)
        event.listen(engine, "do_connect", _open_existing)


def is_hurried(engine: Engine) -> bool:
    """Whether nothing holds PostgreSQL up through the connections of an engine (`serve_people`)."""
    return event.contains(engine, "do_connect", _hurry)


def _connect_in_thread(_dialect: object, _record: object, args: Sequence[Any], options: dict[str, Any]) -> object:
    from app.postgresql import InThread  # noqa: PLC0415 - a house on SQLite never loads psycopg

    return InThread.connect(*args, **options)


def _hurry(_dialect: Dialect, _record: object, _args: object, options: dict[str, Any]) -> None:
    limits = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s"
    options["options"] = f"{options.get('options', '')} {limits} -c synchronous_commit=on"


def _connect_patiently(_dialect: Dialect, _record: object, _args: object, options: dict[str, Any]) -> None:
    options["factory"] = turnstile.Patient


def _open_existing(_dialect: Dialect, _record: object, args: list[Any], options: dict[str, Any]) -> None:
    if not options.get("uri"):
        args[0] = address_of_existing(Path(args[0]))
        options["uri"] = True


def _keep_private(_dialect: Dialect, _record: object, args: Sequence[Any], _options: dict[str, Any]) -> None:
    name = str(args[0])
    # What cannot be made private, SQLite says better itself.
    if ":memory:" not in name and not name.startswith("file:"):
        with suppress(OSError):
            keep_private(Path(name))


def _configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "secure_delete=ON",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _begin_among_others(connection: Connection) -> None:
    if _writes(connection):
        turnstile.begin(connection, BUSY_SECONDS)
    else:
        connection.exec_driver_sql("BEGIN")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("immediate"))
