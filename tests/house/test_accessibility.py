"""What `docs/accessibility.md` says is checked is checked, by the tests it names."""

import ast
import re
from collections import defaultdict

from tests.places import DOCS, TESTS


def table() -> dict[str, set[str]]:
    """Letter → the tests the document names for it."""
    lines = re.findall(r"^\| ([a-z]) \|.*\| (.+) \|$", (DOCS / "accessibility.md").read_text(), re.MULTILINE)
    return {letter: set(re.findall(r"`(\S+)`", tests)) for letter, tests in lines}


def marked() -> dict[str, set[str]]:
    """Letter → the tests that say they are its check."""
    found = defaultdict(set)
    for path in TESTS.rglob("test_*.py"):
        for function in ast.walk(ast.parse(path.read_text())):
            for mark in function.decorator_list if isinstance(function, ast.FunctionDef) else []:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.access":
                    for letter in mark.args:
                        found[ast.literal_eval(letter)].add(function.name)
    return dict(found)


def test_every_check_of_the_table_is_a_test_and_every_such_test_is_in_it():
    assert table() == marked()
    assert table()
