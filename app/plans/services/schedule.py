"""An action or a milestone lies on other days: it begins, or is due, earlier or later."""

from datetime import date

from app import audit
from app.accounts.models import Principal
from app.db import transaction
from app.plans import days, queries
from app.plans.errors import DueOutsidePlan
from app.plans.models import Action, Milestone
from app.plans.services.actions import check_days
from app.plans.services.due_moves import Mover, keep_move, set_due_date
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import action_held_for, due_from, held_for, read_anew, tell


def reschedule(person: Principal, action_id: str, *, start_on: date | None, due_on: date, reason: str = "") -> Action:
    """Put an action on other days; `reason` is why it is due on another one. The days it has change nothing.

    Raises:
        NotFound: no such action, or its plan is not theirs to read.
        NotAllowed: they may read the plan but not change it.
        ReasonMissing: the plan is published, and nobody said why the day moves.
        DueOutsidePlan, FirstWinLate, StartOutsidePlan, DueBeforeStart: as they say.
    """
    with transaction():
        action = action_held_for(person, action_id)
        before = (action.start_on, action.due_on)
        if before == (start_on, due_on):
            return action
        check_days(action.plan, start_on, due_on, kept=action.due_on, first_win=action.first_win)
        said = said_by(action)
        told = keep_move(action.plan, action, due_on, Mover(person, reason))
        action.start_on = start_on
        set_due_date(action, due_on)
        kept = keep_edit(action.plan, action, said, Writer.of(person), reason=reason, but=told)
        audit.record(
            "action.reschedule", f"action:{action.id}", actor_id=person.id,
            before=[each and each.isoformat() for each in before], fields=kept,
        )  # fmt: skip
        tell(action.plan)
    return action


def move_milestone(person: Principal, milestone_id: str, *, due_on: date, reason: str = "") -> Milestone:
    """Let a milestone be due on another day; `reason` is why. The day it has changes nothing.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing: the plan is published, and nobody said why the day moves.
        DueOutsidePlan: as it says.
    """
    with transaction():
        milestone = queries.item_found(Milestone, milestone_id, person)
        plan = held_for(person, milestone.plan_id)
        read_anew(milestone)
        before = milestone.due_on
        if before == due_on:
            return milestone
        if not days.may_be_due(due_on, begins=plan.calendar, today=due_from(plan)):
            raise DueOutsidePlan
        said = said_by(milestone)
        told = keep_move(plan, milestone, due_on, Mover(person, reason))
        set_due_date(milestone, due_on)
        kept = keep_edit(plan, milestone, said, Writer.of(person), but=told)
        audit.record(
            "milestone.reschedule",
            f"milestone:{milestone.id}",
            actor_id=person.id,
            before=before and before.isoformat(),
            fields=kept,
        )
        tell(plan)
    return milestone
