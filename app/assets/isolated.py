"""A program of our own that reads what a stranger sent, in a process that is started for it and ends."""

import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

SECONDS: Final = 60
"""How long one may take in all, where others are busy; of its own time it has less."""


class Ended(NamedTuple):
    """How the program ended: its exit code, below 0 where a limit ended it, and what it wrote."""

    code: int
    out: bytes


def run(program: Path, argument: str, read: BinaryIO) -> Ended:
    """Run a program that reads a file from its start, and wait without holding anybody up.

    Raises:
        TimeoutError: it took longer than `SECONDS`.
    """
    read.seek(0)
    try:
        # Isolated, and without settings or secrets in its environment.
        done = subprocess.run(  # noqa: S603 - our own program; what comes from outside is its input alone
            [sys.executable, "-I", str(program), argument],
            stdin=read,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return Ended(done.returncode, done.stdout)
