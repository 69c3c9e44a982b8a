"""Waiting for SQLite's write lock, and for the disk, without holding anybody else up.

SQLite waits in C, and with it every greenlet of a web process: whoever reads, hears or only wants to know whether the
house is there. So where greenlets are many one of them at a time asks for the lock again and again and sleeps in
between. It has its connection by then: who waited for one in the door would wait for those behind it. And what is
written is committed in a native thread: a disk that others use, too, may take half a second.
"""

import sqlite3
import threading
import time
from collections.abc import Callable
from typing import Final

from gevent import get_hub
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

PAUSE, LONGEST_PAUSE = 0.001, 0.02
"""Seconds until the lock is asked for again: each time half as long again as before."""

_door: Final = threading.Lock()


class Patient(sqlite3.Connection):
    """A connection that lets others go on while the disk takes what was written."""

    _has_the_lock = False

    def wrote(self) -> None:
        """Remember that this transaction holds the write lock."""
        self._has_the_lock = True

    def commit(self) -> None:
        """Commit: at once where nothing was written, else in a native thread. Whatever is raised is raised here."""
        if not self._has_the_lock:
            super().commit()
            return
        self._has_the_lock = False
        # What a thread raised gevent would print, too.
        if (error := get_hub().threadpool.apply(_error_of, (super().commit,))) is not None:
            raise error

    def rollback(self) -> None:
        """Give the lock back, which waits for no disk."""
        self._has_the_lock = False
        super().rollback()


def _error_of(work: Callable[[], None]) -> sqlite3.Error | None:
    try:
        work()
    except sqlite3.Error as error:
        return error
    return None


def begin(connection: Connection, patience: float) -> None:
    """Begin a transaction that writes, once nobody else writes.

    Raises:
        PoolTimeout: others waited for it before, for all of `patience`, in seconds.
        OperationalError: somebody held the lock as long.
    """
    until = time.monotonic() + patience
    if not _door.acquire(timeout=patience):
        raise PoolTimeout("others waited for SQLite's write lock all the while")
    try:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
        try:
            _ask(connection, until)
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(patience * 1000)}")
        own: object = connection.connection.dbapi_connection
        if isinstance(own, Patient):
            own.wrote()
    finally:
        _door.release()


def _ask(connection: Connection, until: float) -> None:
    pause = PAUSE
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as refused:
            if not _is_busy(refused) or time.monotonic() > until:
                raise
        else:
            return
        time.sleep(pause)
        pause = min(LONGEST_PAUSE, pause * 1.5)


def _is_busy(refused: OperationalError) -> bool:
    return getattr(refused.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
