"""How `tools/mutants.py` runs tests in copies of the tree, can be stopped, and knows what it found before it was."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "var" / "mutants"
PATIENCE = 1_800


class Runs:
    """Copies of the tree, lent to one test at a time, and the tests that run just now. Once stopped none begins."""

    def __init__(self, trees: Iterable[Path]) -> None:
        self._trees: SimpleQueue[Path] = SimpleQueue()
        for tree in trees:
            self._trees.put(tree)
        self._running: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self.stopped = False

    @contextmanager
    def lent(self) -> Iterator[Path]:
        """A copy of the tree for oneself."""
        tree = self._trees.get()
        try:
            yield tree
        finally:
            self._trees.put(tree)

    def run(self, test: str, tree: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run one test in a copy.

        Raises:
            subprocess.TimeoutExpired: it took too long, and was ended with all it had started.
        """
        process = self._start(_command(test, tree), tree, environ)
        try:
            said, complained = process.communicate(timeout=PATIENCE)
            return subprocess.CompletedProcess(process.args, process.returncode, said, complained)
        finally:
            _end(process)
            with self._lock:
                self._running.discard(process)

    def stop(self) -> None:
        """End what runs, and let nothing else begin."""
        with self._lock:
            self.stopped = True
            running = list(self._running)
        for process in running:
            _end(process)

    def _start(self, command: list[str], tree: Path, environ: dict[str, str]) -> subprocess.Popen[str]:
        with self._lock:
            if self.stopped:
                raise InterruptedError
            # In a session of its own, so that what it started ends with it.
            process = subprocess.Popen(
                command,
                cwd=tree,
                env=environ,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                start_new_session=True,
            )
            self._running.add(process)
            return process


class Ledger:
    """What was found in a tree exactly like this one, one line each, written as soon as it is known."""

    def __init__(self, mark: str, *, anew: bool = False) -> None:
        self._path = KEPT / f"{mark}.jsonl"
        if anew:
            self._path.unlink(missing_ok=True)
        self._lock = threading.Lock()

    def read(self) -> list[dict]:
        lines = self._path.read_text().splitlines() if self._path.is_file() else []
        return [json.loads(line) for line in lines if line.endswith("}")]

    def add(self, found: dict) -> None:
        with self._lock:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a") as file:
                file.write(json.dumps(found) + "\n")


def mark_of(names: Iterable[str], *more: str) -> str:
    """What stands for the contents of these files of the tree."""
    found = hashlib.sha256("\0".join(more).encode())
    for name in names:
        found.update(f"{name}\0".encode() + (ROOT / name).read_bytes())
    return found.hexdigest()[:16]


def files() -> list[str]:
    """The files git knows, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return sorted({name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()})


def copy(names: Iterable[str], tree: Path) -> Path:
    """A copy of these files; what is installed is shared."""
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    for shared in (".venv", "node_modules"):
        (tree / shared).symlink_to((ROOT / shared).resolve())
    return tree


def _command(test: str, tree: Path) -> list[str]:
    if test.endswith(".js"):
        return ["node", "--test", test]
    options = ["-q", "-x", "-p", "no:randomly", "--timeout=0", f"--basetemp={tree.parent / 'pytest'}"]
    return [sys.executable, "-m", "pytest", *test.split(), *options]


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
