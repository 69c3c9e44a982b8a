"""One in twenty of a full room falls asleep with the board open: the others notice nothing, and nothing of it stays."""

import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from benchmarks import machine, rooms
from benchmarks.houses import OwnHouse, own_house
from benchmarks.load import measure
from benchmarks.reckoning import Load
from tests.realtime.client import SocketClient

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("measures one process"),
    pytest.mark.torture("CROWD"),
]

PEOPLE, SECONDS, ROUNDS = int(os.environ.get("CROWD", "200")), 30, int(os.environ.get("ROUNDS", "2"))
ASLEEP = PEOPLE // 20

MB_EACH, SLOWER, GONE_AFTER = 1.0, 1.1, 30.0
"""Memory that somebody asleep may take; how much later others may hear; seconds until their socket is shut."""


@dataclass
class Watched:
    """What the house was like while a crowd was there."""

    megabytes: float = 0
    sockets: list[tuple[float, int]] = field(default_factory=list)

    def gone_after(self) -> float:
        """Seconds from everybody's coming until all who sleep were shut."""
        full = next(at for at, sockets in self.sockets if sockets == PEOPLE + 1)
        return next(at for at, sockets in self.sockets if at > full and sockets == PEOPLE - ASLEEP + 1) - full


@pytest.fixture
def house():
    with own_house(command=("-m", "tests.realtime.house")) as running:
        yield running


def test_while_some_sleep_the_others_hear_as_soon_and_nothing_of_those_is_kept(house):
    app = rooms.same_house(house.environ)
    [seat] = rooms.open_room(app, house.url).seats(1)
    probe = SocketClient(house.url, seat.ticket, cookie=seat.cookie)
    crowd(app, house, probe, asleep=0, seconds=5)
    before = rest(probe)

    awake, some_asleep = [], []
    for _ in range(ROUNDS):
        awake.append(crowd(app, house, probe, asleep=0))
        some_asleep.append(crowd(app, house, probe, asleep=ASLEEP))

    after = rest(probe)
    first, second = (min(load.runs[0].p95 for load, _ in each) for each in (awake, some_asleep))
    more = min(each.megabytes for _, each in some_asleep) - min(each.megabytes for _, each in awake)
    gone = max(each.gone_after() for _, each in some_asleep)
    print(
        f"\n{PEOPLE} people, {ASLEEP} asleep: the others' p95 {first:.0f} → {second:.0f} ms, "
        f"{more / ASLEEP:.2f} MB each, shut after {gone:.0f} s, held {before} → {after}"
    )
    assert [load.whole for load, _ in [*awake, *some_asleep]] == [True] * (2 * ROUNDS)
    assert more / ASLEEP <= MB_EACH
    assert gone <= GONE_AFTER
    assert (after["outboxes"], after["packets"]) == (1, 0)
    assert after["greenlets"] <= before["greenlets"]
    assert second <= SLOWER * first


def crowd(app, house: OwnHouse, probe: SocketClient, *, asleep: int, seconds: float = SECONDS) -> tuple[Load, Watched]:
    """Let a crowd write and point on a board of its own."""
    seats, watched = rooms.open_room(app, house.url).seats(PEOPLE), Watched()
    with ThreadPoolExecutor(1) as thread:
        load: Future[Load] = thread.submit(measure, house.measured, seats, seconds=seconds, asleep=asleep)
        while not load.done():
            watched.sockets.append((time.monotonic(), probe.emit("census")["sockets"]))
            watched.megabytes = max(watched.megabytes, machine.megabytes(house.measured.pids))
            time.sleep(0.5)
    return load.result(), watched


def rest(probe: SocketClient) -> dict:
    """What is held once those who left are forgotten; a line whose other end says nothing is noticed within 25 s."""
    deadline = time.monotonic() + 40
    while (held := probe.emit("holdings"))["outboxes"] > 1 and time.monotonic() < deadline:
        time.sleep(0.5)
    return held
