"""The tables of a database as they are, not as this version would have them: rows out, rows in.

A backup may be of another version's tables, so nothing here asks the models.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Connection,
    MetaData,
    Table,
    Text,
    cast,
    collate,
    func,
    insert,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import ReflectedColumn

from app.keeping import values
from app.keeping.errors import Refused

Kinds = dict[str, str]
"""Columns by name, each with its kind, in an order."""

BATCH = 500
LOCK_SECONDS = 10
REVISION = "alembic_version"
PASSING = frozenset({REVISION, "used_ticket", "failed_try", "attendance", "happening"})
"""What is not kept: the revision stands in the manifest, and the others are over within minutes."""

BROUGHT = frozenset({*PASSING, "term", "page", "audit"})
"""What a house has before anybody came in: the words that come with a version."""


def all_of(connection: Connection) -> list[Table]:
    """Every table, those first that others point to."""
    inspector = inspect(connection)
    metadata = MetaData()
    # Each in one question for all tables: PostgreSQL answers that in little more time than for one of them.
    columns, keys = inspector.get_multi_columns(), inspector.get_multi_pk_constraint()
    ordered = (name for name, _keys in inspector.get_sorted_table_and_fkc_names() if name is not None)
    return [
        _table(name, metadata, columns[None, name], keys[None, name]["constrained_columns"])
        for name in map(str, ordered)
    ]


def kept(connection: Connection) -> list[Table]:
    """The tables a backup holds."""
    return [table for table in all_of(connection) if table.name not in PASSING]


def _table(name: str, metadata: MetaData, found: Iterable[ReflectedColumn], key: Collection[str]) -> Table:
    columns = [
        Column(
            str(column["name"]),
            JSON(none_as_null=True) if values.kind_of(column["type"]) == "json" else column["type"],
            primary_key=column["name"] in key,
            autoincrement=False,
            info={"counted": bool(column.get("autoincrement")) or bool(column.get("identity"))},
        )
        for column in found
    ]
    return Table(name, metadata, *columns)


def kinds(table: Table) -> Kinds:
    """The kind of each column, in order."""
    return {str(column.name): values.kind_of(column.type) for column in table.columns}


def revision(connection: Connection) -> str | None:
    """Which version's tables these are; None where there are none of ours."""
    if not inspect(connection).has_table(REVISION):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_empty(connection: Connection) -> bool:
    """Whether nobody has come in yet."""
    strangers = (table for table in all_of(connection) if table.name not in BROUGHT)
    return not any(connection.execute(select(table).limit(1)).first() for table in strangers)


def lock(connection: Connection) -> None:
    """Keep everybody else out of every table until the transaction ends. SQLite's writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
        for table in all_of(connection):
            connection.execute(text(f'LOCK TABLE "{table.name}" IN ACCESS EXCLUSIVE MODE'))


def count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def rows(connection: Connection, table: Table, columns: Kinds) -> Iterator[list[values.Cell]]:
    """Every row in the order of the key, the same order in every database, a few in memory at a time."""
    wanted = [cast(table.c[name], Text) if kind == "json" else table.c[name] for name, kind in columns.items()]
    query = select(*wanted).order_by(*(_bytewise(column, connection) for column in table.primary_key or table.columns))
    found = connection.execute(query.execution_options(stream_results=True, yield_per=BATCH))
    for row in found:
        yield [values.encode(kind, value) for kind, value in zip(columns.values(), row, strict=True)]


def _bytewise(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    if connection.dialect.name == "postgresql" and values.kind_of(column.type) == "text":
        return collate(column, "C")
    return column


def pour(connection: Connection, table: Table, columns: Kinds, cells: Iterable[list[values.Cell]]) -> Iterator[int]:
    """Write rows, and see that the database gives back what it was given; tells how many were dealt with, twice.

    Raises:
        Refused: a value is not of its column's kind, or is another one afterwards.
    """
    given, found, source = hashlib.sha256(), hashlib.sha256(), iter(cells)
    while batch := list(islice(source, BATCH)):
        connection.execute(insert(table), [_decoded(table, columns, row) for row in batch])
        for row in batch:
            given.update(values.canonical(row))
        yield len(batch)
    for row in rows(connection, table, columns):
        found.update(values.canonical(row))
        yield 1
    if found.digest() != given.digest():
        raise Refused(f"Table {table.name} is not the same after it was written.")


def _decoded(table: Table, columns: Kinds, row: list[values.Cell]) -> dict[str, object]:
    try:
        return {name: values.decode(kind, cell) for (name, kind), cell in zip(columns.items(), row, strict=True)}
    except ValueError as error:
        raise Refused(f"Table {table.name} holds a row that cannot be one of its rows: {error}.") from error


def set_counters(connection: Connection) -> None:
    """Let PostgreSQL count on behind the ids that were written; SQLite looks by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in all_of(connection):
        for column in table.columns:
            if column.info["counted"]:
                highest = connection.execute(select(func.max(column))).scalar()
                sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
                connection.execute(select(func.setval(sequence, highest or 1, highest is not None)))
