"""Somebody on a board: sends what is due, hears what comes, and remembers when."""

import json
import random
import re
import time
from dataclasses import dataclass

from benchmarks.figures import Covered
from benchmarks.line import Line
from benchmarks.writing import Hand

FRAME = re.compile(rb'42\["frame",\{"b":"[^"]*","e":"[^"]*","from":(\d+),"to":(\d+)')
ACK = re.compile(rb'43(\d+)\[\{"a":\[\{"n":\d+,"s":(\d+)\}\]\}\]')
RATE = re.compile(rb'"hz":(\d+)')


@dataclass(frozen=True)
class Seat:
    """A seat in a workshop, as a page gets it: where to connect, as whom, and to which board."""

    url: str
    cookie: str
    ticket: str
    board: str
    client: str


class Person:
    """One page of somebody. Those who `listen` read every frame whole, as a browser does, and note when they had."""

    def __init__(self, seat: Seat, people: int, *, listens: bool) -> None:
        self.seat = seat
        self.listens = listens
        self.rate = 4
        self.start = 0
        self.covered = Covered(0)
        self.lags = self.refused = self.presence = self.frames = self.holes = 0
        self.heard: list[tuple[int, float]] = []
        self.rows: list[tuple[int, float, float]] = []
        self._sent: dict[int, float] = {}
        self._n = 0
        self._hand = Hand(people)

    def connect(self, *, receive_buffer: int | None = None) -> None:
        """Open the socket, show the ticket, say hello; from here on nothing waits."""
        self.line = Line(self.seat.url, self.seat.cookie, receive_buffer=receive_buffer)
        self.line.open(self.seat.ticket)
        hello = {"b": self.seat.board, "c": self.seat.client, "since": 0}
        self._epoch = self.line.ask("hello", hello)["e"]
        frame = self.line.ask("hello", {**hello, "e": self._epoch}).get("frame")
        self.start = frame["to"] if isinstance(frame, dict) else 0
        self.covered = Covered(self.start)

    @property
    def sent(self) -> int:
        return self._n

    @property
    def unanswered(self) -> int:
        return self._n - len(self.rows) - self.refused

    def write(self, due: float) -> float:
        """Send one op; after how long the next one is due."""
        self._n += 1
        self._sent[self._n] = due
        batch = {"b": self.seat.board, "c": self.seat.client, "e": self._epoch, "ops": [self._hand.op(self._n)]}
        self.line.send(f"42{self._n}" + json.dumps(["ops", batch]))
        return 1

    def point(self, _due: float) -> float:
        """Move the cursor, as often as the house lets a room of this size."""
        place = {"x": random.randrange(4800), "y": random.randrange(2700)}
        self.line.send("42" + json.dumps(["presence", {"b": self.seat.board, **place}]))
        return 1 / self.rate

    def hear(self) -> None:
        """Take what has come."""
        for text in self.line.texts():
            if found := FRAME.match(text):
                self._take(text, int(found[1]), int(found[2]))
            elif text.startswith(b'42["presence"'):
                self.presence += 1
                if rate := RATE.search(text):
                    self.rate = int(rate[1])
            elif text.startswith(b"43"):
                self._settle(text)
            elif text == b"2":
                self.line.send("3")
            elif text.startswith(b'42["lag"'):
                self.lags += 1

    def _take(self, text: bytes, start: int, end: int) -> None:
        self.frames += 1
        if not self.covered.take(start, end) or not self.listens:
            return
        events = json.loads(text[2:])[1]["ev"]
        self.heard.append((end, time.monotonic()))
        self.holes += len(events) != end - start

    def _settle(self, text: bytes) -> None:
        done = ACK.fullmatch(text)
        if done is None:
            self.refused += 1
            return
        self.rows.append((int(done[2]), self._sent.pop(int(done[1])), time.monotonic()))
