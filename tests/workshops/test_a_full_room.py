"""Thirty people behind one address, a timer that runs, and a power cut in the middle of it."""

import json
import re
import secrets
import time
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

import pytest

from tests.browser.demo import printed_people, seeded_ids
from tests.house_process import House
from tests.realtime.client import SocketClient

pytestmark = pytest.mark.process

PEOPLE = 30
JOIN_GOAL = 10
"""Seconds in which the whole room has joined; the test's ceiling is three times that."""


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
        self.token = _token(self.page(f"/j/{code}/"))
        page = self.send(f"/j/{code}/", name=name)
        assert "/w/" in self.at, page[:500]
        self.room = re.search(r"(/w/[\w-]+/)", self.at)[1]
        self.token = _token(page)
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


def _token(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"|name="csrf-token" content="([^"]+)"', page).expand(r"\1\2")


def _said(page: str, name: str) -> str:
    return re.search(rf'data-{name}="([^"]*)"', page)[1]


@pytest.fixture
def house(tmp_path, built):
    var = tmp_path / "var"
    var.mkdir()
    running = House({"VAR": str(var), "BUILT": str(built)}).start()
    yield running
    running.kill()


@pytest.mark.row("D6", partly=True)
def test_thirty_join_and_write_and_a_power_cut_loses_nothing_and_divides_nobody(house):
    code = seeded_ids(house)["code"]
    devices = [Device(house) for _ in range(PEOPLE)]

    with ThreadPoolExecutor(PEOPLE) as together:
        started = time.monotonic()
        list(together.map(lambda pair: pair[1].join(code, f"Guest {pair[0]:02}"), enumerate(devices)))
        joined = time.monotonic() - started
        list(together.map(Device.connect, devices))
        list(together.map(lambda pair: pair[1].write(f"Thought {pair[0]:02}"), enumerate(devices)))

    assert joined <= 3 * JOIN_GOAL, f"{joined:.1f} s"
    before = devices[0].stage["timer"]
    assert before["ends"] is not None, "the timer of the step is running"

    house.kill()
    house.start()

    with ThreadPoolExecutor(PEOPLE) as together:
        list(together.map(Device.connect, devices))
        boards = list(together.map(Device.sees, devices))
    stages = {json.dumps({**device.stage, "now": 0}, sort_keys=True) for device in devices}
    words = [text for text in boards[0] if text.startswith("Thought")]
    assert len(stages) == 1, "every screen shows the same stage"
    assert devices[0].stage["timer"]["ends"] == before["ends"], "the timer runs on to the same moment"
    assert all(board == boards[0] for board in boards)
    assert words == [f"Thought {number:02}" for number in range(PEOPLE)]
    assert len({seq for device in devices for seq in device.acknowledged.values()}) == PEOPLE
    for device in devices:
        device.socket.close()


def test_the_people_the_house_prints_can_sign_in(house):
    facilitator = Device(house)
    address, password = printed_people(house)["facilitator"]
    facilitator.token = _token(facilitator.page("/sign-in/"))

    page = facilitator.send("/sign-in/", email=address, password=password)

    assert "Co-creation session for a typical acceleration centre" in page
