"""What takes long happens aside: in native threads, while the one thread that serves everybody goes on.

Such a thread reads the database on an engine of its own. Where gevent is not (commands, jobs, most tests), everything
happens where it is asked for.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextvars import copy_context
from functools import cached_property, partial
from typing import Any, Final, TypeVar

from flask import Flask, current_app, has_app_context
from gevent import monkey
from gevent.threadpool import ThreadPool
from jinja2 import Template
from sqlalchemy import Engine, ScalarResult

from app.db import db, own_engine
from app.engines import engine_for_thread

Result = TypeVar("Result")
Work = Callable[[], Result]

THREADS: Final = 2

SLICE: Final = 0.01
"""Seconds of drawing until others may go on."""

BREATH: Final = 0.0001
"""Seconds of sleep in which all others that can go on do. After a sleep of none gevent may come back before it has
looked who has something to read."""

PIECE: Final = 300
"""Rows that are written before others may go on: some ten milliseconds, and as many as a turn takes ops."""


MADE_AT_ONCE: Final = 50
"""Objects with all that belongs to them that are made before others may go on; whoever asks says so to the database
(`yield_per`)."""


class Threads:
    """So many native threads of this process, each with an engine of its own, used nowhere else.

    They are made when they are first needed: gunicorn may have forked since the application was made. What a
    thread has goes with it, for another may be known by the same number later.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._own = monkey.get_original("_thread", "_local")()

    def run(self, work: Work[Result]) -> Result:
        """Do it in one of them, and wait for it. Whatever it raises is raised here."""
        result, error = self._pool.apply(_attempt, (work,))
        if error is not None:
            raise error
        return result  # type: ignore[no-any-return] # gevent's pool has no types

    def engine(self, like: Engine) -> Engine:
        """The engine of the thread that asks, for the same database as another."""
        if not hasattr(self._own, "engine"):
            self._own.engine = engine_for_thread(like)
        return self._own.engine  # type: ignore[no-any-return] # a thread's own things have no types

    @cached_property
    def _pool(self) -> ThreadPool:
        return ThreadPool(self._count)


class Piecewise(Template):
    """A page, drawn piece by piece: others are served in between, however long it is."""

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as the library has it
        """Return the whole of it."""
        pieces, since = [], time.monotonic()
        for piece in self.generate(*args, **kwargs):
            pieces.append(piece)
            if time.monotonic() - since > SLICE:
                time.sleep(BREATH)
                since = time.monotonic()
        return "".join(pieces)


class Aside:
    """The native threads of one application."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._threads = Threads(THREADS)
        self._for_writers = Threads(1)
        self._in_line = Threads(1)

    def run(self, work: Work[Result]) -> Result:
        """Do it in one of them."""
        return self._threads.run(work)

    def run_in_line(self, work: Work[Result]) -> Result:
        """Run it in the single thread in which each waits for the one before it, and return its result."""
        return self._in_line.run(work)

    def read(self, engine: Engine, work: Work[Result], *, held: bool) -> Result:
        """Do it with a session of its own, which is ended with it; what is `held` waits for nobody who looks."""
        threads = self._for_writers if held else self._threads

        def reading() -> Result:
            token = own_engine.set(threads.engine(engine))
            try:
                with self._app.app_context():
                    return work()
            finally:
                own_engine.reset(token)

        return threads.run(partial(copy_context().run, reading))


def init_app(app: Flask) -> None:
    """Give an application its threads, where one thread serves everybody."""
    app.extensions["aside"] = Aside(app) if monkey.is_module_patched("threading") else None


def compute(work: Work[Result]) -> Result:
    """Do what asks no database, in this request; others are served meanwhile. Whatever it raises is raised here."""
    aside = _aside()
    return aside.run(partial(copy_context().run, work)) if aside else work()


def in_line(work: Work[Result]) -> Result:
    """Run work that takes a lock of a library in one thread, never two at once; others are served meanwhile.

    Such a lock is gevent's, which forgets at times to wake whoever waits for it in another native thread.
    """
    aside = _aside()
    return aside.run_in_line(partial(copy_context().run, work)) if aside else work()


def read(work: Work[Result], *, held: bool = False) -> Result:
    """Do what reads the database, in a session of its own, which sees what is committed by now.

    What it finds belongs to no session afterwards. Never in a transaction of SQLite: `within` is for that. `held`
    says that people who write wait for it: then it does not stand in line with pages and exports.
    """
    aside = _aside()
    return aside.read(db.engine, work, held=held) if aside else work()


def within(work: Work[Result]) -> Result:
    """The same in the midst of a transaction that has locked what is read.

    In a transaction of SQLite nobody else may go on, so there it happens here: where `is_ahead`, make it before.
    """
    return work() if db.engine.dialect.name == "sqlite" else read(work, held=True)


def pieces(rows: Sequence[Result]) -> Iterator[Sequence[Result]]:
    """Rows in pieces, for a transaction that writes thousands of them: others are served between two of them.

    Whoever wants to write meanwhile waits as for any other that holds the lock.
    """
    for begin in range(0, len(rows), PIECE):
        if begin:
            time.sleep(BREATH)
        yield rows[begin : begin + PIECE]


def in_parts(found: ScalarResult[Result]) -> list[Result]:
    """All that was found, made into objects part by part: others are served between two of them."""
    rows: list[Result] = []
    for part in found.partitions(MADE_AT_ONCE):
        if rows:
            time.sleep(BREATH)
        rows += part
    return rows


def is_ahead() -> bool:
    """Whether what a transaction needs is better made before it: it could not be made aside in its midst."""
    return _aside() is not None and db.engine.dialect.name == "sqlite"


def _aside() -> Aside | None:
    found: Aside | None = current_app.extensions["aside"] if has_app_context() else None
    return found


def _attempt(work: Work[Any]) -> tuple[Any, BaseException | None]:
    """Hand an error over as a value: gevent would print one that is raised there."""
    try:
        return work(), None
    except BaseException as error:  # noqa: BLE001 - raised again where somebody waits
        return None, error
