"""Drafts that nobody comes back to are forgotten, and in time what was declined or withdrawn."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from app import audit, clock
from app.alliance.calls.models import Call
from app.alliance.eoi.models import Interest, InterestLink
from app.alliance.eoi.services.links import LINKS_FOR
from app.alliance.eoi.states import State
from app.db import db, transaction

KEPT: Final = timedelta(days=730)
"""Two years: long enough to ask why, and to answer the next call with it."""


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


def forget_decided() -> int:
    """Forget what was declined or withdrawn so long ago, with answers, files, links, reviews and letters.

    The audit keeps its number and how it ended. What was accredited stays as the record of its centre, and what is on
    the waiting list stays until it is decided. Returns how many there were.
    """
    with transaction():
        over = Interest.state.in_((State.DECLINED, State.WITHDRAWN)), Interest.state_since < clock.now() - KEPT
        found = db.session.scalars(select(Interest).where(Interest.number.is_not(None), *over)).all()
        db.session.execute(delete(InterestLink).where(InterestLink.eoi_id.in_([each.id for each in found])))
        for each in found:
            audit.record("eoi.forgotten", f"eoi:{each.id}", actor_id=None, number=each.number, state=each.state)
            db.session.delete(each)
    return len(found)
