"""Doubts about what is done: that nothing shows it yet, and how late it was. Pure."""

from dataclasses import replace
from datetime import date

from app.plans.actions.standing import Standing, standing
from app.plans.models import Action, ActionStatus, Milestone, Plan
from app.plans.status.due_days import day_that_counts, is_done, is_or_was_critical, overdue


def is_unshown(action: Action, plan: Plan) -> bool:
    """True when an action is done that was to show something, and no evidence of it can be looked at."""
    if not is_done(action) or not action.evidence_expected.strip():
        return False
    return not any(each.shows and each.action_id == action.id for each in plan.evidence)


def done_late(item: Action | Milestone, plan: Plan) -> int:
    """Return how many days after it was due something was done, 0 where it was not late; see `due_days.overdue`."""
    if not is_done(item) or item.done_on is None:
        return 0
    due = overdue(item, plan, item.done_on)
    return (item.done_on - due).days if due else 0


def with_doubts(standing: Standing, item: Action | Milestone, plan: Plan) -> Standing:
    """Return how something stands, with what is to be known where it is done."""
    unshown = isinstance(item, Action) and is_unshown(item, plan)
    return replace(standing, unshown=unshown, done_late=done_late(item, plan))


def standing_on(item: Action | Milestone, plan: Plan, today: date) -> Standing:
    """Return how an action or a milestone stands on a day, with what is to be known where it is done."""
    if isinstance(item, Action):
        return with_doubts(standing(item.status, item.due_on, today), item, plan)
    status = ActionStatus.DONE if is_done(item) else ActionStatus.TODO
    return with_doubts(standing(status, day_that_counts(item, plan), today), item, plan)


def unshown_critical(plan: Plan) -> int:
    """Return how many actions that are critical or were are done with nothing that shows it."""
    return sum(is_or_was_critical(each) and is_unshown(each, plan) for each in plan.actions)
