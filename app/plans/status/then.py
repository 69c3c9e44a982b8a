"""What a plan or its gist held on an earlier day, as far as it is kept since when it is so. Pure.

Nothing that is said later makes it better: what was done, parked, closed or answered after a day was not on it, and
what somebody moved since was due on the day it had then, as critical as it was; so are risks, with who owned them.
What was done on a day nobody knows, as earlier servers kept it, counts as done. What keeps no day is taken as it is
now: what is blocked, and that what was parked until it was taken up again is not.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from app.plans import days
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    DueMove,
    Edit,
    EditDeed,
    Milestone,
    MilestoneState,
    Plan,
    Risk,
    RiskState,
)
from app.plans.promised_days import kept_moves
from app.plans.status.due_days import day_that_counts, is_done
from app.plans.status.gist import (
    ActionGist,
    AskGist,
    DueMoveGist,
    EditGist,
    MilestoneGist,
    ParkedGist,
    PlanGist,
    RiskGist,
)

Dated = Action | ActionGist | ParkedGist | Milestone | MilestoneGist
"""What is due on a day."""

WEIGHS: Final = ("critical", "likelihood", "impact", "owner")
"""What edits tell of how much something weighed; the owner counts of risks alone."""

_OPEN: Final = ActionStatus.DOING


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


class DueThen(NamedTuple):
    """When something was due on an earlier day: on which date, since when, and which day it had missed by then."""

    due_on: date | None
    dated_at: datetime
    missed_on: date | None


class Then(NamedTuple):
    """A day that is over; with `dawn` as it was before anything was done or changed on it.

    What was done keeps no more than its day, and what is late may be moved in the hour before a pause is entered.
    """

    on: date
    dawn: bool = False

    def is_before(self, moment: datetime, timezone: str) -> bool:
        """Whether something was changed later."""
        on = days.today_in(timezone, moment)
        return on >= self.on if self.dawn else on > self.on

    def is_before_day(self, since: date | None) -> bool:
        """Whether something was done later; False where nobody knows when, or it was not."""
        return since is not None and (since >= self.on if self.dawn else since > self.on)


def held_on(plan: Plan | PlanGist, on: date, *, dawn: bool = False) -> Held:
    """Return what a plan held on a day that is over; see `Then`."""
    then = Then(on, dawn=dawn)
    parked = [each for each in plan.parked_actions if not then.is_before_day(each.parked_on)]
    return Held(
        actions=list(_actions_on(plan, then)),
        parked=[_parked(each)._replace(status=_OPEN) if then.is_before_day(each.done_on) else each for each in parked],
        milestones=[_milestone_on(each, plan, then) for each in plan.milestones],
        risks=[
            _risk_on(each, plan, then)
            for each in plan.risks
            if each.state != RiskState.CLOSED or then.is_before_day(each.closed_on)
        ],
        asks=[each for each in plan.asks if each.answered_on is None or then.is_before_day(each.answered_on)],
    )


def _actions_on(plan: Plan | PlanGist, then: Then) -> Iterator[Action | ActionGist]:
    parked_since = [each for each in plan.parked_actions if then.is_before_day(each.parked_on)]
    for action in (*plan.actions, *parked_since):
        undone = action.status == ActionStatus.DONE and then.is_before_day(action.done_on)
        other = _otherwise(plan, action, then) | ({"status": _OPEN} if undone else {})
        if isinstance(action, ParkedGist) or other:
            yield _action(action)._replace(**other)
        else:
            yield action


def _milestone_on(milestone: Milestone | MilestoneGist, plan: Plan | PlanGist, then: Then) -> Milestone | MilestoneGist:
    undone = is_done(milestone) and then.is_before_day(milestone.done_on)
    other = _otherwise(plan, milestone, then) | ({"state": MilestoneState.PLANNED} if undone else {})
    return _milestone(milestone, plan)._replace(**other) if other else milestone


def _risk_on(risk: Risk | RiskGist, plan: Plan | PlanGist, then: Then) -> Risk | RiskGist:
    other = _said_then(plan, risk, then)
    return RiskGist(**{name: getattr(risk, name) for name in RiskGist._fields})._replace(**other) if other else risk


def _otherwise(plan: Plan | PlanGist, item: Dated, then: Then) -> dict[str, Any]:
    """Return what an action or a milestone said on a day, by name, where that is something else than now."""
    due = _due_then(plan, item, then)
    return _said_then(plan, item, then) | (due._asdict() if due else {})


def _said_then(plan: Plan | PlanGist, item: Dated | Risk | RiskGist, then: Then) -> dict[str, Any]:
    """Return what something said on a day, where somebody said otherwise since: how much it weighs, who owned it."""
    names = RiskGist._fields if isinstance(item, Risk | RiskGist) else ActionGist._fields
    said: dict[str, Any] = {}
    for each in _edits_of(plan, item):
        if then.is_before(each.made_at, plan.timezone):
            was = {name: before for name, (before, _after) in each.said.items() if name in WEIGHS and name in names}
            said = was | said
    return said


def _edits_of(plan: Plan | PlanGist, item: Dated | Risk | RiskGist) -> Sequence[Edit | EditGist]:
    if isinstance(item, Action | Milestone | Risk):
        own = (each for each in plan.edits if each.item_id == item.id) if isinstance(plan, Plan) else ()
        return [each for each in own if each.deed == EditDeed.CHANGE]
    return plan.edits.get((_kind(item), item.number), ()) if isinstance(plan, PlanGist) else ()


def _due_then(plan: Plan | PlanGist, item: Dated, then: Then) -> DueThen | None:
    """Return when something was due on a day, where that is another one than now; a pause moves both days."""
    moves = _moves_of(plan, item)
    if plan.calendar is None or plan.published_at is None:
        return None
    pauses = {each.id for each in plan.pauses}
    since = kept_moves(each for each in moves if then.is_before(each.moved_at, plan.timezone))
    moved = next((each for each in since if each.pause_id not in pauses), None)
    if moved is None or moved.before is None:
        return _not_missed_yet(plan, item) if item.missed_on and item.missed_on >= then.on else None
    spans = [(each.first, each.last) for each in plan.pauses if each.made_at <= moved.moved_at]
    day = days.day_of(moved.before, days.Calendar.with_pauses(plan.calendar.day_one, spans))
    own = (each.moved_at for each in moves if each.pause_id not in pauses)
    chosen = [each for each in own if not then.is_before(each, plan.timezone)]
    missed = item.missed_on
    return DueThen(
        due_on=days.date_of(day, plan.calendar),
        dated_at=max(chosen, default=plan.published_at),
        missed_on=missed if missed and any(days.today_in(plan.timezone, each) > missed for each in chosen) else None,
    )


def _not_missed_yet(plan: Plan | PlanGist, item: Dated) -> DueThen:
    dated_at = item.dated_at or (item.created_at if isinstance(item, Action | Milestone) else plan.created_at)
    due_on = item.due_on if isinstance(item, Action | ParkedGist) else day_that_counts(item, plan)
    return DueThen(due_on, dated_at, None)


def _moves_of(plan: Plan | PlanGist, item: Dated) -> Sequence[DueMove | DueMoveGist]:
    if isinstance(item, Action | Milestone):
        return [each for each in plan.due_moves if each.item_id == item.id] if isinstance(plan, Plan) else ()
    return plan.due_moves.get((_kind(item), item.number), ()) if isinstance(plan, PlanGist) else ()


def _kind(item: ActionGist | ParkedGist | MilestoneGist | RiskGist) -> str:
    return {MilestoneGist: "milestone", RiskGist: "risk"}.get(type(item), "action")


def _action(action: Action | ActionGist | ParkedGist) -> ActionGist:
    said = {name: getattr(action, name) for name in ActionGist._fields}
    if isinstance(action, Action):
        said["dated_at"] = action.dated_at or action.created_at
    return ActionGist(**said)


def _parked(action: Action | ParkedGist) -> ParkedGist:
    return ParkedGist(**_action(action)._asdict(), parked_on=action.parked_on)


def _milestone(milestone: Milestone | MilestoneGist, plan: Plan | PlanGist) -> MilestoneGist:
    said = {name: getattr(milestone, name) for name in MilestoneGist._fields}
    if isinstance(milestone, Milestone):
        said |= {"due_on": day_that_counts(milestone, plan), "dated_at": milestone.dated_at or milestone.created_at}
    return MilestoneGist(**said)
