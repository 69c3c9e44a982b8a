"""A backup is made: everything the house keeps, as it was at one moment, in one file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from flask import current_app
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.audit import record
from app.db import db, transaction
from app.keeping import assets, reading, schema, tables, values
from app.keeping import manifest as manifests
from app.keeping.endings import past_return
from app.keeping.manifest import Manifest
from app.keeping.progress import Bar, Progress
from app.keeping.writing import Writer, whole_or_nothing, writer
from app.read_only import readable


@dataclass(frozen=True, slots=True)
class Made:
    """What is in a backup, and the hashes of images it should hold and could not.

    `noted` says that the house has it written down; one whose disk is full can be kept all the same.
    """

    manifest: Manifest
    lost: list[str]
    noted: bool = False


def backup(path: Path, *, with_key: bool, progress: Progress) -> Made:
    """Write the house into a file, read it back, and only then give it its name. The house may run meanwhile.

    Raises:
        Refused: the file is there already, or the house has no tables this version knows.
    """
    with whole_or_nothing(path) as file:
        with snapshot(db.engine) as connection:
            made = pack(file, connection, with_key=with_key, progress=progress)
        read_back(file, progress)
        past_return()
    try:
        with transaction():
            record("house.backup", "house", actor_id=None, file=path.name, with_key=with_key)
    except SQLAlchemyError:
        return made
    return replace(made, noted=True)


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection to which the database stands still, whatever others write."""
    still = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options = still if engine.dialect.name == "postgresql" else {}
    with (
        readable(engine) as source,
        source.connect().execution_options(**options) as connection,
        connection.begin(),
    ):
        patient(connection)
        yield connection


def patient(connection: Connection) -> None:
    """Let this transaction take as long as it takes."""
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))


def pack(file: IO[bytes], connection: Connection, *, with_key: bool, progress: Progress) -> Made:
    """Write what a connection sees, and the files of the house, into a file."""
    revision = schema.check(tables.revision(connection), "This house")
    with writer(file) as packing:
        _add_tables(packing, connection, progress)
        lost = _add_files(packing, connection)
        if with_key:
            packing.add_key(current_app.config["SECRET_KEY"])
        made = Manifest(
            manifests.FORMAT,
            manifests.VERSION,
            made=clock.now().isoformat(timespec="seconds"),
            revision=revision,
            database=connection.dialect.name,
            tables=packing.tables,
            files=packing.files,
            secret_key=packing.key,
        )
        packing.finish(made)
    return Made(made, lost)


def _add_tables(packing: Writer, connection: Connection, progress: Progress) -> None:
    found = tables.kept(connection)
    with progress("Writing", sum(tables.count(connection, table) for table in found)) as bar:
        for table in found:
            columns = tables.kinds(table)
            packing.add_table(str(table.name), columns, _lines(tables.rows(connection, table, columns), bar))


def _add_files(packing: Writer, connection: Connection) -> list[str]:
    """Put in the images that boards may show; the names of those whose files are gone or damaged."""
    lost = []
    for name, file in assets.named(connection):
        if file is None:
            lost.append(name)
        else:
            packing.add_file(name, file)
    return lost


def read_back(file: IO[bytes], progress: Progress) -> None:
    """See that a file can be restored."""
    file.flush()
    with reading.opened(file) as packed, progress("Reading back", packed.size) as bar:
        packed.check(bar.update)


def _lines(rows: Iterable[list[values.Cell]], bar: Bar) -> Iterator[bytes]:
    for row in rows:
        bar.update(1)
        yield values.line(row)
