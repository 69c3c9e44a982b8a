"""`make run-scaled`: everything starts, says where it is, and ends together."""

import os
import re
import signal
import subprocess
import tempfile
import urllib.request
from pathlib import Path

import pytest

from tests.consumer import wait_for
from tests.house_process import PATIENCE, House, free_port

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]


@pytest.fixture
def house(built):
    # Run as root the database drops to a user of its own, who could not enter pytest's folders.
    with tempfile.TemporaryDirectory(prefix="baraza-scaled-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        environ = {"VAR": folder, "BUILT": str(built), "DEMO": "no", "VALKEY_PORT": str(free_port())}
        house = House(environ, command=("tools/scaled.py",))
        yield house
        house.stop()


@pytest.mark.long
def test_it_starts_two_workers_on_postgresql_and_valkey_and_stops_them_all(house):
    house.start()
    with urllib.request.urlopen(f"{house.url}/healthz") as answer:
        said = answer.read()
    log = house.log.read_text()

    house.stop()

    assert b'"ok"' in said
    for what in ("PostgreSQL", "Valkey", "2 workers", "Jobs", "flask admin"):
        assert what in log
    assert house.process.returncode == 0
    left = subprocess.run(["pgrep", "-f", house.environ["VAR"]], capture_output=True, text=True, check=False).stdout
    assert [int(pid) for pid in left.split() if int(pid) != os.getpid()] == []
    assert nobody_answers(house)


def test_the_process_that_runs_jobs_is_started_again_and_ends_with_the_one_that_started_it(house):
    house.start()
    (first,) = jobs_of(house)

    os.kill(first, signal.SIGKILL)
    wait_for(lambda: len(jobs_of(house)) == 2, patience=PATIENCE)

    assert f"Jobs ended with -{signal.SIGKILL.value}; they are started again." in house.log.read_text()
    second = jobs_of(house)[1]
    (house.process.kill(), house.process.wait())
    try:
        wait_for(lambda: not is_running(second), patience=PATIENCE)
    finally:
        for name in ("workers", "Valkey", "PostgreSQL"):
            os.kill(int(re.search(rf"{name}.*process (\d+)", house.log.read_text())[1]), signal.SIGTERM)


def jobs_of(house):
    """Return the processes that run jobs, in the order they were started."""
    return [int(pid) for pid in re.findall(r"Jobs +process (\d+)", house.log.read_text())]


def is_running(pid):
    stat = Path(f"/proc/{pid}/stat")
    # Whoever has ended waits as Z for somebody to ask how.
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


def nobody_answers(house):
    return not house._answers()  # noqa: SLF001 - its own way to ask
