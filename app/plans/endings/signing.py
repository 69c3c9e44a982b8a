"""What a plan needs before it is signed off, and when that and its follow-up may be. Pure."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from app.plans import days
from app.plans.models import Measure, Plan
from app.plans.promised_before import Before, promises_before
from app.plans.status.facts import promised_before
from app.plans.status.firm_days import counts_by
from app.plans.status.gist import MeasureGist
from app.plans.status.readings import in_its_unit

FROM_DAY: Final = days.LAST_FROM
"""From this day on a plan can be signed off."""

FOLLOW_FROM, FOLLOW_TO, FOLLOW = 160, 190, 175
"""The days between which it is followed up, and the one that is proposed."""


class Lack(StrEnum):
    """What is missing beside what the form itself asks for."""

    EVIDENCE = "evidence"
    COMMITMENT = "commitment"
    LAST_NUMBER = "last-number"


def may_be_signed(plan: Plan, today: date) -> bool:
    """Whether the plan is published and far enough, by the days that the sponsor agreed to."""
    begins = counts_by(plan)
    return bool(plan.published_at and begins and days.day_of(today, begins) >= FROM_DAY)


def signed_from(plan: Plan) -> tuple[int, date | None]:
    """Return from which day on a plan is signed off, with its date where not all of its days are agreed to."""
    begins = counts_by(plan)
    return FROM_DAY, days.date_of(FROM_DAY, begins) if begins and begins != plan.calendar else None


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
    main = [measure for measure in plan.measures if measure.main]
    before = promises_before(plan)
    if plan.calendar and not all(_has_last(each, plan, before.get(each.id)) for each in main):
        yield Lack.LAST_NUMBER


def _has_last(measure: Measure, plan: Plan, before: Before | None) -> bool:
    """True when a last number was told in the unit of a measure, or in the one by which the plan is judged."""
    told: list[Measure | MeasureGist] = [measure]
    if before:
        told.append(promised_before(measure, before))
    return any(_is_last(each.on, plan) for of in told for each in in_its_unit(of))


def last_dates(plan: Plan) -> tuple[date, date] | None:
    """Return the first and the last date a last number can be for; None without a day 1.

    They are days 90 to 100 as the plan counts them, and as it does without what the sponsor did not agree to.
    """
    begins = counts_by(plan)
    if plan.calendar is None or begins is None:
        return None
    return days.date_of(FROM_DAY, begins), days.date_of(days.LENGTH, plan.calendar)


def _is_last(on: date, plan: Plan) -> bool:
    """True when a number is one of the last: one after day 100 does not count."""
    return any(
        begins and FROM_DAY <= days.day_of(on, begins) <= days.LENGTH for begins in (plan.calendar, counts_by(plan))
    )


def may_follow_on(on: date, plan: Plan) -> bool:
    """Whether a day is one on which the plan can be followed up, by the days that the sponsor agreed to."""
    begins = counts_by(plan)
    return begins is not None and FOLLOW_FROM <= days.day_of(on, begins) <= FOLLOW_TO


def follow_day(plan: Plan) -> date | None:
    """The day that is proposed for it."""
    begins = counts_by(plan)
    return days.date_of(FOLLOW, begins) if begins else None
