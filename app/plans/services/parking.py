"""Actions that do not move the number are parked: they count nowhere until somebody takes them up again.

What is done is never parked: to call a parked action done takes it up (`actions.change_action`, `actions.move_action`).
"""

from datetime import date

from app import audit
from app.accounts.models import Principal
from app.db import transaction
from app.plans import days
from app.plans.errors import DaysOver, DoneAlready, DueOutsidePlan, ReasonMissing
from app.plans.models import Action, ActionStatus, Plan
from app.plans.services.actions import check_days, look_again, take_up
from app.plans.services.due_moves import Mover, keep_move, set_due_date
from app.plans.services.holding import action_held_for, due_from, tell, today_of
from app.plans.status.firm_days import plan_day


def park_action(person: Principal, action_id: str, *, reason: str) -> Action:
    """Set an action aside, and say why. One that is parked already stays as it is.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing: nobody said why.
        DoneAlready (409), DaysOver (409): see `park`.
    """
    with transaction():
        action = action_held_for(person, action_id)
        if not reason:
            raise ReasonMissing
        if action.parked_on is None:
            park(person, action, reason)
            tell(action.plan)
    return action


def take_up_action(person: Principal, action_id: str, *, due_on: date | None = None) -> Action:
    """Let a parked action count again, due as it was or on another day. What is left of it moves with that day.

    Why it was parked is why its day moves.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for`.
        DueOutsidePlan (422): its day is over, or none of the plan's; it needs another one.
        FirstWinLate (422): it is the first win, and no day of that is left.
    """
    with transaction():
        action = action_held_for(person, action_id)
        if action.parked_on is not None:
            _lay_anew(person, action, due_on or action.due_on)
            take_up(person, action)
            tell(action.plan)
    return action


def needs_a_day(action: Action) -> bool:
    """True when an action cannot be taken up on the day it has: that is over, or none of the plan."""
    plan = action.plan
    due = action.due_on
    return due is None or not days.may_be_due(due, begins=plan.calendar, today=due_from(plan))


def may_wait(plan: Plan) -> bool:
    """True while an action of a plan can be parked: until its day 100, and before it has a day 1."""
    return (plan_day(plan, today_of(plan)) or 0) <= days.LENGTH


def _lay_anew(person: Principal, action: Action, due_on: date | None) -> None:
    """Lay an action and what is left of it on days that can be: a first day or a part that cannot stay moves along."""
    plan, today = action.plan, today_of(action.plan)
    if due_on is None:
        raise DueOutsidePlan
    check_days(plan, None, due_on, first_win=action.first_win)
    keep_move(plan, action, due_on, Mover(person, action.parked_reason))
    set_due_date(action, due_on)
    if action.start_on and (action.start_on > due_on or not _lies_in(plan, action.start_on)):
        action.start_on = None
    for part in action.parts:
        if part.done_on is None and part.due_on:
            part.due_on = min(part.due_on, due_on) if part.due_on >= today else due_on


def _lies_in(plan: Plan, on: date) -> bool:
    return plan.calendar is None or days.lies_within(on, plan.calendar)


def park(person: Principal, action: Action, reason: str) -> None:
    """Park an action in the caller's transaction, which holds its plan.

    Raises:
        DoneAlready (409): it is done.
        DaysOver (409): day 100 of its plan is over. Parked then, what was late would leave the counts it was late in.
    """
    if action.status == ActionStatus.DONE:
        raise DoneAlready
    if not may_wait(action.plan):
        raise DaysOver
    action.parked_on, action.parked_reason = today_of(action.plan), reason
    audit.record("action.park", f"action:{action.id}", actor_id=person.id)
    look_again(action)
