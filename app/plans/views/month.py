"""A month as a calendar shows it: whole weeks from the reader's first day of the week. Pure."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.plans.errors import NoSuchChoice

_WRITTEN = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day."""

    first: date

    def __str__(self) -> str:
        """As an address writes it: `2026-11`."""
        return f"{self.first:%Y-%m}"

    @property
    def before(self) -> "Month | None":
        """The month before, as far as addresses go."""
        return _known(self.first - timedelta(days=1))

    @property
    def after(self) -> "Month | None":
        """The month after, likewise."""
        return _known(self.first + timedelta(days=31))

    def weeks(self, first_weekday: int) -> Sequence[Sequence[date]]:
        """Its weeks, with the days of its neighbours that fill them."""
        return calendar.Calendar(first_weekday).monthdatescalendar(self.first.year, self.first.month)

    def has(self, day: date) -> bool:
        return (day.year, day.month) == (self.first.year, self.first.month)


def month_of(day: date) -> Month:
    """The month a date lies in."""
    return Month(day.replace(day=1))


def read_month(written: str) -> Month:
    """The month somebody asks for, in this century.

    Raises:
        NoSuchChoice: it is none.
    """
    if not _WRITTEN.fullmatch(written):
        raise NoSuchChoice
    return Month(date(int(written[:4]), int(written[5:]), 1))


def _known(day: date) -> Month | None:
    month = month_of(day)
    return month if _WRITTEN.fullmatch(str(month)) else None
