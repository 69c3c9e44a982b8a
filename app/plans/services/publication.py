"""A plan is published once it says what it promises, what it counts, and who does what by when."""

from app import audit, clock
from app.accounts.models import Principal
from app.db import transaction
from app.plans.errors import NotReady
from app.plans.missing import missing_in
from app.plans.models import Plan
from app.plans.services.holding import held_for, tell


def publish_plan(person: Principal, plan_id: str) -> Plan:
    """Publish the plan; a second time changes nothing.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        NotReady: something is missing.
    """
    with transaction():
        plan = held_for(person, plan_id)
        missing = missing_in(plan)
        if missing:
            raise NotReady(len(missing))
        if plan.published_at is None:
            plan.published_at = clock.now()
            plan.version += 1
            audit.record("plan.publish", f"plan:{plan.id}", actor_id=person.id)
            tell(plan)
    return plan
