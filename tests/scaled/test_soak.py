"""A full room for hours, while one process is replaced every ten minutes: nothing is lost and nothing grows."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from benchmarks import machine
from tests.house_process import House
from tests.scaled.crowd import Crowd

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("starts a PostgreSQL of its own"),
    pytest.mark.torture("HOURS"),
]

HOURS, PEOPLE, EVERY = float(os.environ.get("HOURS", "8")), 100, 1.0
REPLACED_EVERY, SAMPLED_EVERY = 600.0, 5.0
PARTS = 4
"""The first part of the time is for warming up; growth is what the last one has beyond the second."""

MORE_FILES, MORE_MB = 10, 30
MOST_CONNECTIONS = 3 * (10 + 5) + 2 * (2 + 2)
"""To the database: as many as the pools of two processes and of this one hold when all of them were needed at once,
and the threads of the two."""


@dataclass(frozen=True)
class Sample:
    """What the process that is never replaced holds, and what both hold of the database."""

    files: int
    megabytes: float
    connections: int


def test_over_hours_nothing_is_lost_and_nothing_grows(room, houses):
    crowd = Crowd(room, houses, PEOPLE, every=EVERY, timed=False)
    crowd.come()
    samples: list[Sample] = []
    begun = time.monotonic()

    with ThreadPoolExecutor(1) as thread:
        while time.monotonic() - begun < HOURS * 3600:
            round_ends = min(time.monotonic() + REPLACED_EVERY, begun + HOURS * 3600)
            write_and_watch(crowd, round_ends, room, houses[0], samples)
            replaced: Future[None] = thread.submit(replace, houses[1])
            crowd.live(replaced.done)
            replaced.result()
    took = crowd.drain(60)
    crowd.leave()

    crowd.assert_nothing_lost()
    parts = [samples[len(samples) * part // PARTS : len(samples) * (part + 1) // PARTS] for part in range(PARTS)]
    before, after = typical(parts[1]), typical(parts[-1])
    sent = sum(guest.n for guest in crowd.guests)
    print(f"\n{HOURS} h, {sent} ops, whole again after {took:.1f} s; {before} → {after}")
    assert after.files <= before.files + MORE_FILES
    assert after.megabytes <= before.megabytes + MORE_MB
    assert after.connections <= MOST_CONNECTIONS


def write_and_watch(crowd: Crowd, until: float, room, house: House, samples: list[Sample]) -> None:
    while (now := time.monotonic()) < until:
        ends = min(until, now + SAMPLED_EVERY)
        crowd.live(lambda ends=ends: time.monotonic() >= ends)
        samples.append(taken(room, house))


def taken(room, house: House) -> Sample:
    pids = workers(house)
    [(connections,)] = room.rows("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
    return Sample(
        sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids), machine.megabytes(pids), connections
    )


def typical(samples: Sequence[Sample]) -> Sample:
    return Sample(*(median(getattr(each, name) for each in samples) for name in ("files", "megabytes", "connections")))


def workers(house: House) -> list[int]:
    """The processes that serve, below the one that looks after them."""
    return [
        int(pid) for pid in Path(f"/proc/{house.process.pid}/task/{house.process.pid}/children").read_text().split()
    ]


def replace(house: House) -> None:
    """Let it end as at a new release, and start it again."""
    house.process.terminate()
    house.process.wait(timeout=30)
    house.start()
