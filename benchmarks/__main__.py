"""What an administrator runs: `python -m benchmarks load 500`; see `make help`."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks import results
from benchmarks.houses import Measured, OwnHouse
from benchmarks.load import measure
from benchmarks.person import Seat
from benchmarks.reckoning import Load

Seats = Callable[[], list[Seat]]


def main() -> None:
    """Measure, print, keep."""
    wanted = _arguments()
    if wanted.scenario != "load":
        _out_of_the_ordinary(wanted)
        return
    load = _load(wanted)
    _tell(load)
    if wanted.keep:
        name = f"load-{wanted.people:04}" + (f"-{wanted.boards}-boards" if wanted.boards > 1 else "")
        name += f"-{wanted.name}" if wanted.name else ""
        print("kept in", results.keep(name, asdict(load), database=wanted.database))
    if not load.whole:
        sys.exit("Not everything arrived.")


def _out_of_the_ordinary(wanted: argparse.Namespace) -> None:
    from benchmarks.scenarios import SCENARIOS  # noqa: PLC0415 - loads the house

    counted = ("-m", "benchmarks.counting") if wanted.scenario == "storm" else ("wsgi.py",)
    with tempfile.TemporaryDirectory() as var, OwnHouse(Path(var), wanted.database, command=counted) as house:
        figures = SCENARIOS[wanted.scenario](house, wanted.people)
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    if wanted.keep:
        print("kept in", results.keep(f"{wanted.scenario}-{wanted.people:04}", figures, database=wanted.database))


def _load(wanted: argparse.Namespace) -> Load:
    with _house(wanted) as (house, seats):
        return measure(house, seats(), seconds=wanted.seconds, runs=wanted.runs, warm_up=wanted.warm_up)


@contextmanager
def _house(wanted: argparse.Namespace) -> Iterator[tuple[Measured, Seats]]:
    """A house that runs already, or one of one's own; and a way to take seats there."""
    if wanted.join:
        from benchmarks import door  # noqa: PLC0415 - loads no database where it needs none

        url = wanted.join.split("/j/")[0]
        yield Measured(url, wanted.pids), lambda: door.seats(wanted.join, wanted.people)
        return
    with tempfile.TemporaryDirectory() as var, OwnHouse(Path(var), wanted.database) as house:
        from benchmarks import rooms  # noqa: PLC0415 - likewise

        app = rooms.same_house(house.environ)

        def seats() -> list[Seat]:
            opened = [rooms.open_room(app, house.url) for _ in range(wanted.boards)]
            share = wanted.people // wanted.boards
            return [seat for room in opened for seat in room.seats(share)]

        yield house.measured, seats


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--scenario", choices=["load", "storm", "slow", "hostile", "reveal"], default="load")
    parser.add_argument("--boards", type=int, default=1, help="people are spread over so many boards")
    parser.add_argument("--seconds", type=float, default=60, help="length of one run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--warm-up", type=float, default=10, help="seconds before the first run")
    parser.add_argument("--database", default="", help="address of an empty database; SQLite otherwise")
    parser.add_argument("--join", default="", help="http://host/j/CODE/ of a workshop in a house that runs already")
    parser.add_argument("--pids", type=int, nargs="*", default=[], help="processes of that house, if they run here")
    parser.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results/")
    parser.add_argument("--name", default="", help="a word more for the name of that file")
    return parser.parse_args()


def _tell(load: Load) -> None:
    where = f"{load.boards} boards" if load.boards > 1 else "one board"
    print(f"{load.people} people on {where}: {load.sent} ops, {load.acknowledged} kept, {load.refused} refused")
    print(f"heard: {load.delivered} of {load.expected}; {load.holes} frames with holes, {load.lags} told of a lag")
    for run in load.runs:
        print(
            f"  {run.seconds:.0f} s: op seen by others p50 {run.p50:.0f}, p95 {run.p95:.0f}, p99 {run.p99:.0f} ms;"
            f" ack p95 {run.ack_p95:.0f} ms; house {run.house_cpu:.2f} core, {run.house_mb:.0f} MB,"
            f" {run.ms_cpu_an_op:.2f} ms an op; generator {run.generator_cpu:.2f} core,"
            f" lag p99 {run.generator_lag_p99:.1f} ms; elsewhere {run.elsewhere:.2f} core;"
            f" {run.frames_a_second:.0f} + {run.presence_a_second:.0f} frames, {run.kilobytes_a_second:.0f} kB a second"
            + (f"; VOID: {run.void}" if run.void else "")
        )


if __name__ == "__main__":
    main()
