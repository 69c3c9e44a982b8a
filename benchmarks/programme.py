"""What `make load-all` measures, part by part. Each keeps its figures when it is done, so a run may be interrupted.

python -m benchmarks.programme                          everything: more than an hour
python -m benchmarks.programme --only storm load-0500   parts, by the beginning of their names
python -m benchmarks.programme --missing                what has no figures yet
python -m benchmarks.programme --list                   what there is, and how long it takes
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import report, results, telling

SIZES = (50, 100, 200, 350, 500, 1000)


@dataclass(frozen=True)
class Part:
    """One measurement: the name of its file, the words behind `python -m benchmarks`, and about how long it takes."""

    name: str
    words: str
    minutes: float

    def is_kept(self, folder: Path) -> bool:
        """Whether it has figures already."""
        return (folder / f"{self.name}.json").exists()


PARTS = (
    *(Part(f"load-{people:04}", f"{people}", 4) for people in SIZES),
    Part("storm-0500", "500 --scenario storm", 1),
    Part("reveal-0200", "200 --scenario reveal", 1),
    Part("slow-0200", "200 --scenario slow", 2),
    Part("hostile-0020", "20 --scenario hostile", 1),
    Part("follow-0030", "30 --scenario follow", 1),
    Part("plane-5000", "5000 --scenario plane", 2),
    Part("typing-0050", "50 --scenario typing", 2),
    Part("weak-0050", "50 --scenario weak", 1),
    Part("portfolio-0400", "400 --scenario portfolio", 1),
    Part("beside-0200", "200 --scenario beside", 2),
    Part("scaled-0500", "500 --scaled", 5),
    Part("scaled-1000-10-boards", "1000 --scaled --boards 10", 5),
    # Half an hour without a pause, told in three parts: so one sees whether memory grows.
    Part("load-0500-half-an-hour", "500 --seconds 600 --name half-an-hour", 32),
)


def main() -> None:
    """Measure what is wanted, and write it into `docs/operations.md` as it comes."""
    wanted = _arguments()
    parts = chosen(wanted.only, missing=wanted.missing)
    if wanted.list or not parts:
        for part in parts or PARTS:
            print(f"{part.name:24} {part.minutes:3.0f} min  python -m benchmarks {part.words} --keep")
        return
    failed = [part.name for part in parts if not _measured(part)]
    if failed:
        sys.exit(f"Not as it should be: {', '.join(failed)}")


def chosen(only: Sequence[str], *, missing: bool, folder: Path = results.FOLDER) -> list[Part]:
    """The parts whose names begin so, or all; where only what is missing is wanted, those without figures."""
    named = [part for part in PARTS if not only or part.name.startswith(tuple(only))]
    return [part for part in named if not (missing and part.is_kept(folder))]


def _measured(part: Part) -> bool:
    print(f"\n{part.name}: about {part.minutes:.0f} min", flush=True)
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "benchmarks", *part.words.split(), "--keep"], check=False)
    report.main()
    void = void_runs(part.name)
    say = f", {void} of it void: measure it again" if void else ""
    print(f"{part.name} took {(time.monotonic() - begun) / 60:.1f} min{say}", flush=True)
    return done.returncode == 0 and not void


def void_runs(name: str, folder: Path = results.FOLDER) -> int:
    """How many runs of a part say nothing of the house; nothing where none are kept."""
    path = folder / f"{name}.json"
    figures = json.loads(path.read_text())["figures"] if path.exists() else {}
    return len(figures.get("runs", ())) - len(telling.sound({"runs": figures.get("runs", ())}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.programme", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--only", nargs="*", default=[], help="parts, by the beginning of their names")
    parser.add_argument("--missing", action="store_true", help="parts without figures")
    parser.add_argument("--list", action="store_true", help="say what there is, and measure nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
