"""A process beside the web process: started with it, started again when it dies, and ended with it, however it ends."""

import os
import signal
import subprocess
import sys
import time
from typing import Final

import gevent
from gevent import monkey

PAUSES: Final = (1, 2, 5, 15, 60)
"""Seconds until a process is started again that died, the last one for as long as it goes on dying."""

WELL_AFTER = 60
"""Seconds a process lives after which its next end counts as its first."""

LOOK_EACH = 0.5
"""Seconds between two looks at whether it lives."""

LEAVE_WITHIN = 10
"""Seconds it has to end."""


class Companion:
    """One such process. It holds the reading end of a pipe that is closed when this process ends, even by `kill -9`."""

    def __init__(self, what: str, command: list[str], environ: dict[str, str]) -> None:
        self._what, self._command, self._environ = what, command, environ
        self._process: subprocess.Popen[bytes] | None = None
        self._watching: gevent.Greenlet[..., None] | None = None

    def begin(self) -> None:
        """Start it, and watch it from now on."""
        self._process = self._started()
        self._watching = gevent.spawn(self._watch, self._process)

    def expect_its_end(self) -> None:
        """Start it no more: whoever presses Ctrl+C ends both at once."""
        if self._watching is not None:
            self._watching.kill()

    def end(self) -> None:
        """End it, kindly at first."""
        self.expect_its_end()
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(timeout=LEAVE_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _started(self) -> "subprocess.Popen[bytes]":
        self._since = time.monotonic()
        return subprocess.Popen(self._command, env=self._environ, stdin=subprocess.PIPE)  # noqa: S603 - our own

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        deaths = 0
        while True:
            gevent.sleep(LOOK_EACH)
            if process.poll() is None:
                continue
            deaths = 0 if time.monotonic() - self._since > WELL_AFTER else deaths
            pause = PAUSES[min(deaths, len(PAUSES) - 1)]
            deaths += 1
            print(  # noqa: T201 - the person who started it reads this
                f"{self._what} ended with code {process.returncode}. It is started again in {pause} s.",
                file=sys.stderr,
                flush=True,
            )
            gevent.sleep(pause)
            self._process = process = self._started()


def end_when_closed(number: int) -> None:
    """End this process when a pipe is closed, for then nobody is there any more who started it.

    A native thread waits for that, so that it is heard whatever this process does.
    """
    start = monkey.get_original("_thread", "start_new_thread")
    sleep = monkey.get_original("time", "sleep")

    def wait() -> None:
        while os.read(number, 1024):
            pass
        os.kill(os.getpid(), signal.SIGTERM)
        sleep(LEAVE_WITHIN)
        os._exit(1)

    start(wait, ())
