"""Check-ins of a plan or its gist: the last one, the closing one, and since when silence counts. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import overload

from app.plans import days
from app.plans.models import CheckIn, Plan, Review
from app.plans.status.gist import CheckInGist, PlanGist


@overload
def last_check_in(plan: Plan, today: date, *, closing: bool = True) -> CheckIn | None: ...
@overload
def last_check_in(plan: PlanGist, today: date, *, closing: bool = True) -> CheckInGist | None: ...
@overload
def last_check_in(plan: Plan | PlanGist, today: date, *, closing: bool = True) -> CheckIn | CheckInGist | None: ...
def last_check_in(plan: Plan | PlanGist, today: date, *, closing: bool = True) -> CheckIn | CheckInGist | None:
    """The last check-in up to a day; without `closing` the closing review is left out."""
    told: Iterable[CheckIn | CheckInGist] = plan.check_ins
    return max(
        (each for each in told if each.on <= today and (closing or each.review != Review.CLOSING)),
        key=lambda check_in: (check_in.on, check_in.filed_at),
        default=None,
    )


def last_beside_end(plan: Plan | PlanGist, today: date) -> CheckIn | CheckInGist | None:
    """Return the last check-in up to a day; a sign-off files its closing review, which counts as none beside it."""
    return last_check_in(plan, today, closing=plan.signed_on is None)


def reviews_held(plan: Plan | PlanGist, today: date) -> set[str | None]:
    """Return which reviews of a plan were held by a day."""
    return {check_in.review for check_in in plan.check_ins if check_in.on <= today}


def halfway_not_held(plan: Plan | PlanGist, today: date) -> date | None:
    """Return the date of the review halfway, where that is over and nobody held it; None of a draft."""
    if plan.published_at is None or plan.calendar is None or Review.MIDPOINT in reviews_held(plan, today):
        return None
    on = days.date_of(days.MIDPOINT, plan.calendar)
    return on if on < today else None


def is_closed(plan: Plan | PlanGist, today: date) -> bool:
    """True when the closing review of a plan was held by a day."""
    return any(check_in.review == Review.CLOSING and check_in.on <= today for check_in in plan.check_ins)


def late_until(plan: Plan | PlanGist, today: date) -> date:
    """Return the day on which days late are counted: today, or that of the sign-off, after which nothing gets later."""
    return min(today, plan.signed_on) if plan.signed_on else today


def silent_since(plan: Plan | PlanGist, begins: days.Calendar) -> int:
    """Return the day after which silence counts where nobody said anything: the one before a plan was published.

    Of a draft it is the one before it was written down; either may be before day 1.
    """
    return days.day_of(days.today_in(plan.timezone, plan.published_at or plan.created_at), begins) - 1
