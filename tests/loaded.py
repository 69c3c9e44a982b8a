"""A process that has loaded all that a site loads, from which the sites of the tests are forked.

Loading takes most of a start, for the web process and once more for the process that runs jobs. How a site loads is
tried with the commands people use; where the tests are about what it does then, `begin` has it done once for all.
"""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import atexit
import ctypes
import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import gevent
from gevent.event import Event

ROOT = Path(__file__).parent.parent

MODULES = ("flask", "tests.served", "tests.realtime.house", "tests.boards.leaky_house", "tests.accounts.watched_house")
"""What may be begun like this: commands, and modules that patch what waits first, as this one does."""

SERVERS = "postgres", "redis", "valkey"
"""What is told apart by settings and words: a process that asks none of them loads nothing that could."""

JOBS = ["-m", "flask", "jobs", "--until-closed"]
"""The process beside the web process, as that one starts it."""

_begun: list["Loaded"] = []
_one_after_another = threading.Lock()


def may_begin(command: tuple[str, ...], environ: dict[str, str]) -> bool:
    """Whether a command does the same there: a site that asks no PostgreSQL and no Redis loads neither."""
    known = command[:1] == ("-m",) and command[1:2] and command[1] in MODULES
    others = environ.get("DATABASE_URL") or environ.get("REDIS_URL")
    return bool(known and not others and not any(each in word for word in command for each in SERVERS))


def begin(
    command: tuple[str, ...], environ: dict[str, str], log: Path, *, errors: Path | None = None, bound: bool = False
) -> "Forked":
    """Run `python -m …` in a process and a session of its own; what it says goes to files.

    With `bound` the permissions of files hold for root too.
    """
    with _one_after_another:
        if not _begun:
            _begun.append(Loaded())
        files = {"log": str(log), "errors": str(errors or log)}
        return _begun[0].fork(words=command[1:], environ=environ, bound=bound, **files)


def run(
    command: tuple[str, ...], environ: dict[str, str], *, patience: float = 60, bound: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run such a command to its end: how it ended, and what it said."""
    with tempfile.TemporaryDirectory() as folder:
        said, errors = Path(folder) / "said", Path(folder) / "errors"
        done = begin(command, environ, said, errors=errors, bound=bound)
        try:
            code = done.wait(timeout=patience)
        finally:
            done.kill()
        return subprocess.CompletedProcess(command, code, said.read_text(), errors.read_text())


class Loaded:
    """Such a process, seen from the tests. It ends with the process that has begun it."""

    def __init__(self) -> None:
        self._line, its = socket.socketpair()
        with its:
            subprocess.Popen(
                [sys.executable, "-m", "tests.loaded"],
                cwd=ROOT,
                stdin=its,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            ).returncode = 0  # Nobody asks how it ended.
        self._answers = self._line.makefile("r")
        atexit.register(self._end)

    def fork(self, **asked: object) -> "Forked":
        """Let it fork a process that runs a module."""
        return Forked(self, self._ask(**asked))

    def _end(self) -> None:
        self._answers.close()
        self._line.close()

    def ended(self, pid: int) -> int | None:
        """The code with which a process has ended, as `Popen` has it; none while it runs. It is asked until then."""
        with _one_after_another:
            return self._ask(pid=pid)

    def _ask(self, **asked: object) -> Any:
        self._line.sendall(json.dumps(asked).encode() + b"\n")
        answer = self._answers.readline()
        assert answer, "what loads all for the sites of the tests has ended"
        return json.loads(answer)


class Forked:
    """A process that was begun like this, in the words of `Popen`."""

    def __init__(self, by: Loaded, pid: int) -> None:
        self._by, self.pid = by, pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._by.ended(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        until = time.monotonic() + timeout if timeout is not None else None
        while (code := self.poll()) is None:
            if until is not None and time.monotonic() > until:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout or 0)
            time.sleep(0.005)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


fork = monkey.get_original("os", "fork")
waitpid = monkey.get_original("os", "waitpid")
"""gevent's own would begin its loop here; each process that is forked has to begin its own."""


def _load() -> None:
    """Load what `wsgi.py` loads, and as it does; what it loads later too, for nobody asks here how much memory it has.

    What these sites do not need is kept away as there.
    """
    gc.disable()
    sys.modules.update(dict.fromkeys(("redis", "valkey", "psycopg")))
    for each in ("flask.cli", "flask_migrate", "app.cli", "app.demo.welcome", "app.serve", "tests.hub"):
        import_module(each)
    from sqlalchemy.orm import configure_mappers

    from app import build
    from app.canvases.library import library
    from tests import compiled

    configure_mappers()
    library()
    compiled.sources_once()
    build.version()
    gc.freeze()


def _asked() -> Iterator[dict[str, Any]]:
    said = b""
    while more := os.read(0, 65536):
        *lines, said = (said + more).split(b"\n")
        yield from map(json.loads, lines)


def _serve() -> list[str]:
    """Fork whenever that is asked; returns in each process that is forked, with what it is to run."""
    for asked in _asked():
        if "pid" in asked:
            pid, status = waitpid(asked["pid"], os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if pid else None
        elif not (answer := fork()):
            _stand_alone(asked["environ"], asked["log"], asked["errors"])
            if asked["bound"]:
                _obey_permissions()
            return asked["words"]
        os.write(0, json.dumps(answer).encode() + b"\n")
    os._exit(0)


def _stand_alone(environ: dict[str, str], log: str, errors: str) -> None:
    os.setsid()
    written = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    for number, path, how in ((0, os.devnull, os.O_RDONLY), (1, log, written), (2, errors, written)):
        opened = os.open(path, how)
        os.dup2(opened, number)
        os.close(opened)
    os.environ.clear()
    os.environ.update(environ)


def _obey_permissions() -> None:
    """Do without what lets root write and read whatever it likes: DAC_OVERRIDE and DAC_READ_SEARCH."""
    libc = ctypes.CDLL(None, use_errno=True)
    version_and_process = (ctypes.c_uint32 * 2)(0x20080522, 0)
    # Effective, permitted and inheritable, first for the lower half of all capabilities.
    sets = (ctypes.c_uint32 * 6)()
    assert libc.capget(version_and_process, sets) == 0
    for each in range(3):
        sets[each] &= ~0b110
    assert libc.capset(version_and_process, sets) == 0


def _run(module: str, *words: str) -> None:
    sys.argv[1:] = words
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _jobs_beside() -> None:
    """Fork what will be the process that runs jobs, so that it has loaded all too; `Companion` is given that one first.

    It waits at the pipe whose end tells it later that the web process has ended.
    """
    from app.companions import Companion

    reading, writing = os.pipe()
    if not (pid := fork()):
        os.close(writing)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if not os.read(reading, 1):
            os._exit(0)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.dup2(reading, 0)
        os.close(reading)
        os.environ["FLASK_APP"] = "wsgi"
        _run(*JOBS[1:])
    os.close(reading)
    beside = [Beside(pid, writing)]
    started = Companion._started  # noqa: SLF001 - there is no other way in

    def first(companion: Companion) -> Any:
        if not beside or companion._command[1:] != JOBS:  # noqa: SLF001 - likewise
            return started(companion)
        companion._since = time.monotonic()  # noqa: SLF001 - likewise
        return beside.pop().go_on()

    Companion._started = first  # noqa: SLF001 - likewise


class Beside:
    """The process that runs jobs, in the words of `Popen`, seen from the web process."""

    def __init__(self, pid: int, writing: int) -> None:
        self.pid, self._writing = pid, writing
        self.returncode: int | None = None

    def go_on(self) -> "Beside":
        """Let it do what it is there for."""
        self._ended = Event()
        self._watcher = gevent.get_hub().loop.child(self.pid, trace=False)
        self._watcher.start(self._note)
        os.write(self._writing, b"!")
        return self

    def _note(self) -> None:
        self.returncode = os.waitstatus_to_exitcode(self._watcher.rstatus)
        self._watcher.stop()
        self._ended.set()

    def poll(self) -> int | None:
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        if not self._ended.wait(timeout):
            raise subprocess.TimeoutExpired(JOBS, timeout or 0)
        return self.returncode

    def terminate(self) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal.SIGTERM)

    def kill(self) -> None:
        if self.returncode is None:
            os.kill(self.pid, signal.SIGKILL)


if __name__ == "__main__":
    _load()
    words = _serve()
    if words == ["tests.served"]:
        _jobs_beside()
    _run(*words)
