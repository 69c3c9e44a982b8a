"""What leads from a person to a note: rows that hold an equal value, and rows that hold an equal one with those."""

import csv
import io
import json
import re
from base64 import b64decode
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path

from sqlalchemy import inspect, text

from tests.boards.conftest import CANVAS
from tests.keeping.backups import parts

LEAST_NUMBER = 100_000
"""Smaller numbers are counts and places: that two are equal says nothing."""

ELEMENT = re.compile(r"e_[\w-]{22}")

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


def of_pages(room, somebody) -> list[Row]:
    """Every line that somebody reads of the board: as a list, on the wall, in its inbox, past and minutes."""
    names = {*room.people, *(each.seat for each in room.people.values())}
    rows = []
    for address in pages(room):
        answer = somebody.browser.get(address, follow_redirects=True)
        if answer.status_code == 200:
            rows += Lines(names).read(answer.text)
    return rows


def pages(room) -> list[str]:
    """The pages of a board that tell of single elements, and those of its workshop."""
    board = f"/boards/{room.board}"
    [(last,)] = room.rows("SELECT seq FROM board WHERE id = :board")
    past = [f"/history/{room.board}/", *(f"/history/{room.board}/at/{seq}/" for seq in {last, last // 2})]
    inbox = f"/boards/for/{room.id}/{CANVAS}/inbox/"
    return [f"{board}/list/", f"{board}/wall/", inbox, *past, f"/reports/workshops/{room.id}/minutes/"]


class Lines(HTMLParser):
    """What stands together in one line of a page: in an item, a row or what says that it is an element's.

    What a line inside another says is not the other's.
    """

    WHOLE = frozenset({"li", "tr", "article", "figure", "details"})
    VOID = frozenset({"input", "img", "br", "hr", "meta", "link", "source", "wbr", "col", "area", "use", "path"})

    def __init__(self, names: Collection[str]) -> None:
        super().__init__()
        self._names = names
        self._open: list[tuple[str, set[str] | None]] = []
        self._rows: list[Row] = []

    def read(self, page: str) -> list[Row]:
        self.feed(page)
        return self._rows

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {value for _name, value in attrs if value}
        line = tag in self.WHOLE or any(name.startswith("data-note") for name, _value in attrs)
        if tag not in self.VOID:
            self._open.append((tag, set() if line else None))
        self._say(said)

    def handle_endtag(self, tag: str) -> None:
        while self._open:
            name, line = self._open.pop()
            if line is not None:
                self._rows.append(frozenset(line))
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        self._say({data.strip(), *(name for name in self._names if re.search(rf"\b{re.escape(name)}\b", data))})

    def _say(self, words: set[str]) -> None:
        ids = {id_ for word in words for id_ in ELEMENT.findall(word)}
        for _tag, line in reversed(self._open):
            if line is not None:
                line |= {word for word in words | ids if word}
                return


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
