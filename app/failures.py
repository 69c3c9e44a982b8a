"""What went wrong with a disk, a database or the network, in one sentence for whoever runs the site."""

import errno
import logging
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy.exc import ArgumentError, NoSuchModuleError

GUIDE = "docs/when-something-breaks.md"
"""What to do, by symptom."""

DAMAGED = f"The database is damaged. Stop Baraza and restore a backup: flask restore FILE --replace. See {GUIDE}."
FULL = "The disk is full, or refuses to be written. Make room on it and try again."
READ_ONLY = "The database cannot be written: its disk, its folder or its file is read-only for this user."
LOCKED = "The database is locked by another program. Stop that one and try again."
AWAY = "The database does not answer. Is it running, and is DATABASE_URL right?"
NO_FILE = "The file of the database cannot be opened. Is its folder there, and may this user write to it?"
UNPREPARED = "The database has not the tables of this version. Prepare it: flask prepare."
NO_REDIS = "Redis does not answer. Is it running, and is REDIS_URL right?"
NO_MAIL_SERVER = "The mail server does not answer, or refuses what it was told. Is SMTP_URL right?"
NO_ADDRESS = "DATABASE_URL is no address of a database: sqlite:////a/file or postgresql://user:password@host/name."

PASSING = {FULL, READ_ONLY, LOCKED, AWAY, NO_REDIS, NO_MAIL_SERVER}
"""What may be over without anybody starting anything again."""

_SQLITE = {
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_IOERR: FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_BUSY: LOCKED,
    sqlite3.SQLITE_LOCKED: LOCKED,
    sqlite3.SQLITE_CANTOPEN: NO_FILE,
    sqlite3.SQLITE_PERM: NO_FILE,
}
"""By the primary code of SQLite's error."""

_POSTGRESQL = {
    "53100": FULL,
    "25006": READ_ONLY,
    "42P01": UNPREPARED,
    "42703": UNPREPARED,
    "XX001": DAMAGED,
    "XX002": DAMAGED,
    "55P03": LOCKED,
}
"""By the state PostgreSQL tells."""

AGAIN_AFTER = 60
"""Seconds until the log of a process that goes on says the same sentence again."""

PRIMARY = 0xFF
"""What of a code of SQLite says which kind of error it is."""

_LIBRARIES = {"redis": NO_REDIS, "valkey": NO_REDIS, "smtplib": NO_MAIL_SERVER}

_MACHINE = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: "The disk is read-only. Mount it so that it can be written, or set VAR to another folder.",
    errno.EACCES: "This user may not write or read it. Give it to the user that runs Baraza.",
    errno.EADDRINUSE: "Another program listens on this address already. Stop it, or set PORT to another number.",
    errno.EADDRNOTAVAIL: "This machine does not have the address that HOST names.",
}

_NETWORK = {errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ETIMEDOUT, errno.ECONNRESET}


class Refusal(Exception):
    """Something was not done. The message is the one sentence that says why, and what to do."""


class _Plain(logging.Formatter):
    """Lines of a log; of what an operator can mend they tell the sentence and no trace."""

    def formatException(self, info: Any) -> str:  # noqa: N802, ANN401 - as the library has it
        """Return the sentence, or the trace of what nobody expected."""
        return sentence(info[1]) or super().formatException(info)


class _OnceAMinute(logging.Filter):
    """Lets each sentence through once a minute: who waits for a disk tries several times a second."""

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a line tells what was not told within this minute."""
        error = record.exc_info[1] if record.exc_info else None
        said = sentence(error) if error is not None else None
        now = time.monotonic()
        if said is None or now - self._last.get(said, now - AGAIN_AFTER) >= AGAIN_AFTER:
            self._last[said or ""] = now
            return True
        return False


def say_plainly() -> None:
    """From now on have the log of this process tell failures in one sentence, each once a minute."""
    handler = logging.StreamHandler()
    handler.setLevel(logging.WARNING)
    handler.setFormatter(_Plain())
    handler.addFilter(_OnceAMinute())
    logging.getLogger().addHandler(handler)


def sentence(error: BaseException) -> str | None:
    """Return what went wrong and what to do; None where it is nothing that an operator can mend."""
    for each in _chain(error):
        if isinstance(each, Refusal):
            return str(each)
        if said := _of_sqlite(each) or _of_library(each) or _of_machine(each):
            return said
    return None


def of_files(error: OSError) -> str | None:
    """Return what keeps a file or a folder from being read or written, and what to do; None where that is not known."""
    said = _MACHINE.get(error.errno or 0)
    return f"{_named(error)}{said}" if said else None


def is_damage(error: BaseException) -> bool:
    """True when an error says that the database itself is damaged."""
    return sentence(error) == DAMAGED


def met(work: Callable[[], object]) -> str | None:
    """Do something, and return the sentence of what kept it from being done; None where it is done.

    What no operator can mend is raised.
    """
    try:
        work()
    except Exception as error:
        said = sentence(error)
        # Every library has errors of its own, and may not be loaded.
        if said is None:
            raise
        return said
    return None


@contextmanager
def told(kept_in: Path | None = None, *, code: int = 1) -> Iterator[None]:
    """End the process with one sentence for whatever fails within."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        _tell(error, kept_in)
        raise SystemExit(code) from None


def tell_uncaught(kept_in: Path | None) -> None:
    """From now on say in one sentence what ends this process; what nobody expected is kept in a file."""

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        # Whoever pressed Ctrl+C knows what happened.
        if not isinstance(error, KeyboardInterrupt):
            _tell(error, kept_in)

    sys.excepthook = hook


def _tell(error: BaseException, kept_in: Path | None) -> None:
    said = sentence(error)
    if said is None:
        first = (str(error).splitlines() or [""])[0]
        said = f"Baraza met something it did not expect: {type(error).__name__}: {first}"
        with suppress(OSError):
            if kept_in is not None:
                kept_in.write_text("".join(traceback.format_exception(error)))
                said += f"\nThe details are in {kept_in}; please report them."
    print(f"Error: {said}", file=sys.stderr, flush=True)  # noqa: T201 - the person who started it reads this


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        original = getattr(error, "orig", None)
        if isinstance(original, BaseException):
            yield original
        error = error.__cause__ or error.__context__


def _of_sqlite(error: BaseException) -> str | None:
    if not isinstance(error, sqlite3.Error):
        return None
    if "no such table" in str(error) or "no such column" in str(error):
        return UNPREPARED
    return _SQLITE.get(getattr(error, "sqlite_errorcode", 0) & PRIMARY)


def _of_library(error: BaseException) -> str | None:
    """Know an error by its library, which may not be loaded."""
    if isinstance(error, (ArgumentError, NoSuchModuleError)):
        return NO_ADDRESS
    library = type(error).__module__.partition(".")[0]
    if library == "psycopg":
        state = getattr(error, "sqlstate", None)
        return AWAY if state is None and type(error).__name__ == "OperationalError" else _POSTGRESQL.get(str(state))
    return _LIBRARIES.get(library)


def _of_machine(error: BaseException) -> str | None:
    if not isinstance(error, OSError) or not error.strerror:
        return None
    if error.errno in _NETWORK:
        return f"{_named(error)}The network does not reach it: {error.strerror}."
    return of_files(error) or f"{_named(error)}{error.strerror}. See {GUIDE}."


def _named(error: OSError) -> str:
    return f"{error.filename}: " if error.filename else ""
