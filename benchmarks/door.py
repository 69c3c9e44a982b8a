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


class Guest:
    """A browser with one cookie."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url)
        self._url = f"{self._place.scheme}://{self._place.netloc}"
        self.cookies: dict[str, str] = {}

    def come_in(self, path: str, name: str) -> Seat:
        """Take a seat and fetch what a page needs to connect."""
        door = self._ask("GET", path)
        self._ask("POST", path, urlencode({"name": name, "csrf_token": _found(TOKEN, door)}))
        room_path = "/w/" + self.at.split("/w/")[1]
        room = self._ask("GET", room_path)
        canvas, token = _found(CANVAS, room), _found(TOKEN, room)
        part = self._ask("GET", f"/boards/for/{room_path.split('/')[2]}/{canvas}/list/")
        answer = self._ask("POST", _found(TICKETS, room), "", token=token)
        return Seat(self._url, self.cookie, json.loads(answer)["ticket"], _found(BOARD, part), new_id())

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _ask(self, method: str, path: str, body: str | None = None, *, token: str = "") -> str:
        line = HTTPConnection(self._place.hostname or "", self._place.port or 80, timeout=60)
        headers = {"Cookie": self.cookie, "Origin": self._url, "X-CSRFToken": token}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.at = answer.headers.get("Location", "")
        text = answer.read().decode()
        line.close()
        if answer.status >= 400:
            sys.exit(f"{method} {path} was answered {answer.status}")
        return text


def seats(address: str, people: int) -> list[Seat]:
    """So many guests come in at `http://host/j/CODE/`."""
    with urllib.request.urlopen(address) as answer:
        address = answer.url
    path = urlsplit(address).path
    run = new_id()[:4]
    return [Guest(address).come_in(path, f"Load {run} {number}") for number in range(people)]


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        sys.exit(f"a page did not say what was expected ({pattern.pattern}); is its step one with a canvas?")
    return found[1]
