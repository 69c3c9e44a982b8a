"""From bytes to ops: what Python and JavaScript do not read alike is refused before any schema looks.

`NaN` would pass here and throw in every browser of the room; a lone surrogate cannot
be stored; NUL is kept by one database and refused by the other.
"""

import contextlib
import json
from typing import Any, NoReturn

import msgspec

from app.boards.engine import schema
from app.boards.engine.state import EVERYONE

DEEPEST = 8
FORBIDDEN_KEYS = frozenset({"__proto__", "constructor", "prototype"})


class Malformed(ValueError):
    """It does not read as what it should be."""


def loads(body: str | bytes) -> object:
    """Read JSON, strictly.

    Raises:
        Malformed: it is not JSON, or holds what only one of the languages accepts.
    """
    try:
        value: object = json.loads(body, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise Malformed("not JSON") from error
    check(value)
    return value


def check(value: object) -> None:
    """Refuse what cannot travel between the languages and the databases unchanged.

    Raises:
        Malformed: NaN or infinity, an integer over 2^53, NUL, a lone surrogate, a key that
            names a prototype, nesting deeper than 8, or a value JSON does not know.
    """
    waiting = [(value, 1)]
    while waiting:
        inner, depth = waiting.pop()
        if isinstance(inner, dict | list | tuple):
            if depth > DEEPEST:
                raise Malformed("nested too deeply")
            children: list[Any] = list(inner)
            if isinstance(inner, dict):
                if not FORBIDDEN_KEYS.isdisjoint(inner) or not all(isinstance(key, str) for key in inner):
                    raise Malformed("a key that may not be")
                children += inner.values()
            waiting.extend((child, depth + 1) for child in children)
        else:
            _check_leaf(inner)


def read_op(value: object) -> schema.Op:
    """One op of a batch.

    Raises:
        Malformed: unknown kind, missing or unknown field, a value outside its bounds.
    """
    op: schema.Op = _convert(value, schema.Op)
    return op


def read_event(value: object) -> schema.Event:
    """One event, as `as_body` wrote it; `s` is not part of it.

    Raises:
        Malformed: it was not written by `as_body`.
    """
    event: schema.Event = _convert(value, schema.Event)
    return event


def as_body(event: schema.Event) -> dict[str, object]:
    """The event as it reads on the wire and in the log, without its number."""
    body: dict[str, Any] = msgspec.to_builtins(event)
    # msgspec leaves a default out when it is the same object; an equal word from elsewhere stays, so it goes here.
    if body.get("aud") == EVERYONE:
        del body["aud"]
    if "r" in body and body["r"].get("dir") == "auto":
        del body["r"]["dir"]
    return body


def _convert(value: object, kind: Any) -> Any:  # noqa: ANN401 - a union of structs has no type of its own
    try:
        return msgspec.convert(value, kind, strict=True)
    except msgspec.ValidationError as error:
        raise Malformed(str(error)) from error


def _check_leaf(value: object) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise Malformed("a character that cannot be kept")
    elif isinstance(value, int):
        if abs(value) > schema.LARGEST_INT:
            raise Malformed("a number too large")
    elif isinstance(value, float):
        if value != value or value in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN is not itself
            raise Malformed("not a number")
    elif value is not None:
        raise Malformed("no JSON value")


def _refuse_constant(_name: str) -> NoReturn:
    raise Malformed("not a number")


def _meet(kind: Any) -> None:  # noqa: ANN401 - a union of structs has no type of its own
    with contextlib.suppress(msgspec.ValidationError):
        msgspec.convert({}, kind)


# Two threads that meet these structs first at the same time would bring the process down: msgspec
# looks at them when they are first asked for, and does not guard that.
_meet(schema.Op)
_meet(schema.Event)
