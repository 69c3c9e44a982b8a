"""The one dialect of JSON that goes over a socket, the same for Python, JavaScript and every database.

Python alone would read and write `NaN`, at which every browser in the room stops; SQLite
keeps a NUL that PostgreSQL refuses; neither takes half a surrogate pair; JavaScript
rounds integers beyond 2^53. So all of these are refused before anybody else sees them.
"""

import json
import math
import re
from typing import NoReturn

import msgspec

MAX_DEPTH = 9
"""A packet is a list around a message, and a message may be eight deep."""

MAX_INTEGER = 2**53
_MAX_DIGITS = 17

_UNFIT = re.compile("[\0\ud800-\udfff]")
_FORBIDDEN_KEYS = frozenset({"__proto__", "constructor", "prototype"})


class Unreadable(ValueError):
    """No JSON that any browser of ours would send."""


class Unfit(ValueError):
    """JSON, but with a text, a number or a key that not everybody could keep."""


def loads(text: str, **_options: object) -> object:
    """Read a value.

    Raises:
        Unreadable: it is no JSON, holds NaN or Infinity, or is nested too deeply.
        Unfit: it holds NUL, half a surrogate pair, an integer beyond 2^53 or a key that names a prototype.
    """
    try:
        value: object = msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        value = _read_slowly(text)
    _check(value, 1)
    return value


def _read_slowly(text: str) -> object:
    """Say what is wrong with it."""
    try:
        value: object = json.loads(text, parse_constant=_refuse_constant, parse_int=_integer, parse_float=_number)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Unreadable(str(error)) from error
    return value


def dumps(value: object, **_options: object) -> str:
    """Write a value; letters stay letters.

    Raises:
        ValueError: it holds NaN or Infinity.
        TypeError: it is nothing JSON knows.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _check(value: object, depth: int) -> None:
    match value:
        case str():
            if _UNFIT.search(value):
                raise Unfit("a text that cannot be kept")
        case int():
            if abs(value) > MAX_INTEGER:
                raise Unfit("an integer beyond 2^53")
        case list() | dict():
            if depth > MAX_DEPTH:
                raise Unreadable("nested too deeply")
            if isinstance(value, dict):
                _check_keys(value)
                value = list(value.values())
            for part in value:
                _check(part, depth + 1)


def _check_keys(value: dict[str, object]) -> None:
    for key in value:
        if key in _FORBIDDEN_KEYS or _UNFIT.search(key):
            raise Unfit("a key that cannot be kept")


def _refuse_constant(name: str) -> NoReturn:
    raise Unreadable(name)


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS or abs(int(digits)) > MAX_INTEGER:
        raise Unfit("an integer beyond 2^53")
    return int(digits)


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise Unfit("a number beyond all measure")
    return number
