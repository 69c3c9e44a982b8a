"""What somebody has to do over all their plans: late, waiting, this week, later. No queries, no clock."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.plans import days
from app.plans.actions.mine import Names, is_among, is_theirs
from app.plans.actions.shown import standing_on
from app.plans.actions.standing import Standing, standing
from app.plans.models import Action, ActionStatus, Part, Plan
from app.plans.status.due_days import dated_part, due_by

WEEK = timedelta(days=7)


class When(StrEnum):
    """Where something stands in the list; what is late is late also while it waits."""

    LATE = "late"
    WEEK = "week"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Todo:
    """An action, or a `part` of one. `day` is its day in the plan; `helps`: somebody else owns it."""

    plan: Plan
    action: Action
    part: Part | None
    due_on: date | None
    day: int | None
    when: When
    standing: Standing
    helps: bool
    waits: Sequence[Action]


def todos(plans: Sequence[Plan], names: Names, today_of: Callable[[Plan], date]) -> dict[When, list[Todo]]:
    """What is not done of what these names own or help with; the first due first. A signed plan has nothing to do."""
    open_plans = (plan for plan in plans if plan.sign_off is None)
    found = [todo for plan in open_plans for todo in _of(plan, names.within(plan.id), today_of(plan))]
    found.sort(key=lambda todo: (todo.due_on or date.max, todo.plan.id, todo.action.number))
    return {when: [todo for todo in found if todo.when == when] for when in When}


def _of(plan: Plan, names: frozenset[str], today: date) -> Iterator[Todo]:
    for action in plan.actions:
        if action.status == ActionStatus.DONE:
            continue
        if is_theirs(action, names):
            yield _todo(plan, action, None, today, helps=not is_among(action.owner, names))
        for part in action.parts:
            if part.done_on is None and part.owner and is_among(part.owner, names):
                yield _todo(plan, action, part, today, helps=False)


def _todo(plan: Plan, action: Action, part: Part | None, today: date, *, helps: bool) -> Todo:
    due = part.due_on if part else action.due_on
    needed = {need.needs_id for need in action.needs}
    waits = [each for each in plan.actions if each.id in needed and each.status != ActionStatus.DONE]
    blocked = action.status == ActionStatus.BLOCKED
    how = _standing(action, part, today)
    return Todo(
        plan=plan,
        action=action,
        part=part,
        due_on=due,
        day=days.day_of(due, plan.calendar) if due and plan.calendar else None,
        when=_when(due, today, how, waits=blocked or bool(waits)),
        standing=how,
        helps=helps,
        waits=waits,
    )


def _standing(action: Action, part: Part | None, today: date) -> Standing:
    """Return how an action stands, or a part of one, whose day counts as that of an action does."""
    if part is None:
        return standing_on(action, action.plan, today)
    due = due_by(dated_part(part, action.plan), action.plan, today) if part.due_on else None
    return standing(action.status, due.days_on(today) if due else None)


def _when(due: date | None, today: date, how: Standing, *, waits: bool) -> When:
    if how.late:
        return When.LATE
    if waits:
        return When.WAITING
    return When.WEEK if due and due < today + WEEK else When.LATER
