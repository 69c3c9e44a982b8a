"""Links by which somebody checks in on one plan without signing in."""

from dataclasses import dataclass
from datetime import datetime

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import digest, new_id, new_secret
from app.plans import queries
from app.plans.check_ins import link_queries
from app.plans.check_ins.link_queries import Over
from app.plans.models import CheckInLink, Plan
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


def end_left_links_in_time() -> None:
    """End what works no longer because rights ended with time, or the plan names nobody of that name any more."""
    with transaction():
        end_left_links()


def end_left_links(maker_id: str | None = None) -> None:
    """End what somebody made, or anybody, that works no longer without them, in the caller's transaction."""
    db.session.flush()
    for link in link_queries.open_links(maker_id):
        if link_queries.over_by(link) == Over.LEFT:
            link.revoked_at = clock.now()
            audit.record(link_queries.ENDED, f"plan:{link.plan_id}", actor_id=None, link=link.id)
            tell(db.session.get_one(Plan, link.plan_id))


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
