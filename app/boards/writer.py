"""Where the transactions of the committer run.

SQLite waits for its lock inside C, which would stop every greenlet of the process; so
under gevent its commits run in one native thread, on an engine made in that thread and
used nowhere else: the locks inside a shared one are gevent's and know only one thread.
PostgreSQL waits like any socket, so there a commit runs in the greenlet that asks.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine, text

from app.aside import in_thread
from app.db import LOCK_SECONDS, engine_for_thread

Result = TypeVar("Result")
Work = Callable[[Connection], Result]


class Writer(Protocol):
    """Runs a piece of work in one transaction and commits it."""

    def run(self, work: Work[Result]) -> Result:
        """Return what the work returns, once it is committed; whatever it raises has been rolled back."""
        ...


def writer_for(engine: Engine) -> Writer:
    """The writer that suits a database and this process."""
    if engine.dialect.name == "sqlite" and monkey.is_module_patched("threading"):
        return _NativeThread(engine)
    return _Here(engine)


class _Here:
    """The calling greenlet or thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, work: Work[Result]) -> Result:
        with self._engine.connect().execution_options(immediate=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
            return work(connection)


class _NativeThread:
    """One real thread with one connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pool = ThreadPool(1)
        self._connection: Connection | None = None

    def run(self, work: Work[Result]) -> Result:
        return in_thread(self._pool, partial(self._commit, work))

    def _commit(self, work: Work[Result]) -> Result:
        if self._connection is None:
            self._connection = engine_for_thread(self._engine).connect().execution_options(immediate=True)
        with self._connection.begin():
            return work(self._connection)
