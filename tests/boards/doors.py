"""Every door of a house through which something of a board could come: tried by somebody, and kept in their tap."""

import http.client
import json
import re
import zlib
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.boards.conftest import Somebody
from tests.boards.live import cookie, ticket, wait_for
from tests.boards.tap import Tap
from tests.house_process import House
from tests.realtime.client import Refused, SocketClient

VARIABLE = re.compile(r"<(?:[^:>]+:)?([^>]+)>")

ELSEWHERE = {"static", "pages.script_of_before"}
"""Files of the house itself, the same for everybody."""

ASKED = {
    "history.choose": ["?seat={seat_id}&minutes=0"],
    "history.find": ["?when=2036-01-01T12:00"],
    "history.stretch": ["", "?whole"],
    "history.way": ["?since=0&what=board"],
    "boards.fates": ["?id={element_id}"],
    "boards.ops": ["?since=0&e={epoch}", "?since=0&e={epoch}&only=public", "?since=0&e=another"],
    "boards.snapshot": ["", "?only=public"],
    "plans.days_of": ["?board={board_id}"],
    "plans.outcomes": ["?board={board_id}"],
    "plans.promotion": ["?board={board_id}&note={element_id}"],
}
"""What an address is asked beside its path; a path alone for all others."""

SENT = {
    "history.name": {"name": "A moment"},
    "plans.promote": {"board": "{board_id}", "note": "{element_id}", "title": "Mine", "owner": "Me"},
    "votes.give": {"id": "ballot-of-a-stranger", "element": "{element_id}"},
    "assets.copy": {"board": "{board_id}", "asset": "no-such-image-was-ever"},
    "assets.put": {"zone": "policy", "text": "mine now", "once": "once-and-for-all"},
    "boards.add_note": {"zone": "policy", "note": "{element_id}", "text": "mine now", "pm": "0"},
    "boards.delete": {"once": "once-and-for-all"},
    "boards.move": {"once": "once-and-for-all", "to": "gaps"},
    "boards.paint": {"once": "once-and-for-all", "colour": "red"},
    "boards.answer": {"once": "once-and-for-all", "score": "5"},
    "boards.show_note": {"once": "once-and-for-all", "to": "everybody"},
    "boards.rewrite": {"once": "once-and-for-all", "text": "mine now"},
}
"""Forms filled in where an empty one would not reach what is behind."""

SHOWS = {
    "assets.show",
    "boards.list_for",
    "boards.note",
    "boards.ops",
    "boards.show_list",
    "boards.show_text",
    "boards.show_wall",
    "boards.snapshot",
    "boards.wall_for",
    "frame",
    "hello",
    "history.restoration",
    "history.reversal",
    "history.show",
    "history.stretch",
    "history.undoing",
    "plans.promotion",
    "plans.show",
    "plans.sign_off",
    "presence",
    "reports.board",
    "reports.board_sheet",
    "reports.boards",
    "reports.minutes",
    "reports.picture",
    "since",
    "votes.open_round",
    "votes.page",
    "votes.panel",
    "votes.part",
    "votes.wall",
    "workshops.room",
}
"""Every door through which the words of a note come, an image, or in `presence` an id. A new one is added here."""

ASKS_NO_AUDIENCE = {
    "plans.show": "the words an action came with: only what was public then",
    "plans.sign_off": "the words an action came with: only what was public then",
    "votes.open_round": "what people gave dots to: only what was public then",
    "votes.part": "what people gave dots to: only what was public then",
    "votes.panel": "what people gave dots to: only what was public then",
    "votes.wall": "what people gave dots to: only what was public then",
}
"""Doors that show what was taken from a board, each with what that is."""

WAYS_BACK = {"history.restoration", "history.reversal", "history.undoing"}
"""Doors at which facilitators see what would go and what would come back."""

EVENTS = {"hello", "since", "ops", "presence", "bye", "stage", "ping", "watch"}

ABOVE_BOARDS = {
    "assets",
    "boards",
    "history",
    "votes",
    "plans",
    "reports",
    "alliance",
    "calls",
    "eoi",
    "eoi_desk",
    "demo",
}
"""Features that can know a board. What stands below them in the line of features cannot import one."""


def is_above_boards(door: str) -> bool:
    """Whether a board can be known there: a page of the room has the list from the boards themselves."""
    return door.split(".", maxsplit=1)[0] in ABOVE_BOARDS or door in SHOWS


@dataclass
class Listener:
    """Somebody with a socket and a browser, and a tap on both. `only` makes it a page that shows what all see."""

    house: House
    somebody: Somebody
    only: dict = field(default_factory=dict)
    tap: Tap = field(default_factory=Tap)
    socket: SocketClient | None = None
    _read: int = 0

    def open(self) -> "Listener":
        """Connect and say hello to the board."""
        room = self.somebody.room
        try:
            self.socket = SocketClient(self.house.url, ticket(self.somebody), cookie=cookie(self.somebody))
        except Refused as refused:
            self.tap.take("connect", json.dumps(refused.answer).encode())
            return self
        self.say("hello", {"b": room.board, "c": f"tap-{self.somebody.seat[2:]}", "since": 0, "e": room.epoch})
        return self

    def close(self) -> None:
        if self.socket is not None:
            self.listen()
            self.socket.close()
            self.tap.take("socket", bytes(self.socket.raw))
            self.socket = None

    def say(self, event: str, message: object) -> object:
        """Say something through the socket; the answer, which is kept under the event's name."""
        answer = self.socket.emit(event, {**message, **self.only} if event in {"hello", "since"} else message)
        self.tap.take(event, json.dumps(answer).encode())
        return answer

    def wait(self, seq: int) -> None:
        """Wait until the frames have reached a row."""
        socket = self.socket
        wait_for(lambda: max((frame["to"] for frame in socket.heard("frame")), default=0) >= seq, socket)

    def listen(self) -> None:
        """Keep what came by itself since, under the names of the events."""
        events = self.socket.events[self._read :]
        self._read += len(events)
        for name, message in events:
            self.tap.take(name, json.dumps(message).encode())

    def ask(self, door: str, path: str, *, way: dict[str, str] | None = None, form: dict | None = None) -> None:
        """Ask for an address of the running house; head and body are kept, unpacked."""
        headers = {"Cookie": cookie(self.somebody), "Accept-Encoding": "gzip", **(way or {})}
        body = None
        if form is not None:
            headers |= {
                "X-CSRFToken": self.somebody.browser.token(),
                "Content-Type": "application/x-www-form-urlencoded",
            }
            headers["Cookie"] = cookie(self.somebody)
            body = urlencode(form)
        connection = http.client.HTTPConnection(urlsplit(self.house.url).netloc, timeout=30)
        connection.request("GET" if form is None else "POST", path, body=body, headers=headers)
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        assert answer.status < 500 or form is not None, (door, path, answer.status, said[:2000])
        packed = answer.headers.get("Content-Encoding") == "gzip"
        self.tap.take(door, str(answer.headers).encode() + (zlib.decompress(said, 31) if packed else said))


def addresses(rules, ids: dict[str, str], *, method: str = "GET"):
    """Each door of the house with an address behind it that fits this room."""
    for rule in rules:
        if method in rule.methods and rule.endpoint not in ELSEWHERE:
            path = VARIABLE.sub(lambda part: ids[part[1]], rule.rule)
            for asked in ASKED.get(rule.endpoint, [""]) if method == "GET" else [""]:
                yield rule.endpoint, path + asked.format(**ids)


def filled(endpoint: str, ids: dict[str, str]) -> dict[str, str]:
    """The form sent to an address."""
    return {name: value.format(**ids) for name, value in SENT.get(endpoint, {}).items()}
