"""The line between a page and the house: one on which nothing takes any time, and a thin one."""

import json
import random
from collections.abc import Callable
from typing import Any

BYTES_A_SECOND = 400_000 / 8
THERE_AND_BACK = 0.4
LOST = 0.02
"""400 kilobits a second for both ways together, 400 milliseconds, and every fiftieth packet does not arrive."""

PACKET, AROUND = 1_400, 60
"""Bytes of a message in one packet, and what the network adds to each."""

HEADERS = 500
"""Bytes a browser and the house say around what they ask and answer by HTTP."""


class AtOnce:
    """Everything is there in the moment it is sent."""

    def there(self, _question: dict) -> dict | None:
        """How long a question takes to the house; None where it is there."""
        return None

    def back(self, _question: dict, _size: int) -> dict:
        """How long its answer takes to the page."""
        return {}


class ThinLine:
    """What is sent waits for what was sent before it, whichever way; what is lost comes a round trip later.

    Behind a lost packet those of the same stream wait, as in TCP; other streams go on. `log` says what went over
    it: when it was sent, what, how many bytes, when it was there.
    """

    def __init__(self, now: Callable[[], float], luck: int) -> None:
        self._now, self._luck = now, random.Random(luck)
        self._free = 0.0
        self._streams: dict[str, float] = {}
        self.log: list[tuple[float, str, int, float]] = []

    def there(self, question: dict) -> dict | None:
        """Milliseconds a question takes to the house; None where it has come."""
        if question.get("arrived"):
            return None
        asked = question["message"] if question["ask"] == "emit" else question["body"]
        return {"there": self._carry(question, "up", size(asked))}

    def back(self, question: dict, size: int) -> dict:
        """Milliseconds its answer of so many bytes takes to the page."""
        return {"back": self._carry(question, "down", size)}

    def tell(self, packet: Any) -> float:
        """When something the house tells by itself is at the page."""
        return self._pass("frame", "socket down", size(packet))

    def _carry(self, question: dict, way: str, size: int) -> int:
        socket = question["ask"] == "emit"
        what = question["event"] if socket else question["address"]
        stream = f"{'socket' if socket else what} {way}"
        there = self._pass(f"{what} {way}", stream, size if socket else size + HEADERS)
        return max(1, round((there - self._now()) * 1_000))

    def _pass(self, what: str, stream: str, size: int) -> float:
        now, there = self._now(), self._streams.get(stream, 0.0)
        for begin in range(0, max(1, size), PACKET):
            times = 1
            while self._luck.random() < LOST:
                times += 1
            self._free = max(self._free, now) + times * (min(PACKET, size - begin) + AROUND) / BYTES_A_SECOND
            there = max(there, self._free + THERE_AND_BACK / 2 + (times - 1) * THERE_AND_BACK)
        self._streams[stream] = there
        self.log.append((round(now, 2), what, size, round(there, 2)))
        return there


def size(message: Any) -> int:
    """Bytes a message takes on the line."""
    return len(json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode())
