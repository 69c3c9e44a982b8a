"""Print the table of feature rows: which tests hold each, in whole or in part."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
LISTED = re.compile(r"^\| ([A-Z]\d+) \|", re.MULTILINE)


def listed_rows() -> list[str]:
    """The ids `docs/features.md` claims, in its order."""
    return LISTED.findall((ROOT / "docs" / "features.md").read_text())


def named_rows() -> dict[str, list[tuple[str, bool]]]:
    """Row id → the tests that name it, and whether each holds only part of the row."""
    named = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for function in ast.walk(ast.parse(path.read_text())):
            if isinstance(function, ast.FunctionDef):
                for ids, partly in _marks(function):
                    for row in ids:
                        named[row].append((f"{path.relative_to(ROOT)}::{function.name}", partly))
    return dict(named)


def _marks(function: ast.FunctionDef) -> list[tuple[list[str], bool]]:
    calls = [mark for mark in function.decorator_list if isinstance(mark, ast.Call)]
    rows = [call for call in calls if ast.unparse(call.func) == "pytest.mark.row"]
    return [
        ([ast.literal_eval(arg) for arg in call.args], any(keyword.arg == "partly" for keyword in call.keywords))
        for call in rows
    ]


def main() -> None:
    """Print one line a row."""
    named = named_rows()
    for row in sorted(named, key=lambda row: (row[0], int(row[1:]))):
        whole = [test for test, partly in named[row] if not partly]
        kind = "whole" if whole else "partly"
        print(f"{row:4} {kind:7} {len(named[row]):2} tests   {(whole or [named[row][0][0]])[0]}")
    complete = sum(1 for tests in named.values() if not all(partly for _, partly in tests))
    print(f"{complete} rows whole, {len(named)} named.")


if __name__ == "__main__":
    main()
