"""What sockets are told is heard in every process, for a socket may hang on any of them."""

import ast
import dataclasses
import json
import typing
from pathlib import Path

import app
from app import events

SOURCES = Path(app.__file__).parent
TELLING = {"tell", "close_connections"}
HERE_ALONE = {"boards/tailer.py", "boards/presence.py"}
"""Each process reads the log by itself, and says who is on its boards in its own way."""


def test_nothing_is_told_to_sockets_where_only_one_process_hears():
    wrong = [
        f"{path.relative_to(SOURCES)}: {function.name}"
        for path in SOURCES.rglob("*.py")
        if str(path.relative_to(SOURCES)) not in HERE_ALONE
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef) and decorators(function) & {"after"} and called(function) & TELLING
    ]

    assert wrong == []


def test_what_is_heard_everywhere_holds_plain_values_under_a_name_of_its_own():
    shared = events.shared_types()

    assert len(shared) == len(events._everywhere) >= 12  # noqa: SLF001 - all there are
    for each in shared.values():
        sample = each(**{field.name: "x" for field in dataclasses.fields(each)})
        kinds = {kind for hint in typing.get_type_hints(each).values() for kind in typing.get_args(hint) or (hint,)}
        assert each(**json.loads(json.dumps(dataclasses.asdict(sample)))) == sample
        assert kinds <= {str, int, bool, type(None)}


def decorators(function):
    return {each.func.id for each in function.decorator_list if isinstance(each, ast.Call) and hasattr(each.func, "id")}


def called(function):
    return {each.func.id for each in ast.walk(function) if isinstance(each, ast.Call) and hasattr(each.func, "id")}
