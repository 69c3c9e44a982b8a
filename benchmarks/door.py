"""Coming into a house that runs already through the door people take: code, name, page, ticket."""

import json
import re
import sys
import urllib.request
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

from app.ids import new_id
from benchmarks.person import Seat

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
TICKETS = re.compile(r'data-tickets="([^"]+)"')
BOARD = re.compile(r'data-board="([^"]+)"')
CANVAS = re.compile(r'data-canvas="([^"]+)"')
FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A request was answered 400 or above, or a page did not hold what was expected."""


class Guest:
    """A browser without scripts: its cookies, and the token of its forms once it has joined."""

    def __init__(self, url: str, language: str = "en") -> None:
        self._place = urlsplit(url)
        self._language = language
        self.url = f"{self._place.scheme}://{self._place.netloc}"
        self.cookies: dict[str, str] = {}
        self.token = ""

    def come_in(self, path: str, name: str) -> Seat:
        """Take a seat and fetch what a page needs to connect to the board of the step."""
        room_path, room = self.join(path, name)
        part = self.ask("GET", f"/boards/for/{room_path.split('/')[2]}/{found(CANVAS, room)}/list/")
        return Seat(self.url, self.cookie, self.ticket(found(TICKETS, room)), found(BOARD, part), new_id())

    def join(self, path: str, name: str) -> tuple[str, str]:
        """Take a seat by the address of a code; the path of the room and its page."""
        door = self.ask("GET", path)
        self.ask("POST", path, urlencode({"name": name, "csrf_token": found(TOKEN, door)}))
        room_path = "/w/" + self.at.split("/w/")[1]
        room = self.ask("GET", room_path)
        self.token = found(TOKEN, room)
        return room_path, room

    def ticket(self, path: str) -> str:
        """A ticket for one socket."""
        ticket: str = json.loads(self.ask("POST", path, ""))["ticket"]
        return ticket

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def ask(self, method: str, path: str, body: str | None = None, *, kind: str = FORM) -> str:
        """Send a request with the cookies and return its body. `Refused`: it was answered 400 or above."""
        line = HTTPConnection(self._place.hostname or "", self._place.port or 80, timeout=60)
        headers = {
            "Cookie": self.cookie,
            "Origin": self.url,
            "X-CSRFToken": self.token,
            "Accept-Language": self._language,
        }
        if body is not None:
            headers["Content-Type"] = kind
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.at = answer.headers.get("Location", "")
        text = answer.read().decode()
        line.close()
        if answer.status >= 400:
            raise Refused(f"{method} {path} was answered {answer.status}: {text[:300]}")
        return text


def seats(address: str, people: int) -> list[Seat]:
    """So many guests come in at `http://host/j/CODE/`."""
    with urllib.request.urlopen(address) as answer:
        address = answer.url
    path = urlsplit(address).path
    run = new_id()[:4]
    try:
        return [Guest(address).come_in(path, f"Load {run} {number}") for number in range(people)]
    except Refused as refused:
        sys.exit(str(refused))


def found(pattern: re.Pattern[str], page: str) -> str:
    """Return what a page says there. `Refused`: it says no such thing."""
    match = pattern.search(page)
    if match is None:
        raise Refused(f"a page did not say what was expected ({pattern.pattern}); is its step one with a canvas?")
    return match[1]
