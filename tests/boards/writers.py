"""People who write as fast as the house lets them, whatever becomes of it, each in a thread of their own."""

import os
import threading
import time

from tests.boards.conftest import Room
from tests.boards.live import Page
from tests.house_process import House

WRITERS, KILLS, BETWEEN = 8, int(os.environ.get("KILLS", "5")), 200
"""How many write while the server is killed how often, and how many ops are acknowledged before each time."""

RECOVERED = 15.0
"""Seconds of processor time from a start after a kill to the next acknowledgement; on a machine where nothing else runs
they pass in five. The clock on the wall also says what others take of it."""


class Writer(threading.Thread):
    """Writes until told to stop, and keeps what nobody acknowledged to send it again, as an outbox does.

    Once there are `most` notes of theirs, they give those other words.
    """

    def __init__(self, page: Page, *, at_once: int = 4, pause: float = 0.1, most: int = 1_000) -> None:
        super().__init__(daemon=True)
        self.page = page
        self.at_once = at_once
        self.pause = pause
        self.most = most
        self.notes: list[str] = []
        self.written: dict[int, str] = {}
        self._stop_writing = threading.Event()

    def stop(self) -> None:
        """Write nothing more; what waits is still sent."""
        self._stop_writing.set()

    def run(self) -> None:
        while not self._stop_writing.is_set():
            if len(self.page.waiting) < 10 * self.at_once:
                self._write()
            self._send()
            # People write at some pace.
            time.sleep(self.pause)
        while self.page.waiting:
            self._send()

    def _write(self) -> None:
        somebody = self.page.somebody
        for _ in range(self.at_once):
            number = somebody.n + 1
            self.written[number] = words = f"w{number:05}{somebody.seat[2:]}"
            if len(self.notes) < self.most:
                op = somebody.note(words, name=words)
                self.notes.append(op["id"])
            else:
                op = somebody.op("txt.put", id=self.notes[number % self.most], t=words)
            self.page.waiting.append(op)

    def _send(self) -> None:
        """Try once; a socket that is gone is opened again."""
        try:
            if self.page.socket is None or self.page.socket.gone.is_set():
                self.page.close()
                self.page.open()
            self.page.send_waiting()
        except (OSError, AssertionError, KeyError):
            # The house is away, or went in the middle of an answer: the same is sent again.
            time.sleep(0.1)
        except Exception as error:
            if type(error).__module__.split(".")[0] != "websocket":
                raise
            # As above, while the handshake was under way.
            time.sleep(0.1)


def acknowledged(writers: list[Writer]) -> dict[tuple[str, int], int]:
    """Client and number of every op somebody was told of, and its last row."""
    return {
        (writer.page.somebody.client, n): seq for writer in writers for n, seq in list(writer.page.acknowledged.items())
    }


def until_acknowledged(writers: list[Writer], more: int, *, patience: float = 60) -> None:
    """Wait until so many more ops than now were acknowledged."""
    goal, deadline = len(acknowledged(writers)) + more, time.monotonic() + patience
    while len(acknowledged(writers)) < goal:
        assert time.monotonic() < deadline, f"{len(acknowledged(writers))} of {goal} acknowledgements came"
        time.sleep(0.02)


def write_through_kills(house: House, room: Room) -> list[Writer]:
    """Let people write while the server is killed again and again; what they were told before each kill stays true."""
    writers = [Writer(Page(house, room.join(f"Writer {number}")), most=12) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    told: dict[tuple[str, int], int] = {}
    for _kill in range(KILLS):
        until_acknowledged(writers, BETWEEN)
        house.kill()
        told |= acknowledged(writers)
        house.start()
        until_acknowledged(writers, 1)
        assert house.computed() < RECOVERED
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join(timeout=60)
        assert not writer.is_alive()
    assert told.items() <= acknowledged(writers).items()
    return writers
