"""An action lies on other days: it begins, or is due, earlier or later."""

from datetime import date

from app import audit
from app.accounts.models import Principal
from app.db import transaction
from app.plans.models import Action
from app.plans.services.actions import check_days
from app.plans.services.due_moves import Mover, keep_move
from app.plans.services.holding import action_held_for, tell


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
        keep_move(action.plan, action, due_on, Mover(person, reason))
        action.start_on, action.due_on = start_on, due_on
        audit.record(
            "action.reschedule", f"action:{action.id}", actor_id=person.id,
            before=[each and each.isoformat() for each in before],
        )  # fmt: skip
        tell(action.plan)
    return action
