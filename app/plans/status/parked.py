"""Actions that are parked, in a plan or its gist: how many, and which were late then or missed a day. Pure."""

from datetime import date
from typing import Final, NamedTuple

from app.plans import days
from app.plans.models import Action, ActionStatus, Plan
from app.plans.status.due_days import due_before, is_or_was_critical
from app.plans.status.firm_days import Firm, firm_of
from app.plans.status.gist import ParkedGist, PlanGist
from app.plans.status.missed_days import missed_firmly


class ParkedCount(NamedTuple):
    """How many open actions are parked, how many of them are critical or were, and how many were late then.

    `missed` were not late then, but missed an earlier day.
    """

    actions: int = 0
    critical: int = 0
    late: int = 0
    missed: int = 0


NONE_PARKED: Final = ParkedCount()


def parked_of(plan: Plan | PlanGist) -> ParkedCount:
    """Return how many actions that are not done are parked; see `ParkedCount`."""
    open_ones = [each for each in plan.parked_actions if each.status != ActionStatus.DONE]
    return ParkedCount(
        actions=len(open_ones),
        critical=sum(map(is_or_was_critical, open_ones)),
        late=sum(was_late_when_parked(each, plan) for each in open_ones),
        missed=sum(missed_day(each, plan) is not None for each in open_ones),
    )


def critical_parked(plan: Plan) -> list[Action]:
    """Return the parked actions that are not done and critical or were, in the order of the plan."""
    return [each for each in plan.parked_actions if each.status != ActionStatus.DONE and is_or_was_critical(each)]


def was_late_when_parked(action: Action | ParkedGist, plan: Plan | PlanGist) -> bool:
    """True when an action was late when it was parked, by the days that need no agreement or have one."""
    if plan.calendar is None:
        return False
    return was_late(action, plan.calendar, firm_of(plan) or Firm(plan.calendar))


def missed_day(action: Action | ParkedGist, plan: Plan | PlanGist) -> date | None:
    """Return the earlier day that a parked action missed, where it was not late when it was parked."""
    if plan.calendar is None:
        return None
    is_missed = missed(action, plan.calendar, firm_of(plan) or Firm(plan.calendar)) is not None
    return missed_firmly(action, plan) if is_missed else None


def was_late(action: Action | ParkedGist, begins: days.Calendar, firm: Firm) -> bool:
    """True when an action that is not done was late on the day it was parked."""
    if action.status == ActionStatus.DONE or action.due_on is None or action.parked_on is None:
        return False
    return due_before(action, action.parked_on, begins, firm) is not None


def missed(action: Action | ParkedGist, begins: days.Calendar, firm: Firm) -> date | None:
    """Return the earlier day that an action missed, where it is not done and was not late when it was parked."""
    if action.status == ActionStatus.DONE or action.parked_on is None or was_late(action, begins, firm):
        return None
    return action.missed_on
