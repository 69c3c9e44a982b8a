"""What browsers load is the sources without comments and spaces: it does what the sources do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from app import build
from tests.places import ROOT

pytestmark = pytest.mark.process

RULES = """export default [
  { ignores: ["**/vendor/**", "tests/**"] },
  {
    rules: {
      "no-const-assign": "error",
      "no-redeclare": "error",
      "no-use-before-define": ["error", { classes: false, functions: false, variables: false }],
    },
  },
]
"""


@pytest.fixture
def copy(built, tmp_path) -> Path:
    """The tests of the browser code, with what is built in place of its sources."""
    shutil.copytree(build.ensure(built) / "static", tmp_path / "app" / "static")
    for folder in ("js", "vectors"):
        shutil.copytree(ROOT / "tests" / folder, tmp_path / "tests" / folder)
    for name in ("package.json", "node_modules"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def run(folder: Path, *command: str | Path) -> str:
    """What a command complains about."""
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, text=True, timeout=300)
    return done.stdout[-6000:] + done.stderr if done.returncode else ""


@pytest.mark.long
def test_the_tests_of_the_browser_code_pass_for_what_is_built(copy):
    tests = sorted((copy / "tests" / "js").glob("*.test.js"))

    assert run(copy, "node", "--test", "--test-concurrency=4", "--test-timeout=60000", *tests) == ""


def test_no_built_module_uses_a_name_before_it_is_there(copy):
    (copy / "eslint.config.js").write_text(RULES)

    assert run(copy, ROOT / "node_modules" / ".bin" / "eslint", "app") == ""
