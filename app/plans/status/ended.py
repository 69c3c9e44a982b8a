"""Plans that are over, or were signed off, and did not reach their target. Pure."""

from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.measures import curve
from app.plans.measures.told import told_after_end
from app.plans.models import Direction, Measure, Plan
from app.plans.status.came import Unreached
from app.plans.status.check_ins import is_closed
from app.plans.status.facts import NONE_BEFORE, Promises, before_in, promised_before
from app.plans.status.firm_days import counts_by, firm_of
from app.plans.status.gist import MeasureGist, PlanGist
from app.plans.status.readings import counted_until, in_its_unit, is_aimed, last_reading


class ToldLater(NamedTuple):
    """What a main measure stood at when its plan ended, and what was told for it so many days later.

    `value` is None where nobody had told a number by then.
    """

    value: float | None
    target: float
    unit: str
    aimed: bool
    told: float
    days: int
    baseline: float
    direction: str


def told_later(plan: Plan | PlanGist, today: date) -> tuple[ToldLater, ...]:
    """Return the main measures that stand at another number by now than when the plan ended, the first one first.

    They and the end go by what the sponsor agreed to.
    """
    begins, before = counts_by(plan), before_in(plan)
    if begins is None or plan.published_at is None:
        return ()
    promised = (promised_before(each, before[each.id]) if each.id in before else each for each in plan.measures)
    found = sorted((each for each in promised if each.main), key=lambda each: each.number)
    return tuple(later for each in found if (later := _told_later(each, plan, begins, today)))


def _told_later(
    measure: Measure | MeasureGist, plan: Plan | PlanGist, begins: days.Calendar, today: date
) -> ToldLater | None:
    last = last_reading(measure, counted_until(begins, today))
    after = told_after_end(last, in_its_unit(measure), plan.timezone, begins)
    if last is None or after is None or measure.target is None or after.before == last.value:
        return None
    return ToldLater(
        after.before,
        measure.target,
        measure.unit,
        is_aimed(measure),
        last.value,
        after.days,
        measure.baseline or 0.0,
        measure.direction,
    )


def unreached(plan: Plan | PlanGist, today: date) -> Unreached | None:
    """Return how far a plan came that is over, or was signed off; None elsewhere, and where its target is reached.

    It goes by what the sponsor agreed to: a target of now that they refused, or have not agreed to yet, chooses no
    measure and hides none that is further from what was agreed, nor does one that they agreed to after day 100. Where
    all is reached by that, it goes by what is now.
    Of one that was signed off without any number that is said already: there was no data.
    """
    if plan.calendar is None or plan.published_at is None:
        return None
    came = _unreached_by(plan, today, plan.calendar, NONE_BEFORE)
    if came and came.signed and came.value is None:
        return None
    firm, before = firm_of(plan), before_in(plan)
    if not (firm or before):
        return came
    agreed = _unreached_by(plan, today, firm.calendar if firm else plan.calendar, before)
    unagreed = firm is not None or not all(each.after_end for each in before.values())
    return agreed._replace(as_agreed=unagreed) if agreed and agreed != came else came


def _unreached_by(plan: Plan | PlanGist, today: date, begins: days.Calendar, by: Promises) -> Unreached | None:
    """Return `unreached` by one way to count days, and what is promised now or was before."""
    if plan.signed_on and plan.signed_on <= today:
        came = _furthest(plan, plan.signed_on, begins, by)
        return came._replace(signed=True) if came else None
    if is_closed(plan, today) or days.day_of(today, begins) <= days.LENGTH:
        return None
    return _furthest(plan, today, begins, by)


def _furthest(plan: Plan | PlanGist, today: date, begins: days.Calendar, by: Promises) -> Unreached | None:
    promised = (promised_before(each, by[each.id]) if each.id in by else each for each in plan.measures)
    told = (_told(each, begins, today, plan.timezone) for each in promised if each.main)
    found = sorted(told, key=lambda each: each[0])
    if not found:
        return Unreached()
    share, furthest = found[0]
    return furthest if share < 1 else None


def _told(measure: Measure | MeasureGist, begins: days.Calendar, today: date, timezone: str) -> tuple[float, Unreached]:
    """Return which share of its gain a measure has, with its number and its target."""
    if measure.baseline is None or measure.target is None:
        return 0.0, Unreached()
    last = last_reading(measure, counted_until(begins, today))
    if last is None:
        return 0.0, Unreached(target=measure.target, unit=measure.unit)
    falling = measure.direction == Direction.DOWN
    share = curve.actual_share(measure.baseline, measure.target, last.value, falling=falling)
    after = told_after_end(last, in_its_unit(measure), timezone, begins)
    by_end = after.before if after else last.value
    return share, Unreached(
        last.value,
        by_end,
        measure.target,
        measure.unit,
        aimed=is_aimed(measure),
        baseline=measure.baseline,
        direction=measure.direction,
    )
