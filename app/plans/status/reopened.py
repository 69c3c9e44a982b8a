"""Sign-offs of a plan that were reopened, as lists and files tell them. No queries, no clock."""

from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.models import Plan
from app.plans.status.gist import PlanGist


class Reopened(NamedTuple):
    """When a plan was signed off, when that was reopened, and why."""

    signed_on: date
    on: date
    why: str


def reopened_in(plan: Plan | PlanGist) -> tuple[Reopened, ...]:
    """Return the sign-offs of a plan that were reopened, the first one first."""
    return tuple(
        Reopened(each.signed_on, days.today_in(plan.timezone, each.reopened_at), each.reopened_why)
        for each in plan.reopenings
        if each.reopened_at is not None
    )
