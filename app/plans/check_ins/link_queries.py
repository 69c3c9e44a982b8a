"""Finding check-in links: by what the address holds, and those of a plan."""

from collections.abc import Sequence

from sqlalchemy import select

from app import clock
from app.db import db
from app.ids import digest
from app.plans.errors import LinkGone, NoSuchLink
from app.plans.models import CheckIn, CheckInLink


def is_over(link: CheckInLink) -> bool:
    """Whether it ran out or was revoked."""
    return link.revoked_at is not None or link.expires_at <= clock.now()


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
