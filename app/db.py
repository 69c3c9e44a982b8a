"""The database: one base for every table, one way to write.

SQLite runs in WAL with `synchronous=FULL`, so an acknowledged commit is on the
disk. A verb begins IMMEDIATE and never yields to another greenlet: waiting for
SQLite's lock would stop the whole process.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, MetaData, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

from app import events

BUSY_SECONDS = 5
"""How long a connection waits for SQLite's write lock."""


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


db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False})


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
            session.commit()
        except BaseException:
            session.rollback()
            raise
    events.deliver(outbox)


def prepare_engine(engine: Engine) -> None:
    """Make an engine keep the promises above; PostgreSQL keeps them by itself."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _configure_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a DBAPI connection has no type
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
