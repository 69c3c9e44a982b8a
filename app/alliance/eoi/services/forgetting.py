"""Drafts that nobody comes back to are forgotten."""

from sqlalchemy import delete, select

from app import clock
from app.alliance.calls.models import Call
from app.alliance.eoi.models import Interest, InterestLink
from app.alliance.eoi.services.links import LINKS_FOR
from app.db import db, transaction


def forget_drafts() -> int:
    """Forget what was begun and never handed in, once its call closed so long ago that no new link is sent for it.

    Bytes of files go in the same night, if nothing else names them. Returns how many there were.
    """
    with transaction():
        over = select(Call.id).where(Call.closes_at < clock.now() - LINKS_FOR)
        drafts = select(Interest).where(Interest.number.is_(None), Interest.call_id.in_(over))
        found = db.session.scalars(drafts).all()
        db.session.execute(delete(InterestLink).where(InterestLink.eoi_id.in_([draft.id for draft in found])))
        for draft in found:
            db.session.delete(draft)
    return len(found)
