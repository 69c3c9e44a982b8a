"""A house to measure: `make run`'s own server in a process of its own, over a fresh folder."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parent.parent
PATIENCE = 90


@dataclass(frozen=True)
class Measured:
    """A house and those of its processes whose time and memory count; none where it runs elsewhere."""

    url: str
    pids: list[int]


class OwnHouse:
    """An empty house that lives as long as it is measured: `with OwnHouse(var, database) as house: …`"""

    def __init__(self, var: Path, database: str = "", *, command: tuple[str, ...] = ("wsgi.py",)) -> None:
        self.command = command
        self.var = var
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var / "log.txt"
        self.environ = {
            **os.environ,
            "VAR": str(var),
            "DATABASE_URL": database,
            "DEMO": "no",
            "SECRET_KEY": "only as long as it is measured",
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
        }

    def __enter__(self) -> Self:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.command],
                cwd=ROOT,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"the house did not start:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_error: object) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    @property
    def measured(self) -> Measured:
        """Its web process; what runs jobs has nothing to do here."""
        return Measured(self.url, [self.process.pid])

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return False
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
