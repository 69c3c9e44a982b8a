"""Houses to measure, each over a folder of its own: `make run`'s server, or what `make run-scaled` starts."""

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from tests.house_process import House, free_port

_SAID = r"\s+(\S+)\s+\(process (\d+)"
"""How `make run-scaled` tells of what it started: where, and which process."""


@dataclass(frozen=True)
class Measured:
    """A house, and those of its processes that count; none where it runs elsewhere.

    `pids` serve people. `beside` are the databases they stand on, with all their children.
    """

    url: str
    pids: list[int]
    beside: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class OwnHouse:
    """A house that lives as long as it is measured. `environ` makes the same house in this process."""

    measured: Measured
    process: House
    environ: Mapping[str, str]

    @property
    def url(self) -> str:
        return self.measured.url

    @property
    def var(self) -> Path:
        return Path(self.environ["VAR"])


@contextmanager
def own_house(database: str = "", *, command: tuple[str, ...] = ("wsgi.py",), demo: bool = False) -> Iterator[OwnHouse]:
    """A house on SQLite, or on an empty database; empty but for the demonstration, if that is wanted."""
    with tempfile.TemporaryDirectory(prefix="baraza-load-") as folder:
        environ = {"VAR": folder, "DATABASE_URL": database, "REDIS_URL": "", "DEMO": "yes" if demo else "no"}
        house = House(environ, command=command)
        try:
            house.start()
            yield OwnHouse(Measured(house.url, [house.pid]), house, house.environ)
        except BaseException:
            _tell_log(house)
            raise
        finally:
            house.kill()


@contextmanager
def scaled_house() -> Iterator[OwnHouse]:
    """An empty house of two workers on PostgreSQL and Valkey. What runs jobs has nothing to do and does not count."""
    with tempfile.TemporaryDirectory(prefix="baraza-load-", ignore_cleanup_errors=True) as folder:
        # Where this runs as root the database becomes somebody of its own, who must be able to get in.
        Path(folder).chmod(0o755)
        environ = {"VAR": folder, "DEMO": "no", "VALKEY_PORT": str(free_port()), "WEB_CONCURRENCY": "2"}
        house = House(environ, command=("tools/scaled.py",))
        try:
            house.start()
            said = house.log.read_text()
            database, postgresql = _started(said, "PostgreSQL")
            redis, valkey = _started(said, "Valkey")
            _address, workers = _started(said, "workers")
            served = Measured(house.url, machine.family([workers]), [postgresql, valkey])
            yield OwnHouse(served, house, house.environ | {"DATABASE_URL": database, "REDIS_URL": redis})
        except BaseException:
            _tell_log(house)
            raise
        finally:
            house.stop()


def _tell_log(house: House) -> None:
    """What the house said last: its log goes with its folder."""
    print(house.log.read_text(errors="replace")[-4000:], file=sys.stderr)


def _started(said: str, what: str) -> tuple[str, int]:
    found = re.search(what + _SAID, said)
    if found is None:
        sys.exit(f"make run-scaled did not say where its {what} is:\n{said[-4000:]}")
    return found[1], int(found[2])
