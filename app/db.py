"""The database: one base for every table, one way to write.

SQLite runs in WAL with `synchronous=FULL`, so an acknowledged commit is on the
disk, and with `secure_delete`, so what is deleted is overwritten there. A verb begins
IMMEDIATE and from there to its commit yields to other greenlets only between the pieces of a big
write (`aside.pieces`); while it waits for SQLite's lock, and while the disk takes what it wrote
(`turnstile`), others go on.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import JSON, DateTime, Dialect, MetaData, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from app import events
from app.engines import AS_JSON, address_of_existing

REWRITE_SECONDS = 1
"""How long PostgreSQL waits for a table it is to write anew, and everybody else for that table with it."""

DATABASE_AWAY = (OperationalError, InterfaceError, InternalError, PoolTimeout)
"""What SQLAlchemy raises where the database does not answer, or not in time; rarely where a question is at fault."""


TOO_COMPLEX = "54"
"""How states of PostgreSQL begin that say a statement goes beyond its limits."""


def is_away(error: BaseException) -> bool:
    """Whether the database did not answer, or not in time. It did where an error says what is wrong with the question,
    though for the libraries that is no other kind of error.
    """
    if not isinstance(error, DATABASE_AWAY):
        return False
    cause = getattr(error, "orig", None)
    is_wrong = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return not is_wrong and not str(getattr(cause, "sqlstate", "")).startswith(TOO_COMPLEX)


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


own_engine: ContextVar[Engine | None] = ContextVar("own_engine", default=None)
"""The engine of this native thread, where it has one of its own (`app.aside`)."""


class _HouseSession(Session):
    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:  # noqa: ANN401 - as SQLAlchemy calls it
        return own_engine.get() or super().get_bind(*args, **kwargs)


db = SQLAlchemy(
    model_class=Model,
    session_options={"expire_on_commit": False, "class_": _HouseSession},
    engine_options=AS_JSON,
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


def let_go() -> None:
    """Give the connection back before something takes long or has to be waited for; what was read stays known.

    Whatever is read next is as it is then.

    Raises:
        RuntimeError: rows were changed outside a transaction.
    """
    session = db.session
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside a transaction")
    session.commit()


def empty_log() -> bool:
    """Empty SQLite's write-ahead log, which keeps pages as they were before a deletion; whether it is empty now.

    Waits for nobody: where somebody reads or writes just now it is left as it is. PostgreSQL's
    log is its own, so there nothing is done.
    """
    if db.engine.dialect.name != "sqlite":
        return False
    address = address_of_existing(Path(str(db.engine.url.database)))
    with closing(sqlite3.connect(address, uri=True, timeout=0, isolation_level=None)) as connection:
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
