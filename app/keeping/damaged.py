"""A database of SQLite that cannot be read: another is made beside it, takes its place, and it is kept as it is."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import Engine, create_engine

from app import clock, failures
from app.engines import prepare_engine
from app.keeping.writing import settle

LEFT = ".restoring-"
"""How folders begin in which a database is made."""

BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a database; with another one it would do harm."""


class Unreadable(Exception):
    """What the database holds cannot be read any more."""


def is_damaged(engine: Engine) -> bool:
    """True when there is a file of SQLite which is no sound database."""
    path = _path(engine)
    if path is None or not path.exists():
        return False
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",))
    except sqlite3.Error as error:
        if not failures.is_damage(error):
            raise
        return True


@contextmanager
def beside(engine: Engine) -> Iterator[tuple[Engine, Callable[[], Path]]]:
    """Yield an engine of an empty database, and what puts that in the place of the other once it is filled.

    Returns from there the path under which the damaged one is kept. Nobody else may be at either.
    """
    database = _path(engine)
    if database is None:
        raise Unreadable
    for left in database.parent.glob(f"{LEFT}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(mkdtemp(prefix=LEFT, dir=database.parent))
    made = folder / database.name
    fresh = create_engine(f"sqlite:///{made}", hide_parameters=True)
    prepare_engine(fresh)
    try:
        yield fresh, lambda: _put_in_place(fresh, made, database)
    finally:
        fresh.dispose()
        shutil.rmtree(folder, ignore_errors=True)


def _put_in_place(fresh: Engine, made: Path, database: Path) -> Path:
    # The last who closes it writes all of it into the one file.
    fresh.dispose()
    kept = database.with_name(f"damaged-{clock.now():%Y%m%d-%H%M%S-%f}.db")
    _give_to_owner(made, database)
    settle(made)
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{database}{ending}").rename(f"{kept}{ending}")
    _keep(database, kept)
    made.replace(database)
    settle(database.parent)
    return kept


def _keep(database: Path, kept: Path) -> None:
    """Give the damaged one a second name, so that there is a database at every moment."""
    try:
        kept.hardlink_to(database)
    except OSError:
        # Not every disk knows two names of one file.
        database.rename(kept)


def _give_to_owner(made: Path, database: Path) -> None:
    """Let the one who runs the site have it, whoever restores."""
    about = database.stat()
    made.chmod(about.st_mode & 0o777)
    with suppress(PermissionError):
        os.chown(made, about.st_uid, about.st_gid)


def _path(engine: Engine) -> Path | None:
    return Path(str(engine.url.database)).resolve() if engine.dialect.name == "sqlite" else None
