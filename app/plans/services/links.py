"""Links by which somebody checks in on one plan without signing in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import digest, new_id, new_secret
from app.plans import queries
from app.plans.models import CheckInLink, Plan, PlanWorkshop
from app.plans.permission_queries import may_change
from app.plans.services.holding import held_for, tell


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that was just made; `token` is known now and never again."""

    row: CheckInLink
    token: str


def make_link(person: Principal, plan_id: str, *, owner: str, expires_at: datetime) -> NewLink:
    """Make a link for somebody by name.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        plan = held_for(person, plan_id)
        token = new_secret()
        row = CheckInLink(
            id=new_id(),
            plan_id=plan.id,
            token_digest=digest(token),
            owner=owner,
            created_by=person.id,
            created_at=clock.now(),
            expires_at=expires_at,
        )
        db.session.add(row)
        audit.record("check-in-link.make", f"check_in_link:{row.id}", actor_id=person.id, plan=plan.id)
    return NewLink(row, token)


def end_links_of(maker_id: str, *, centre_id: str = "", workshop_id: str = "") -> None:
    """Revoke what somebody made of plans there that they may not change any more, in the caller's transaction.

    By what they keep of it they would check in for others long after.
    """
    db.session.flush()
    maker, now = db.session.get_one(Principal, maker_id), clock.now()
    opened = select(PlanWorkshop.plan_id).where(PlanWorkshop.workshop_id == workshop_id)
    there = or_(Plan.centre_id == centre_id, Plan.workshop_id == workshop_id, Plan.id.in_(opened))
    made = select(CheckInLink).join(Plan, Plan.id == CheckInLink.plan_id).where(CheckInLink.created_by == maker_id)
    for link in db.session.scalars(made.where(there, CheckInLink.revoked_at.is_(None), CheckInLink.expires_at > now)):
        if not may_change(maker, link.plan_id):
            link.revoked_at = now
            audit.record("check-in-link.revoke", f"check_in_link:{link.id}", actor_id=None, plan=link.plan_id)


def revoke_link(person: Principal, link_id: str) -> CheckInLink:
    """Let a link no longer work. What was filed by it stays.

    Raises:
        NotFound: no such link, or its plan is not theirs to read.
        NotAllowed: they may read the plan but not change it.
    """
    with transaction():
        link = queries.link_found(link_id, person)
        plan = held_for(person, link.plan_id, sealed=False)
        if link.revoked_at is None:
            link.revoked_at = clock.now()
            audit.record("check-in-link.revoke", f"check_in_link:{link.id}", actor_id=person.id, plan=plan.id)
            tell(plan)
    return link
