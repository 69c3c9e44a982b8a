"""A plan is published once it says what it promises, what it counts, who does what by when, and who stands for it."""

from app import audit, clock
from app.accounts.models import Principal
from app.db import transaction
from app.plans.errors import NotReady
from app.plans.missing import missing_in
from app.plans.models import Plan
from app.plans.services.holding import held_for, tell, today_of


def publish_plan(person: Principal, plan_id: str) -> Plan:
    """Publish the plan; a second time changes nothing.

    Raises:
        NotFound (404), NotAllowed (403): see `held_for`.
        NotReady (409): something is missing, and what.
    """
    with transaction():
        plan = held_for(person, plan_id)
        if plan.published_at is not None:
            return plan
        publish(person, plan)
        tell(plan)
    return plan


def publish(person: Principal, plan: Plan) -> None:
    """Let a plan that is held count from now on, in the caller's transaction.

    Raises:
        NotReady (409): something is missing, and what.
    """
    if missing := missing_in(plan, today_of(plan)):
        raise NotReady(missing)
    plan.published_at = clock.now()
    plan.version += 1
    audit.record("plan.publish", f"plan:{plan.id}", actor_id=person.id)
