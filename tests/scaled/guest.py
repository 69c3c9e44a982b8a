"""One page of a crowd: what it wrote and nobody acknowledged yet, and the board as it was told."""

import json
import random
import time
import urllib.request
from dataclasses import dataclass, field

from app.boards.engine.apply import change
from app.boards.engine.state import Board, Element
from app.realtime import tickets
from benchmarks.line import Line
from tests.boards.conftest import Somebody
from tests.boards.live import cookie, session_of
from tests.scaled import frames
from tests.scaled.hand import Hand

AT_ONCE, PATIENCE = 20, 8
"""Ops sent together, and seconds to wait for any answer."""

AGAIN = {"busy", "slow-down", "too-fast", "unavailable", "broken", "not-ready"}
"""Refusals of a whole batch after which the same is sent again."""


@dataclass
class Arrival:
    """A line that stands, what the house answered, and what was heard or fetched meanwhile."""

    line: Line
    answer: dict
    texts: list[bytes]
    fetched: dict | None = None


class Away(Exception):
    """The house cannot be reached through this door just now."""


@dataclass
class Guest:
    """Keeps what browsers keep; knows no loop and no clock but the machine's."""

    somebody: Somebody
    urls: list[str]
    door: int
    seed: random.Random
    timed: bool = True
    line: Line | None = None
    n: int = 0
    seq: int = 0
    elements: dict[str, Element] = field(default_factory=dict)
    waiting: dict[int, dict] = field(default_factory=dict)
    sent_at: dict[int, float] = field(default_factory=dict)
    acknowledged: dict[int, int | None] = field(default_factory=dict)
    settled_at: dict[int, float] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    reached: list[tuple[int, float]] = field(default_factory=list)
    trouble: list[object] = field(default_factory=list)
    flying_since: float | None = None
    not_before: float = 0
    ask_at: float | None = None
    _early: dict[int, frames.Frame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cookie = cookie(self.somebody)
        self._session = session_of(self.somebody)
        self._hand = Hand(self.somebody.seat, self.seed)

    @property
    def client(self) -> str:
        return self.somebody.client

    def come(self, since: int, first: int | None) -> Arrival:
        """Connect, show a ticket, say hello, fetch what was missed. Blocks: for a thread of its own.

        Raises:
            Away: it did not come to be.
        """
        url = self.urls[self.door]
        try:
            line = Line(url, self.cookie)
        except OSError as error:
            raise Away from error
        try:
            line.sock.settimeout(PATIENCE)
            line.open(self._ticket())
            return self._greeted(line, url, since, first)
        except (OSError, EOFError, Away) as error:
            line.sock.close()
            raise Away from error

    def arrive(self, arrival: Arrival) -> None:
        """Go on with a line: what the house has dealt with is settled, the rest is sent again."""
        self.line, answer = arrival.line, arrival.answer
        for refusal in answer["refused"]:
            self._settle(refusal)
        for n in [n for n in self.waiting if n <= answer["last_n"]]:
            self._settle({"n": n, "s": None})
        if answer.get("fetch") == "snapshot":
            self.elements, self.seq = {}, 0
        self._take(frames.read(arrival.fetched or answer["frame"]))
        for text in arrival.texts:
            self.hear(text)

    def lose(self) -> None:
        """The line broke; the next try goes through the next door."""
        if self.line is not None:
            self.line.sock.close()
        self.line, self.flying_since, self.ask_at = None, None, None
        self._early.clear()
        self.door = (self.door + 1) % len(self.urls)
        self.not_before = time.monotonic() + self.seed.uniform(0.2, 1)

    def write(self, due: float) -> None:
        """Think of one more op; it waits until it is sent."""
        self.n += 1
        self.waiting[self.n] = self._hand.op(self.n)
        self.sent_at[self.n] = due

    def send(self, now: float) -> None:
        """Send what waits, one batch at a time; ask for what is missing; give up a line that says nothing."""
        if self.line is None:
            return
        if self.flying_since is not None and now - self.flying_since > PATIENCE:
            raise Away
        if self.waiting and self.flying_since is None and now >= self.not_before:
            ops = list(self.waiting.values())[:AT_ONCE]
            self.flying_since = now
            self.line.send(f"42{ops[0]['n']}" + json.dumps(["ops", self.somebody.batch(*ops)]))
        if self.ask_at is not None and now >= self.ask_at:
            self.ask_at = now + PATIENCE
            self._ask()

    def hear(self, text: bytes) -> None:
        """Take one packet.

        Raises:
            Away: it says that this line is of no use any more.
        """
        if text.startswith(b'42["frame",'):
            self._take(frames.parsed(text[11:-1]))
        elif text.startswith(b"430["):
            frame = json.loads(text[3:])[0]
            if "x" in frame:
                raise Away(frame)
            self._take(frames.read(frame))
        elif text.startswith(b"43"):
            self._answered(json.loads(text[text.index(b"[") :])[0])
        elif text == b"2":
            self.line.send("3")
        elif text.startswith(b'42["lag"'):
            self._ask()
        elif text.startswith(b'42["closed"'):
            self.trouble.append(text)

    def board(self) -> Board:
        """The board as this page was told of it."""
        return Board(self.seq, self.elements)

    def _take(self, frame: frames.Frame) -> None:
        start, end, events = frame
        if end <= self.seq:
            return
        if start > self.seq:
            self._early[start] = frame
            self.ask_at = self.ask_at or time.monotonic() + 1.5
            return
        for seq, event in events:
            if seq > self.seq:
                change(self.elements, event)
        self.seq = end
        if self.timed:
            self.reached.append((end, time.monotonic()))
        if self._early and (follows := [start for start in self._early if start <= end]):
            for start in sorted(follows):
                self._take(self._early.pop(start))
        if not self._early:
            self.ask_at = None

    def _answered(self, answer: dict) -> None:
        self.flying_since = None
        if "x" in answer:
            if answer["x"] not in AGAIN:
                self.trouble.append(answer)
            self.not_before = time.monotonic() + 0.5
            return
        for entry in answer["a"]:
            self._settle(entry)
        if answer.get("resume", next(iter(self.waiting), None)) != next(iter(self.waiting), None):
            self.trouble.append(answer)

    def _settle(self, entry: dict) -> None:
        if self.waiting.pop(entry["n"], None) is None:
            return
        if self.timed:
            self.settled_at[entry["n"]] = time.monotonic()
        if "x" in entry:
            self.refused[entry["n"]] = entry["x"]
        else:
            self.acknowledged[entry["n"]] = entry["s"]

    def _greeted(self, line: Line, url: str, since: int, first: int | None) -> Arrival:
        room = self.somebody.room
        hello = {"b": room.board, "c": self.client, "since": since, "e": room.epoch}
        line.send("420" + json.dumps(["hello", {**hello, **({"n": first} if first else {})}]))
        texts = []
        while not (text := line.next()).startswith(b"430["):
            texts.append(text)
        answer = json.loads(text[3:])[0]
        if "x" in answer:
            raise Away(answer)
        way = {"ops": f"ops/?since={since}&e={room.epoch}", "snapshot": "snapshot/"}.get(answer.get("fetch"))
        return Arrival(line, answer, texts, way and self._get(f"{url}/boards/{room.board}/{way}"))

    def _ask(self) -> None:
        room = self.somebody.room
        self.line.send("420" + json.dumps(["since", {"b": room.board, "e": room.epoch, "since": self.seq}]))

    def _ticket(self) -> str:
        room = self.somebody.room
        with room.app.app_context():
            return tickets.issue(self.somebody.principal, self._session, room.id)

    def _get(self, address: str) -> dict:
        request = urllib.request.Request(address, headers={"Cookie": self.cookie, "Accept": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return json.load(answer)
