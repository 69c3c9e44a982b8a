"""Where the transactions of the committer run.

SQLite waits for its lock inside C, which would stop every greenlet of the process; so
under gevent its commits run in one native thread, on an engine made in that thread and
used nowhere else: the locks inside a shared one are gevent's and know only one thread.
PostgreSQL waits like any socket, so there a commit runs in the greenlet that asks.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from gevent import monkey
from gevent.threadpool import ThreadPool
from sqlalchemy import Connection, Engine, StaticPool, create_engine, text

from app.db import LOCK_SECONDS, prepare_engine

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
        return _NativeThread(engine.url.render_as_string(hide_password=False))
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

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool = ThreadPool(1)
        self._connection: Connection | None = None

    def run(self, work: Work[Result]) -> Result:
        result, error = self._pool.apply(self._attempt, (work,))
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return]

    def _attempt(self, work: Work[Result]) -> tuple[Any, BaseException | None]:
        """Do it, and hand an error over as a value: gevent would print one that is raised here."""
        try:
            if self._connection is None:
                self._connection = self._connect()
            with self._connection.begin():
                return work(self._connection), None
        except BaseException as error:  # noqa: BLE001 - raised again where the caller waits
            return None, error

    def _connect(self) -> Connection:
        options = {"check_same_thread": False}
        engine = create_engine(self._url, poolclass=StaticPool, connect_args=options, hide_parameters=True)
        prepare_engine(engine)
        return engine.connect().execution_options(immediate=True)
