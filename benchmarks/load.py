"""People on boards: one op a second and a cursor each; how soon everybody hears, and what that takes of the house."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict

from benchmarks.crowd import Plan, split
from benchmarks.houses import Measured
from benchmarks.person import Seat
from benchmarks.reckoning import Load, Reckoning
from tests.house_process import ROOT

LISTENERS = 50
PEOPLE_A_PROCESS = 500


def measure(
    house: Measured,
    seats: Sequence[Seat],
    *,
    seconds: float,
    runs: int = 1,
    warm_up: float = 5,
    processes: int = 0,
    asleep: int = 0,
) -> Load:
    """Let these people write and point for a while."""
    processes = processes or 1 + (len(seats) - 1) // PEOPLE_A_PROCESS
    plans = [
        Plan(
            part,
            _on_a_board(seats),
            LISTENERS // processes,
            warm_up,
            seconds,
            runs,
            house.pids if first else [],
            house.beside if first else [],
            asleep // processes,
        )
        for first, part in zip([True] + [False] * (processes - 1), split(seats, processes), strict=True)
    ]
    return Reckoning(_let_loose(plans), seats, seconds).load()


def _on_a_board(seats: Sequence[Seat]) -> int:
    return max(1, len(seats) // len({seat.board for seat in seats}))


def _let_loose(plans: Sequence[Plan]) -> list[dict]:
    """Start the generators, let all of them connect, and begin together."""
    with ExitStack() as running:
        generators = [running.enter_context(_generator()) for _ in plans]
        for generator, plan in zip(generators, plans, strict=True):
            print(json.dumps(asdict(plan)), file=generator.stdin, flush=True)
        for generator in generators:
            if generator.stdout is None or generator.stdout.readline() != "here\n":
                sys.exit("not everybody could come in")
        start = time.monotonic() + 1
        for generator in generators:
            print(start, file=generator.stdin, flush=True)
        return [json.load(generator.stdout) for generator in generators if generator.stdout]


def _generator() -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.crowd"]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
