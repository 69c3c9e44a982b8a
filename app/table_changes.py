"""What migrations have in common that run while people work: nothing here keeps a table locked for long."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context, op

BATCH = 1_000
"""Rows that are changed in one transaction."""

WAIT = "2s"
"""How long a change waits for a table that somebody reads or writes: everybody else stands in line behind it."""

DEFENSIVE = 1010
"""SQLite's SQLITE_DBCONFIG_DEFENSIVE: whether the text of tables is kept from being changed."""


def is_online() -> bool:
    """True when a migration may commit in its midst: on PostgreSQL, and not within the transaction of a restore."""
    return op.get_bind().dialect.name == "postgresql" and "connection" not in context.config.attributes


@contextmanager
def in_a_hurry(connection: sa.Connection) -> Iterator[None]:
    """Have changes give up on PostgreSQL rather than keep people from a table that somebody reads for long."""
    if connection.dialect.name != "postgresql":
        yield
        return
    connection.execute(sa.text(f"SET lock_timeout = '{WAIT}'"))
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(sa.text("RESET lock_timeout"))
        connection.commit()


@contextmanager
def _at_leisure() -> Iterator[None]:
    """Let what is done within wait as long as it must: nobody stands in line behind it."""
    with unlocked():
        if is_online():
            op.execute("SET lock_timeout = 0")
        yield
        if is_online():
            op.execute(f"SET lock_timeout = '{WAIT}'")


@contextmanager
def unlocked() -> Iterator[None]:
    """Run each statement in a transaction of its own, where that is possible.

    Whatever is done within may be done twice: a migration that was interrupted is run again from its beginning.
    """
    if not is_online():
        yield
        return
    with op.get_context().autocommit_block():
        yield


def add_column(table: str, column: sa.Column[Any]) -> None:
    """Add a column, which a migration that is run again may have done already."""
    op.add_column(table, column, if_not_exists=is_online())


def create_index(name: str, table: str, columns: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - as Alembic's
    """Build an index; on PostgreSQL others write to the table meanwhile."""
    with _at_leisure():
        if is_online():
            # An index whose making was interrupted stays, and is never used.
            op.drop_index(name, table, if_exists=True, postgresql_concurrently=True)
        op.create_index(name, table, columns, postgresql_concurrently=is_online(), **options)


def drop_index(name: str, table: str) -> None:
    """Drop an index; on PostgreSQL nobody who reads or writes the table waits for it."""
    with _at_leisure():
        op.drop_index(name, table, if_exists=True, postgresql_concurrently=is_online())


def in_batches(table: sa.TableClause, key: sa.ColumnElement[Any]) -> Iterator[sa.ColumnElement[bool]]:
    """Yield conditions that take in a thousand rows of a table each, until all had their turn.

    On PostgreSQL what is done between two of them is committed.
    """
    last: sa.ColumnElement[bool] = sa.true()
    with unlocked():
        while keys := list(
            op.get_bind().scalars(sa.select(key).select_from(table).where(last).order_by(key).limit(BATCH))
        ):
            yield sa.and_(key >= keys[0], key <= keys[-1])
            last = key > keys[-1]


def rename_constraints(table: str, names: Mapping[str, str]) -> None:
    """Give constraints other names; those that a table does not have are passed over."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        _rename_in_schema(connection, table, names)
        return
    inspector = sa.inspect(connection)
    keys, uniques = inspector.get_foreign_keys(table), inspector.get_unique_constraints(table)
    for name in {str(each["name"]) for each in (*keys, *uniques)} & names.keys():
        op.execute(f'ALTER TABLE "{table}" RENAME CONSTRAINT "{name}" TO "{names[name]}"')


def _rename_in_schema(connection: sa.Connection, table: str, names: Mapping[str, str]) -> None:
    """Change names in the text of a table, as SQLite's manual has it for what touches no row: SQLite cannot rename
    constraints, and a table to which others refer cannot be made anew while foreign keys are watched.
    """
    whose = {"name": table}
    before = str(
        connection.scalar(sa.text("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = :name"), whose)
    )
    after = re.sub(r"(?<=CONSTRAINT )\w+", lambda found: names.get(found[0], found[0]), before)
    if after == before:
        return
    _allow_schema_changes(connection)
    version = int(connection.scalar(sa.text("PRAGMA schema_version")) or 0)
    connection.execute(sa.text("PRAGMA writable_schema=ON"))
    connection.execute(
        sa.text("UPDATE sqlite_master SET sql = :sql WHERE type = 'table' AND name = :name"), whose | {"sql": after}
    )
    # Every connection, this one too, reads the tables anew.
    connection.execute(sa.text(f"PRAGMA schema_version={version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema=RESET"))


def _allow_schema_changes(connection: sa.Connection) -> None:
    """Lift what some builds of SQLite forbid at first; Python knows how to from 3.12 on."""
    configure = getattr(connection.connection.dbapi_connection, "setconfig", None)
    if configure:
        configure(DEFENSIVE, False)  # noqa: FBT003 - as the library has it
