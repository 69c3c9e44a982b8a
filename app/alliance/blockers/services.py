"""A plan begins or ends to let other centres know what is in its way."""

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.blockers.models import SharedPlan
from app.db import db, transaction
from app.plans.services.holding import held_for


def share_blockers(person: Principal, plan_id: str, *, shares: bool) -> None:
    """Let other centres read what is in the way of a plan, or no longer; as it is already, nothing changes.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
        NotAllowed: they may read the plan but not change it.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        kept = db.session.get(SharedPlan, plan.id)
        if (kept is not None) == shares:
            return
        if kept is not None:
            db.session.delete(kept)
        else:
            db.session.add(SharedPlan(plan_id=plan.id, by_id=person.id, since=clock.now()))
        audit.record("plan.blockers-shared", f"plan:{plan.id}", actor_id=person.id, shares=shares)
