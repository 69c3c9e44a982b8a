"""What was counted, as people write it: a number with its groups, or a table with a line for each day. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Final

from app.plans import days
from app.plans.measures.numerals import Ambiguous, Signs, read_number

PERCENT: Final = "%"
"""The unit of what does not add up: shares of groups are not shares of the whole."""

_LINE: Final = re.compile(r"^\s*(\d{4}-\d{2}-\d{2}|\d{1,3})[\t;: ]+\s*(\S.*?)\s*$")


class DoesNotAddUp(ValueError):
    """The groups come to `total`."""

    def __init__(self, total: float) -> None:
        super().__init__(total)
        self.total = total


def whole(value: float | None, shares: Mapping[str, float], groups: Sequence[str], unit: str) -> float | None:
    """The number of all groups together: what was said, or their sum where each of them has one.

    None where neither is there.

    Raises:
        DoesNotAddUp: what was said is not the sum, or less than the sum of some.
    """
    if unit == PERCENT or not shares:
        return value
    total = sum(shares.values())
    complete = all(group in shares for group in groups)
    if value is None:
        return total if complete else None
    fits = isclose(total, value, abs_tol=1e-9) if complete else total <= value
    if not fits:
        raise DoesNotAddUp(total)
    return value


@dataclass(frozen=True, slots=True)
class Unreadable(ValueError):
    """A line of a table, counted from 1, that is no day with a number, or a day that stands there `twice`.

    `ambiguous` is what its number could mean, where that is two things.
    """

    line: int
    twice: bool = False
    ambiguous: Ambiguous | None = None


def read_table(typed: str, begins: days.Begins, signs: Signs) -> tuple[tuple[date, float], ...]:
    """A day and a number on each line, the day as a date or as its number in the plan; empty lines are passed over.

    `signs` are those of the language in which the numbers are written.

    Raises:
        Unreadable: a line is something else.
    """
    rows: dict[date, float] = {}
    for number, line in enumerate(typed.splitlines(), start=1):
        if not line.strip():
            continue
        found = _LINE.match(line)
        if found is None:
            raise Unreadable(number)
        try:
            on = date.fromisoformat(found[1]) if "-" in found[1] else days.date_of(int(found[1]), begins)
            value = read_number(found[2], signs)
        except Ambiguous as error:
            raise Unreadable(number, ambiguous=error) from error
        except ValueError as error:
            raise Unreadable(number) from error
        if on in rows:
            raise Unreadable(number, twice=True)
        rows[on] = value
    return tuple(rows.items())
