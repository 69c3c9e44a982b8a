"""A database moves: from SQLite into PostgreSQL, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from app.db import db
from app.engines import prepare_engine
from app.keeping import schema, tables
from app.keeping.endings import past_return
from app.keeping.errors import Refused
from app.keeping.progress import Progress
from app.keeping.services.backing_up import patient, snapshot
from app.keeping.standstill import check_alone, standstill

KNOWN = {"sqlite", "postgresql"}


@dataclass(frozen=True, slots=True)
class Copied:
    """How much was copied and found equal, and where it is; the address without its password."""

    tables: int
    rows: int
    address: str


def copy(to: str, progress: Progress) -> Copied:
    """Copy the database of the house into an empty one, compare every row, and leave the first as it is.

    Nobody may serve the house meanwhile: what was written after the copy would be left behind. The
    logs of boards stay the same logs, so their epochs do, too.

    Raises:
        Refused: the other database is not empty or none we know, or somebody is in the house.
    """
    with _engine(to) as other, standstill(other, only_reads=True), snapshot(db.engine) as source:
        check_alone(source)
        revision = schema.check(tables.revision(source), "This house")
        with other.connect().execution_options(immediate=True) as target, target.begin():
            patient(target)
            tables.lock(target)
            if not tables.is_empty(target):
                raise Refused("The other database is not empty. Name an empty one.")
            schema.build(target, revision)
            done = Copied(*_pour(source, target, progress), other.url.render_as_string(hide_password=True))
            past_return()
        return done


def _pour(source: Connection, target: Connection, progress: Progress) -> tuple[int, int]:
    into = {table.name: table for table in tables.kept(target)}
    found = tables.kept(source)
    kinds = {table.name: tables.kinds(table) for table in found}
    if kinds != {name: tables.kinds(table) for name, table in into.items()}:
        raise Refused("The tables of this house are not those of its revision.")
    counts = {table.name: tables.count(source, table) for table in found}
    with progress("Copying and comparing", 2 * sum(counts.values())) as bar:
        for table in found:
            columns, done = kinds[table.name], 0
            for step in tables.pour(target, into[table.name], columns, tables.rows(source, table, columns)):
                bar.update(step)
                done += step
            if done != 2 * counts[table.name]:
                raise Refused(f"Table {table.name} has not as many rows in both databases.")
    tables.set_counters(target)
    return len(found), sum(counts.values())


@contextmanager
def _engine(to: str) -> Iterator[Engine]:
    try:
        url = make_url(to)
        if url.get_backend_name() not in KNOWN:
            raise Refused("Baraza keeps its data in SQLite or PostgreSQL: sqlite:////a/file or postgresql://…")
        if url.get_backend_name() == "sqlite" and url.database in {None, "", ":memory:"}:
            raise Refused("This database would be gone with this command. Name a file: sqlite:////a/file.")
        if url == db.engine.url:
            raise Refused("This is the database of the house itself.")
        engine = create_engine(url, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise Refused("This is no address of a database.") from error
    prepare_engine(engine)
    try:
        yield engine
    finally:
        engine.dispose()
