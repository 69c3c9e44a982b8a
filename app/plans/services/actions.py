"""Actions: what they say, and how that changes."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, queries
from app.plans.errors import ActionIncomplete, DueOutsidePlan
from app.plans.models import Action, ActionStatus, Plan
from app.plans.services.holding import held_for, require_change, tell, today_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """What an action says: what will be done, by whom, until when, and how far it is."""

    title: str
    owner: str
    due_on: date
    status: ActionStatus = ActionStatus.TODO
    blocked_reason: str = ""
    critical: bool | None = None


def change_action(person: Principal, action_id: str, words: ActionWords) -> Action:
    """Give an action other words, another owner, day or status.

    A day it already had may stay, also when it has passed.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
        NotAllowed: they may read the plan but not change it.
        ActionIncomplete, DueOutsidePlan: as they say.
    """
    with transaction():
        action, deeds = queries.action_and_deeds(action_id, person)
        require_change(deeds)
        check(words, action.plan, kept=action.due_on)
        before = ActionStatus(action.status)
        write(action, words, today_of(action.plan))
        audit.record("action.change", f"action:{action.id}", actor_id=person.id, before=before, after=words.status)
        tell(action.plan)
    return action


def add_action(person: Principal, plan_id: str, words: ActionWords) -> Action:
    """Put an action into a plan by hand.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ActionIncomplete, DueOutsidePlan: as they say.
    """
    with transaction():
        plan = held_for(person, plan_id)
        check(words, plan)
        action = next_action(plan, words)
        audit.record("action.add", f"action:{action.id}", actor_id=person.id, plan=plan.id)
        tell(plan)
    return action


def next_action(plan: Plan, words: ActionWords) -> Action:
    """A new action of the plan, as a part of the caller's transaction, which holds the plan."""
    last = db.session.scalar(select(func.max(Action.number)).where(Action.plan_id == plan.id))
    action = Action(id=new_id(), plan_id=plan.id, number=(last or 0) + 1, created_at=clock.now())
    write(action, words, today_of(plan))
    db.session.add(action)
    return action


def check(words: ActionWords, plan: Plan, *, kept: date | None = None) -> None:
    """Refuse what no action can say; `kept` is the day it has already, which may stay.

    Raises:
        ActionIncomplete, DueOutsidePlan: as they say.
    """
    if not (words.title and words.owner):
        raise ActionIncomplete
    if words.due_on != kept and not days.may_be_due(words.due_on, day_one=plan.day_one, today=today_of(plan)):
        raise DueOutsidePlan


def write(action: Action, words: ActionWords, today: date) -> None:
    """Put the words into the row. Without a word on it, an action stays as critical as it is."""
    action.title = words.title
    action.owner = words.owner
    action.due_on = words.due_on
    if words.critical is not None:
        action.critical = words.critical
    move(action, words.status, today, reason=words.blocked_reason)


def move(action: Action, status: ActionStatus, today: date, *, reason: str = "") -> None:
    """Bring an action to a status on a day; a reason is kept while it is blocked, the day while it is so."""
    blocked, done = status == ActionStatus.BLOCKED, status == ActionStatus.DONE
    action.blocked_reason = reason if blocked else ""
    action.blocked_since = (action.blocked_since or today) if blocked else None
    action.done_on = (action.done_on or today) if done else None
    action.status = status
