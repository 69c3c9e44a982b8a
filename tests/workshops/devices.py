"""A browser without a screen: what a phone sends and hears, as fast as a machine can."""

import json
import re
import secrets
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

from tests.browser.demo import printed_people, seeded_ids
from tests.house_process import House
from tests.realtime.client import SocketClient


class Device:
    """A browser without a screen: cookies, forms, one socket, and the board's frames it heard."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.jar = CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.acknowledged: dict[str, int] = {}

    def page(self, address: str) -> str:
        with self.opener.open(self.house.url + address, timeout=30) as answer:
            self.at = answer.url
            return answer.read().decode()

    def send(self, address: str, **fields: str) -> str:
        """Send a form of the page last seen, with its token."""
        fields["csrf_token"] = self.token
        with self.opener.open(self.house.url + address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
            self.at = answer.url
            return answer.read().decode()

    def join(self, code: str, name: str) -> None:
        self.token = token_in(self.page(f"/j/{code}/"))
        page = self.send(f"/j/{code}/", name=name)
        assert "/w/" in self.at, page[:500]
        self.room = re.search(r"(/w/[\w-]+/)", self.at)[1]
        self.token = token_in(page)
        board = self.page(f"/boards/for/{self.room.split('/')[2]}/ecosystem_enablers/list/")
        self.board, self.epoch, self.seat = (_said(board, name) for name in ("board", "epoch", "seat"))

    def connect(self) -> None:
        ticket = json.loads(self._post_json(f"{self.room}tickets/"))["ticket"]
        cookie = "; ".join(f"{each.name}={each.value}" for each in self.jar)
        self.socket = SocketClient(self.house.url, ticket, cookie=cookie)
        self.stage = self.socket.wait_for("stage")[-1]

    def write(self, text: str) -> None:
        """Write a note as a page does, and keep what was acknowledged."""
        note = {"id": f"e_{secrets.token_urlsafe(16)}", "type": "note", "zone": "policy", "z": "V1", "t": text}
        op = {"n": 1, "k": "el.add", **note, "p": {"x": 0, "y": 0}}
        batch = {"b": self.board, "c": secrets.token_hex(8), "e": self.epoch, "ops": [op]}
        answer = self.socket.emit("ops", batch, patience=60)
        self.acknowledged[text] = answer["a"][0]["s"]

    def sees(self) -> list[str]:
        """The words on the board, as a page that opens it anew is told."""
        board = json.loads(self.page(f"/boards/{self.board}/snapshot/"))
        return sorted(event["r"]["text"] for event in board["ev"])

    def _post_json(self, address: str) -> str:
        headers = {"Accept": "application/json", "X-CSRFToken": self.token}
        request = urllib.request.Request(self.house.url + address, data=b"", headers=headers)
        with self.opener.open(request, timeout=30) as answer:
            return answer.read().decode()


def token_in(page: str) -> str:
    """The token of the forms of a page."""
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"|name="csrf-token" content="([^"]+)"', page).expand(r"\1\2")


def _said(page: str, name: str) -> str:
    return re.search(rf'data-{name}="([^"]*)"', page)[1]


def follow(house: House, people: int, *, moves: int) -> list[float]:
    """Fill the live room, press Next so often; seconds from each press to the stage on each screen."""
    code = seeded_ids(house)["code"]
    screens = [Device(house) for _ in range(people)]
    with ThreadPoolExecutor(16) as together:
        list(together.map(lambda pair: pair[1].join(code, f"Screen {pair[0]:03}"), enumerate(screens)))
        list(together.map(Device.connect, screens))
    leader = facilitator(house)
    cockpit = f"/w/{seeded_ids(house)['workshop_id']}/cockpit/"
    delays = []
    for _ in range(moves):
        page = leader.page(cockpit)
        seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
        heard = [len(screen.socket.heard("stage")) for screen in screens]
        started = time.monotonic()
        leader.send(cockpit.replace("cockpit", "moves"), seen=seen, to="next")
        for screen, before in zip(screens, heard, strict=True):
            screen.socket.wait_for("stage", count=before + 1)
            delays.append(screen.socket.heard_at("stage", before) - started)
    return delays


def facilitator(house: House) -> Device:
    """The demo's facilitator, signed in."""
    leader = Device(house)
    address, password = printed_people(house)["facilitator"]
    leader.token = token_in(leader.page("/sign-in/"))
    leader.send("/sign-in/", email=address, password=password)
    leader.token = token_in(leader.page("/"))
    return leader
