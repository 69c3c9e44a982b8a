"""Waiting for SQLite's write lock without holding anybody else up.

SQLite waits in C, and with it every greenlet of a web process: whoever reads, hears or only wants to know whether the
house is there. So where greenlets are many one of them at a time asks for the lock again and again and sleeps in
between. It has its connection by then: who waited for one in the door would wait for those behind it.
"""

import sqlite3
import threading
import time
from typing import Final

from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

PAUSE, LONGEST_PAUSE = 0.001, 0.02
"""Seconds until the lock is asked for again: each time half as long again as before."""

_door: Final = threading.Lock()


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
