"""Whatever happens to people, lines and machines: nothing is lost, nothing doubled, nothing leaks, all end alike.

`EXAMPLES`, `STEPS` and `SEED` in the environment try more, longer, or again what failed.
"""

import os
import time

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.torture.machine import House

EXAMPLES, STEPS = int(os.environ.get("EXAMPLES", "100")), int(os.environ.get("STEPS", "60"))
SEED = int(os.environ.get("SEED", "1"))
ROUND = 20
"""Histories that are made of one another: a round begins anew, so that hours of them are not all of a kind."""

SHRINK = os.environ.get("SHRINK") == "yes"

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("the database is copied as SQLite's file")]


@pytest.mark.row("R1", "R3", "R5", partly=True)
@pytest.mark.timeout(1_800)
@pytest.mark.long
def test_nothing_is_lost_doubled_or_leaked_whatever_happens(trial):
    House.trial, House.histories = trial, 0
    print(f"SEED={SEED} EXAMPLES={EXAMPLES} STEPS={STEPS}")
    began, busy = time.monotonic(), time.process_time()
    try:
        for begin in range(0, EXAMPLES, ROUND):
            run_state_machine_as_test(
                seed(1_000_000 * SEED + begin)(House), settings=wanted(min(ROUND, EXAMPLES - begin))
            )
    finally:
        used = time.process_time() - busy
        print(f"{House.histories} histories in {time.monotonic() - began:.1f} s, {used:.1f} s of them the house's own")


def wanted(examples: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        print_blob=True,
        phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
