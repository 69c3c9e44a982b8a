"""Which columns name files of the house: what none of them names goes at night, what one names is in each backup.

Features above say so themselves, for what is below does not know them.
"""

from collections.abc import Collection, Iterator
from typing import cast

from sqlalchemy import Column, Connection, Table, select
from sqlalchemy.orm import InstrumentedAttribute

from app.boards.models import Asset

_COLUMNS = [cast("Column[str | None]", Asset.__table__.c.sha256)]


def hold(attribute: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]) -> None:
    """Let a column name files under VAR/assets, each by the SHA-256 of its bytes."""
    _COLUMNS.append(attribute.property.columns[0])


def tables() -> list[Table]:
    """The tables whose rows name files."""
    return [column.table for column in _COLUMNS]


def named_among(connection: Connection, sha256s: Collection[str]) -> set[str]:
    """Those of these files that any row names."""
    return {
        sha256
        for column in _COLUMNS
        for sha256 in connection.scalars(select(column).where(column.in_(sha256s)))
        if sha256
    }


def named(connection: Connection, tables_there: Collection[str]) -> Iterator[str]:
    """Every file a row names, each once, in order; asked of those tables alone that are there."""
    found: set[str] = set()
    for column in _COLUMNS:
        if column.table.name in tables_there:
            found.update(filter(None, connection.scalars(select(column).distinct())))
    yield from sorted(found)
