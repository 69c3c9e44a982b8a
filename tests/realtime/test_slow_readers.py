"""A slow reader gets whole frames, harms nobody, and is let go when it stops."""

import json
import time
from itertools import takewhile

import pytest

pytestmark = pytest.mark.process


@pytest.mark.parametrize(("frames", "size"), [(2000, 4000), (12, 250_000)])
def test_a_slow_reader_gets_every_frame_whole(guest, frames, size):
    slow, fast = guest("Ada").socket(receive_buffer=8192), guest("Bo").socket()

    for socket in (slow, fast):
        socket.post("flood", {"frames": frames, "bytes": size, "paced": True})
    for _ in range(20):
        slow.stop_reading()
        # What the reader does, not what the test waits for: it stops and starts again while frames come.
        time.sleep(0.02)
        slow.go_on_reading()

    whole = [{"n": n, "fill": "x" * size} for n in range(frames)]
    assert fast.wait_for("flood", count=frames, patience=60) == whole
    assert slow.wait_for("flood", count=frames, patience=60) == whole


def test_a_reader_that_stops_is_gone_within_ten_seconds_and_leaves_nothing_behind(guest):
    ada, bo = guest("Ada"), guest("Bo")
    asleep, other = ada.socket(receive_buffer=4096), bo.socket()
    before = other.emit("holdings")
    asleep.stop_reading()

    started = time.monotonic()
    asleep.post("flood", {"frames": 4000, "bytes": 4000})

    while ada.principal_id not in other.emit("census")["gone"]:
        time.sleep(0.1)
        assert time.monotonic() - started < 12
    asleep.go_on_reading()
    shut = time.monotonic()
    while (after := other.emit("holdings"))["packets"] > before["packets"]:
        time.sleep(0.1)
        assert time.monotonic() - shut < 3
    assert after["outboxes"] <= before["outboxes"]
    assert after["greenlets"] <= before["greenlets"]
    assert after["rss"] - before["rss"] < 4_000_000


def test_while_one_is_asleep_little_waits_for_it_and_others_hear_everything(guest):
    ada, bo = guest("Ada"), guest("Bo")
    asleep, other = ada.socket(receive_buffer=4096), bo.socket()
    for socket in (asleep, other):
        socket.emit("enter", "w:sleep")
    asleep.stop_reading()
    before = other.emit("holdings")

    asleep.post("flood", {"frames": 4000, "bytes": 4000})
    for n in range(50):
        other.emit("say", {"room": "w:sleep", "event": "stage", "message": n})

    stall = other.emit("stall")
    after = other.emit("holdings")
    assert other.heard("stage") == list(range(50))
    assert after["packets"] - before["packets"] <= 260
    assert stall < 0.1
    asleep.drop()


def test_who_fell_behind_and_caught_up_is_told_so(guest):
    ada, bo = guest("Ada"), guest("Bo")
    socket, other = ada.socket(receive_buffer=4096), bo.socket()
    socket.stop_reading()
    socket.post("flood", {"frames": 4000, "bytes": 4000})
    wait_until_told(other, ada)

    socket.go_on_reading()

    assert socket.wait_for("lag") == [{}]
    until_told = takewhile(lambda each: each[0] != "lag", socket.events)
    numbers = [message["n"] for event, message in until_told if event == "flood"]
    assert numbers == list(range(len(numbers)))
    assert len(numbers) < 4000
    assert socket.emit("ping") == "pong"


def wait_until_told(other, somebody):
    """Wait until a flood was told to the end, whoever reads it or not."""
    begun = time.monotonic()
    while not other.emit("waiting", somebody.principal_id):
        assert time.monotonic() - begun < 10
    other.emit("flooded")


def test_a_room_hears_the_same_bytes(guest):
    ada, bo = guest("Ada").socket(), guest("Bo").socket()
    for socket in (ada, bo):
        socket.emit("enter", "w:same")
    ada.emit("ping")
    bo.emit("ping")
    mark = len(ada.raw), len(bo.raw)

    ada.post("say", {"room": "w:same", "event": "stage", "message": {"prompt": {"ar": "اكتب", "zh": "写"}}})

    ada.wait_for("stage")
    bo.wait_for("stage")
    expected = "42" + json.dumps(
        ["stage", {"prompt": {"ar": "اكتب", "zh": "写"}}], ensure_ascii=False, separators=(",", ":")
    )
    assert bytes(ada.raw[mark[0] :]).startswith(expected.encode())
    assert bytes(bo.raw[mark[1] :]) == expected.encode()
