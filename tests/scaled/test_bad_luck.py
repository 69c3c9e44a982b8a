"""Processes, Redis and the database are killed under a crowd that writes: nothing is lost, doubled or told apart."""

import os
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.figures import quantile
from tests.house_process import House
from tests.scaled.conftest import furnished, gunicorn
from tests.scaled.crowd import Crowd
from tests.valkey import Valkey

pytestmark = [
    pytest.mark.process,
    pytest.mark.sqlite_only("starts a PostgreSQL of its own"),
    pytest.mark.torture("SEEDS"),
]

SEEDS, GUESTS, EVERY = int(os.environ.get("SEEDS", "1")), int(os.environ.get("GUESTS", "60")), 0.25
"""How often, with how many people, each of whom writes once in so many seconds."""

SECONDS = float(os.environ.get("WITHOUT_REDIS", "60"))
"""How long a crowd writes without Redis."""

WHOLE_AGAIN = 30
"""Seconds after the last blow in which everything is where it belongs."""

SEEN_AFTER = 1.5
"""Seconds in which ninety-nine of a hundred ops are seen on another process although nobody pokes it."""


@pytest.fixture(scope="module")
def shared_house(database, built, tmp_path_factory) -> dict[str, str]:
    return furnished(database.url, built, tmp_path_factory.mktemp("shared"))


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_killed_everything_acknowledged_is_there_once_and_all_boards_are_the_same(
    room, houses, valkey, database, seed
):
    chance = random.Random(seed)
    crowd = Crowd(room, houses, GUESTS, every=EVERY, seed=seed)
    crowd.come()
    blows = [lambda: kill(chance, houses), lambda: kill(chance, houses), lambda: kill(chance, houses)]
    blows += [lambda: without(valkey), database.strike]
    chance.shuffle(blows)

    with ThreadPoolExecutor(1) as thread:
        luck = thread.submit(strike, chance, blows)
        crowd.live(luck.done)
    luck.result()
    took = crowd.drain(2 * WHOLE_AGAIN)
    sent = sum(guest.n for guest in crowd.guests)
    crowd.leave()

    delays = crowd.delays()
    load = os.getloadavg()[0]
    print(
        f"\nseed {seed}: {sent} ops, {sent - len(delays)} refused, seen after {spread(delays)}, "
        f"whole again {took:.1f} s after the last blow, at a load of {load:.0f}",
        flush=True,
    )
    crowd.assert_nothing_lost()
    assert took < WHOLE_AGAIN


def test_without_redis_all_is_seen_on_the_other_process_within_a_second_and_a_half(room, shared_house, tmp_path):
    pair = [gunicorn(shared_house, tmp_path / name) for name in ("one", "other")]
    try:
        for house in pair:
            house.start()
        crowd = Crowd(room, pair, GUESTS, every=EVERY)
        crowd.come()
        ends = time.monotonic() + SECONDS
        crowd.live(lambda: time.monotonic() > ends)
        crowd.drain(WHOLE_AGAIN)
        crowd.leave()
        crowd.assert_nothing_lost()
        delays, waits = crowd.delays(), crowd.waits()
    finally:
        for house in pair:
            house.kill()

    # What waits for its own acknowledgement as long waits for the machine, and not for being told elsewhere.
    print(f"\nwithout Redis: {len(delays)} ops, seen on the other process after {spread(delays)}")
    print(f"acknowledged after {spread(waits)}, at a load of {os.getloadavg()[0]:.0f}", flush=True)
    assert quantile(delays, 0.99) <= SEEN_AFTER


def strike(chance: random.Random, blows: Sequence[Callable[[], None]]) -> None:
    """One blow after another, with some time to write between them."""
    for blow in blows:
        time.sleep(chance.uniform(1, 4))
        blow()


def kill(chance: random.Random, houses: Sequence[House]) -> None:
    """One process ends at once, and comes back."""
    house = chance.choice(houses)
    house.kill()
    time.sleep(chance.uniform(0, 1))
    house.start()


def without(valkey: Valkey) -> None:
    valkey.kill()
    time.sleep(1.5)
    valkey.start()


def spread(delays: Sequence[float]) -> str:
    return ", ".join(f"p{int(100 * part)} {quantile(delays, part):.2f} s" for part in (0.5, 0.95, 0.99))
