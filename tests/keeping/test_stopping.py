"""A backup or a restore that is ended half way, kindly or not, has not happened."""

import os
import signal
import subprocess
import sys

import pytest

from tests.keeping.conftest import house_rows, run
from tests.places import ROOT

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts processes, which run in a part of their own")]


def ended_half_way(environ: dict[str, str], number: signal.Signals, *command: object) -> tuple[int, str]:
    """Begin a command, end it in the middle; how it ended, and the last it said."""
    with subprocess.Popen(
        [sys.executable, "-m", "flask", *map(str, command)],
        cwd=ROOT,
        env={**os.environ, **environ, "FLASK_APP": "tests.keeping.slow_house:app"},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            next(line for line in process.stderr if line.startswith("half way"))
            process.send_signal(number)
            said = process.stderr.read()
        except BaseException:
            process.kill()
            raise
    return process.returncode, said.strip()


def test_a_backup_that_is_stopped_leaves_nothing(lived_in, environ, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()

    ended = ended_half_way(environ, signal.SIGTERM, "backup", folder / "house.baraza")

    assert ended == (1, "Error: Stopped. Nothing was changed.")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "ended"),
    [
        (signal.SIGTERM, (1, "Error: Stopped. Nothing was changed.")),
        (signal.SIGINT, (1, "Error: Stopped. Nothing was changed.")),
        (signal.SIGHUP, (1, "Error: Stopped. Nothing was changed.")),
        (signal.SIGKILL, (-9, "")),
    ],
)
@pytest.mark.long
def test_a_restore_that_is_ended_leaves_the_house_as_it_was(lived_in, environ, person, tmp_path, number, ended):
    file = tmp_path / "house.baraza"
    run(lived_in, "backup", file)
    person("Came Later")
    before = house_rows(lived_in, but=())

    assert ended_half_way(environ, number, "restore", "--replace", file) == ended

    assert house_rows(lived_in, but=()) == before
    assert run(lived_in, "restore", "--replace", file)[0] == 0
