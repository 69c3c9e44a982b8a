"""What keeps the database of a running house from taking anything, until it ends."""

import resource
import sqlite3
import subprocess
from contextlib import suppress
from pathlib import Path


class Full:
    """No process of the house may write any file further than its first bytes, as on a disk without space."""

    def __init__(self, house):
        group = str(house.process.pid)
        told = subprocess.run(["pgrep", "-g", group], capture_output=True, text=True, check=True)
        self.processes = [int(process) for process in told.stdout.split()]

    def begin(self):
        self._let_write(16)

    def end(self):
        self._let_write(resource.RLIM_INFINITY)

    def _let_write(self, most: int):
        for process in self.processes:
            # Some of them only do one thing, and may have ended since.
            with suppress(ProcessLookupError):
                resource.prlimit(process, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


class Locked:
    """Another program holds the lock that every writer needs."""

    def __init__(self, house):
        self.path = Path(house.environ["VAR"]) / "baraza.db"

    def begin(self):
        self.holder = sqlite3.connect(self.path, isolation_level=None)
        self.holder.execute("BEGIN IMMEDIATE")

    def end(self):
        self.holder.execute("ROLLBACK")
        self.holder.close()
