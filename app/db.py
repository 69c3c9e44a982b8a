"""The database: one base for every table, one way to write.

SQLite runs in WAL with `synchronous=FULL`, so an acknowledged commit is on the
disk, and with `secure_delete`, so what is deleted is overwritten there. A verb begins
IMMEDIATE and from there to its commit yields to other greenlets only between the pieces of a big
write (`aside.pieces`); while it waits for SQLite's lock, others go on.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, DateTime, Dialect, MetaData, StaticPool, create_engine, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from app import events, turnstile

BUSY_SECONDS = 5
"""How long a connection waits for SQLite's write lock."""

REWRITE_SECONDS = 1
"""How long PostgreSQL waits for a table it is to write anew, and everybody else for that table with it."""


DATABASE_AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeout)
"""What SQLAlchemy raises where the database does not answer, or not in time: nothing was wrong with what was asked."""

LOCK_SECONDS, IDLE_SECONDS = 2, 5
"""How long a web process waits for a row of PostgreSQL that somebody has locked, and how long it may hold one itself
without a word."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive moment: nobody can say when it is."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


Json = JSON().with_variant(JSONB(), "postgresql")
"""A value as JSON: text on SQLite, JSONB on PostgreSQL."""


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


class Model(DeclarativeBase):
    """What every table inherits. Each names its table itself."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={datetime: Moment},
    )


_AS_JSON: dict[str, Any] = {"json_serializer": encoded, "json_deserializer": msgspec.json.decode}

own_engine: ContextVar[Engine | None] = ContextVar("own_engine", default=None)
"""The engine of this native thread, where it has one of its own (`app.aside`)."""


class _HouseSession(Session):
    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:  # noqa: ANN401 - as SQLAlchemy calls it
        return own_engine.get() or super().get_bind(*args, **kwargs)


db = SQLAlchemy(
    model_class=Model,
    session_options={"expire_on_commit": False, "class_": _HouseSession},
    engine_options=_AS_JSON,
)


@contextmanager
def transaction() -> Iterator[None]:
    """One verb: begin at once, commit once, then tell who listens.

    What was read before is read again inside, so roles and rules count as they
    are now. An exception leaves nothing behind, neither rows nor events.

    Raises:
        RuntimeError: another transaction is open, or rows were changed outside one.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside a transaction")
    with events.collecting() as outbox:
        session.commit()
        session.expire_all()
        session.connection(execution_options={"immediate": True})
        try:
            yield
            events.pack(outbox)
            session.commit()
        except BaseException:
            session.rollback()
            raise
    events.deliver(outbox)


def empty_log() -> bool:
    """Empty SQLite's write-ahead log, which keeps pages as they were before a deletion; whether it is empty now.

    Waits for nobody: where somebody reads or writes just now it is left as it is. PostgreSQL's
    log is its own, so there nothing is done.
    """
    if db.engine.dialect.name != "sqlite":
        return False
    path = str(db.engine.url.database)
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        # First what hinders nobody, so that the second takes the write lock for a moment only.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        busy, _pages, _moved = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy


def write_anew(*tables: str) -> None:
    """Write tables anew without the versions of rows that are gone; PostgreSQL alone keeps those.

    Raises:
        OperationalError: a table was in use all the while.
    """
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = '{REWRITE_SECONDS}s'"))
        try:
            for table in tables:
                connection.execute(text(f"VACUUM (FULL, ANALYZE) {table}"))
        finally:
            connection.execute(text("RESET lock_timeout"))


def engine_for_thread(engine: Engine) -> Engine:
    """Another engine of the same database, with one connection, for one native thread: call it there.

    Under gevent the locks inside an engine are gevent's, and know only the thread it was made in.
    """
    options: dict[str, Any] = {"poolclass": StaticPool, "hide_parameters": True, **_AS_JSON}
    if engine.dialect.name == "sqlite":
        options["connect_args"] = {"check_same_thread": False}
    else:
        options["pool_pre_ping"] = True
    own = create_engine(engine.url, **options)
    prepare_engine(own)
    if is_hurried(engine):
        event.listen(own, "do_connect", _hurry)
    if engine.dialect.name == "postgresql":
        # Behind the other: whoever connects is asked no further.
        event.listen(own, "do_connect", _connect_in_thread)
    return own


def prepare_engine(engine: Engine, *, among_others: bool = False) -> None:
    """Make an engine keep the promises above; PostgreSQL keeps them by itself.

    In a thread of its own a transaction waits as SQLite does; `among_others` it lets them go on meanwhile.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_among_others if among_others else _begin_sqlite)


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


def is_hurried(engine: Engine) -> bool:
    """Whether nothing holds PostgreSQL up through the connections of an engine (`serve_people`)."""
    return event.contains(engine, "do_connect", _hurry)


def _connect_in_thread(_dialect: object, _record: object, args: Sequence[Any], options: dict[str, Any]) -> object:
    from app.postgresql import InThread  # noqa: PLC0415 - a house on SQLite never loads psycopg

    return InThread.connect(*args, **options)


def _hurry(_dialect: Dialect, _record: object, _args: object, options: dict[str, Any]) -> None:
    limits = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout={IDLE_SECONDS}s"
    options["options"] = f"{options.get('options', '')} {limits} -c synchronous_commit=on"


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
