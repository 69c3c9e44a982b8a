"""A whole house in processes of its own, started with the command people use or with another of the tests."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.error import HTTPError

from tests import hub, loaded

ROOT = Path(__file__).parent.parent
PATIENCE = 60
"""Seconds within which a site starts."""

STOPS_WITHIN = 150
"""Seconds within which all of it has ended; somebody else may need the processor meanwhile."""

TICKS = os.sysconf("SC_CLK_TCK")

UNWATCHED, WATCHED = ("wsgi.py",), ("-m", "tests.served")
"""The command people use, and the same one under the eyes of `tests/hub.py`."""

WATCHING = ("tests.served", "tests.realtime.house", "tests.boards.leaky_house")
"""What those eyes are in, whoever starts it."""


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class House:
    """A running house: its address, its folder, and ways to stop it kindly or not."""

    def __init__(self, environ: dict[str, str], *, command: tuple[str, ...] = WATCHED, answers: int = 200) -> None:
        self.command, self.answers = command, answers
        self.port = int(environ.get("PORT") or free_port())
        self.environ = {**os.environ, **environ, "PORT": str(self.port), "HOST": "127.0.0.1"}
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(environ["VAR"]) / "log.txt"
        self.process: subprocess.Popen[bytes] | loaded.Forked | None = None

    def start(self) -> "House":
        """Start it and wait until it answers."""
        self.process = self._begun()
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise AssertionError(f"the house did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.02)
        if any(word.startswith(WATCHING) for word in self.command):
            hub.follow(Path(self.environ["VAR"]))
        return self

    def _begun(self) -> "subprocess.Popen[bytes] | loaded.Forked":
        if loaded.may_begin(self.command, self.environ):
            return loaded.begin(self.command, self.environ, self.log)
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """The process that was started, which is the web process where people start it."""
        return self.process.pid if self.process else 0

    def kill(self) -> None:
        """End every process at once, as a power cut would."""
        if self.process is not None:
            # A group whose last process has ended is gone; one may well outlive the first.
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        """Ask it to end, as Ctrl+C does."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            self.process.wait(timeout=STOPS_WITHIN)

    def computed(self) -> float:
        """Return the seconds of processor time its processes took since its start, whatever else runs beside."""
        stats = (_stat(each) for each in Path("/proc").glob("[0-9]*/stat"))
        # After the name: state, parent, group; from the twelfth on the ticks of a process and of its ended children.
        return sum(sum(map(int, stat[11:15])) for stat in stats if stat and int(stat[2]) == self.pid) / TICKS

    def run(self, *command: str) -> str:
        """Run a command of the house, `flask …`, and return what it printed."""
        words, environ = ("-m", "flask", *command), {**self.environ, "FLASK_APP": "wsgi"}
        if loaded.may_begin(words, environ):
            done = loaded.run(words, environ, patience=300)
        else:
            done = subprocess.run(
                [sys.executable, *words], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
            )
        done.check_returncode()
        return done.stdout

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return answer.status == self.answers
        except HTTPError as refusal:
            refusal.close()
            return refusal.code == self.answers
        except OSError:
            return False


def _stat(path: Path) -> list[str]:
    """Return what Linux says of a process, after its name; nothing where it has ended."""
    try:
        return path.read_text().rpartition(")")[2].split()
    except OSError:
        return []
