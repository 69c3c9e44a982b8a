"""What was counted, as people write it: a number with its groups, or a table with a line for each day. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isclose, isfinite, nan
from typing import Final

from app.plans import days

PERCENT: Final = "%"
"""The unit of what does not add up: shares of groups are not shares of the whole."""

_LINE: Final = re.compile(r"^\s*(\d{4}-\d{2}-\d{2}|\d{1,3})[\t;: ]+\s*(\S.*?)\s*$")


_GAPS: Final = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")

_GROUPED: Final = re.compile(r"^-?[1-9]\d{0,2}(,\d{3})+$")
"""A thousand to some, one to others: nobody can know which was meant."""

LARGEST: Final = 1e15
"""No number of a plan is larger; beyond it a float no longer counts one by one."""


def read_number(typed: str) -> float:
    """What was typed as a number.

    Raises:
        ValueError: it is none, is not finite, is larger than anybody counts, or could mean two things.
    """
    if _GROUPED.match(typed.strip()):
        raise ValueError("a thousand, or one")
    try:
        number = float(_GAPS.sub("", typed.strip()).replace(",", "."))
    except ValueError:
        number = nan
    if not isfinite(number) or abs(number) > LARGEST:
        raise ValueError("not a number")
    return number


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
    """A line of a table, counted from 1, that is no day with a number, or a day that stands there `twice`."""

    line: int
    twice: bool = False


def read_table(typed: str, begins: days.Begins) -> tuple[tuple[date, float], ...]:
    """A day and a number on each line, the day as a date or as its number in the plan; empty lines are passed over.

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
            value = read_number(found[2])
        except ValueError as error:
            raise Unreadable(number) from error
        if on in rows:
            raise Unreadable(number, twice=True)
        rows[on] = value
    return tuple(rows.items())
