"""Values of rows as they stand in a backup: JSON, exact, and the same from every database.

| kind | in the file |
|---|---|
| `text`, `integer`, `float`, `boolean` | as JSON has them |
| `moment` | `2026-11-25T09:00:00.000000+00:00`, always in UTC with six digits |
| `date`, `time` | `2026-11-25`, `09:00:00` |
| `decimal` | a string of digits |
| `bytes` | base64 |
| `json` | the value inside a list of one, so that JSON's `null` is not SQL's |
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import JSON, Boolean, Date, DateTime, Float, Integer, LargeBinary, Numeric, String, Time
from sqlalchemy.types import TypeEngine

from app.keeping.errors import Refused

LARGE = 1e16
"""From here on numbers are written with an exponent, by those who write them so."""

Cell = object
"""A value as JSON has it."""

_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (JSON, "json"),
    (Boolean, "boolean"),
    (LargeBinary, "bytes"),
    (DateTime, "moment"),
    (Date, "date"),
    (Time, "time"),
    (Float, "float"),
    (Numeric, "decimal"),
    (Integer, "integer"),
    (String, "text"),
)
"""The first that fits: some are kinds of others."""


def kind_of(column_type: TypeEngine[Any]) -> str:
    """The kind of a column, whichever database it is in."""
    for known, kind in _KINDS:
        if isinstance(column_type, known):
            return kind
    raise Refused(f"A column of type {column_type!r} cannot be kept in a backup.")


def encode(kind: str, value: object) -> Cell:
    """A value read from a database, as it stands in the file. What is JSON is read as text."""
    return None if value is None else _ENCODE[kind](value)


def decode(kind: str, cell: Cell) -> object:
    """The value a database is given.

    Raises:
        ValueError: this is no value of that kind.
    """
    if cell is None:
        return None
    try:
        return _DECODE[kind](cell)
    except (TypeError, AttributeError, InvalidOperation) as error:
        raise ValueError(f"{cell!r} is not of kind {kind}") from error


def line(row: list[Cell]) -> bytes:
    """A row as one line of a file."""
    return json.dumps(row, separators=(",", ":")).encode() + b"\n"


def canonical(row: list[Cell]) -> bytes:
    """A row in the one form in which equal rows of two databases are equal bytes: PostgreSQL sorts the keys of JSON."""
    return json.dumps(row, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _number(digits: str) -> float | int:
    """A number with a point or an exponent. PostgreSQL writes large ones out and knows no negative zero."""
    value = float(digits)
    if abs(value) >= LARGE and value.is_integer():
        return int(value)
    return value or 0.0


def _moment(value: object) -> str:
    assert isinstance(value, datetime)  # noqa: S101 - the column says so
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat(timespec="microseconds")


def _base64(value: object) -> str:
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(type(value))
    return b64encode(value).decode()


def _one(cell: object) -> object:
    if not isinstance(cell, list) or len(cell) != 1:
        raise TypeError
    return JSON.NULL if cell[0] is None else cell[0]


def _a_moment(cell: object) -> datetime:
    moment = datetime.fromisoformat(_text(cell))
    if moment.tzinfo is None:
        raise ValueError(f"{cell!r} has no time zone")
    return moment


def _exactly(wanted: type) -> Callable[[object], object]:
    def check(cell: object) -> object:
        if type(cell) is not wanted:
            raise TypeError
        return cell

    return check


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise TypeError
    return cell


_ENCODE: dict[str, Callable[[object], Cell]] = {
    "text": str,
    "integer": lambda value: value,
    "float": lambda value: value,
    "boolean": bool,
    "moment": _moment,
    "date": str,
    "time": str,
    "decimal": str,
    "bytes": _base64,
    "json": lambda value: [json.loads(str(value), parse_float=_number)],
}
_DECODE: dict[str, Callable[[Cell], object]] = {
    "text": _exactly(str),
    "integer": _exactly(int),
    "float": lambda cell: float(cell) if type(cell) in {int, float} else _exactly(float)(cell),  # type: ignore[arg-type]
    "boolean": _exactly(bool),
    "moment": _a_moment,
    "date": lambda cell: date.fromisoformat(_text(cell)),
    "time": lambda cell: time.fromisoformat(_text(cell)),
    "decimal": lambda cell: Decimal(_text(cell)),
    "bytes": lambda cell: b64decode(_text(cell), validate=True),
    "json": _one,
}
