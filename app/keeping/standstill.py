"""Being alone: while a database is replaced or moved, nobody serves it and nobody begins to."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TextIO

from flask import current_app
from sqlalchemy import Connection, Engine, text

from app.db import db
from app.engines import lock_of
from app.jobs import JOBS_LOCK
from app.keeping.errors import Refused

LEAVING_SECONDS = 3
"""So long whoever hung up may still be counted: PostgreSQL ends its side of a connection a little later."""


@contextmanager
def standstill(*others: Engine, only_reads: bool = False) -> Iterator[None]:
    """Hold the locks of the web process and of jobs meanwhile, and those of other databases that are exchanged.

    On PostgreSQL others may serve it from other machines: `check_alone` asks the database. `only_reads` says that
    nothing of this site is changed, so it may lie on a disk that nobody can write.

    Raises:
        Refused: one of them runs.
    """
    jobs: Path = current_app.config["VAR"] / JOBS_LOCK
    with ExitStack() as held:
        for lock in filter(None, map(lock_of, (db.engine, *others))):
            database = lock.with_suffix("")
            if database.exists():
                held.enter_context(_held(lock, f"Baraza runs on {database}", only_reads=only_reads))
        held.enter_context(_held(jobs, f"The jobs of Baraza run on {jobs.parent}", only_reads=only_reads))
        yield


@contextmanager
def _held(path: Path, otherwise: str, *, only_reads: bool) -> Iterator[None]:
    """Hold a lock that is shared by all who do something here."""
    with _opened(path, only_reads=only_reads) as lock:
        if lock is None:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"{otherwise}. Stop it first.") from error
        yield


def _opened(path: Path, *, only_reads: bool) -> TextIO | nullcontext[None]:
    """Open the file of a lock. Where it is not there and cannot be made, nobody holds it, and nobody will."""
    try:
        return path.open("a")
    except OSError:
        if not only_reads:
            raise
    try:
        return path.open()
    except FileNotFoundError:
        return nullcontext()


def check_alone(connection: Connection) -> None:
    """See that no other program is connected to a PostgreSQL: web processes there may be on other machines.

    Raises:
        Refused: one is, and does not leave.
    """
    if connection.dialect.name != "postgresql":
        return
    since = time.monotonic()
    while others := _others(connection):
        if time.monotonic() - since > LEAVING_SECONDS:
            raise Refused(f"Others are connected to this database ({others}). Stop every process of Baraza first.")
        time.sleep(0.1)


def _others(connection: Connection) -> int:
    # A transaction is told the same each time, unless it asks anew.
    connection.execute(text("SELECT pg_stat_clear_snapshot()"))
    found: int = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    return found
