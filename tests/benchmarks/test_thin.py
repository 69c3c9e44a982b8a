"""The thin line of the load kit is as thin and as long as it says, for all who share it."""

import socket
import threading
import time
from contextlib import closing
from typing import Self

import pytest

from benchmarks.thin import thin_line

BYTES = 20_000
PATIENCE = 0.15
"""Seconds by which a line may be late on a machine where nothing else runs."""

NAP = 0.01
TRIES = 4


@pytest.fixture
def house():
    """Somebody who answers each letter with many."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        threading.Thread(target=_answer_all, args=(server,), daemon=True).start()
        yield server.getsockname()


def _answer_all(server: socket.socket) -> None:
    while True:
        try:
            line, _address = server.accept()
        except OSError:
            return
        threading.Thread(target=_answer, args=(line,), daemon=True).start()


def _answer(line: socket.socket) -> None:
    with line:
        while line.recv(1):
            line.sendall(b"x" * BYTES)


def ask(port: int, took: list[float]) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"?")
        left = BYTES
        while left:
            left -= len(line.recv(left))
    took.append(time.monotonic() - begun)


class Sleeper(threading.Thread):
    """Sleeps, and knows by how much it was woken too late: so late anybody may be who only waits."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.late = 0.0
        self._wanted = threading.Event()

    def run(self) -> None:
        while not self._wanted.is_set():
            begun = time.monotonic()
            self._wanted.wait(NAP)
            self.late += max(0.0, time.monotonic() - begun - NAP)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_why: object) -> None:
        self._wanted.set()
        self.join()


def test_two_who_share_a_thin_line_wait_for_each_other(house):
    # A round trip to be connected, one for the question and its answer, and the bytes at 400 kbit/s.
    one, two = (0.4 + 0.4 + people * 8 * BYTES / 400_000 for people in (1, 2))
    late = []
    with thin_line(house) as (line, port):
        for _ in range(TRIES):
            with Sleeper() as beside:
                alone: list[float] = []
                ask(port, alone)
            late.append((alone[0] - one, beside.late))
            with Sleeper() as beside:
                both: list[float] = []
                asking = [threading.Thread(target=ask, args=(port, both)) for _ in range(2)]
                for each in asking:
                    each.start()
                for each in asking:
                    each.join()
            late.append((max(both) - two, beside.late))

    # Nothing comes early, and what comes late does so because the machine was busy.
    assert [lateness for lateness, _machine in late if lateness < -0.01] == []
    assert [each for each in late if each[0] > PATIENCE + each[1]] == []
    assert line.carried == {"up": 3 * TRIES, "down": 3 * TRIES * BYTES}
