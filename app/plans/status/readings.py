"""Readings of a measure, in a plan or its gist: one a day, and the last that counts. No queries, no clock."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, TypeVar, overload

from app.plans import days
from app.plans.models import Direction, Measure, Plan, Reading
from app.plans.same_words import is_same_unit
from app.plans.status.gist import MeasureGist, PlanGist, ReadingGist

_Read = TypeVar("_Read", bound=Reading | ReadingGist)


class InOther(NamedTuple):
    """A number that was told before the unit of its measure changed, the unit of then and its date."""

    value: float
    unit: str
    on: date


def is_told_in(reading: Reading | ReadingGist, unit: str) -> bool:
    """True when a number was told in a unit; one of which no unit was kept is in that of its measure."""
    return reading.unit is None or is_same_unit(reading.unit, unit)


@overload
def in_its_unit(measure: Measure) -> list[Reading]: ...
@overload
def in_its_unit(measure: MeasureGist) -> list[ReadingGist]: ...
@overload
def in_its_unit(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]: ...
def in_its_unit(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]:
    """Return the readings that were told in the unit of a measure: one of another unit says nothing in this one."""
    found: Sequence[Reading | ReadingGist] = measure.readings
    return [each for each in found if is_told_in(each, measure.unit)]


@overload
def readings_of(measure: Measure) -> list[Reading]: ...
@overload
def readings_of(measure: MeasureGist) -> list[ReadingGist]: ...
@overload
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]: ...
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]:
    """One reading a day in the unit of its measure, the one filed last, in the order of the days."""
    return _one_a_day(in_its_unit(measure))


def in_any_unit(measure: Measure) -> Sequence[Reading]:
    """Return one reading a day in whatever unit it was told, the one filed last, in the order of the days."""
    return _one_a_day(measure.readings)


def _one_a_day(readings: Sequence[_Read]) -> list[_Read]:
    by_day = {reading.on: reading for reading in sorted(readings, key=lambda each: each.filed_at)}
    return [by_day[on] for on in sorted(by_day)]


@overload
def last_reading(measure: Measure, today: date) -> Reading | None: ...
@overload
def last_reading(measure: MeasureGist, today: date) -> ReadingGist | None: ...
@overload
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None: ...
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None:
    """What was read last up to a day, in the unit of its measure; of several readings of one day the one filed last."""
    return _last(in_its_unit(measure), today)


def told_in_other(measure: Measure | MeasureGist, today: date) -> InOther | None:
    """Return the number that was told last by a day, in another unit, where there is none in the unit of a measure."""
    last = None if last_reading(measure, today) else _last(measure.readings, today)
    return None if last is None else InOther(last.value, last.unit or "", last.on)


def _last(readings: Sequence[Reading | ReadingGist], today: date) -> Reading | ReadingGist | None:
    known = (reading for reading in readings if reading.on <= today)
    return max(known, key=lambda reading: (reading.on, reading.filed_at), default=None)


def never_counted(plan: Plan | PlanGist, today: date) -> bool:
    """True when no number of a main measure was ever told, in any unit, or of any while none is a main one."""
    main = [each for each in plan.measures if each.main] or plan.measures
    return not any(_last(each.readings, today) for each in main)


def counted_until(begins: days.Begins | None, today: date) -> date:
    """Return the last date whose number counts: today, or day 100 where it is over.

    A number may lie after day 100 where a pause in which it was told was taken back, or is not agreed to.
    """
    return today if begins is None else min(today, days.date_of(days.LENGTH, begins))


@overload
def last_counted(measure: Measure, plan: Plan, today: date) -> Reading | None: ...
@overload
def last_counted(measure: MeasureGist, plan: PlanGist, today: date) -> ReadingGist | None: ...
def last_counted(measure: Measure | MeasureGist, plan: Plan | PlanGist, today: date) -> Reading | ReadingGist | None:
    """Return the last number of a measure that counts; see `counted_until`."""
    return last_reading(measure, counted_until(plan.calendar, today))


def is_aimed(measure: Measure | MeasureGist) -> bool:
    """True when a number is told beside what it aims at: of less, or of a share, it is not so much of so much."""
    return measure.direction == Direction.DOWN or measure.unit == "%"
