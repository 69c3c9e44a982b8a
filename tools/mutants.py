"""Breaks the house in one place after another and says which test notices.

    .venv/bin/python tools/mutants.py                 all of them; what came of it goes into docs/reliability.md
    .venv/bin/python tools/mutants.py gap retry       those whose names hold one of these words
    .venv/bin/python tools/mutants.py --list          what there is, and whether the place of each is still there
    .venv/bin/python tools/mutants.py --at-once       without looking first whether the tests pass
    .venv/bin/python tools/mutants.py --anew          without what an earlier run found out in the same tree

Each mutant is one exact replacement in a copy of the tree. First every test must pass in a copy that is whole, or it
says nothing. A mutant whose place is not there any more, and one that no test notices, is a failure: then a promise is
not held by what should hold it. A run that was stopped (Ctrl-C, or SIGTERM) ends at once what it started; the next one
in a tree with the same contents goes on where it stopped.
"""

import os
import platform
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutant_runs import PATIENCE, Ledger, Runs, copy, files, mark_of
from tools.mutant_table import MUTANTS, Mutant

EXAMPLES = os.environ.get("EXAMPLES", "2000")
SEED = os.environ.get("SEED", "1")
AT_ONCE = 2
FEW = "20"
"""Histories that must pass in a house that is whole."""

FOUND = re.compile(r"^(?:FAILED|ERROR) (\S+)|^(?:✖|not ok \d+ -) (.*)$", re.MULTILINE)
SAID = re.compile(r"^E +(?:AssertionError: )?(.*)$", re.MULTILINE)
HISTORIES = re.compile(r"^(\d+) histories", re.MULTILINE)
TABLE = re.compile(r"(?<=<!-- mutants -->\n).*?(?=<!-- end -->)", re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the test that noticed, None where nobody did; what it said; after how many histories."""

    name: str
    test: str
    killer: str | None
    seconds: float
    said: str = ""
    histories: str = ""
    tail: str = ""

    def __str__(self) -> str:
        after = f"{self.histories} histories, " if self.histories else ""
        line = f"{self.name:<52} {self.killer or 'SURVIVED'}  ({after}{self.seconds:.0f} s)"
        more = f"    {self.said}" if self.said else self.tail
        return f"{line}\n{more}".rstrip()

    def row(self) -> str:
        """A row of the table in the documents."""
        return f"| {self.name} | `{Path(self.test.split()[-1]).name}` | {self.histories or '–'} | {self.seconds:.0f} |"


def main(words: list[str]) -> int:
    """Try them all, two at a time."""
    options = {word for word in words if word.startswith("--")}
    words = [word for word in words if not word.startswith("--")]
    wanted = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    if "--list" in options:
        return show(wanted)
    names = files()
    # What is written about it does not change what is tried.
    tried = [name for name in names if not name.startswith("docs/reliability")]
    ledger = Ledger(mark_of(tried, EXAMPLES, SEED), anew="--anew" in options)
    found = {each["name"]: Verdict(**each) for each in ledger.read() if "name" in each}
    verdicts = [found[mutant.name] for mutant in wanted if mutant.name in found]
    left = [mutant for mutant in wanted if mutant.name not in found]
    known = f", {len(verdicts)} of them known from before" if verdicts else ""
    print(f"SEED={SEED} EXAMPLES={EXAMPLES}: {len(wanted)} mutants{known}", flush=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with tempfile.TemporaryDirectory(prefix="baraza-mutants-", ignore_cleanup_errors=True) as folder:
        runs = Runs(copy(names, Path(folder) / str(number) / "tree") for number in range(AT_ONCE))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            try:
                if "--at-once" not in options and (broken := fail_unbroken(left, pool, runs, ledger)):
                    print("these fail in a house that is whole:", *broken)
                    return 2
                for done in as_completed([pool.submit(try_one, mutant, runs) for mutant in left]):
                    verdict = done.result()
                    verdicts.append(verdict)
                    print(f"[{len(verdicts)}/{len(wanted)}] {verdict}", flush=True)
                    if verdict.killer:
                        ledger.add(asdict(verdict))
            except KeyboardInterrupt:
                runs.stop()
                pool.shutdown(cancel_futures=True)
                print(f"stopped after {len(verdicts)} of {len(wanted)}; the next run goes on from here")
                return 130
    return conclude(verdicts, whole=not words)


def show(wanted: Iterable[Mutant]) -> int:
    """Say what there is; whether every place is still there, once."""
    places = [(mutant, places_of(mutant, ROOT)) for mutant in wanted]
    for mutant, times in places:
        print(f"{mutant.name:<56} {mutant.file:<40}", "" if times == 1 else f"ITS PLACE IS THERE {times} TIMES")
    gone = sum(times != 1 for _, times in places)
    print(f"{len(places)} mutants, {gone} without their place")
    return 1 if gone else 0


def conclude(verdicts: list[Verdict], *, whole: bool) -> int:
    """Say what came of it; what came of a whole run is published."""
    survivors = [verdict for verdict in verdicts if verdict.killer is None]
    print(f"{len(verdicts) - len(survivors)} of {len(verdicts)} killed", *(each.name for each in survivors), sep="\n  ")
    if whole and not survivors:
        publish(verdicts)
    return 1 if survivors else 0


def fail_unbroken(wanted: Iterable[Mutant], pool: ThreadPoolExecutor, runs: Runs, ledger: Ledger) -> list[str]:
    """The tests that do not pass in a copy in which nothing is broken: they would notice anything."""

    def passes(test: str) -> bool:
        with runs.lent() as tree:
            return runs.run(test, tree, _environ(tree, examples=FEW)).returncode == 0

    passed = {each["passes"] for each in ledger.read() if "passes" in each}
    tests = sorted({mutant.test for mutant in wanted} - passed)
    broken = []
    for test, well in zip(tests, pool.map(passes, tests), strict=True):
        if well:
            ledger.add({"passes": test})
        else:
            broken.append(test)
    return broken


def places_of(mutant: Mutant, tree: Path) -> int:
    """How often what a mutant breaks is there."""
    path = tree / mutant.file
    return path.read_text().count(mutant.right) if path.is_file() else 0


def try_one(mutant: Mutant, runs: Runs) -> Verdict:
    """Break a copy of the tree, run the test that should notice, and mend it."""
    started = time.monotonic()
    with runs.lent() as tree:
        if (times := places_of(mutant, tree)) != 1:
            return Verdict(mutant.name, mutant.test, None, 0, tail=f"  {mutant.file} holds its place {times} times")
        path = tree / mutant.file
        source = path.read_text()
        path.write_text(source.replace(mutant.right, mutant.wrong))
        try:
            done = runs.run(mutant.test, tree, _environ(tree))
        except subprocess.TimeoutExpired:
            return Verdict(mutant.name, mutant.test, None, PATIENCE, tail="  nobody noticed in time")
        finally:
            path.write_text(source)
    seconds = round(time.monotonic() - started, 1)
    found, said, histories = (pattern.search(done.stdout) for pattern in (FOUND, SAID, HISTORIES))
    if done.returncode != 1 or not found:
        return Verdict(mutant.name, mutant.test, None, seconds, tail=done.stdout[-2_000:] + done.stderr[-1_000:])
    words, after = said[1][:160] if said else "", histories[1] if histories else ""
    return Verdict(mutant.name, mutant.test, found[1] or found[2], seconds, words, after)


def publish(verdicts: Iterable[Verdict]) -> None:
    """Write what came of a run into the documents, in the table's order."""
    order = [mutant.name for mutant in MUTANTS]
    rows = [verdict.row() for verdict in sorted(verdicts, key=lambda verdict: order.index(verdict.name))]
    page = ROOT / "docs" / "reliability.md"
    told = (
        f"`python tools/mutants.py` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, two at a time: {len(rows)} of {len(rows)} noticed.\n\n"
        "| broken | noticed by | histories | seconds |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
    page.write_text(TABLE.sub(lambda _: told, page.read_text()))


def _environ(tree: Path, *, examples: str = EXAMPLES) -> dict[str, str]:
    # What is built or compiled from the same files is so once.
    environ = {**os.environ, "EXAMPLES": examples, "SEED": SEED, "BUILT": str(tree.parent / "built")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return environ


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
