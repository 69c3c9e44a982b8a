"""Links are sent to whoever asks for them, and end where whoever holds one no longer trusts the others."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select

from app import audit, clock
from app.alliance.eoi import queries
from app.alliance.eoi.events import InterestBegun, LinksAsked, LinksEnded
from app.alliance.eoi.models import InterestLink
from app.alliance.eoi.services.holding import address_of, held_by, new_token
from app.db import db, transaction
from app.events import publish

LINKS_FOR: Final = timedelta(days=800)
"""How old what somebody asks a new link for may be."""

MOST_LINKS: Final = 10


def ask_for_links(email: str) -> None:
    """Have new links sent to what somebody with this address began. Who asks learns nothing about whether there is any.

    Nothing is looked for while they wait (`send_links`), so not even the time tells.
    """
    with transaction():
        publish(LinksAsked(email))


def send_links(email: str) -> None:
    """Send new links to what somebody with this address began."""
    with transaction():
        found = queries.interests_of(email.strip().lower(), clock.now() - LINKS_FOR)[-MOST_LINKS:]
        for interest in found:
            audit.record("eoi.link-asked", f"eoi:{interest.id}", actor_id=None)
            publish(InterestBegun(interest.id, address_of(new_token(interest))))


def end_other_links(token: str) -> int:
    """End every other link to the same, and tell the address, which has a new one: only its owner reads that.

    Returns how many there were.

    Raises:
        NoSuchInterest: this link opens nothing itself.
    """
    with transaction():
        interest, now = held_by(token), clock.now()
        others = db.session.scalars(select(InterestLink).where(queries.other_than(interest, token))).all()
        for link in others:
            link.revoked_at = now
        if others:
            audit.record("eoi.links-ended", f"eoi:{interest.id}", actor_id=None, links=len(others))
            publish(LinksEnded(interest.id, address_of(new_token(interest))))
    return len(others)
