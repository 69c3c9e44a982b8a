"""How the site stands: whether its database is sound and takes what is written, and whether somebody runs its jobs.

`/healthz` asks at most every few seconds: each look writes to the database, for nothing else shows that it can be done.
"""

import fcntl
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from flask import Flask, current_app
from sqlalchemy import Connection, func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from app import aside, clock, failures, jobs
from app.db import Model, db, own_engine
from app.engines import address_of_existing
from app.read_only import readable

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""Seconds a look waits for SQLite's lock."""

FRESH = timedelta(seconds=3)
"""So long what was seen is told again."""

LITTLE_ROOM = 200 * 1024 * 1024
"""Bytes left on the disk below which that is said."""

STUCK = timedelta(minutes=15)
"""So long after the last sign of life whoever runs jobs counts as stuck; a sign comes each minute."""

STARTING = timedelta(minutes=1)
"""So long after its own start a process waits for whoever runs jobs to start as well, and calls nobody away."""

DAMAGE, BEAT = "damage.txt", "jobs.beat"
"""Files in VAR: what the last check found, and when jobs were last run."""

OK = "ok"
WORDS: Final = {
    failures.DAMAGED: "corrupt",
    failures.FULL: "full",
    failures.READ_ONLY: "read-only",
    failures.LOCKED: "locked",
    failures.NO_FILE: "missing",
}
"""How a failure of the database is called in an answer; any other is `away`."""

NO_JOBS = (
    "Nobody runs jobs: letters, reminders and exports wait. "
    "Start `flask jobs`; under `make run` it starts again by itself."
)
STUCK_JOBS = "Whoever runs jobs has not done any for a quarter of an hour. Stop `flask jobs` and start it again."
NEARLY_FULL = "The disk is nearly full. Make room on it."


@dataclass(slots=True)
class Seen:
    """What a look saw: of each part one word, and a sentence for each that is not well. `serves` is whether people
    can be served.
    """

    parts: dict[str, str] = field(default_factory=dict)
    say: list[str] = field(default_factory=list)
    serves: bool = True


class Standing:
    """What was seen last, for all who ask at once; and whether this process met damage."""

    def __init__(self) -> None:
        self._looking = Lock()
        self._begun: datetime | None = clock.now()
        self._at: datetime | None = None
        self._seen = Seen()
        self.damaged = False

    def seen(self) -> Seen:
        """Return how the site stands, looked at now or a moment ago."""
        with self._looking:
            now = clock.now()
            if self._at is None or not self._at <= now < self._at + FRESH:
                self._seen = _look(met_damage=self.damaged, is_starting=self._is_starting(now))
                self._at = now
                if self._seen.parts["jobs"] == OK:
                    # They have started: whoever is not there from now on is away.
                    self._begun = None
            return self._seen

    def _is_starting(self, now: datetime) -> bool:
        return self._begun is not None and self._begun <= now < self._begun + STARTING


def init_app(app: Flask) -> None:
    app.extensions["standing"] = Standing()


def seen() -> Seen:
    """Return how the site stands."""
    return _of_app().seen()


def note(error: BaseException) -> None:
    """Remember that somebody met damage while they were served, and say once what to do."""
    standing = _of_app()
    if not standing.damaged and failures.is_damage(error):
        standing.damaged = True
        log.critical("%s", failures.DAMAGED)


def is_quick_to_check() -> bool:
    """True when the database is a file: PostgreSQL's may be large, and is checked at night alone."""
    return db.engine.dialect.name == "sqlite"


def check() -> str | None:
    """Return what is wrong with the database itself, read from its first page to its last; None where it is sound.

    However large it is, other jobs go on meanwhile. What was found is kept for whoever asks how the site stands.
    """
    try:
        found = aside.read(_found)
    except SQLAlchemyError as error:
        if not failures.is_damage(error):
            raise
        found = str(getattr(error, "orig", error))
    _keep(found)
    return found


def _found() -> str | None:
    with readable(own_engine.get() or db.engine) as engine, engine.connect() as connection:
        return "; ".join(_faults(connection)) or None


def forget_damage() -> None:
    """Remember no damage any more: another database is in the place of that one."""
    with suppress(OSError):
        (_var() / DAMAGE).unlink(missing_ok=True)


def beat() -> None:
    """Leave a sign that jobs are run."""
    with suppress(OSError):
        (_var() / BEAT).write_text(clock.now().isoformat())


def _look(*, met_damage: bool, is_starting: bool) -> Seen:
    found = Seen()
    word, said = _database(met_damage=met_damage)
    found.parts["database"] = word
    found.serves = said is None
    found.say += [said] if said else []
    word, said = _jobs(is_starting=is_starting)
    found.parts["jobs"] = word
    found.say += [said] if said else []
    if found.serves and shutil.disk_usage(_var()).free < LITTLE_ROOM:
        found.parts["disk"] = "nearly full"
        found.say.append(NEARLY_FULL)
    return found


def _database(*, met_damage: bool) -> tuple[str, str | None]:
    if met_damage or _kept_damage():
        return WORDS[failures.DAMAGED], failures.DAMAGED
    try:
        try_to_write(db.engine)
    except (SQLAlchemyError, sqlite3.Error, failures.Refusal) as error:
        said = failures.sentence(error) or failures.AWAY
        return WORDS.get(said, "away"), said
    return OK, None


def try_to_write(engine: Engine) -> None:
    """Write what changes nothing anybody reads, down to the disk."""
    if engine.dialect.name == "sqlite":
        aside.compute(partial(_try_sqlite, Path(str(engine.url.database))))
        return
    with engine.connect() as connection, connection.begin():
        if connection.scalar(text("SELECT current_setting('transaction_read_only')")) == "on":
            raise failures.Refusal(failures.READ_ONLY)
        connection.execute(text("SELECT pg_logical_emit_message(true, 'baraza', '')"))


def _try_sqlite(path: Path) -> None:
    with closing(
        sqlite3.connect(address_of_existing(path), uri=True, timeout=PATIENCE, isolation_level=None)
    ) as connection:
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("BEGIN IMMEDIATE")
        (number,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version={(number + 1) % 1000}")
        connection.execute("COMMIT")


def _faults(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        yield from (line for line in connection.scalars(text("PRAGMA quick_check(3)")) if line != OK)
        return
    # Reading a page has PostgreSQL look at its checksum, where the cluster has any; what it met before it counts.
    for table in Model.metadata.sorted_tables:
        connection.execute(select(func.count()).select_from(table))
    counted = text("SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()")
    if failed := connection.scalar(counted):
        yield f"{failed} pages whose checksum is wrong"


def _jobs(*, is_starting: bool) -> tuple[str, str | None]:
    if not _somebody_runs_jobs():
        if is_starting:
            return "starting", None
        return "away", NO_JOBS
    last = _last_beat()
    if last is not None and clock.now() - last > STUCK:
        return "stuck", STUCK_JOBS
    return OK, None


def _somebody_runs_jobs() -> bool:
    """True when a process holds the lock that whoever runs jobs holds; the system frees it when that one dies."""
    try:
        with (_var() / jobs.JOBS_LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _last_beat() -> datetime | None:
    try:
        return datetime.fromisoformat((_var() / BEAT).read_text())
    except (OSError, ValueError):
        return None


def _keep(found: str | None) -> None:
    if found is None:
        forget_damage()
        return
    log.critical("%s What was found: %s", failures.DAMAGED, found)
    with suppress(OSError):
        (_var() / DAMAGE).write_text(f"{clock.now():%Y-%m-%d %H:%M} UTC: {found}\n")


def _kept_damage() -> bool:
    return (_var() / DAMAGE).exists()


def _of_app() -> Standing:
    found: Standing = current_app.extensions["standing"]
    return found


def _var() -> Path:
    var: Path = current_app.config["VAR"]
    return var


@jobs.regularly(minute="*")
def _say_that_jobs_are_run() -> None:
    beat()


@jobs.regularly(hour="4", minute="20")
def _check_each_day() -> None:
    check()
