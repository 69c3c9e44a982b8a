"""Reading a database of SQLite that this user may not write: without the files that SQLite makes beside it."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine

from app.db import db, own_engine
from app.engines import AS_JSON, begin_as_asked
from app.failures import Refusal


@contextmanager
def reading() -> Iterator[None]:
    """Have the session read the site's database within, also where nobody may write it.

    Raises:
        Refusal: somebody who may write did so meanwhile.
    """
    with readable(own_engine.get() or db.engine) as engine:
        before = own_engine.set(engine)
        try:
            yield
        finally:
            db.session.remove()
            own_engine.reset(before)


@contextmanager
def readable(engine: Engine) -> Iterator[Engine]:
    """Yield an engine that reads what this one has: itself, or one that only reads where nothing can be written.

    Raises:
        Refusal: somebody who may write did so meanwhile.
    """
    database = _kept_from_writing(engine)
    if database is None:
        yield engine
        return
    log = database.with_name(f"{database.name}-wal")
    # Where nobody has it open SQLite would make a log to read it; nobody can write to what stands still like this.
    still = not log.exists()
    address = f"{database.as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    reader = create_engine("sqlite://", creator=lambda: _opened(address), hide_parameters=True, **AS_JSON)
    begin_as_asked(reader)
    try:
        yield reader
    finally:
        reader.dispose()
    if still and log.exists():
        raise Refusal("Somebody wrote to the database meanwhile. Try again.")


def _kept_from_writing(engine: Engine) -> Path | None:
    """Return the file of an SQLite database that this user may not write to."""
    if engine.dialect.name != "sqlite":
        return None
    database = Path(str(engine.url.database)).resolve()
    is_open = not database.exists() or all(os.access(each, os.W_OK) for each in (database, database.parent))
    return None if is_open else database


def _opened(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, isolation_level=None)
