"""Which number of a day was told first, where another one counts for it now, and which was told after the end. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.models import Reading
from app.plans.status.gist import ReadingGist
from app.plans.status.rules import UNREAD_ALL


class FirstTold(NamedTuple):
    """The number that was told first, and the date on which the one that counts took its place."""

    value: float
    corrected_on: date


class Corrected(NamedTuple):
    """The number for a date that took the place of another one, `before`, on a later day than that was told."""

    on: date
    value: float
    before: float
    corrected_on: date


class ToldAfterEnd(NamedTuple):
    """When a number was told for the end of a plan that was over: the date, and so many days after the last one.

    `before` is the last number that was told by then, for the date `before_on`; both None where nobody told one.
    """

    on: date
    days: int
    before: float | None
    before_on: date | None


class Gap(NamedTuple):
    """Between which days of a plan nobody counted; `after` is None where it begins with the curve.

    `once`: the number after it is the only one.
    """

    after: int | None
    until: int
    once: bool


def long_gap(begins: int, counted: Iterable[int]) -> Gap | None:
    """Return the longest gap in the days on which somebody counted, from the day a curve begins; None if all are short.

    It is long where the plan had no status meanwhile, for nobody knew: a line through it is no course.
    """
    days_counted = sorted(set(counted))
    starts: list[int | None] = [None, *days_counted]
    gaps = [Gap(after, until, len(days_counted) == 1) for after, until in zip(starts, days_counted, strict=False)]
    longest = max(gaps, key=lambda gap: gap.until - _start(gap, begins), default=None)
    return longest if longest and longest.until - _start(longest, begins) >= UNREAD_ALL else None


def _start(gap: Gap, begins: int) -> int:
    return begins if gap.after is None else gap.after


def told_on(reading: Reading | ReadingGist, timezone: str) -> date | None:
    """Return the date on which a number was told, where that is later than the one it is for."""
    told = days.today_in(timezone, reading.filed_at)
    return told if told > reading.on else None


def told_late(readings: Iterable[Reading | ReadingGist], timezone: str, begins: days.Calendar) -> tuple[date, ...]:
    """Return the dates on which numbers were told that count for an earlier day of a plan."""
    within = (each for each in readings if 0 <= days.day_of(each.on, begins) <= days.LENGTH)
    return tuple(on for each in within if (on := told_on(each, timezone)))


def first_told(
    counts: Reading | ReadingGist | None, readings: Sequence[Reading | ReadingGist], timezone: str
) -> FirstTold | None:
    """Return what was told first for the day of a number that counts; None where it says the same.

    A tally that goes on corrects nothing; of one that was corrected, what it came to was told.
    """
    if counts is None or counts.tallied:
        return None
    others = [each for each in readings if each.on == counts.on and each.filed_at < counts.filed_at]
    others.sort(key=lambda each: each.filed_at)
    first = next((each for each in others if not each.tallied), others[-1] if others else None)
    if first is None or first.value == counts.value:
        return None
    return FirstTold(first.value, days.today_in(timezone, counts.filed_at))


def corrected_to(told: Reading, readings: Iterable[Reading]) -> float | None:
    """Return the number that counts for a day in place of one that was told; None where it says the same.

    A tally that goes on corrects nothing.
    """
    later = [each for each in readings if each.on == told.on and each.filed_at > told.filed_at]
    last = max(later, key=lambda each: each.filed_at, default=None)
    return None if last is None or last.tallied or last.value == told.value else last.value


def corrected_before(
    counts: Reading | ReadingGist | None, readings: Sequence[Reading | ReadingGist], timezone: str
) -> tuple[Corrected, ...]:
    """Return which numbers of dates before the one that counts were corrected, the one corrected last at the end.

    What somebody mended on the day on which they told it is left out.
    """
    latest: dict[date, Reading | ReadingGist] = {}
    for each in sorted(readings, key=lambda each: each.filed_at):
        if counts is not None and each.on < counts.on:
            latest[each.on] = each
    found = []
    for each in latest.values():
        told = first_told(each, readings, timezone)
        first_on = min(days.today_in(timezone, one.filed_at) for one in readings if one.on == each.on)
        if told and told.corrected_on > first_on:
            found.append(Corrected(each.on, each.value, told.value, told.corrected_on))
    return tuple(sorted(found, key=lambda each: each.corrected_on))


def told_after_end(
    counts: Reading | ReadingGist | None,
    readings: Sequence[Reading | ReadingGist],
    timezone: str,
    begins: days.Begins | None,
) -> ToldAfterEnd | None:
    """Return when a number that counts was told, where that was after the last day of its plan, else None.

    The last day is the one that needs no agreement or has one, as where it is said how a plan ended.
    """
    if counts is None or begins is None:
        return None
    last = days.date_of(days.LENGTH, begins)
    on = days.today_in(timezone, counts.filed_at)
    if on <= last:
        return None
    in_time = (each for each in readings if days.today_in(timezone, each.filed_at) <= last and each.on <= last)
    before = max(in_time, key=lambda each: (each.on, each.filed_at), default=None)
    return ToldAfterEnd(on, (on - last).days, *((before.value, before.on) if before else (None, None)))
