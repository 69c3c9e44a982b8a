"""`make run` on a machine that has nothing yet: what it says while it sets everything up."""

import os
import shutil
import subprocess

import pytest

from tests.places import ROOT

pytestmark = pytest.mark.process


@pytest.fixture
def checkout(tmp_path):
    """What `make` reads, in a folder of its own."""
    (tmp_path / "tools").mkdir()
    for name in ("Makefile", "requirements.lock", "requirements-dev.lock", "package-lock.json", "tools/uv.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def make(checkout, *words, **environ):
    # These tests may have been started by a make, of whose words this one is to know nothing.
    outside = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    done = subprocess.run(
        ["make", *words], cwd=checkout, env={**outside, **environ}, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_without_a_network_a_sentence_says_what_is_missing_and_what_to_do(checkout):
    code, said = make(checkout, "run", PIP_INDEX_URL="http://127.0.0.1:1/simple", PIP_NO_INDEX="")

    told = [line for line in said.splitlines() if not line.startswith("make: ")]
    assert code != 0
    assert told[0] == "Fetching uv, which installs the rest (once)…"
    assert told[1].startswith("The packages could not be fetched. Is there a network?")
    assert len(told) == 2


def test_what_is_installed_is_not_installed_again(checkout):
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv-uv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "python").symlink_to("/usr/bin/env")
    in_order = ("requirements.lock", "requirements-dev.lock", ".venv-uv/bin/uv", ".venv/.made", ".venv/.dev")
    for number, name in enumerate((*in_order, ".venv/.runtime")):
        (checkout / name).touch()
        os.utime(checkout / name, (1e9 + number, 1e9 + number))

    assert make(checkout, "--dry-run", ".venv/.dev", ".venv/.runtime") == (
        0,
        "make: '.venv/.dev' is up to date.\nmake: '.venv/.runtime' is up to date.\n",
    )
