"""What a plan promised: it changes with a reason once published, from day 16 on only if the sponsor agrees.

Those days are counted from the day 1 it was published with. A later day 1 and a pause need the sponsor from the first
day on.
"""

from datetime import date

from app import clock
from app.plans import agreeing, days
from app.plans.errors import MeasureLocked, ReasonMissing, SponsorMissing
from app.plans.models import Plan
from app.plans.same_words import says_same
from app.plans.services.holding import today_of


def is_locked(plan: Plan) -> bool:
    """True when the promises of a plan change only if its sponsor agrees: once it was published and past day 15.

    The days until then are counted by dates alone, from the day 1 it was published with or an earlier one: neither a
    pause nor a later day 1 makes a promise free for longer.
    """
    begins = min(filter(None, (plan.first_day_one, plan.day_one)), default=None)
    day = days.day_of(today_of(plan), begins) if begins else 0
    return plan.published_at is not None and (plan.locked_at is not None or day > days.FIRST_WIN)


def keep_locked(plan: Plan) -> None:
    """Let promises that are locked stay so, whichever day it is once day 1 or a pause has moved."""
    if is_locked(plan):
        plan.locked_at = plan.locked_at or clock.now()


def agreed_change(plan: Plan, why: str, *, asked: bool = False) -> str:
    """Return the sponsor who agreed that a published plan promises something else; empty until day 15.

    `asked`: they have to agree before that too.

    Raises:
        ReasonMissing (422): nobody said why.
        MeasureLocked (422), SponsorMissing (409): see `agreed_by`.
    """
    if asked or is_locked(plan):
        return agreed_by(plan, why)
    if not why:
        raise ReasonMissing
    return ""


def is_dated_back(plan: Plan, first: date) -> bool:
    """True when a pause would change dates from `first` on that are over, in a plan that counts."""
    return plan.published_at is not None and first < today_of(plan)


def moves_with_sponsor(plan: Plan, day_one: date | None) -> bool:
    """True when the sponsor has to agree that a published plan has this day 1 in place of the one of now.

    They do where it begins later than they agreed to, and while they did not agree to the one of now, or not yet. One
    that moved earlier moves back as far as that with a reason alone.
    """
    if plan.published_at is None or plan.day_one is None or day_one is None or day_one == plan.day_one:
        return False
    agreed = agreeing.agreed_day_one(plan) or plan.day_one
    return day_one > max(plan.day_one, agreed) or agreeing.moved_day_one(plan)


def pauses_with_sponsor(plan: Plan, first: date, *, longer: bool) -> bool:
    """True when the sponsor has to agree to a pause whose dates change from `first` on.

    They do where dates that are over would count otherwise, and where a published plan ends later, on whichever day: a
    pause moves every date that was promised, and day 100 with them.
    """
    return is_dated_back(plan, first) or (longer and plan.published_at is not None)


def agreed_by(plan: Plan, agreed: str) -> str:
    """Return the sponsor of a plan, who agreed to what was said.

    Raises:
        MeasureLocked (422): nobody said to what the sponsor agrees.
        SponsorMissing (409): the plan has no sponsor.
    """
    if not agreed:
        raise MeasureLocked
    if not plan.sponsor.strip():
        raise SponsorMissing
    return plan.sponsor


def promises_else(plan: Plan, goal: str, day_one: date | None) -> bool:
    """True when a plan would promise another goal or day 1 than it does."""
    return plan.day_one != day_one or not says_same(plan.goal, goal)
