"""What a plan or its gist held on an earlier day, as far as it is kept since when it is so. Pure.

Nothing that is said later makes it better: what was done, parked, closed or answered after a day was not on it. What
was done on a day nobody knows, as earlier servers kept it, counts as done. Of what keeps no day it is taken as it is
now: who owns a risk and how grave it is, what is critical or blocked, and what was parked until it was taken up again.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from app.plans.models import Action, ActionStatus, Ask, Milestone, MilestoneState, Plan, Risk, RiskState
from app.plans.status.due_days import day_that_counts, is_done
from app.plans.status.gist import ActionGist, AskGist, MilestoneGist, ParkedGist, PlanGist, RiskGist


class Held(NamedTuple):
    """What a status looks at beside numbers and check-ins: what is to be done, risks that are open, asks that wait."""

    actions: Sequence[Action | ActionGist]
    parked: Sequence[Action | ParkedGist]
    milestones: Sequence[Milestone | MilestoneGist]
    risks: Sequence[Risk | RiskGist]
    asks: Sequence[Ask | AskGist]


def held_now(plan: Plan | PlanGist) -> Held:
    """Return what a plan holds."""
    return Held(
        actions=plan.actions,
        parked=plan.parked_actions,
        milestones=plan.milestones,
        risks=[each for each in plan.risks if each.state != RiskState.CLOSED],
        asks=[each for each in plan.asks if each.answered_on is None],
    )


def held_on(plan: Plan | PlanGist, on: date) -> Held:
    """Return what a plan held on a day that is over."""
    parked = [each for each in plan.parked_actions if not _is_after(each.parked_on, on)]
    return Held(
        actions=list(_actions_on(plan, on)),
        parked=[_parked_on(each) if _is_after(each.done_on, on) else each for each in parked],
        milestones=[_milestone_on(each, plan) if _is_after(each.done_on, on) else each for each in plan.milestones],
        risks=[each for each in plan.risks if each.state != RiskState.CLOSED or _is_after(each.closed_on, on)],
        asks=[each for each in plan.asks if each.answered_on is None or _is_after(each.answered_on, on)],
    )


def _is_after(since: date | None, on: date) -> bool:
    return since is not None and since > on


def _actions_on(plan: Plan | PlanGist, on: date) -> Iterator[Action | ActionGist]:
    parked_since = [_action(each) for each in plan.parked_actions if _is_after(each.parked_on, on)]
    for action in (*plan.actions, *parked_since):
        undone = is_done(action) and _is_after(action.done_on, on)
        yield _action(action)._replace(status=ActionStatus.DOING) if undone else action


def _action(action: Action | ActionGist | ParkedGist) -> ActionGist:
    if isinstance(action, Action):
        said = (getattr(action, name) for name in ActionGist._fields)
        return ActionGist._make(said)._replace(dated_at=action.dated_at or action.created_at)
    return ActionGist._make(getattr(action, name) for name in ActionGist._fields)


def _parked_on(action: Action | ParkedGist) -> ParkedGist:
    said = {**_action(action)._asdict(), "status": ActionStatus.DOING, "parked_on": action.parked_on}
    return ParkedGist(**said)


def _milestone_on(milestone: Milestone | MilestoneGist, plan: Plan | PlanGist) -> MilestoneGist:
    if isinstance(milestone, Milestone):
        said = {name: getattr(milestone, name) for name in MilestoneGist._fields}
        said |= {"due_on": day_that_counts(milestone, plan), "dated_at": milestone.dated_at or milestone.created_at}
        milestone = MilestoneGist(**said)
    return milestone._replace(state=MilestoneState.PLANNED)
