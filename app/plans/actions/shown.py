"""How actions and milestones of a plan stand, with doubts about what is done. Pure."""

from dataclasses import replace
from datetime import date

from app.plans.actions.standing import DoneLate, Standing, Unshown, standing
from app.plans.endings.sealed_undone import sealed_before
from app.plans.models import Action, Milestone, Plan
from app.plans.promised_days import done_after, is_later
from app.plans.promised_words import first_of
from app.plans.status.due_days import (
    day_that_counts,
    due_by,
    is_done,
    is_or_was_critical,
    missed_by,
    was_late_when_moved,
)
from app.plans.status.gist import ActionGist, MilestoneGist, PlanGist


def unshown(item: Action | Milestone, plan: Plan) -> Unshown | None:
    """Return what is missing where something is done and no evidence of it can be looked at; None where nothing is.

    What an action was to show once its plan was published counts too, where nothing stands in its place any more. What
    is critical, or was, is told too where nothing ever said how one would see it; a milestone says that itself.
    """
    if not is_done(item) or any(each.shows and each.of_id == item.id for each in plan.evidence):
        return None
    if isinstance(item, Milestone):
        return Unshown.NOT_SHOWN if is_or_was_critical(item) else None
    if item.evidence_expected.strip() or first_of(plan, item).shown:
        return Unshown.NOT_SHOWN
    return Unshown.NOT_SAID if is_or_was_critical(item) else None


def late_done(item: Action | ActionGist | Milestone | MilestoneGist, plan: Plan | PlanGist) -> DoneLate | None:
    """Return how many days after it was due something was done; None where it was not late; see `due_days.due_by`.

    What missed an earlier day is late from that day, though somebody moved it since.
    """
    if not is_done(item) or item.done_on is None:
        return None
    due = (due_by(item, plan, item.done_on), missed_by(item, plan, item.done_on))
    late = max((each for each in due if each and each.late > 0), key=lambda each: each.late, default=None)
    return DoneLate(late.late, item.done_on, late.on, late.on != day_that_counts(item, plan)) if late else None


def done_late(item: Action | ActionGist | Milestone | MilestoneGist, plan: Plan | PlanGist) -> int:
    """Return how many days after it was due something was done, 0 where it was not late."""
    late = late_done(item, plan)
    return late.days if late else 0


def standing_on(item: Action | Milestone, plan: Plan, today: date) -> Standing:
    """Return how an action or a milestone stands on a day, with what is to be known where it is done."""
    if is_done(item):
        missing = unshown(item, plan)
        late = late_done(item, plan)
        postponed_to = item.done_on if not late and done_after(plan, item) else None
        how = replace(standing("done", None), unshown=missing, late_done=late, postponed_to=postponed_to)
        return replace(how, sealed_before=sealed_before(item, plan, shown=missing is None))
    due = due_by(item, plan, today)
    how = standing(item.status if isinstance(item, Action) else "todo", due.days_on(today) if due else None)
    counted_from = due.on if due and how.late and due.on != day_that_counts(item, plan) else None
    moved_late, undone = was_late_when_moved(item, plan, today), _is_over(plan, today)
    return replace(how, moved_late=moved_late, undone=undone, counted_from=counted_from)


def _is_over(plan: Plan | PlanGist, today: date) -> bool:
    """True when a plan was signed off by a day, so that nothing of it is done any more."""
    return plan.signed_on is not None and plan.signed_on <= today


def critical_undone(plan: Plan, today: date) -> int:
    """Return how many things that are critical or were a plan was signed off without, parked or not; 0 before that."""
    if not _is_over(plan, today):
        return 0
    things: list[Action | Milestone] = [*plan.actions, *plan.parked_actions, *plan.milestones]
    return sum(is_or_was_critical(each) and not is_done(each) for each in things)


def unshown_critical(plan: Plan, missing: Unshown) -> int:
    """Return how many actions and milestones that are critical or were are done and miss this evidence."""
    things: list[Action | Milestone] = [*plan.actions, *plan.milestones]
    return sum(is_or_was_critical(each) and unshown(each, plan) is missing for each in things)


def critical_done_late(plan: Plan | PlanGist) -> int:
    """Return how many actions and milestones that are critical or were are done late."""
    return sum(is_or_was_critical(each) and done_late(each, plan) > 0 for each in (*plan.actions, *plan.milestones))


def other_done_late(plan: Plan | PlanGist) -> int:
    """Return how many actions that neither are critical nor were are done late."""
    return sum(not is_or_was_critical(each) and done_late(each, plan) > 0 for each in plan.actions)


def critical_moved_late(plan: Plan | PlanGist, today: date) -> int:
    """Return how many actions that are critical or were are not done and were late when they were moved."""
    return sum(is_or_was_critical(each) and was_late_when_moved(each, plan, today) for each in plan.actions)


def postponed_in(plan: Plan | PlanGist, today: date) -> int:
    """Return how many critical things that are not parked are due, or were done, later than first promised.

    What `critical_done_late` and `critical_moved_late` count is counted there alone.
    """
    later = plan.later if isinstance(plan, PlanGist) else _later(plan)
    return len(later - _counted_late(plan, today)) if later else 0


def _later(plan: Plan) -> set[tuple[str, int]]:
    """Return the critical things that are due, or were done, later than first promised; see `gist.PlanGist.later`."""
    actions = {("action", each.number) for each in plan.actions if is_later(plan, each)}
    return actions | {("milestone", each.number) for each in plan.milestones if is_later(plan, each)}


def _counted_late(plan: Plan | PlanGist, today: date) -> set[tuple[str, int]]:
    """Return what was done late, and the actions that were late when they were moved, by kind and number."""
    actions = (each for each in plan.actions if done_late(each, plan) or was_late_when_moved(each, plan, today))
    milestones = (each for each in plan.milestones if done_late(each, plan))
    return {("action", each.number) for each in actions} | {("milestone", each.number) for each in milestones}
