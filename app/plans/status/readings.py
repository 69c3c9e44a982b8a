"""Readings of a measure, in a plan or its gist: one a day, and the last that counts. No queries, no clock."""

from collections.abc import Sequence
from datetime import date
from typing import overload

from app.plans import days
from app.plans.models import Direction, Measure, Plan, Reading
from app.plans.status.gist import MeasureGist, PlanGist, ReadingGist


@overload
def readings_of(measure: Measure) -> list[Reading]: ...
@overload
def readings_of(measure: MeasureGist) -> list[ReadingGist]: ...
@overload
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]: ...
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]:
    """One reading a day, the one filed last, in the order of the days."""
    found: Sequence[Reading | ReadingGist] = measure.readings
    by_day = {reading.on: reading for reading in sorted(found, key=lambda each: each.filed_at)}
    return [by_day[on] for on in sorted(by_day)]


@overload
def last_reading(measure: Measure, today: date) -> Reading | None: ...
@overload
def last_reading(measure: MeasureGist, today: date) -> ReadingGist | None: ...
@overload
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None: ...
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None:
    """What was read last up to a day; of several readings of one day the one filed last."""
    found: Sequence[Reading | ReadingGist] = measure.readings
    known = (reading for reading in found if reading.on <= today)
    return max(known, key=lambda reading: (reading.on, reading.filed_at), default=None)


def never_counted(plan: Plan | PlanGist, today: date) -> bool:
    """True when no number of a main measure was ever told, or of any while none is a main one."""
    main = [each for each in plan.measures if each.main] or plan.measures
    return not any(last_reading(each, today) for each in main)


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
