"""What an administrator runs: `python -m benchmarks 500`; see `make help`."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict

from benchmarks import results
from benchmarks.houses import Measured, OwnHouse, own_house, scaled_house
from benchmarks.load import measure
from benchmarks.person import Seat
from benchmarks.reckoning import Load

Seats = Callable[[], list[Seat]]
SCENARIOS = ("storm", "slow", "hostile", "reveal", "follow", "plane", "typing", "weak", "portfolio", "beside")


def main() -> None:
    """Measure, print, keep."""
    wanted = arguments()
    whole = _out_of_the_ordinary(wanted) if wanted.scenario else _under_load(wanted)
    if not whole:
        sys.exit("Not everything arrived.")


def _under_load(wanted: argparse.Namespace) -> bool:
    with _house(wanted) as (house, seats):
        load = measure(house, seats(), seconds=wanted.seconds, runs=wanted.runs, warm_up=wanted.warm_up)
    _tell(load)
    _keep(wanted, asdict(load))
    return load.whole


def _out_of_the_ordinary(wanted: argparse.Namespace) -> bool:
    from benchmarks.scenarios import SCENARIOS  # noqa: PLC0415 - loads the house

    scenario = SCENARIOS[wanted.scenario]
    with own_house(wanted.database, **scenario.house) as house:
        figures = scenario.measure(house, wanted.people)
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    _keep(wanted, figures)
    return True


def _keep(wanted: argparse.Namespace, figures: dict[str, object]) -> None:
    if wanted.keep:
        print("kept in", results.keep(name_of(wanted), figures, database=_database(wanted)))


def name_of(wanted: argparse.Namespace) -> str:
    """Under which name figures are kept."""
    kind = wanted.scenario or ("scaled" if wanted.scaled else "load")
    boards = f"-{wanted.boards}-boards" if wanted.boards > 1 else ""
    return f"{kind}-{wanted.people:04}{boards}" + (f"-{wanted.name}" if wanted.name else "")


def _database(wanted: argparse.Namespace) -> str:
    if wanted.scaled:
        return "PostgreSQL and Valkey"
    return "PostgreSQL" if wanted.database.startswith("postgres") else "SQLite"


@contextmanager
def _house(wanted: argparse.Namespace) -> Iterator[tuple[Measured, Seats]]:
    """A house that runs already, or one of one's own; and a way to take seats there."""
    if wanted.join:
        from benchmarks import door  # noqa: PLC0415 - loads no database where it needs none

        url = wanted.join.split("/j/")[0]
        yield Measured(url, wanted.pids), lambda: door.seats(wanted.join, wanted.people)
        return
    with scaled_house() if wanted.scaled else own_house(wanted.database) as house:
        yield house.measured, lambda: _seats(house, wanted.people, wanted.boards)


def _seats(house: OwnHouse, people: int, boards: int) -> list[Seat]:
    from benchmarks import rooms  # noqa: PLC0415 - likewise

    app = rooms.same_house(house.environ)
    opened = [rooms.open_room(app, house.url) for _ in range(boards)]
    return rooms.seats(opened, people // boards)


def arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    """What is wanted, as the command was called."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("people", type=int)
    parser.add_argument("--scenario", choices=SCENARIOS, default="", help="something out of the ordinary")
    parser.add_argument("--boards", type=int, default=1, help="people are spread over so many boards")
    parser.add_argument("--seconds", type=float, default=60, help="length of one run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--warm-up", type=float, default=10, help="seconds before the first run")
    parser.add_argument("--database", default="", help="address of an empty database; SQLite otherwise")
    parser.add_argument("--scaled", action="store_true", help="two workers on PostgreSQL and Valkey")
    parser.add_argument("--join", default="", help="http://host/j/CODE/ of a workshop in a house that runs already")
    parser.add_argument("--pids", type=int, nargs="*", default=[], help="processes of that house, if they run here")
    parser.add_argument("--keep", action="store_true", help="keep the figures in benchmarks/results/")
    parser.add_argument("--name", default="", help="a word more for the name of that file")
    return parser.parse_args(words)


def _tell(load: Load) -> None:
    where = f"{load.boards} boards" if load.boards > 1 else "one board"
    print(f"{load.people} people on {where}: {load.sent} ops, {load.acknowledged} kept, {load.refused} refused")
    print(f"heard: {load.delivered} of {load.expected}; {load.holes} frames with holes, {load.lags} told of a lag")
    for run in load.runs:
        print(
            f"  {run.seconds:.0f} s: op seen by others p50 {run.p50:.0f}, p95 {run.p95:.0f}, p99 {run.p99:.0f} ms;"
            f" ack p95 {run.ack_p95:.0f} ms; house {run.house_cpu:.2f} core, {run.house_mb:.0f} MB,"
            f" {run.ms_cpu_an_op:.2f} ms an op; databases {run.beside_cpu:.2f} core;"
            f" generator {run.generator_cpu:.2f} core, lag p99 {run.generator_lag_p99:.1f} ms;"
            f" elsewhere {run.elsewhere:.2f} core; {run.frames_a_second:.0f} + {run.presence_a_second:.0f} frames,"
            f" {run.kilobytes_a_second:.0f} kB a second" + (f"; VOID: {run.void}" if run.void else "")
        )


if __name__ == "__main__":
    main()
