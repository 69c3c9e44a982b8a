"""A database that is full, or locked for longer than anybody waits: nothing is lost, nothing is done twice."""

import json
import shutil
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests import hub
from tests.boards.conftest import make_room
from tests.boards.live import Page, cookie
from tests.house.trouble import Full, Locked
from tests.house_process import House
from tests.hub import stalls
from tests.realtime.client import Refused

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("PostgreSQL has disks and locks of its own"),
]


RECOVERY = 5.0
"""Seconds after there is room again in which everybody has what waited."""

CEILING = 1.0
"""Seconds until a ping is answered on a machine that has much else to do; SQLite itself would wait for five."""


@pytest.fixture
def house(empty_house, tmp_path):
    shutil.copy(Path(empty_house["VAR"]) / "baraza.db", tmp_path / "baraza.db")
    running = House({**empty_house, "VAR": str(tmp_path)}).start()
    yield running
    running.kill()


@pytest.fixture
def room(house):
    from app import create_app
    from app.db import db
    from tests.conftest import Visitor

    here = create_app(house.environ | {"PUBLIC_URL": house.url})
    here.test_client_class = Visitor
    yield make_room(here)
    with here.app_context():
        db.engine.dispose()


@pytest.fixture
def at(house, room):
    """`at("Bo")` is a page somebody has just opened."""
    opened = []

    def open_page(name):
        opened.append(Page(house, room.people.get(name) or room.join(name)))
        opened[-1].open()
        return opened[-1]

    yield open_page
    for page in opened:
        page.close()


@pytest.fixture(params=[Full, Locked])
def trouble(request, house):
    """What keeps the database from taking anything, until it ends."""
    return request.param(house)


def test_an_op_waits_for_better_times_and_is_taken_once(room, at, trouble):
    ada, bo = at("Ada"), at("Bo")
    op = bo.somebody.note("Idle lab days")

    trouble.begin()
    waiting = bo.socket.post("ops", bo.somebody.batch(op))
    alive = ada.socket.emit("ping", patience=2)
    refused = bo.socket.ack(waiting)
    before = room.log()
    trouble.end()
    ended = time.monotonic()
    taken, again = bo.ops(op), bo.ops(op)
    ada.catch_up(1)
    recovered = time.monotonic() - ended

    assert (alive, refused["x"], before) == ("pong", "unavailable", [])
    assert refused["say"].startswith("The server cannot save just now.")
    assert (taken, again) == ({"a": [{"n": 1, "s": 1}]}, {"a": [{"n": 1, "s": 1, "about": True}]})
    assert ada.texts() == ["Idle lab days"]
    assert recovered < RECOVERY


def test_a_page_that_must_save_says_so_and_nothing_is_half_done(house, room, at, trouble):
    ada = at("Ada")
    before = code_of(room)

    trouble.begin()
    refused = send(ada.somebody, house, f"/w/{room.id}/codes/")
    read = send(ada.somebody, house, f"/boards/{room.board}/list/", body=None)
    trouble.end()
    kept = code_of(room)
    done = send(ada.somebody, house, f"/w/{room.id}/codes/")

    assert (refused[0], refused[1]["x"]) == (503, "unavailable")
    assert (read[0], kept) == (200, before)
    assert done[0] == 200
    assert code_of(room) != before
    assert ada.socket.emit("ping") == "pong"


def test_nobody_waits_for_one_who_waits_to_save(house, room, at):
    ada, bo = at("Ada"), at("Bo")
    trouble = Locked(house)
    kept = Path(house.environ["VAR"]) / hub.NAME
    # Whoever comes first pays for everything that is done once in a process.
    assert send(ada.somebody, house, f"/w/{room.id}/codes/")[0] == 200
    before, cold = code_of(room), kept.stat().st_size

    trouble.begin()
    with ThreadPoolExecutor() as pool:
        saving = [pool.submit(send, who.somebody, house, f"/w/{room.id}/codes/") for who in (ada, ada, ada)]
        answered = [seconds_to_answer(bo) for _ in range(20)]
        waited = not any(each.done() for each in saving)
        trouble.end()
        done = [each.result()[0] for each in saving]

    assert waited
    assert max(answered) < CEILING
    assert [each for each in stalls(kept, behind=cold) if each["held"] > hub.CEILING] == []
    assert done == [200, 200, 200]
    assert code_of(room) != before


def test_a_page_that_comes_meanwhile_is_told_to_try_again_and_comes_in_afterwards(house, room, trouble):
    page = Page(house, room.join("Bo"))

    trouble.begin()
    with pytest.raises(Refused) as turned_away:
        page.open()
    trouble.end()
    answer = page.open()
    page.close()

    assert turned_away.value.answer["x"] == "unavailable"
    assert answer["frame"]["to"] == 0


def seconds_to_answer(page):
    """How long the house takes to say that it is there."""
    begun = time.monotonic()
    assert page.socket.emit("ping") == "pong"
    return time.monotonic() - begun


def code_of(room):
    return room.rows(f"SELECT code FROM workshop WHERE id = '{room.id}'")[0][0]


def send(somebody, house, path, *, body=b""):
    """Press a button of the running house, or without a body open a page; status, and what a refusal says."""
    headers = {
        "X-CSRFToken": somebody.browser.token(),
        "Cookie": cookie(somebody),
        "Accept": "application/json",
    }
    request = urllib.request.Request(f"{house.url}{path}", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, None
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, json.load(refusal)
