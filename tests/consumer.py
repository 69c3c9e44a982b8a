"""The second process of a house, which works off what runs later, begun as people begin it and killed at will."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import loaded
from tests.places import ROOT

PATIENCE = 40


@pytest.fixture
def consumer(environ: dict[str, str]) -> Iterator[Callable[..., subprocess.Popen | loaded.Forked]]:
    """`consumer(SMTP_URL=…)` starts it with more settings; whoever is left in the end is killed."""
    started = []

    def start(**settings: str) -> subprocess.Popen | loaded.Forked:
        environment = {**os.environ, **environ, "FLASK_APP": "wsgi", **settings}
        words = "-m", "flask", "jobs"
        if loaded.may_begin(words, environment):
            process = loaded.begin(words, environment, Path(os.devnull))
        else:
            process = subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        kill(process)


def kill(process: subprocess.Popen | loaded.Forked) -> None:
    """End it at once, in the midst of what it does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(there: Callable[[], bool], *, every: float = 0.05, patience: float = PATIENCE) -> None:
    """Wait until it is there, as long as patience lasts, in seconds."""
    deadline = time.monotonic() + patience
    while not there():
        assert time.monotonic() < deadline
        time.sleep(every)
