"""What is tried again where the machine is used by others, too: what failed, and what kept people waiting."""

import json
import subprocess
import sys

import pytest

from tests import hub
from tests.places import ROOT

LONG = [{"held": 0.3, "cpu": 0.3, "where": "pages.py:1 show"}]


@pytest.fixture
def cache(tmp_path):
    """A folder as pytest leaves it behind; call it with what failed."""
    (tmp_path / "d" / "turns").mkdir(parents=True)

    def left(*failed: str):
        path = tmp_path / "v" / "cache" / "lastfailed"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(dict.fromkeys(failed, True)))
        return tmp_path

    return left


def again(folder) -> tuple[int, list[str], str]:
    command = [sys.executable, "tools/second_go.py", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, list(json.loads((folder / "v" / "cache" / "lastfailed").read_text())), done.stdout


def test_where_a_module_kept_others_waiting_all_of_it_is_tried_again(cache):
    folder = cache("a.py::last")
    hub.keep(folder / "d" / "turns", "a.py", ["a.py::first", "a.py::last"], LONG)
    hub.keep(folder / "d" / "turns", "b.py", ["b.py::first"], [{**LONG[0], "cpu": 0.1}])

    told = hub.told(folder / "d" / "turns")

    assert again(folder) == (
        0,
        ["a.py::last", "a.py::first"],
        "A second go, alone, for what failed (1), and all of a.py:\n",
    )
    assert told[0] == "2 turns over 50 ms in houses of 2 modules"
    assert told[1] == "  0.300 s, 0.300 s of it at work: a.py, pages.py:1 show"


def test_what_fails_often_is_no_accident(cache):
    six = [f"a.py::{number}" for number in range(6)]

    assert again(cache(*six))[:2] == (1, six)
