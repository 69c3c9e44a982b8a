"""What a plan needs before it is signed off, and when that and its follow-up may be. Pure."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from app.plans import days
from app.plans.models import Plan

FROM_DAY: Final = 90
"""From this day on a plan can be signed off."""

FOLLOW_FROM, FOLLOW_TO, FOLLOW = 160, 190, 175
"""The days between which it is followed up, and the one that is proposed."""


class Lack(StrEnum):
    """What is missing beside what the form itself asks for."""

    EVIDENCE = "evidence"
    COMMITMENT = "commitment"
    LAST_NUMBER = "last-number"


def may_be_signed(plan: Plan, today: date) -> bool:
    """Whether the plan is published and far enough."""
    return bool(plan.published_at and plan.calendar and days.day_of(today, plan.calendar) >= FROM_DAY)


def lacking(plan: Plan) -> tuple[Lack, ...]:
    """What must be there first: a file or an address that shows something, something that somebody keeps up, and a late
    number of each main measure.
    """
    return tuple(_lacking(plan))


def _lacking(plan: Plan) -> Iterator[Lack]:
    if not any(each.shows for each in plan.evidence):
        yield Lack.EVIDENCE
    if not any(each.owner for each in plan.commitments):
        yield Lack.COMMITMENT
    if plan.calendar is None:
        return
    # A number after day 100 does not count, so it is none of the last ones.
    first, last = (days.date_of(day, plan.calendar) for day in (FROM_DAY, days.LENGTH))
    main = [measure for measure in plan.measures if measure.main]
    if not all(any(first <= reading.on <= last for reading in measure.readings) for measure in main):
        yield Lack.LAST_NUMBER


def may_follow_on(on: date, plan: Plan) -> bool:
    """Whether a day is one on which the plan can be followed up."""
    return plan.calendar is not None and FOLLOW_FROM <= days.day_of(on, plan.calendar) <= FOLLOW_TO


def follow_day(plan: Plan) -> date | None:
    """The day that is proposed for it."""
    return days.date_of(FOLLOW, plan.calendar) if plan.calendar else None
