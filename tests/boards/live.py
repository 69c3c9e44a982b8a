"""A whole house in its own processes, and pages of people in it that keep what browsers keep."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from flask import Flask

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board
from tests.boards.conftest import Room, Somebody
from tests.house_process import House
from tests.realtime.client import SocketClient


@dataclass
class Page:
    """One page of somebody: a socket, the board as its frames add up, and ops nobody has acknowledged yet."""

    house: House
    somebody: Somebody
    only: dict = field(default_factory=dict)
    socket: SocketClient | None = None
    board: Board = field(default_factory=Board)
    waiting: list[dict] = field(default_factory=list)
    acknowledged: dict[int, int] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)

    def open(self) -> dict:
        """Connect and say hello; what the server answers."""
        self.socket = self.connect()
        answer = self.socket.emit("hello", self.hello())
        if "frame" in answer:
            self.take(answer["frame"])
        elif answer.get("fetch") == "ops":
            self.take(self.somebody.ask(f"ops/?since={self.board.seq}&e={self.somebody.room.epoch}").get_json())
        return answer

    def connect(self) -> SocketClient:
        """Show a ticket and be let in."""
        return SocketClient(self.house.url, ticket(self.somebody), cookie=cookie(self.somebody))

    def hello(self) -> dict:
        since = {"since": self.board.seq, "e": self.somebody.room.epoch}
        return {"b": self.somebody.room.board, "c": self.somebody.client, **since, **self.only}

    def close(self) -> None:
        if self.socket is not None:
            self.raw += self.socket.raw
            self.socket.close()
            self.socket = None

    def ops(self, *ops: dict) -> dict:
        """Send ops over the socket; the acknowledgement."""
        return self.socket.emit("ops", self.somebody.batch(*ops))

    def send_waiting(self) -> None:
        """Send what is not acknowledged, as an outbox does."""
        while self.waiting:
            answer = self.ops(*self.waiting[:20])
            assert "a" in answer, answer
            for entry in answer["a"]:
                self.acknowledged[entry["n"]] = entry.get("s", 0)
            self.waiting = [op for op in self.waiting if op["n"] not in self.acknowledged]

    def take(self, frame: dict) -> None:
        """Apply a frame. A gap fails the test: sockets lose nothing here."""
        if frame["to"] <= self.board.seq:
            return
        assert frame["from"] <= self.board.seq, (frame["from"], self.board.seq)
        fresh = [row for row in frame["ev"] if row["s"] > self.board.seq]
        events = [(codec.read_event({k: v for k, v in row.items() if k != "s"}), row["s"], None) for row in fresh]
        self.board = replay(self.board, events)
        self.board = Board(frame["to"], self.board.elements, self.board.living)

    def catch_up(self, seq: int) -> None:
        """Take the frames heard so far, and wait until they have reached a row."""
        wait_for(lambda: self.socket.heard("frame") and self.socket.heard("frame")[-1]["to"] >= seq, self.socket)
        for frame in self.socket.heard("frame"):
            self.take(frame)

    def texts(self) -> list[str]:
        return sorted(element.text for element in self.board.elements.values() if not element.deleted)


@contextmanager
def pages(house: House, room: Room) -> Iterator[Callable[..., Page]]:
    """`open_page("Bo")` is a page somebody has just opened; who is not in the room yet comes in."""
    opened: list[Page] = []

    def open_page(name: str, role: str = "participant", **only: str) -> Page:
        somebody = room.people.get(name) or room.join(name, role)
        opened.append(Page(house, somebody.page(f"page-{len(opened)}-{somebody.seat[2:8]}"), only))
        opened[-1].open()
        return opened[-1]

    yield open_page
    for each in opened:
        each.close()


def wait_for(condition: Callable[[], bool], socket: SocketClient) -> None:
    """Wait for what the socket will hear."""
    socket._wait(condition)  # noqa: SLF001 - its own way to wait for whatever comes


def cookie(somebody: Somebody) -> str:
    """The Cookie header of somebody's browser."""
    app: Flask = somebody.room.app
    with somebody.browser.session_transaction() as session:
        kept = dict(session)
    return f"{app.config['SESSION_COOKIE_NAME']}={app.session_interface.get_signing_serializer(app).dumps(kept)}"


def ticket(somebody: Somebody) -> str:
    """What somebody's page shows to come in."""
    from app.realtime import tickets

    session_id = session_of(somebody)
    with somebody.room.app.app_context():
        return tickets.issue(somebody.principal, session_id, somebody.room.id)


def session_of(somebody: Somebody) -> str:
    """The id of the session in somebody's browser."""
    from app.accounts.queries import session_by_secret

    with somebody.browser.session_transaction() as session:
        secret = session["sid"]
    with somebody.room.app.app_context():
        return session_by_secret(secret).id


def post(somebody: Somebody, house: House, path: str, **fields: str) -> int:
    """Send a form to the running house, as somebody's page would."""
    # The token first: making one puts its other half into the cookie.
    headers = {"X-CSRFToken": somebody.browser.token(), "Cookie": cookie(somebody), "HX-Request": "true"}
    request = urllib.request.Request(
        f"{house.url}{path}", data=urlencode(fields).encode(), method="POST", headers=headers
    )
    with urllib.request.urlopen(request) as answer:
        return answer.status


def whole(somebody: Somebody) -> list[dict]:
    """What a fresh page would see, without what only it may know."""
    return [{k: v for k, v in element.items() if k != "by"} for element in somebody.sees()]


def shown(board: Board) -> list[dict]:
    """A replayed board as a snapshot reads."""
    from app.boards.engine.whole import put

    living = [element for element in board.elements.values() if not element.deleted]
    bodies = [codec.as_body(put(element)) for element in sorted(living, key=lambda each: (each.z, each.id))]
    return json.loads(json.dumps([{k: v for k, v in body.items() if k != "by"} for body in bodies]))
