"""How long one greenlet kept all others of a web process waiting, and where: measured in the server under test.

Every house of the tests that runs in a process of its own is watched; `long_turns` is asked after each module, and at
the end of a session it is told how many there were.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import greenlet
from flask import Flask
from gevent import monkey
from gevent.baseserver import BaseServer
from gevent.hub import Hub

LONG = 0.05
"""Seconds nothing may hold the others up."""

CEILING = 0.15
"""Seconds at which a test fails: what else the machine does cannot be told apart entirely."""


WAITED = 0.5
"""Seconds a turn may take with all that it waited for, in any module."""

BEGIN = ("gevent", "engineio", "socketio", "huey")
"""The packages whose functions are the first ones of greenlets that the application does not begin itself."""

NAME = "stalls.jsonl"
"""The file in a house's folder."""

_known: dict[Path, int] = {}
"""The files of houses that were started, and how much of each was read."""


class OwnTime:
    """Seconds as the thread has them that makes this: they stand still while it waits for a processor.

    So what a busy machine takes away does not count; what sleeps, waits for a lock or for a disk does, as
    what computes.
    """

    def __init__(self) -> None:
        self._scheduled = os.open("/proc/thread-self/schedstat", os.O_RDONLY | os.O_CLOEXEC)

    def __call__(self) -> float:
        """Now."""
        waited = int(os.pread(self._scheduled, 100, 0).split()[1])
        return (time.monotonic_ns() - waited) / 1e9

    def end(self) -> None:
        """Look at the clock no more."""
        os.close(self._scheduled)


class Stalls:
    """Measures each turn of each greenlet, from the moment it is switched to until it lets others go on."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a")
        self._now = OwnTime()
        self._since = self._now()
        self._worked = time.thread_time()
        self._turn = 0
        self._where = ""
        self._ended = False
        self._thread = monkey.get_original("_thread", "get_ident")()

    def begin(self) -> None:
        greenlet.settrace(self._switched)
        monkey.get_original("_thread", "start_new_thread")(self._sample, ())

    def end(self) -> None:
        """Watch no more."""
        greenlet.settrace(None)
        self._ended = True
        self._now.end()
        self._file.close()

    def woken(self, *_signal: object) -> None:
        """A test had stopped the process, in the middle of a turn perhaps: that was no work of the house."""
        self._since = self._now()

    def _switched(self, _event: str, greenlets: tuple[Any, Any]) -> None:
        now, worked = self._now(), time.thread_time()
        held, self._since = now - self._since, now
        cpu, self._worked = worked - self._worked, worked
        self._turn += 1
        if held > LONG and not isinstance(greenlets[0], Hub):
            self._file.write(json.dumps({"held": held, "cpu": cpu, "where": self._where}) + "\n")
            self._file.flush()
        self._where = ""

    def _sample(self) -> None:
        """From a thread of its own: what runs where the same turn goes on and on."""
        sleep, seen = monkey.get_original("time", "sleep"), -1
        while not self._ended:
            sleep(LONG / 2)
            if self._turn == seen and not self._where:
                frame = sys._current_frames().get(self._thread)  # noqa: SLF001 - the only way to see another thread
                self._where = _place(frame)
            seen = self._turn


def watch(app: Flask) -> None:
    """Watch this process from the moment it serves, and has served once."""
    path = app.config["VAR"] / NAME
    # gunicorn has servers of its own kind.
    start = BaseServer.start

    def started(self: BaseServer, *arguments: Any) -> Any:
        app.test_client().get("/healthz")
        watching = Stalls(path)
        watching.begin()
        signal.signal(signal.SIGCONT, watching.woken)
        return start(self, *arguments)

    BaseServer.start = started


def follow(var: Path) -> None:
    """Let `long_turns` tell of a house in this folder, too."""
    _known.setdefault(var / NAME, 0)


def long_turns() -> list[dict]:
    """Those over the limit in all houses since this was last asked, the longest first.

    Raises:
        FileNotFoundError: a house was to be watched, and was not.
    """
    long = []
    for path, behind in _known.items():
        long += stalls(path, behind=behind)
        _known[path] = path.stat().st_size
    return _longest_first(long)


def beyond_ceiling(turns: list[dict]) -> list[dict]:
    """Those that worked for too long, or waited for a lock or a disk as nobody may.

    A machine that others use too takes a moment for a disk: those who try one thing allow a turn no more than the
    ceiling, whatever it waited for.
    """
    return [each for each in turns if each["cpu"] > CEILING or each["held"] > WAITED]


def keep(folder: Path, module: str, tests: list[str], turns: list[dict]) -> None:
    """Write down what was long while a module was tried: whoever tries it again has to try all of it."""
    kept = {"module": module, "tests": tests, "turns": turns, "too long": bool(beyond_ceiling(turns))}
    (folder / f"{module.replace('/', '-')}.json").write_text(json.dumps(kept))


def told(folder: Path) -> list[str]:
    """What was kept of a session, in lines."""
    kept = [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]
    turns = [each | {"module": module["module"]} for module in kept for each in module["turns"]]
    lines = [f"{len(turns)} turns over {LONG * 1000:.0f} ms in houses of {len(kept)} modules"]
    for each in _longest_first(turns)[:5]:
        where = each["where"] or "where nobody saw"
        lines.append(f"  {each['held']:.3f} s, {each['cpu']:.3f} s of it at work: {each['module']}, {where}")
    return lines


def stalls(path: Path, *, behind: int = 0) -> list[dict]:
    """What was written down behind so many bytes, the longest first."""
    found = [_read(line) for line in path.read_bytes()[behind:].splitlines()]
    return _longest_first([each for each in found if each is not None])


def _read(line: bytes) -> dict | None:
    """A turn as it was written down; none where a full disk took a part of it."""
    try:
        return json.loads(line)
    except ValueError:
        return None


def _longest_first(turns: list[dict]) -> list[dict]:
    return sorted(turns, key=lambda each: -each["held"])


def _place(frame: Any) -> str:
    """Return the innermost line of the application that runs; empty where none does.

    What is behind the first frame of a greenlet may be gone, and to look there ends the process: so nobody looks
    further back than to where greenlets begin.
    """
    while frame is not None:
        name = frame.f_code.co_filename
        if "/app/" in name or name.endswith("wsgi.py"):
            return f"{name.rpartition('/app/')[2]}:{frame.f_lineno} {frame.f_code.co_name}"
        if any(f"/{each}/" in name for each in BEGIN):
            break
        frame = frame.f_back
    return ""
