"""The agenda of a file as steps on a clock: what is not said follows the step before, a gap becomes a break. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import groupby

from app.demo.schema import AgendaItem, Workshop

MIDNIGHT = 24 * 60


class TooEarly(ValueError):
    """The item at place `at` cannot begin when it says, or does not say when."""

    def __init__(self, at: int, reason: str) -> None:
        super().__init__(reason)
        self.at, self.reason = at, reason


@dataclass(frozen=True, slots=True)
class LaidDay:
    """One day: its date and when its first step begins."""

    date: date
    starts_at: time


@dataclass(frozen=True, slots=True)
class LaidStep:
    """A step of day `day`, counted from 0; `item` is None for a break the file left as a gap."""

    day: int
    minutes: int
    item: AgendaItem | None


@dataclass(frozen=True, slots=True)
class LaidOut:
    """All days with their steps in order."""

    days: tuple[LaidDay, ...]
    steps: tuple[LaidStep, ...]


def laid_out(workshop: Workshop) -> LaidOut:
    """Put the agenda on its days.

    Raises:
        TooEarly: a step begins before the one before it ends, a day has no beginning or runs past midnight.
    """
    dates = [day.date for day in workshop.days] or [workshop.date or date.min]
    starts = [day.start for day in workshop.days] or [None]
    days: dict[int, LaidDay] = {}
    steps: list[LaidStep] = []
    for day, items in groupby(enumerate(workshop.agenda), key=lambda numbered: numbered[1].day - 1):
        numbered = list(items)
        if day in days or day < max(days, default=0):
            raise TooEarly(numbered[0][0], "steps of a day stand together, and days in their order")
        begin = _minute(numbered[0][1].start or starts[day])
        if begin is None:
            raise TooEarly(numbered[0][0], "the first step of a day says when it starts")
        days[day] = LaidDay(dates[day], time(begin // 60, begin % 60))
        steps += _steps_of(day, begin, numbered)
    for day, each in enumerate(dates):
        days.setdefault(day, LaidDay(each, time(9)))
    return LaidOut(tuple(days[day] for day in sorted(days)), tuple(steps))


def _steps_of(day: int, begin: int, numbered: list[tuple[int, AgendaItem]]) -> Iterator[LaidStep]:
    now = begin
    for at, item in numbered:
        start = _minute(item.start)
        if start is not None and start < now:
            raise TooEarly(at, f"this step starts at {item.start}, before the one above it ends at {_clock(now)}")
        if start is not None and start > now:
            yield LaidStep(day, start - now, None)
            now = start
        yield LaidStep(day, item.minutes, item)
        now += item.minutes
        if now > MIDNIGHT:
            raise TooEarly(at, "this step runs past midnight")


def _minute(clock: str | None) -> int | None:
    return None if clock is None else int(clock[:2]) * 60 + int(clock[3:])


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
