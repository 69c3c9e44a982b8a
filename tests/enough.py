"""Which tests are run on PostgreSQL too, of those that were run on SQLite before.

Every test takes its statements down on SQLite. On PostgreSQL so many are run that each statement is run by several of
them, with the rows and answers of each; and all in which several write at once, since there the databases differ most.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from pathlib import Path
from threading import get_ident

from sqlalchemy import Engine, event

TIMES = 3
"""By so many tests each statement is run on PostgreSQL, where so many run it at all."""

BEGINNING = 60
"""What a test takes before it asks anything, in statements."""


@dataclass
class Asked:
    """What one test asked of the database: the statements as they were written, and how often it asked."""

    statements: set[str] = field(default_factory=set)
    times: int = 0
    askers: set[int] = field(default_factory=set)

    @property
    def at_once(self) -> bool:
        """Whether several threads or greenlets asked, so that some may have written at the same time."""
        return len(self.askers) > 1


class Notes:
    """What the tests of one process asked, until it is kept."""

    def __init__(self) -> None:
        self._asked: dict[str, Asked] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._asked)

    @contextmanager
    def taken(self, test: str) -> Iterator[None]:
        """Note what is asked in this process meanwhile as asked by this test."""
        asked = self._asked.setdefault(test, Asked())

        def note(_connection, _cursor, statement, _parameters, context, _many) -> None:
            asked.statements.add(context.compiled.string if context.compiled else statement)
            asked.times += 1
            asked.askers.add(get_ident())

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    def keep(self, file: Path) -> None:
        """Write them to a file, each statement once."""
        statements = sorted(set().union(*(asked.statements for asked in self._asked.values())))
        number = {statement: n for n, statement in enumerate(statements)}
        tests = {
            test: {"statements": sorted(map(number.get, asked.statements)), "times": asked.times, "once": asked.at_once}
            for test, asked in self._asked.items()
        }
        file.write_text(json.dumps({"statements": statements, "tests": tests}), encoding="utf-8")


@dataclass(frozen=True)
class Choice:
    """The tests of which something is known, those of them that are enough, and how many statements all run."""

    known: frozenset[str]
    enough: frozenset[str]
    statements: int


def choose(folder: Path, *, always: Collection[str] = (), times: int = TIMES) -> Choice:
    """Choose from what was kept in a folder: those that ask most that is new for the time they take come first.

    The tests in `always` are run whatever they ask.
    """
    asked, dear, chosen = _kept(folder)
    chosen |= asked.keys() & set(always)
    carriers = Counter(statement for each in asked.values() for statement in each)
    wanted = {statement: min(times, number) for statement, number in carriers.items()}
    for test in chosen:
        _count(wanted, asked[test])
    # A test's worth only falls while others are chosen: the best one whose worth is still true is the best of all.
    waiting = [(-_worth(wanted, asked[test], dear[test]), test) for test in asked.keys() - chosen]
    heapify(waiting)
    while waiting:
        told, test = heappop(waiting)
        worth = -_worth(wanted, asked[test], dear[test])
        if not worth:
            continue
        if worth > told:
            heappush(waiting, (worth, test))
            continue
        chosen.add(test)
        _count(wanted, asked[test])
    return Choice(frozenset(asked), frozenset(chosen), len(carriers))


def _kept(folder: Path) -> tuple[dict[str, frozenset[str]], dict[str, int], set[str]]:
    asked: dict[str, frozenset[str]] = {}
    dear: dict[str, int] = {}
    at_once: set[str] = set()
    for file in sorted(folder.glob("*.json")):
        kept = json.loads(file.read_text(encoding="utf-8"))
        for test, each in kept["tests"].items():
            # What failed was run again, by a process of its own.
            asked[test] = asked.get(test, frozenset()) | {kept["statements"][number] for number in each["statements"]}
            dear[test] = max(dear.get(test, 0), each["times"])
            if each["once"]:
                at_once.add(test)
    return asked, dear, at_once


def _worth(wanted: dict[str, int], statements: frozenset[str], times: int) -> float:
    return sum(wanted[statement] > 0 for statement in statements) / (BEGINNING + times)


def _count(wanted: dict[str, int], statements: frozenset[str]) -> None:
    for statement in statements:
        wanted[statement] -= 1
