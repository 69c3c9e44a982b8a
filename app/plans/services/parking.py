"""Actions that do not move the number are parked: they count nowhere until somebody takes them up again."""

from app import audit
from app.accounts.models import Principal
from app.db import db, transaction
from app.plans.errors import ReasonMissing
from app.plans.models import Action
from app.plans.services.holding import action_held_for, tell, today_of


def park_action(person: Principal, action_id: str, *, reason: str) -> Action:
    """Set an action aside, and say why. One that is parked already stays as it is.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing: nobody said why.
    """
    with transaction():
        action = action_held_for(person, action_id)
        if not reason:
            raise ReasonMissing
        if action.parked_on is None:
            park(person, action, reason)
            tell(action.plan)
    return action


def take_up_action(person: Principal, action_id: str) -> Action:
    """Let a parked action count again, as it was.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        action = action_held_for(person, action_id)
        if action.parked_on is not None:
            action.parked_on, action.parked_reason = None, ""
            audit.record("action.take-up", f"action:{action.id}", actor_id=person.id)
            _look_again(action)
            tell(action.plan)
    return action


def park(person: Principal, action: Action, reason: str) -> None:
    """Park an action in the caller's transaction, which holds its plan."""
    action.parked_on, action.parked_reason = today_of(action.plan), reason
    audit.record("action.park", f"action:{action.id}", actor_id=person.id)
    _look_again(action)


def _look_again(action: Action) -> None:
    """Let the plan's lists of actions be read anew: the action went from one to the other."""
    db.session.flush()
    db.session.expire(action.plan, ["actions", "parked_actions"])
