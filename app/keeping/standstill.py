"""Being alone: while a database is replaced or moved, nobody serves it and nobody begins to."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, text

from app.keeping.errors import Refused


@contextmanager
def standstill() -> Iterator[None]:
    """Hold the lock of the web process meanwhile.

    Raises:
        Refused: a web process holds it.
    """
    path: Path = current_app.config["VAR"] / "web.lock"
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(f"Baraza runs on {path.parent}. Stop it first.") from error
        yield


def check_alone(connection: Connection) -> None:
    """See that no other program is connected to a PostgreSQL: web processes there may be on other machines.

    Raises:
        Refused: one is.
    """
    if connection.dialect.name != "postgresql":
        return
    others = connection.execute(
        text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
    ).scalar_one()
    if others:
        raise Refused(f"Others are connected to this database ({others}). Stop every process of Baraza first.")
