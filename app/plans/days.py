"""Days of a plan: calendar days from day 1, which is the first of a hundred. No clock here; today comes in.

Days are dates in the centre's time zone, so a day may have 23 or 25 hours and is still one day.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LENGTH = 100

_A_YEAR = timedelta(days=366)

LINK_LASTS = 366
"""Days a check-in link works at most."""

FIRST_WIN = 15
MIDPOINT = 50
"""Two days every plan knows beside its last: something to celebrate, and the review halfway."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the plan, from day `first` to day `last`, both within it."""

    first: int
    last: int


PERIODS = (Period(1, 30), Period(31, 60), Period(61, LENGTH))

KEY_DAYS = (FIRST_WIN, 30, MIDPOINT, 60, LENGTH)
"""The days a ruler names."""


def today_in(timezone: str, now: datetime) -> date:
    """Which date it is in `timezone` at the moment `now`."""
    return now.astimezone(ZoneInfo(timezone)).date()


def day_of(when: date, day_one: date) -> int:
    """The number of a date: 1 on day 1, 0 on the day before, 101 on the day after the last."""
    return (when - day_one).days + 1


def date_of(day: int, day_one: date) -> date:
    """The date of a day; the reverse of `day_of`."""
    return day_one + timedelta(days=day - 1)


def day_one_when(day: int, today: date) -> date:
    """The day 1 of a plan for which `today` is day number `day`."""
    return today - timedelta(days=day - 1)


def day_one_after(workshop_ends: date, today: date) -> date:
    """The day 1 a new plan is given: the day after the workshop, and never a day that has begun."""
    return max(workshop_ends, today) + timedelta(days=1)


def days_left(day: int) -> int:
    """How many days of the plan come after `day`: a hundred before it starts, none once it is over."""
    return max(0, min(LENGTH, LENGTH - day))


def period_of(day: int) -> Period:
    """The period of a day. What is due before day 1 belongs to the first, what is due later to the last."""
    return next((period for period in PERIODS if day <= period.last), PERIODS[-1])


def may_be_due(due: date, *, day_one: date | None, today: date) -> bool:
    """Whether something new can be due on `due`: not in the past, and within the plan once it has a day 1."""
    return first_due(day_one, today) <= due <= last_due(day_one, today)


def lies_within(on: date, day_one: date) -> bool:
    """Whether a date is one of the hundred days."""
    return 1 <= day_of(on, day_one) <= LENGTH


def first_due(day_one: date | None, today: date) -> date:
    """The first day something can be due: today, or day 1 while that is still to come."""
    return today if day_one is None else max(today, day_one)


def last_due(day_one: date | None, today: date) -> date:
    """The last day something can be due: day 100, or within a year while there is no day 1."""
    return today + _A_YEAR if day_one is None else date_of(LENGTH, day_one)


def may_be_read(on: date, *, day_one: date | None, today: date) -> bool:
    """Whether a number can have been read on `on`: on one of the hundred days, today at the latest."""
    return day_one is not None and day_one <= on <= min(today, date_of(LENGTH, day_one))


def last_read(day_one: date | None, today: date) -> date | None:
    """The last day something can have been read on; None before day 1."""
    if day_one is None or today < day_one:
        return None
    return min(today, date_of(LENGTH, day_one))


def may_be_day_one(day_one: date, today: date) -> bool:
    """Whether a plan can begin on `day_one`: within a year of today, either side."""
    return abs(day_one - today) <= _A_YEAR
