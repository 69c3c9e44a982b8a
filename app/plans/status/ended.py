"""Plans that are over, or were signed off, and did not reach their target. Pure."""

from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.measures import curve
from app.plans.models import Direction, Measure, Plan
from app.plans.status.check_ins import is_closed
from app.plans.status.gist import MeasureGist, PlanGist
from app.plans.status.readings import last_counted


class Unreached(NamedTuple):
    """The main measure that is furthest from its target when a plan is over, or was when it was signed off.

    `value` is None where no number counts, `target` where nobody said where a main measure starts and where it goes.
    """

    value: float | None = None
    target: float | None = None
    unit: str = ""
    signed: bool = False


def unreached(plan: Plan | PlanGist, today: date) -> Unreached | None:
    """Return how far a plan came that is over, or was signed off; None elsewhere, and where its target is reached.

    Of one that was signed off without a number that is said already: there was no data.
    """
    if plan.calendar is None or plan.published_at is None:
        return None
    if plan.signed_on and plan.signed_on <= today:
        came = _furthest(plan, plan.signed_on)
        return came._replace(signed=True) if came and came.value is not None else None
    if is_closed(plan, today) or days.day_of(today, plan.calendar) <= days.LENGTH:
        return None
    return _furthest(plan, today)


def _furthest(plan: Plan | PlanGist, today: date) -> Unreached | None:
    found = sorted((_told(each, plan, today) for each in plan.measures if each.main), key=lambda each: each[0])
    if not found:
        return Unreached()
    share, furthest = found[0]
    return furthest if share < 1 else None


def _told(measure: Measure | MeasureGist, plan: Plan | PlanGist, today: date) -> tuple[float, Unreached]:
    """Return which share of its gain a measure has, with its number and its target."""
    if measure.baseline is None or measure.target is None:
        return 0.0, Unreached()
    last = last_counted(measure, plan, today)  # type: ignore[arg-type]
    if last is None:
        return 0.0, Unreached(None, measure.target, measure.unit)
    falling = measure.direction == Direction.DOWN
    share = curve.actual_share(measure.baseline, measure.target, last.value, falling=falling)
    return share, Unreached(last.value, measure.target, measure.unit)
