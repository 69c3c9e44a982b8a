"""The thin line of the load kit is as thin and as long as it says, for all who share it."""

import socket
import threading
import time
from contextlib import closing

import pytest

from benchmarks.thin import thin_line

BYTES = 20_000
PATIENCE = 0.15
"""Seconds by which a busy machine may be late."""

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


def test_two_who_share_a_thin_line_wait_for_each_other(house):
    alone: list[float] = []
    both: list[float] = []
    with thin_line(house) as (line, port):
        for _ in range(TRIES):
            ask(port, alone)
            asked: list[float] = []
            asking = [threading.Thread(target=ask, args=(port, asked)) for _ in range(2)]
            for each in asking:
                each.start()
            for each in asking:
                each.join()
            both.append(max(asked))

    # A round trip to be connected, one for the question and its answer, and the bytes at 400 kbit/s. A busy machine
    # makes an answer late, and none early, so the quickest of a few says how the line is.
    assert min(alone) == pytest.approx(0.4 + 0.4 + 8 * BYTES / 400_000, abs=PATIENCE)
    assert min(both) == pytest.approx(0.4 + 0.4 + 2 * 8 * BYTES / 400_000, abs=PATIENCE)
    assert line.carried == {"up": 3 * TRIES, "down": 3 * TRIES * BYTES}
