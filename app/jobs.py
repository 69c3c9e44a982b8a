"""Work that runs later, in a second process, so that it never holds up a socket.

A feature's `jobs.py` decorates its functions with `@job()` or `@regularly(…)`.
`flask jobs` runs the consumer.
"""

import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec

from flask import Flask, current_app
from huey import Huey, RedisHuey, SqliteHuey, crontab

P = ParamSpec("P")


def _queue() -> Huey:
    if os.environ.get("REDIS_URL"):
        return RedisHuey("baraza", url=os.environ["REDIS_URL"], results=False)
    var = Path(os.environ.get("VAR") or "var").resolve()
    var.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("baraza", filename=str(var / "jobs.db"), results=False, fsync=True)


queue = _queue()
_app: list[Flask] = []


def init_app(app: Flask) -> None:
    """Let jobs of this process run in `app`."""
    _app[:] = [app]


def job(*, retries: int = 5) -> Callable[[Callable[P, None]], Callable[P, object]]:
    """Make calls of a function wait in the queue; its arguments must be plain values."""

    def later(function: Callable[P, None]) -> Callable[P, object]:
        return queue.task(retries=retries, retry_delay=30)(_in_app(function))  # type: ignore[no-any-return]

    return later


def regularly(**when: str) -> Callable[[Callable[[], None]], object]:
    """Run a function on a schedule in UTC: `@regularly(minute="*/10")`."""
    return lambda function: queue.periodic_task(crontab(**when))(_in_app(function))


def _in_app(function: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - whatever the job takes
        if current_app:
            function(*args, **kwargs)
            return
        with _app[0].app_context():
            function(*args, **kwargs)

    return run
