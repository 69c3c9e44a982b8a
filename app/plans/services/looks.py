"""That somebody looked at a plan, so that they are told what changed since."""

from datetime import datetime

from app import clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.plans import permission_queries
from app.plans.models import Plan, PlanLook


def look_at(person: Principal, plan_id: str, *, seen_at: datetime) -> None:
    """Keep that somebody saw a plan as it was at a moment; an earlier one than is kept changes nothing.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    with transaction():
        # Two pages of one person make one row: the plan is held meanwhile.
        db.session.get(Plan, plan_id, with_for_update=True, populate_existing=True)
        permission_queries.deeds_in(plan_id, person)
        seen_at = min(seen_at, clock.now())
        kept = db.session.get(PlanLook, (person.id, plan_id))
        if kept is None:
            db.session.add(PlanLook(principal_id=person.id, plan_id=plan_id, looked_at=seen_at))
        elif kept.looked_at < seen_at:
            kept.looked_at = seen_at
