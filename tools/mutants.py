"""Breaks the house in one place after another and says which test notices.

    .venv/bin/python tools/mutants.py                 all of them
    .venv/bin/python tools/mutants.py gap retry       those whose names hold one of these words

Each mutant is one exact replacement in a copy of the tree. A mutant whose place is not there any more, and one that
no test notices, is a failure: then a promise is not held by what should hold it.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutant_table import MUTANTS, Mutant  # noqa: E402 - after the path

EXAMPLES = os.environ.get("EXAMPLES", "2000")
SEED = os.environ.get("SEED", "1")
PATIENCE = 1_800
FOUND = re.compile(r"^(?:FAILED|ERROR) (\S+)|^(?:✖|not ok \d+ -) (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: the test that noticed, None where nobody did."""

    mutant: Mutant
    killer: str | None
    seconds: float
    tail: str = ""


def main(words: list[str]) -> int:
    """Try them all, two at a time."""
    wanted = [mutant for mutant in MUTANTS if not words or any(word in mutant.name for word in words)]
    print(f"SEED={SEED} EXAMPLES={EXAMPLES}: {len(wanted)} mutants", flush=True)
    survivors = 0
    with ThreadPoolExecutor(2) as pool:
        for verdict in pool.map(try_one, wanted):
            survivors += verdict.killer is None
            print(f"{verdict.mutant.name:<48} {verdict.killer or 'SURVIVED'}  ({verdict.seconds:.0f} s)", flush=True)
            if verdict.killer is None:
                print(verdict.tail, flush=True)
    print(f"{len(wanted) - survivors} of {len(wanted)} killed")
    return 1 if survivors else 0


def try_one(mutant: Mutant) -> Verdict:
    """Break a copy of the tree and run the test that should notice."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="baraza-mutant-") as folder:
        tree = Path(folder) / "tree"
        _copy(tree)
        path = tree / mutant.file
        source = path.read_text()
        if source.count(mutant.right) != 1:
            return Verdict(mutant, None, 0, f"  {mutant.file} holds its place {source.count(mutant.right)} times")
        path.write_text(source.replace(mutant.right, mutant.wrong))
        done = _run(mutant, tree, Path(folder))
    found = FOUND.search(done.stdout)
    seconds = time.monotonic() - started
    if done.returncode == 1 and found:
        return Verdict(mutant, found[1] or found[2], seconds)
    return Verdict(mutant, None, seconds, done.stdout[-2_000:] + done.stderr[-1_000:])


def _run(mutant: Mutant, tree: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "EXAMPLES": EXAMPLES, "SEED": SEED, "BUILT": str(folder / "built")}
    if mutant.test.endswith(".js"):
        command = ["node", "--test", mutant.test]
    else:
        options = ["-q", "-x", "-p", "no:randomly", "--timeout=0", f"--basetemp={folder / 'pytest'}"]
        command = [sys.executable, "-m", "pytest", mutant.test, *options]
    return subprocess.run(command, cwd=tree, env=environ, capture_output=True, text=True, timeout=PATIENCE, check=False)


def _copy(tree: Path) -> None:
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


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
