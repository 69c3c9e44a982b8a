"""What leads from a person to a note: rows that hold an equal value, and rows that hold an equal one with those."""

import csv
import io
import json
from base64 import b64decode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, time
from pathlib import Path

from sqlalchemy import inspect, text

from tests.keeping.backups import parts

LEAST_NUMBER = 100_000
"""Smaller numbers are counts and places: that two are equal says nothing."""

Row = frozenset[str]


def of_tables(room) -> list[Row]:
    """Every row of every table there is, with every column the database knows."""
    from app.db import db

    with room.app.app_context():
        connection = db.session.connection()
        names = inspect(connection).get_table_names()
        found = [row for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"')).all()]
        return [frozenset(values(list(row))) for row in found]


def of_backup(room, file: Path) -> list[Row]:
    """Every row of every table as it goes into a backup, and from one database into another."""
    kept = room.app.test_cli_runner().invoke(args=["backup", str(file)])
    assert kept.exit_code == 0, kept.output
    lines = [line for name, body in parts(file).items() if name.startswith("tables/") for line in body.splitlines()]
    return [frozenset(values(json.loads(line))) for line in lines]


def of_frames(*people) -> list[Row]:
    """Every event that somebody is told, since the first row and whole."""
    return [frozenset(values(event)) for each in people for event in [*each.heard(), *each.sees()]]


def of_exports(room, somebody) -> list[Row]:
    """Every element of a board that is taken along, as a file and as a sheet."""
    filed = json.loads(somebody.browser.get(f"/reports/boards/{room.board}.json").data)
    sheet = somebody.browser.get(f"/reports/boards/{room.board}.csv").data.decode("utf-8-sig")
    elements = [each for board in filed["boards"] for each in board["elements"]]
    return [frozenset(values(each)) for each in [*elements, *csv.reader(io.StringIO(sheet))]]


def values(value: object) -> Iterator[str]:
    """What in a row can be equal to something in another: words, moments, large numbers, and what lies inside."""
    match value:
        case dict():
            yield from (each for pair in value.items() for each in values(pair))
        case list() | tuple():
            yield from (each for inner in value for each in values(inner))
        case str():
            yield from _said(value)
        case bytes() | memoryview():
            yield bytes(value).hex()
            yield from _yjs_clients(bytes(value))
        case date() | time():
            yield str(value)
        case int() | float() if abs(value) >= LEAST_NUMBER:
            yield f"#{value}"
        case None | int() | float():
            return
        case _:
            raise TypeError(value)


def led_to(rows: Iterable[Row], start: set[str], *, common: set[str]) -> dict[str, tuple[str, ...]]:
    """All values one comes to from some, through rows that hold what is not common, each with the way there."""
    left = set(rows)
    ways = {value: (value,) for value in start}
    fresh = dict(ways)
    while fresh:
        touched = {row: next(iter(row & fresh.keys())) for row in left if row & fresh.keys()}
        left -= touched.keys()
        found = {value: (*ways[by], value) for row, by in touched.items() for value in row - common - ways.keys()}
        ways |= found
        fresh = found
    return ways


def beside(rows: Iterable[Row], things: set[str]) -> set[str]:
    """All values that stand in a row with one of these things."""
    return {value for row in rows if row & things for value in row} - things


def _said(words: str) -> Iterator[str]:
    if words[:1] in {"{", "["}:
        with suppress(ValueError):
            yield from values(json.loads(words))
            return
    if words:
        yield words
    with suppress(ValueError):
        yield from _yjs_clients(b64decode(words, validate=True))


def _yjs_clients(data: bytes) -> Iterator[str]:
    """Who wrote, if it is a Yjs update."""
    from app.boards import yupdate

    with suppress(Exception):
        yield from (f"#{client}" for client in yupdate.read(data).clients if client >= LEAST_NUMBER)
