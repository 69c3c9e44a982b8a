"""Finding check-in links: by what the address holds, and those of a plan."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app import audit, clock
from app.accounts.models import Principal
from app.db import db
from app.ids import digest
from app.plans import permission_queries
from app.plans.actions.mine import is_among
from app.plans.errors import LinkGone, NoSuchLink
from app.plans.letters import name_queries
from app.plans.models import CheckIn, CheckInLink, Plan
from app.plans.people import people_of

ENDED: Final = "plan.end-link"
"""The deed by which the server ends a link that is `Over.LEFT`."""


class Over(StrEnum):
    """Why a link works no longer."""

    REVOKED = "revoked"
    RAN_OUT = "ran out"
    LEFT = "left"


def over_by(link: CheckInLink) -> Over | None:
    """Return why a link works no longer; None while it works. Nothing else decides that.

    It works as long as who made it may change the plan. After that it works for somebody else whom the plan names: they
    need it until the last day, and have no account. One that is in its maker's hands alone ends.
    """
    if link.revoked_at is not None:
        return Over.REVOKED
    if link.expires_at <= clock.now():
        return Over.RAN_OUT
    if link.maker is None or permission_queries.may_change(link.maker, link.plan_id):
        return None
    return None if _is_for_another(link, link.maker) else Over.LEFT


def is_over(link: CheckInLink) -> bool:
    """True when a link works no longer."""
    return over_by(link) is not None


def open_links(maker_id: str | None = None) -> Sequence[CheckInLink]:
    """Return what somebody made, or anybody, that nobody revoked and that did not run out."""
    is_open = CheckInLink.revoked_at.is_(None), CheckInLink.expires_at > clock.now()
    theirs = CheckInLink.created_by.is_not(None) if maker_id is None else CheckInLink.created_by == maker_id
    return db.session.scalars(select(CheckInLink).where(theirs, *is_open).options(joinedload(CheckInLink.maker))).all()


def left_links(plan: Plan) -> list[CheckInLink]:
    """Return the links of a plan that work although who made them may not change it any more."""
    of = select(CheckInLink).where(CheckInLink.plan_id == plan.id, CheckInLink.created_by.is_not(None))
    is_open = of.where(CheckInLink.revoked_at.is_(None), CheckInLink.expires_at > clock.now())
    links = db.session.scalars(is_open.options(joinedload(CheckInLink.maker)).order_by(CheckInLink.created_at)).all()
    keeps = {maker: permission_queries.may_change(maker, plan.id) for maker in {link.maker for link in links} if maker}
    return [link for link in links if link.maker and not keeps[link.maker] and not is_over(link)]


def ended_with_rights(plan_id: str) -> dict[str, datetime]:
    """Return the links of a plan that the server ended, by their ids, and when."""
    rows = audit.read({f"plan:{plan_id}"}, {ENDED}, since=datetime.min.replace(tzinfo=UTC))
    return {str(row.details["link"]): row.at for row in rows}


def _is_for_another(link: CheckInLink, maker: Principal) -> bool:
    """True when a link is for somebody whom the plan names, and who is not who made it."""
    plan = db.session.get_one(Plan, link.plan_id)
    is_named = is_among(link.owner, {each.key for each in people_of(plan)})
    return is_named and not is_among(link.owner, name_queries.names_of(maker).within(plan.id))


def link_made(token: str) -> CheckInLink:
    """The link of a token, also when it is over.

    Raises:
        NoSuchLink: nobody made it.
    """
    link = db.session.scalar(select(CheckInLink).where(CheckInLink.token_digest == digest(token)))
    if link is None:
        raise NoSuchLink
    return link


def link_for(token: str) -> CheckInLink:
    """The link a token opens.

    Raises:
        NoSuchLink: nobody made it.
        LinkGone: it ran out or was revoked.
    """
    link = link_made(token)
    if is_over(link):
        raise LinkGone
    return link


def links_of(plan_id: str) -> Sequence[CheckInLink]:
    """Every link of a plan, the newest first."""
    return db.session.scalars(
        select(CheckInLink).where(CheckInLink.plan_id == plan_id).order_by(CheckInLink.created_at.desc())
    ).all()


def filed_by(link: CheckInLink) -> CheckIn | None:
    """What was filed last by a link."""
    return db.session.scalar(
        select(CheckIn).where(CheckIn.link_id == link.id).order_by(CheckIn.filed_at.desc()).limit(1)
    )
