"""Breaks the house in one place after another and says which test notices.

    .venv/bin/python tools/mutants.py                 all of them
    .venv/bin/python tools/mutants.py gap retry       those whose names hold one of these words
    .venv/bin/python tools/mutants.py --publish       all, and what came of it into docs/reliability.md
    .venv/bin/python tools/mutants.py --at-once       without looking first whether the tests pass

Each mutant is one exact replacement in a copy of the tree. First every test must pass in a copy that is whole, or it
says nothing. A mutant whose place is not there any more, and one that no test notices, is a failure: then a promise is
not held by what should hold it.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutant_table import MUTANTS, Mutant  # noqa: E402 - after the path

EXAMPLES = os.environ.get("EXAMPLES", "2000")
SEED = os.environ.get("SEED", "1")
PATIENCE = 1_800
AT_ONCE = 2
FEW = "20"
"""Histories that must pass in a house that is whole."""

FOUND = re.compile(r"^(?:FAILED|ERROR) (\S+)|^(?:✖|not ok \d+ -) (.*)$", re.MULTILINE)
SAID = re.compile(r"^E +(?:AssertionError: )?(.*)$", re.MULTILINE)
HISTORIES = re.compile(r"^(\d+) histories", re.MULTILINE)
TABLE = re.compile(r"(?<=<!-- mutants -->\n).*?(?=<!-- end -->)", re.DOTALL)


Trees = SimpleQueue[Path]
"""Copies of the tree that nobody uses just now."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the test that noticed, None where nobody did; what it said; after how many histories."""

    mutant: Mutant
    killer: str | None
    seconds: float
    said: str = ""
    histories: str = ""
    tail: str = ""

    def __str__(self) -> str:
        after = f"{self.histories} histories, " if self.histories else ""
        line = f"{self.mutant.name:<52} {self.killer or 'SURVIVED'}  ({after}{self.seconds:.0f} s)"
        more = f"    {self.said}" if self.said else self.tail
        return f"{line}\n{more}".rstrip()

    def row(self) -> str:
        """A row of the table in the documents."""
        test = Path(self.mutant.test).name
        return f"| {self.mutant.name} | `{test}` | {self.histories or '–'} | {self.seconds:.0f} |"


def main(words: list[str]) -> int:
    """Try them all, two at a time."""
    publish, at_once = "--publish" in words, "--at-once" in words
    words = [word for word in words if not word.startswith("--")]
    wanted = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    print(f"SEED={SEED} EXAMPLES={EXAMPLES}: {len(wanted)} mutants", flush=True)
    verdicts = []
    with tempfile.TemporaryDirectory(prefix="baraza-mutants-") as folder, ThreadPoolExecutor(AT_ONCE) as pool:
        trees: Trees = SimpleQueue()
        for number in range(AT_ONCE):
            trees.put(_copy(Path(folder) / str(number) / "tree"))
        tests = sorted({mutant.test for mutant in wanted}) if not at_once else []
        passing = pool.map(passes_unbroken, tests, [trees] * len(tests))
        if broken := [test for test, passes in zip(tests, passing, strict=True) if not passes]:
            print("these fail in a house that is whole:", *broken)
            return 2
        for done in as_completed([pool.submit(try_one, mutant, trees) for mutant in wanted]):
            print(done.result(), flush=True)
            verdicts.append(done.result())
    survivors = [verdict for verdict in verdicts if verdict.killer is None]
    print(f"{len(verdicts) - len(survivors)} of {len(verdicts)} killed")
    if publish and not survivors:
        keep(verdicts)
    return 1 if survivors else 0


def passes_unbroken(test: str, trees: Trees) -> bool:
    """Whether a test passes in a copy in which nothing is broken."""
    with lent(trees) as tree:
        return _run(test, tree, examples=FEW).returncode == 0


def try_one(mutant: Mutant, trees: Trees) -> Verdict:
    """Break a copy of the tree, run the test that should notice, and mend it."""
    started = time.monotonic()
    with lent(trees) as tree:
        path = tree / mutant.file
        source = path.read_text() if path.is_file() else ""
        if source.count(mutant.right) != 1:
            place = f"  {mutant.file} holds its place {source.count(mutant.right)} times"
            return Verdict(mutant, None, 0, tail=place)
        path.write_text(source.replace(mutant.right, mutant.wrong))
        try:
            done = _run(mutant.test, tree)
        except subprocess.TimeoutExpired:
            return Verdict(mutant, None, PATIENCE, tail="  nobody noticed in time")
        finally:
            path.write_text(source)
    seconds = time.monotonic() - started
    found, said, histories = (pattern.search(done.stdout) for pattern in (FOUND, SAID, HISTORIES))
    if done.returncode != 1 or not found:
        return Verdict(mutant, None, seconds, tail=done.stdout[-2_000:] + done.stderr[-1_000:])
    return Verdict(
        mutant, found[1] or found[2], seconds, said[1][:160] if said else "", histories[1] if histories else ""
    )


@contextmanager
def lent(trees: Trees) -> Iterator[Path]:
    """A copy of the tree for oneself."""
    tree = trees.get()
    try:
        yield tree
    finally:
        trees.put(tree)


def keep(verdicts: Iterable[Verdict]) -> None:
    """Write what came of a run into the documents."""
    rows = [verdict.row() for verdict in sorted(verdicts, key=lambda verdict: MUTANTS.index(verdict.mutant))]
    page = ROOT / "docs" / "reliability.md"
    told = (
        f"`python tools/mutants.py` on {datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, Python"
        f" {platform.python_version()}, two at a time: {len(rows)} of {len(rows)} noticed.\n\n"
        "| broken | noticed by | histories | seconds |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )
    page.write_text(TABLE.sub(lambda _: told, page.read_text()))


def _run(test: str, tree: Path, *, examples: str = EXAMPLES) -> subprocess.CompletedProcess[str]:
    # What is built or compiled from the same files is so once.
    environ = {**os.environ, "EXAMPLES": examples, "SEED": SEED, "BUILT": str(tree.parent / "built")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if test.endswith(".js"):
        command = ["node", "--test", test]
    else:
        options = ["-q", "-x", "-p", "no:randomly", "--timeout=0", f"--basetemp={tree.parent / 'pytest'}"]
        command = [sys.executable, "-m", "pytest", test, *options]
    return subprocess.run(command, cwd=tree, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False)


def _copy(tree: Path) -> Path:
    """The files git knows, as they are now; what is installed is shared."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in listed.stdout.decode().split("\0"):
        source = ROOT / name
        if name and source.is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, tree / name)
    for shared in (".venv", "node_modules"):
        (tree / shared).symlink_to((ROOT / shared).resolve())
    return tree


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
