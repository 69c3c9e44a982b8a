"""Thirty people behind one address, a timer that runs, and a power cut in the middle of it."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.browser.demo import seeded_ids
from tests.house_process import House
from tests.workshops.devices import Device, facilitator, follow

pytestmark = pytest.mark.process

PEOPLE = 30
JOIN_GOAL = 10
"""Seconds in which the whole room has joined; the test's ceiling is three times that."""

FOLLOW_GOAL = 0.3
"""Seconds until a screen shows what was decided; `python -m benchmarks 30 --scenario follow` measures it."""


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


def test_every_screen_follows_the_facilitator_at_once(house):
    delays = follow(house, PEOPLE, moves=4)

    assert len(delays) == 4 * PEOPLE
    assert sorted(delays)[int(len(delays) * 0.95)] <= 3 * FOLLOW_GOAL


def test_the_people_the_house_prints_can_sign_in(house):
    assert "Co-creation session for a typical acceleration centre" in facilitator(house).page("/")
