"""A backup comes back: into an empty house, or in the place of the one that is there."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import SQLAlchemyError

from app import clock, failures, standing
from app.audit import AuditRow
from app.boards.models import Board
from app.db import db, empty_log
from app.ids import new_id
from app.keeping import assets, damaged, ended, reading, schema, secret, tables
from app.keeping.endings import past_return
from app.keeping.errors import DoneBut, Refused
from app.keeping.progress import Progress
from app.keeping.reading import Backup
from app.keeping.services.backing_up import pack, patient, read_back
from app.keeping.standstill import check_alone, standstill
from app.keeping.writing import whole_or_nothing


@dataclass(frozen=True, slots=True)
class How:
    """What whoever restores has said: whether a house may be replaced, the key taken over, every device signed out."""

    replace: bool = False
    with_key: bool = False
    end_sessions: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What happened: how many rows and files came, how many boards began anew, which links and devices ended.

    `lost` are images of the house that was replaced which could not be kept. `damaged` is where a database lies that
    could not be read; `endings_known` whether it still told what had ended.
    """

    rows: int
    files: int
    boards: int
    links_ended: int
    sessions_ended: int
    replaced: Path | None
    lost: list[str]
    damaged: Path | None = None
    endings_known: bool = True


def restore(path: Path, how: How, progress: Progress) -> Restored:
    """Bring a backup back whole, or change nothing.

    Raises:
        Refused: it is no sound backup, a newer version's, the house is not empty, or somebody is in it.
        DoneBut: the house is back, and its secret key is not.
    """
    with path.open("rb") as file, standstill(), reading.opened(file) as backup:
        schema.check(backup.manifest.revision, "This backup")
        secret.check(backup, wanted=how.with_key)
        with progress("Checking", backup.size) as bar:
            backup.check(bar.update)
        with secret.prepared(backup, wanted=how.with_key) as take_over:
            done = _replace_any(backup, how, progress)
            try:
                take_over()
            except OSError as error:
                raise DoneBut(
                    f"The house is back, but its secret key is not: {error.strerror}. Restore once more."
                ) from error
    standing.forget_damage()
    # What was there before is gone from the log, too; where that cannot be now, it is when the house starts.
    with suppress(sqlite3.Error):
        empty_log()
    return done


def _replace_any(backup: Backup, how: How, progress: Progress) -> Restored:
    """Replace what is there, in one transaction; where that cannot be read, another database takes its place."""
    if not (how.replace and damaged.is_damaged(db.engine)):
        try:
            with db.engine.connect().execution_options(immediate=True) as connection:
                return _exchange(connection, backup, how, progress)
        except damaged.Unreadable:
            db.engine.dispose()
    endings = _endings_still_told()
    with damaged.beside(db.engine) as (engine, put_in_place):
        with engine.connect().execution_options(immediate=True) as connection:
            done = _exchange(connection, backup, how, progress, endings=endings)
        kept = put_in_place()
    return replace(done, damaged=kept, endings_known=endings is not None)


def _endings_still_told() -> ended.Ended | None:
    """Return what had ended, as a damaged database tells it; None where it does not any more."""
    try:
        with db.engine.connect() as connection:
            return ended.ended(connection)
    except (SQLAlchemyError, ValueError):
        return None
    finally:
        db.engine.dispose()


def _exchange(
    connection: Connection, backup: Backup, how: How, progress: Progress, *, endings: ended.Ended | None = None
) -> Restored:
    """Everything that can be taken back, in one transaction. The copy kept of a replaced house stays in any case."""
    with connection.begin(), ExitStack() as undone:
        patient(connection)
        check_alone(connection)
        tables.lock(connection)
        kept, endings = None, endings or {}
        if not tables.is_empty(connection):
            if not how.replace:
                raise Refused("This house is not empty. With --replace it is kept in a file and replaced.")
            kept, endings = _keep(connection, progress, how), ended.ended(connection)
        rows = _load(connection, backup, progress)
        assets.unpack(backup, undone)
        schema.upgrade(connection)
        ended.end_again(connection, endings)
        done = _begin_anew(connection, rows, how, (backup, kept))
        # From here on the files belong to rows, or nobody can know whether they do.
        past_return()
        undone.pop_all()
    return done


@dataclass(frozen=True, slots=True)
class _Kept:
    """The file a house was kept in, and its images that are not there."""

    path: Path
    lost: list[str]


def _keep(connection: Connection, progress: Progress, how: How) -> _Kept:
    """Keep the house as it is in a file beside it, before it is replaced."""
    var: Path = current_app.config["VAR"]
    path = var / f"before-restore-{clock.now():%Y%m%d-%H%M%S-%f}.baraza"
    with whole_or_nothing(path) as file:
        with _readable():
            made = pack(file, connection, with_key=how.with_key, progress=progress)
        read_back(file, progress)
    return _Kept(path, made.lost)


@contextmanager
def _readable() -> Iterator[None]:
    """Tell a database whose rows cannot be read any more from a disk that is full, and the like."""
    try:
        yield
    except (SQLAlchemyError, ValueError) as error:
        if failures.sentence(error) in {None, failures.DAMAGED} and db.engine.dialect.name == "sqlite":
            raise damaged.Unreadable from error
        raise


def _load(connection: Connection, backup: Backup, progress: Progress) -> int:
    """Make the tables as they were when the backup was made, and fill them."""
    manifest = backup.manifest
    schema.build(connection, manifest.revision)
    parts = {part.name: part for part in manifest.tables}
    found = tables.kept(connection)
    if {table.name: tables.kinds(table) for table in found} != {part.name: part.columns for part in manifest.tables}:
        raise Refused(f"The tables of this backup are not those of revision {manifest.revision}.")
    total = sum(part.rows for part in manifest.tables)
    with progress("Restoring", 2 * total) as bar:
        for table in found:
            part = parts[table.name]
            for done in tables.pour(connection, table, part.columns, backup.rows(part)):
                bar.update(done)
    tables.set_counters(connection)
    return total


def _begin_anew(connection: Connection, rows: int, how: How, origin: tuple[Backup, _Kept | None]) -> Restored:
    """Let browsers know that the logs are other ones, and end what nobody can vouch for."""
    backup, kept = origin
    replaced = kept.path if kept else None
    at = clock.now()
    boards = list(connection.scalars(select(Board.id)))
    for board in boards:
        connection.execute(update(Board).where(Board.id == board).values(epoch=new_id()))
    done = Restored(
        rows=rows,
        files=len(backup.manifest.files),
        boards=len(boards),
        links_ended=ended.end_links(connection, at),
        sessions_ended=ended.end_sessions(connection, at) if how.end_sessions else 0,
        replaced=replaced,
        lost=kept.lost if kept else [],
    )
    details = {"made": backup.manifest.made, "replaced": replaced.name if replaced else None}
    row = {"at": at, "actor_id": None, "action": "house.restore", "target": "house", "details": details}
    connection.execute(insert(AuditRow), [row])
    return done
