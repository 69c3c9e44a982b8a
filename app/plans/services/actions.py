"""Actions: what they say, and how that changes."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import cast

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, queries
from app.plans.actions.waiting import circle
from app.plans.errors import (
    ActionIncomplete,
    Circle,
    DueBeforeStart,
    DueOutsidePlan,
    FirstWinLate,
    NotOfThisPlan,
    StartOutsidePlan,
)
from app.plans.models import Action, ActionStatus, Need, Plan
from app.plans.services.due_moves import Mover, keep_promise, set_due_date
from app.plans.services.edits import Writer, keep_edit, keep_said, said_by
from app.plans.services.holding import action_held_for, due_from, held_for, held_for_work, tell, today_of
from app.plans.services.seen import mark, refuse_unseen


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionWords:
    """What an action says: what will be done, by whom, until when, and how far it is.

    `needs` are the ids of the actions of its plan that come first.
    """

    title: str
    owner: str
    due_on: date
    status: ActionStatus = ActionStatus.TODO
    blocked_reason: str = ""
    critical: bool | None = None
    start_on: date | None = None
    helpers: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()
    evidence_expected: str = ""
    first_win: bool | None = None


def words_of(action: Action) -> ActionWords:
    """What an action says, as one value."""
    return ActionWords(
        title=action.title,
        owner=action.owner,
        due_on=cast("date", action.due_on),
        status=ActionStatus(action.status),
        blocked_reason=action.blocked_reason,
        critical=action.critical,
        start_on=action.start_on,
        helpers=tuple(action.helpers),
        needs=frozenset(need.needs_id for need in action.needs),
        evidence_expected=action.evidence_expected,
        first_win=action.first_win,
    )


def seen_of(action: Action) -> str:
    """All an action says in one short word; what else becomes of it, such as parking, is not said."""
    return mark(asdict(words_of(action)))


def change_action(
    person: Principal, action_id: str, words: ActionWords, *, reason: str = "", seen: str | None = None
) -> Action:
    """Give an action other words, another owner, day or status. One that is parked and is done now is taken up by that.

    A day it already had may stay, also when it has passed. `reason` is why it is due on another day, critical no
    longer or says something else, `seen` what it said (see `seen_of`) when somebody began to write.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
        NotAllowed: they may read the plan but not change it.
        ChangedMeanwhile: it no longer says what was seen.
        ReasonMissing: the plan is published, and nobody said why the day moves, it is critical no longer, or something
            critical says something else.
        ActionIncomplete, DueOutsidePlan, StartOutsidePlan, DueBeforeStart, NotOfThisPlan, Circle: as they say.
    """
    with transaction():
        action = action_held_for(person, action_id)
        plan = action.plan
        refuse_unseen(seen, seen_of(action))
        check(words, plan, kept=action.due_on)
        _check_needs(plan, action.id, words.needs)
        told = keep_promise(
            plan,
            action,
            Mover(person, reason),
            due_on=words.due_on,
            critical=words.critical,
            words={"title": words.title, "evidence_expected": words.evidence_expected},
        )
        before, said = ActionStatus(action.status), said_by(action)
        write(action, words, today_of(plan))
        # How far it is stands in the audit before and after.
        kept = keep_edit(plan, action, said, Writer.of(person), reason=reason, but={*told, "status"})
        audit.record(
            "action.change", f"action:{action.id}", actor_id=person.id, before=before, after=words.status, fields=kept
        )
        _take_up_done(person, action)
        tell(action.plan)
    return action


def move_action(person: Principal, action_id: str, status: ActionStatus, *, reason: str | None = None) -> Action:
    """Say how far an action is; `reason` is what blocks it, without one that stays. What was said changes nothing.

    Who may only read the plan says it of the actions they own. One that is parked and is done now is taken up by that.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`.
    """
    with transaction():
        action, _deeds = queries.action_and_deeds(action_id, person)
        plan = held_for_work(person, action.plan_id, action, lambda _plan, works: works.moves(action))
        before = ActionStatus(action.status)
        why = action.blocked_reason if reason is None else reason
        if (before, action.blocked_reason) == (status, why):
            return action
        said = said_by(action)
        move(action, status, today_of(plan), reason=why)
        keep_edit(plan, action, said, Writer.of(person), but={"status"})
        audit.record("action.move", f"action:{action.id}", actor_id=person.id, before=before, after=status)
        _take_up_done(person, action)
        tell(plan)
    return action


def take_up(person: Principal, action: Action) -> None:
    """Let a parked action count again, in the caller's transaction, which holds its plan; keep when and why it was."""
    if action.parked_on is not None:
        said: dict[str, list[object]] = {"parked_on": [action.parked_on.isoformat(), None]}
        said["parked_reason"] = [action.parked_reason, ""]
        keep_said(action.plan, action, said, Writer.of(person))
    action.parked_on, action.parked_reason = None, ""
    audit.record("action.take-up", f"action:{action.id}", actor_id=person.id)
    look_again(action)


def look_again(action: Action) -> None:
    """Let the plan's lists of actions be read anew: the action went from one to the other."""
    db.session.flush()
    db.session.expire(action.plan, ["actions", "parked_actions", "edits"])


def _take_up_done(person: Principal, action: Action) -> None:
    """Take up what is parked and done: it would count neither among what is open nor among what is done."""
    if action.parked_on is not None and action.status == ActionStatus.DONE:
        take_up(person, action)


def add_action(person: Principal, plan_id: str, words: ActionWords) -> Action:
    """Put an action into a plan by hand.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ActionIncomplete, DueOutsidePlan, StartOutsidePlan, DueBeforeStart, NotOfThisPlan: as they say.
    """
    with transaction():
        plan = held_for(person, plan_id)
        check(words, plan)
        _check_needs(plan, "", words.needs)
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
        ActionIncomplete, DueOutsidePlan, StartOutsidePlan, DueBeforeStart: as they say.
    """
    if not (words.title and words.owner):
        raise ActionIncomplete
    check_days(plan, words.start_on, words.due_on, kept=kept, first_win=words.first_win)


def check_days(
    plan: Plan, start_on: date | None, due_on: date, *, kept: date | None = None, first_win: bool | None = None
) -> None:
    """Refuse days on which no action can lie; `kept` is the day it is due already, which may stay.

    Raises:
        DueOutsidePlan, FirstWinLate, StartOutsidePlan, DueBeforeStart: as they say.
    """
    if due_on != kept and not days.may_be_due(due_on, begins=plan.calendar, today=due_from(plan)):
        raise DueOutsidePlan
    begins = plan.calendar
    if first_win and begins and days.day_of(due_on, begins) > days.FIRST_WIN:
        raise FirstWinLate
    if start_on is None:
        return
    if start_on > due_on:
        raise DueBeforeStart
    if plan.calendar and not days.lies_within(start_on, plan.calendar):
        raise StartOutsidePlan


def _check_needs(plan: Plan, action_id: str, wanted: frozenset[str]) -> None:
    """Refuse to wait for what is not there, and for what waits itself. What it waits for already may be parked."""
    waits_for = {need.needs_id for action in plan.actions if action.id == action_id for need in action.needs}
    if not wanted <= {action.id for action in plan.actions} | waits_for:
        raise NotOfThisPlan
    # What is parked may be taken up again, and waits as it did.
    everything = [*plan.actions, *plan.parked_actions]
    numbers = {action.id: action.number for action in everything}
    needs = {action.id: {need.needs_id for need in action.needs} for action in everything}
    around = circle({**needs, action_id: wanted})
    if around:
        raise Circle([numbers[each] for each in around])


def write(action: Action, words: ActionWords, today: date) -> None:
    """Put the words into the row. Without a word on that, it stays as critical and as much the first win as it is."""
    action.title = words.title
    action.owner = words.owner
    action.start_on = words.start_on
    set_due_date(action, words.due_on)
    action.helpers = list(words.helpers)
    action.needs = [Need(needs_id=each) for each in sorted(words.needs)]
    action.evidence_expected = words.evidence_expected
    if words.first_win is not None:
        action.first_win = words.first_win
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
