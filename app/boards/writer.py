"""Where the transactions of the committer run.

A turn is many short questions to the database. Where gevent serves everybody in one thread, each
answer would wait until that thread comes round again, and SQLite would stop it altogether; so there
turns run in native threads, on engines made in them and used nowhere else: the locks inside a shared one
are gevent's and know only one thread.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from gevent import monkey
from sqlalchemy import Connection, Engine, text

from app.aside import Threads
from app.engines import LOCK_SECONDS, is_hurried

Result = TypeVar("Result")
Work = Callable[[Connection], Result]


class Writer(Protocol):
    """Runs a piece of work in one transaction and commits it."""

    def run(self, work: Work[Result]) -> Result:
        """Return what the work returns, once it is committed; whatever it raises has been rolled back."""
        ...


THREADS = {"sqlite": 1, "postgresql": 2}
"""SQLite has one writer. On PostgreSQL a board that is locked elsewhere must not hold up all others; each more would
take time from the thread that serves everybody."""


def writer_for(engine: Engine) -> Writer:
    """The writer that suits a database and this process."""
    if monkey.is_module_patched("threading"):
        return _NativeThreads(engine, THREADS[engine.dialect.name])
    return _Here(engine)


class _Here:
    """The calling thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, work: Work[Result]) -> Result:
        return _commit(self._engine, work)


class _NativeThreads:
    """Real threads, each with one connection of its own."""

    def __init__(self, engine: Engine, threads: int) -> None:
        self._engine = engine
        self._threads = Threads(threads)

    def run(self, work: Work[Result]) -> Result:
        return self._threads.run(partial(self._commit, work))

    def _commit(self, work: Work[Result]) -> Result:
        return _commit(self._threads.engine(self._engine), work)


def _commit(engine: Engine, work: Work[Result]) -> Result:
    # Taken anew for each turn: one that died meanwhile is noticed here, and replaced.
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql" and not is_hurried(engine):
            connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_SECONDS}s'"))
        return work(connection)
