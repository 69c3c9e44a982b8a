"""What a leader says against the rules, and taking it back."""

from datetime import timedelta

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.plans.errors import NoSuchOverride, ReasonMissing
from app.plans.models import Plan, StatusOverride
from app.plans.services.holding import held_for, tell, today_of
from app.plans.status import override
from app.plans.status.judging import judged


def override_status(person: Principal, plan_id: str, *, value: str, reason: str) -> StatusOverride:
    """Say for 14 days that the plan stands one step better or worse than the rules have it, and why.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing: nobody said why.
        NoSuchOverride: it is not one step away, or the rules have no colour to step from.
    """
    with transaction():
        plan = held_for(person, plan_id)
        today = today_of(plan)
        computed = judged(plan, today).status
        if not reason:
            raise ReasonMissing
        if not override.may_say(value, computed):
            raise NoSuchOverride
        said = StatusOverride(
            plan_id=plan.id,
            value=value,
            reason=reason,
            by_id=person.id,
            by_name=person.name,
            set_on=today,
            # Today is the first of these days.
            until=today + timedelta(days=override.DAYS - 1),
            created_at=clock.now(),
        )
        db.session.add(said)
        audit.record("status.override", f"plan:{plan.id}", actor_id=person.id, computed=computed, said=value)
        tell(plan)
    return said


def withdraw_override(person: Principal, plan_id: str) -> Plan:
    """Let the rules alone say how the plan stands. Without an override nothing changes.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        plan = held_for(person, plan_id)
        open_ones = [said for said in plan.overrides if said.withdrawn_at is None]
        for said in open_ones:
            said.withdrawn_at = clock.now()
        if open_ones:
            audit.record("status.withdraw", f"plan:{plan.id}", actor_id=person.id)
            tell(plan)
    return plan
