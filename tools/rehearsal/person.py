"""A simulated person: joins by HTTP, follows the stage by socket, writes notes, gives dots and moves a note."""

import json
import random
import re
import select
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from app.boards.engine.room import next_place
from app.boards.engine.zone_sizes import sized
from app.boards.scene import rooms_of
from app.canvases.library import library
from app.ids import new_id
from benchmarks.door import BOARD, TICKETS, Guest, Refused, found
from benchmarks.line import Line

ZONE = re.compile(r'data-zone="([\w-]+)"')
JSON = "application/json"
MOST_NOTES = 3
"""Notes of one person on one board."""

SECONDS_BETWEEN = 1.5, 6.0
"""How long a person takes between two deeds: the shortest and the longest, at full pace."""

Note = tuple[str, str]
"""Language and words of a note."""


@dataclass
class Board:
    """A board as a person knows it."""

    id: str
    client: str
    epoch: str
    canvas: str
    zones: list[str]
    notes: dict[str, str] = field(default_factory=dict)
    """Ids of all notes and the words of each."""
    mine: list[str] = field(default_factory=list)
    n: int = 0


class Person(threading.Thread):
    """One person without a browser.

    `pace` divides the time between two deeds. What went wrong is in `faults`; `written` has the words that the server
    accepted, by their note, and `heard` when each version of the stage arrived, in seconds since 1970.
    """

    def __init__(self, address: str, name: str, words: list[Note], *, pace: float = 1.0) -> None:
        super().__init__(name=name, daemon=True)
        self.faults: list[str] = []
        self.written: dict[str, str] = {}
        self.heard: dict[int, float] = {}
        self._address, self._words, self._pace = address, words, pace
        self._guest = Guest(address, words[0][0] if words else "en")
        self._ended = threading.Event()
        self._stage: dict[str, object] = {}
        self._boards: dict[str, Board] = {}
        self._sent: dict[int, tuple[Board, dict[str, object]]] = {}
        self._asked = 0
        self._random = random.Random(name)

    @property
    def boards(self) -> list[str]:
        """The ids of the boards this person has opened."""
        return [each.id for each in list(self._boards.values())]

    def leave(self) -> None:
        """End the thread with its next deed."""
        self._ended.set()

    def run(self) -> None:
        """Join and take part until `leave`."""
        try:
            room_path, room = self._guest.join(re.sub(r"^https?://[^/]+", "", self._address), self.name)
            self._workshop = room_path.split("/")[2]
            self._line = Line(self._guest.url, self._guest.cookie)
            self._line.open(self._guest.ticket(found(TICKETS, room)))
            self._take_part()
        except (Refused, OSError, EOFError, PermissionError, KeyError, ValueError) as error:
            self.faults.append(f"{self.name} could go no further: {type(error).__name__}: {error}")

    def _take_part(self) -> None:
        due = time.monotonic() + self._pause()
        while not self._ended.is_set():
            for text in self._texts(0.2):
                self._hear(text)
            if time.monotonic() >= due:
                self._act()
                due = time.monotonic() + self._pause()
        self._line.sock.close()

    def _pause(self) -> float:
        least, most = SECONDS_BETWEEN
        return self._random.uniform(least, most) / self._pace

    def _texts(self, wait: float) -> Iterator[bytes]:
        yield from self._line.waiting()
        if select.select([self._line.sock], [], [], wait)[0]:
            yield from self._line.texts()

    def _hear(self, text: bytes) -> None:
        if text == b"2":
            self._line.send("3")
        elif text.startswith(b'42["stage",'):
            self._stage = json.loads(text[2:])[1]
            self.heard.setdefault(int(str(self._stage["version"])), time.time())
        elif text.startswith(b'42["frame",'):
            self._take_frame(json.loads(text[2:])[1])
        elif text.startswith(b"43"):
            number, _, answer = text[2:].partition(b"[")
            self._take_answer(int(number), json.loads(b"[" + answer)[0])
        elif text.startswith(b'42["closed"'):
            self.faults.append(f"{self.name}: the server closed the socket: {text.decode()}")
            self.leave()

    def _take_frame(self, frame: dict) -> None:
        board = next((each for each in self._boards.values() if each.id == frame["b"]), None)
        if board is None:
            return
        for event in frame["ev"]:
            row = event.get("r") or {}
            if event["k"] in ("el.add", "el.put") and row.get("type") == "note":
                board.notes[event["id"]] = row.get("text", "")
            elif event["k"] == "el.del":
                board.notes.pop(event["id"], None)

    def _take_answer(self, number: int, answer: dict) -> None:
        sent = self._sent.pop(number, None)
        if sent is None:
            return
        board, op = sent
        refused = answer.get("x") or next((each.get("x") for each in answer.get("a", []) if each.get("x")), None)
        if refused:
            # Between two parts of a step writing closes: who was about to send hears so, and keeps the words.
            if refused not in ("writing-closed", "too-late", "frozen"):
                self.faults.append(f"{self.name}: {op['k']} was refused: {refused}")
        elif op["k"] == "el.add":
            self.written[str(op["id"])] = str(op["t"])
            board.mine.append(str(op["id"]))

    def _act(self) -> None:
        """Do one thing the stage asks for."""
        canvas = self._stage.get("canvas")
        if not isinstance(canvas, str) or self._stage.get("frozen"):
            return
        board = self._boards.get(canvas) or self._open(canvas)
        kind = self._phase()
        if kind == "vote":
            self._vote(board)
        elif self._stage["writing"] in ("open", "private"):
            self._write(board)

    def _phase(self) -> str:
        phases, at = self._stage.get("phases"), self._stage.get("phase")
        if isinstance(phases, list) and isinstance(at, int) and at < len(phases):
            return str(phases[at]["kind"])
        return ""

    def _open(self, canvas: str) -> Board:
        page = self._guest.ask("GET", f"/boards/for/{self._workshop}/{canvas}/list/")
        board_id = found(BOARD, page)
        hello = self._line.ask("hello", {"b": board_id, "c": (client := new_id()), "since": -1})
        zones = list(dict.fromkeys(ZONE.findall(page)))
        board = self._boards[canvas] = Board(board_id, client, str(hello["e"]), canvas, zones)
        if isinstance(frame := hello.get("frame"), dict):
            self._take_frame(frame)
        elif hello.get("fetch"):
            self._take_frame(json.loads(self._guest.ask("GET", f"/boards/{board_id}/snapshot/")))
        return board

    def _write(self, board: Board) -> None:
        if len(board.mine) >= MOST_NOTES or not board.zones:
            return
        language, words = self._words[(len(self.written)) % len(self._words)]
        zone = self._random.choice(board.zones)
        note = {"type": "note", "zone": zone, "z": f"V{self._random.randrange(10**6):06}1"}
        generation = int(str(self._stage["generation"]))
        private = generation + 1 if self._stage["writing"] == "private" else 0
        op = {"k": "el.add", "id": f"e_{self._random.randbytes(11).hex()}", **note, "pm": private, "fp": True}
        self._send(board, {**op, "p": {**_first_place(board.canvas, zone), "lang": language}, "t": words})

    def _send(self, board: Board, op: dict[str, object]) -> None:
        board.n += 1
        self._asked += 1
        self._sent[self._asked] = board, op
        batch = {"b": board.id, "c": board.client, "e": board.epoch, "ops": [{"n": board.n, **op}]}
        self._line.send(f"42{self._asked}" + json.dumps(["ops", batch]))

    def _vote(self, board: Board) -> None:
        told = json.loads(self._guest.ask("GET", f"/votes/of/{board.id}/"))
        round_ = told.get("round")
        if not round_ or not told.get("left"):
            return
        given = {each["element"] for each in told["mine"]}
        choice = [each for each in (told.get("among") or board.notes) if each not in given]
        if not choice:
            if not given:
                self.faults.append(f"{self.name} found nothing to vote on at {self._stage['canvas']}")
            return
        dot = {"id": new_id(), "element": self._random.choice(choice)}
        with suppress(Refused):
            self._guest.ask("POST", f"/votes/{round_['id']}/ballots/", json.dumps(dot), kind=JSON)


def _first_place(canvas: str, zone: str) -> dict[str, int]:
    """The first place of a zone and the size of its notes; where something lies there, the server finds another."""
    room = rooms_of(library().canvases[canvas])[zone]
    size = sized(room.usual)
    x, y = next_place(room, size, [])
    return {"x": x, "y": y, "w": size.width, "h": size.height}
