"""Days of a plan: calendar days from day 1, which is the first of a hundred. No clock here; today comes in.

Days are dates in the centre's time zone, so a day may have 23 or 25 hours and is still one day.
While a plan pauses no day of it passes: on a date of a pause it stays at the number it had before.

Whatever counts from a beginning takes a `Calendar`, or a bare day 1 where nothing can pause yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LENGTH = 100

_DAY = timedelta(days=1)

_A_YEAR = timedelta(days=366)

LINK_LASTS = 366
"""Days a check-in link works at most."""

FIRST_WIN = 15
MIDPOINT = 50
"""Two days every plan knows beside its last: something to celebrate, and the review halfway."""

LAST_FROM = 90
"""From this day on a number is one of the last, and a plan can be signed off."""

TOLD_WITHIN = 30
"""Days after the last one in which the numbers of a plan are still told as its last ones are, and letters answered."""

LATE_BY = 14
"""Days that may have passed since day 1 when a plan is published."""

MIDPOINT_FROM, MIDPOINT_TO = 40, 60
"""The days between which the review halfway is held."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the plan, from day `first` to day `last`, both within it."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Day 1 and the pauses after it, each from its first date to its last, in order and apart."""

    day_one: date
    pauses: tuple[tuple[date, date], ...] = ()

    @classmethod
    def with_pauses(cls, day_one: date, pauses: Iterable[tuple[date, date]]) -> "Calendar":
        """The calendar of a day 1; pauses in any order. What lies before day 1 pauses nothing."""
        return cls(day_one, tuple(sorted((max(first, day_one), last) for first, last in pauses if last >= day_one)))

    @property
    def paused(self) -> int:
        """How many dates the plan pauses in all."""
        return sum((last - first).days + 1 for first, last in self.pauses)

    def pauses_after(self, today: date) -> int:
        """How many dates of its pauses are still to come after a date."""
        return sum(max(0, (last - max(first, today + _DAY)).days + 1) for first, last in self.pauses)

    @property
    def would_end(self) -> date:
        """When day 100 would be without pauses."""
        return date_of(LENGTH, self.day_one)

    def pauses_on(self, on: date) -> bool:
        """Whether no day of the plan passes on a date."""
        return any(first <= on <= last for first, last in self.pauses)

    def lasts_on(self, on: date) -> bool:
        """Whether the day of a date has another date beside it: no day passes on the one or the other."""
        return self.pauses_on(on) or self.pauses_on(on + _DAY)


Begins = Calendar | date
"""From where days are counted."""


PERIODS = (Period(1, 30), Period(31, 60), Period(61, LENGTH))

KEY_DAYS = (FIRST_WIN, 30, MIDPOINT, 60, LENGTH)
"""The days a ruler names."""


def today_in(timezone: str, now: datetime) -> date:
    """Which date it is in `timezone` at the moment `now`."""
    return now.astimezone(ZoneInfo(timezone)).date()


def day_of(when: date, begins: Begins) -> int:
    """The number of a date: 1 on day 1, 0 on the day before, 101 on the day after the last."""
    calendar = calendar_of(begins)
    day = when.toordinal() - calendar.day_one.toordinal() + 1
    if not calendar.pauses:
        return day
    return day - sum((min(last, when) - first).days + 1 for first, last in calendar.pauses if first <= when)


def date_of(day: int, begins: Begins) -> date:
    """The date of a day, never one of a pause; the reverse of `day_of`."""
    calendar = calendar_of(begins)
    when = calendar.day_one + timedelta(days=day - 1)
    for first, last in calendar.pauses:
        if first <= when:
            when += last - first + _DAY
    return when


def calendar_of(begins: Begins) -> Calendar:
    """A calendar, of a bare day 1 one without pauses."""
    return begins if isinstance(begins, Calendar) else Calendar(begins)


def day_one_when(day: int, today: date) -> date:
    """The day 1 of a plan for which `today` is day number `day`."""
    return today - timedelta(days=day - 1)


def day_one_after(workshop_ends: date, today: date) -> date:
    """The day 1 a new plan is given: the day after the workshop, and never a day that has begun."""
    return max(workshop_ends, today) + timedelta(days=1)


def week_told_on(day: int) -> int:
    """Return the week of the plan, from 1, that a check-in on a day tells of.

    On the first day of a week that is the week before: the check-in for week 1 is due on day 8.
    """
    return max(1, (day - 2) // 7 + 1)


def days_left(day: int) -> int:
    """How many days of the plan come after `day`: a hundred before it starts, none once it is over."""
    return max(0, min(LENGTH, LENGTH - day))


def period_of(day: int) -> Period:
    """The period of a day. What is due before day 1 belongs to the first, what is due later to the last."""
    return next((period for period in PERIODS if day <= period.last), PERIODS[-1])


def may_be_due(due: date, *, begins: Begins | None, today: date) -> bool:
    """Whether something new can be due on `due`: not in the past, and on a day of the plan once it has a day 1."""
    paused = begins is not None and calendar_of(begins).pauses_on(due)
    return not paused and first_due(begins, today) <= due <= last_due(begins, today)


def lies_within(on: date, begins: Begins) -> bool:
    """Whether a date is one of the hundred days."""
    return 1 <= day_of(on, begins) <= LENGTH and not calendar_of(begins).pauses_on(on)


def first_due(begins: Begins | None, today: date) -> date:
    """The first day something can be due: today, or day 1 while that is still to come."""
    return today if begins is None else max(today, calendar_of(begins).day_one)


def last_due(begins: Begins | None, today: date) -> date:
    """The last day something can be due: day 100, or within a year while there is no day 1."""
    return today + _A_YEAR if begins is None else date_of(LENGTH, begins)


def may_be_read(on: date, *, begins: Begins | None, today: date) -> bool:
    """Whether a number can have been read on `on`: from day 1 to day 100, today at the latest."""
    last = last_read(begins, today)
    return begins is not None and last is not None and calendar_of(begins).day_one <= on <= last


def last_read(begins: Begins | None, today: date) -> date | None:
    """The last day something can have been read on; None before day 1."""
    if begins is None or today < calendar_of(begins).day_one:
        return None
    return min(today, date_of(LENGTH, begins))


def may_count_from(day_one: date, published: date) -> bool:
    """Whether a plan published on a date can count from `day_one`: that lies ahead, or not long back."""
    return published - day_one <= timedelta(days=LATE_BY)


def may_be_day_one(day_one: date, today: date) -> bool:
    """Whether a plan can begin on `day_one`: within a year of today, either side."""
    return abs(day_one - today) <= _A_YEAR
