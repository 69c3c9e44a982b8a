"""What all changes of a plan have in common: whose it is, which day it is there, that nobody works on it meanwhile."""

from datetime import date

from app import clock
from app.accounts.models import Principal
from app.centres.errors import ChangedMeanwhile
from app.db import db
from app.errors import NotAllowed
from app.events import publish
from app.plans import days, queries
from app.plans.events import PlanChanged
from app.plans.models import Action, Plan
from app.plans.policy import Deed


def require_change(deeds: frozenset[Deed]) -> None:
    """Refuse somebody who may read a plan and no more.

    Raises:
        NotAllowed: as it says.
    """
    if Deed.CHANGE not in deeds:
        raise NotAllowed


def held_for(person: Principal, plan_id: str, *, version: int | None = None) -> Plan:
    """A plan that this person may change, held until the caller's transaction ends.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
        NotAllowed: they may read the plan but not change it.
        ChangedMeanwhile: it is no longer the `version` they saw.
    """
    db.session.get(Plan, plan_id, with_for_update=True, populate_existing=True)
    plan, deeds = queries.plan_and_deeds(plan_id, person)
    require_change(deeds)
    if version is not None and plan.version != version:
        raise ChangedMeanwhile
    return plan


def action_held_for(person: Principal, action_id: str) -> Action:
    """An action as it is now, with its plan held for this person as by `held_for`.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    action, _deeds = queries.action_and_deeds(action_id, person)
    held_for(person, action.plan_id)
    db.session.refresh(action)
    return action


def today_of(plan: Plan) -> date:
    """Which date it is where the plan is carried out."""
    return days.today_in(plan.timezone, clock.now())


def tell(plan: Plan) -> None:
    """Let everybody know that the plan says something new."""
    publish(PlanChanged(plan.id, plan.centre_id, plan.workshop_id))
