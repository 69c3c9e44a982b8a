"""What all changes of a plan have in common: whose it is, which day it is there, that nobody works on it meanwhile."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import InvalidRequestError

from app import clock
from app.accounts.models import Principal
from app.centres.errors import ChangedMeanwhile
from app.db import Model, db
from app.errors import NotAllowed, NotFound
from app.events import publish
from app.plans import days, permission_queries, queries
from app.plans.errors import ConfirmsOwnPlan, PlanSigned
from app.plans.events import PlanChanged
from app.plans.models import Action, Plan, SignOff
from app.plans.policy import Deed
from app.plans.works import Works, works_on


def require_change(deeds: frozenset[Deed]) -> None:
    """Refuse somebody who may read a plan and no more.

    Raises:
        NotAllowed: as it says.
    """
    if Deed.CHANGE not in deeds:
        raise NotAllowed


def require_change_now(plan: Plan, deeds: frozenset[Deed]) -> None:
    """Refuse a form for what would not be taken: somebody may read the plan and no more, or a sign-off sealed it.

    Raises:
        NotAllowed, PlanSigned: as they say.
    """
    require_change(deeds)
    if plan.sign_off is not None:
        raise PlanSigned


def changes_now(plan: Plan, deeds: frozenset[Deed]) -> bool:
    """True when somebody with these rights may change what a plan says, and no sign-off sealed it."""
    return Deed.CHANGE in deeds and plan.sign_off is None


def works_now(person: Principal, plan: Plan, deeds: frozenset[Deed]) -> Works:
    """Return what somebody with these rights may do of their own in a plan; nothing once a sign-off sealed it."""
    return Works(may_change=False) if plan.sign_off is not None else works_on(person, plan, deeds)


def held_for(person: Principal, plan_id: str, *, version: int | None = None, sealed: bool = True) -> Plan:
    """A plan that this person may change, held until the caller's transaction ends.

    Without `sealed` the verb changes nothing that a sign-off seals, such as a link.

    Raises:
        NotFound (404): no such plan, or it is not theirs to read.
        NotAllowed (403): they may read the plan but not change it.
        PlanSigned (409): it was signed off, which sealed what would change.
        ChangedMeanwhile (409): it is no longer the `version` they saw.
    """
    plan, deeds = _held(person, plan_id)
    require_change(deeds)
    if sealed:
        refuse_signed(plan_id)
    if version is not None and plan.version != version:
        raise ChangedMeanwhile
    return plan


def held_to_confirm(person: Principal, plan_id: str) -> Plan:
    """A plan whose sponsor this person may confirm for the alliance, held until the caller's transaction ends.

    Raises:
        NotFound (404): no such plan, or it is not theirs to read.
        ConfirmsOwnPlan, NotAllowed (403): see `permission_queries.may_confirm_sponsor`.
    """
    plan, deeds = _held(person, plan_id)
    if tie := permission_queries.kept_from_confirming(person, plan, deeds):
        raise ConfirmsOwnPlan(tie)
    if not permission_queries.may_confirm_sponsor(person, plan, deeds):
        raise NotAllowed
    return plan


def held_for_work(person: Principal, plan_id: str, row: Model, may: Callable[[Plan, Works], bool]) -> Plan:
    """A plan held for somebody who may not change it, perhaps, but do this of their own; a row of it is read again.

    Raises:
        NotFound (404): no such plan, it is not theirs to read, or the row was taken out meanwhile.
        NotAllowed (403): what they want to do is somebody else's.
        PlanSigned (409): the plan was signed off.
    """
    plan, deeds = _held(person, plan_id)
    read_anew(row)
    if not may(plan, works_on(person, plan, deeds)):
        raise NotAllowed
    refuse_signed(plan_id)
    return plan


def _held(person: Principal, plan_id: str) -> tuple[Plan, frozenset[Deed]]:
    # Most verbs need little of a plan: what else is asked of it is read then, once.
    plan = db.session.get(Plan, plan_id, with_for_update=True, populate_existing=True)
    deeds = permission_queries.deeds_in(plan_id, person)
    if plan is None:
        raise NotFound
    return plan, deeds


def plan_held(plan_id: str) -> Plan:
    """A plan held for somebody who acts by a link or from a board, until the caller's transaction ends.

    Raises:
        PlanSigned (409): it was signed off.
    """
    plan = db.session.get_one(Plan, plan_id, with_for_update=True, populate_existing=True)
    refuse_signed(plan_id)
    return plan


def refuse_signed(plan_id: str) -> None:
    """Refuse to change what a sign-off sealed.

    Raises:
        PlanSigned (409): the plan was signed off and not reopened.
    """
    stands = select(SignOff.id).where(SignOff.plan_id == plan_id, SignOff.reopened_at.is_(None))
    if db.session.scalar(stands) is not None:
        raise PlanSigned


def action_held_for(person: Principal, action_id: str) -> Action:
    """An action as it is now, with its plan held for this person as by `held_for`.

    Raises:
        NotFound, NotAllowed, PlanSigned: see `held_for`.
    """
    action, _deeds = queries.action_and_deeds(action_id, person)
    held_for(person, action.plan_id)
    read_anew(action)
    return action


def read_anew(row: Model) -> None:
    """Read a row again once its plan is held.

    Raises:
        NotFound (404): somebody took it out meanwhile.
    """
    try:
        db.session.refresh(row)
    except InvalidRequestError as error:
        raise NotFound from error


def today_of(plan: Plan) -> date:
    """Which date it is where the plan is carried out."""
    return days.today_in(plan.timezone, clock.now())


def due_from(plan: Plan) -> date:
    """Return the first date on which something new of a plan can be due: today, or day 1 while it is a draft.

    A plan may be written down after it began; once it is published, nothing is promised for a day that is over.
    """
    today = today_of(plan)
    return min(today, plan.day_one) if plan.day_one and plan.published_at is None else today


def tell(plan: Plan) -> None:
    """Let everybody know that the plan says something new."""
    publish(PlanChanged(plan.id, plan.centre_id, plan.workshop_id))
