"""A site attacked by people who know its addresses and nothing else: it breaks nowhere and serves everybody meanwhile.

`ATTACKED` in the environment says for how many minutes; `SEED` which luck the attackers have.
"""

import os
import re
import statistics
import threading
import time
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from tests.house_process import UNWATCHED, House
from tests.torture.attacks import ATTACKS, Attack, Stranger

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a site of its own")]

MINUTES, SEED = float(os.environ.get("ATTACKED", "0")), int(os.environ.get("SEED", "1"))
AT_ONCE = 6
"""Attackers, of whom many send a crowd of requests at once."""

GROWTH = 60_000_000
"""Bytes of memory by which the web process may grow from the first round of all attacks to the end."""

MAY_SAY = {200, 204, 206, 301, 302, 303, 304, 307, 308, 100, 101} | set(range(400, 500)) | {501, 503, 505}
"""Answers that are meant: 501 and 505 say that HTTP is not spoken like that, 503 that somebody is to try again."""


@pytest.fixture
def site(tmp_path, built):
    running = House({"VAR": str(tmp_path), "BUILT": str(built)}, command=UNWATCHED).start()
    yield running
    running.kill()


@pytest.mark.long
def test_whatever_strangers_send_nothing_breaks_and_everybody_is_served(site):
    everybody, stop = Everybody(site), threading.Event()
    looking = threading.Thread(target=everybody.look, args=(stop,), daemon=True)
    looking.start()
    told: dict[str, Counter[int]] = {each.__name__: Counter() for each in ATTACKS}
    with ThreadPoolExecutor(AT_ONCE) as attackers:
        list(attackers.map(lambda number: _attack(site, ATTACKS[number], SEED + number, told), range(len(ATTACKS))))
    before = resident(site)
    _all_at_once(site, told, until=time.monotonic() + 60 * MINUTES)
    stop.set()
    looking.join()

    log = site.log.read_text(errors="replace")
    _report(told, everybody, resident(site) - before, len(log))
    assert {status for each in told.values() for status in each} - MAY_SAY == set()
    assert "Traceback" not in log
    assert everybody.failed == []
    assert resident(site) - before < GROWTH
    assert site.process.poll() is None
    assert site.run("votes").strip()


class Everybody:
    """Somebody who opens the first page every half second, and how long that took them."""

    def __init__(self, site: House) -> None:
        self._site = site
        self.took: list[float] = []
        self.failed: list[str] = []

    def look(self, stop: threading.Event) -> None:
        while not stop.wait(0.5):
            for path in ("/", "/healthz", "/j/"):
                begun = time.monotonic()
                try:
                    with urllib.request.urlopen(self._site.url + path, timeout=60) as answer:
                        answer.read()
                except OSError as error:
                    self.failed.append(f"{path}: {error}")
                self.took.append(time.monotonic() - begun)


def _all_at_once(site: House, told: dict[str, Counter[int]], *, until: float) -> None:
    def go_on(number: int) -> None:
        luck = Random(SEED * 1000 + number)
        while time.monotonic() < until:
            _attack(site, luck.choice(ATTACKS), luck.getrandbits(32), told)

    attackers = [threading.Thread(target=go_on, args=(number,), daemon=True) for number in range(AT_ONCE)]
    for each in attackers:
        each.start()
    for each in attackers:
        each.join()


def _attack(site: House, attack: Attack, seed: int, told: dict[str, Counter[int]]) -> None:
    stranger = Stranger(site.port, Random(seed))
    attack(stranger)
    told[attack.__name__].update(stranger.statuses)


def resident(site: House) -> int:
    """Return how many bytes of memory the web process has."""
    return 1024 * int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{site.pid}/status").read_text())[1])


def _report(told: dict[str, Counter[int]], everybody: Everybody, grown: int, logged: int) -> None:
    for name, statuses in told.items():
        print(f"{name:12} {dict(sorted(statuses.items()))}")
    slowest, answers = statistics.quantiles(everybody.took, n=20)[-1], sum(sum(each.values()) for each in told.values())
    print(f"{answers} answers; memory +{grown / 1e6:.1f} MB, log {logged / 1e3:.0f} kB; others waited")
    print(f"{statistics.median(everybody.took):.3f} s, p95 {slowest:.3f} s, at most {max(everybody.took):.3f} s")
