"""Work that runs later, in a second process, so that it never holds up a socket.

A feature's `jobs.py` decorates its functions with `@job()` or `@regularly(…)`.
`flask jobs` runs the consumer: one for a house, beside however many web processes.
"""

import functools
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final, ParamSpec

import msgspec
from flask import Config, Flask, current_app
from huey import Huey, crontab
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import BaseStorage, MemoryStorage, SqliteStorage
from msgspec import Struct, structs

from app import aside, failures
from app.private import keep_private

P = ParamSpec("P")


AT_ONCE: Final = 4
"""Jobs that run beside each other: one that waits for a mail server or a lock holds the others up no more than people
in the web process hold each other up."""

JOBS_LOCK = "jobs.lock"
"""The file in VAR that whoever runs jobs holds, so that nobody exchanges the house behind them."""


class Waiting(Struct, array_like=True, forbid_unknown_fields=True):
    """A call as it waits: plain values in the order of huey's own message, and nothing that runs when it is read."""

    id: str
    name: str
    eta: datetime | None
    retries: int | None
    retry_delay: int | None
    priority: float | None
    args: list[Any]
    kwargs: dict[str, Any]
    on_complete: None
    on_error: None
    expires: float | None
    expires_resolved: datetime | None
    timeout: float | None
    chord_config: None
    retry_backoff: float | None


class AsJson(Serializer):
    """Writes down what waits as JSON. Huey's own way would run whatever somebody puts into Redis."""

    def _serialize(self, data: Message) -> bytes:
        return msgspec.json.encode(tuple(data))

    def _deserialize(self, data: bytes) -> Message:
        waiting = msgspec.json.decode(data, type=Waiting)
        return Message(*structs.astuple(structs.replace(waiting, args=tuple(waiting.args))))


queue = Huey("baraza", storage_class=MemoryStorage, results=False, serializer=AsJson())
"""What waits. Decorators need it before the house is known, so where it is kept is said later."""

_app: list[Flask] = []


def init_app(app: Flask) -> None:
    """Let jobs of this process wait where the house keeps them, and run in `app`."""
    _app[:] = [app]
    queue.storage.close()
    queue.storage = _storage(app.config)


def job(*, retries: int = 5) -> Callable[[Callable[P, None]], Callable[P, object]]:
    """Make calls of a function wait in the queue; its arguments must be plain values."""

    def later(function: Callable[P, None]) -> Callable[P, object]:
        task = queue.task(retries=retries, retry_delay=30)(_in_app(function))

        @functools.wraps(function)
        def put_in_line(*args: P.args, **kwargs: P.kwargs) -> object:
            # It waits on the disk, for which nobody else waits; the queue has a lock of its own.
            return aside.in_line(functools.partial(task, *args, **kwargs))

        return put_in_line

    return later


def regularly(**when: str) -> Callable[[Callable[[], None]], object]:
    """Run a function on a schedule in UTC: `@regularly(minute="*/10")`; never beside itself, however long it takes."""
    return lambda function: queue.periodic_task(crontab(**when))(_alone(_in_app(function)))


def _in_app(function: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever the job takes
        # A context of its own has a session of its own: a job that runs at once leaves what its caller read alone.
        with (current_app or _app[0]).app_context():
            function(*args, **kwargs)

    return run


def _alone(function: Callable[..., None]) -> Callable[..., None]:
    running = Lock()

    @functools.wraps(function)
    def run() -> None:
        # Whatever is due is seen by the one that runs, or by the next.
        if running.acquire(blocking=False):
            try:
                function()
            finally:
                running.release()

    return run


class FileStorage(SqliteStorage):
    """A file that is opened when it is first needed: who needs none works where it cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__("baraza", filename=str(path), fsync=True, create_tables=False)

    def _create_connection(self) -> sqlite3.Connection:
        with suppress(OSError):
            # What cannot be made private, SQLite says better itself.
            keep_private(Path(self.filename))
        try:
            connection: sqlite3.Connection = super()._create_connection()
            for statement in self.ddl:
                connection.execute(statement)
        except sqlite3.DatabaseError as error:
            if failures.is_damage(error):
                raise failures.Refusal(
                    f"{self.filename}, which holds the jobs that wait, is damaged. "
                    "Stop Baraza, move it away and start again; what waited in it is lost."
                ) from error
            raise
        return connection


def _storage(settings: Config) -> BaseStorage:
    file = FileStorage(settings["VAR"] / "jobs.db")
    if settings["REDIS_URL"]:
        from app.jobs_in_redis import PatientStorage  # noqa: PLC0415 - a house without Redis never loads it

        house = sha256(str(settings["SECRET_KEY"]).encode()).hexdigest()[:12]
        return PatientStorage(f"baraza.{house}", settings["REDIS_URL"], file)
    return file
