"""Check-ins of a plan or its gist: the last one, the closing one, and since when silence counts. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple, overload

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
    """The last check-in up to a day; without `closing` the closing review is left out.

    One of a sign-off that was taken back ends no silence: it was filed with the sign-off.
    """
    told: Iterable[CheckIn | CheckInGist] = plan.check_ins
    others = (each for each in told if each.on <= today and each.taken_back != Review.CLOSING)
    return max(
        (each for each in others if closing or each.review != Review.CLOSING),
        key=lambda check_in: (check_in.on, check_in.filed_at),
        default=None,
    )


def last_beside_end(plan: Plan | PlanGist, today: date) -> CheckIn | CheckInGist | None:
    """Return the last check-in up to a day; a sign-off files its closing review, which counts as none beside it."""
    return last_check_in(plan, today, closing=plan.signed_on is None)


REVIEW_DAYS: Final = {Review.MIDPOINT: days.MIDPOINT, Review.CLOSING: days.LENGTH}
"""On which day of a plan each review is meant to be held."""


class Went(NamedTuple):
    """How a review went: when it was held, or that its day is over and nobody held it.

    On the days `taken_back` it was held too, and somebody took that back, the earliest first.
    """

    held_on: date | None = None
    is_missing: bool = False
    taken_back: tuple[date, ...] = ()


NOTHING_YET: Final = Went()


def how_went(plan: Plan | PlanGist, review: Review, today: date) -> Went:
    """Return how a review of a plan went by a day; of a draft none is missing."""
    held_on = min((each.on for each in plan.check_ins if each.review == review and each.on <= today), default=None)
    is_over = plan.calendar is not None and days.date_of(REVIEW_DAYS[review], plan.calendar) < today
    is_missing = is_over and held_on is None and plan.published_at is not None
    return Went(held_on, is_missing, tuple(each for each in _taken_back(plan, review) if each <= today))


def _taken_back(plan: Plan | PlanGist, review: Review) -> list[date]:
    """Return on which days a review was held which was taken back; a gist knows closing ones alone."""
    if isinstance(plan, PlanGist):
        return sorted(each.signed_on for each in plan.reopenings) if review == Review.CLOSING else []
    return sorted(each.on for each in plan.check_ins if each.taken_back == review)


def halfway_not_held(plan: Plan | PlanGist, today: date) -> date | None:
    """Return the date of the review halfway, where that is over and nobody held it; None of a draft."""
    if plan.calendar is None or not how_went(plan, Review.MIDPOINT, today).is_missing:
        return None
    return days.date_of(days.MIDPOINT, plan.calendar)


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
