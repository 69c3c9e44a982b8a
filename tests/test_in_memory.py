"""Folders in memory end with the runs of the tests, also with those that were killed."""

import subprocess
import sys

import pytest

from tests.in_memory import own_folder
from tests.places import ROOT

WAITS = """
import sys
from pathlib import Path
from tests.in_memory import own_folder
with own_folder(Path(sys.argv[1])) as folder:
    (folder / "database").write_text("large")
    print(folder.name, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def another_run(tmp_path):
    """A process that has such a folder until somebody kills it."""
    command = [sys.executable, "-c", WAITS, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def test_a_run_clears_what_a_killed_one_left_and_nothing_of_one_that_lives(another_run, tmp_path):
    name = another_run.stdout.readline().strip()
    (tmp_path / "baraza-tests-of somebody else").mkdir()
    with own_folder(tmp_path) as meanwhile:
        beside = {each.name for each in tmp_path.iterdir()}
    another_run.kill()
    another_run.wait()
    with own_folder(tmp_path) as folder:
        afterwards = {each.name for each in tmp_path.iterdir()}

    assert beside == {name, meanwhile.name, "baraza-tests-of somebody else"}
    assert afterwards == {folder.name, "baraza-tests-of somebody else"}
