"""Letters of plans are forgotten once nobody can answer them any more."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, select

from app import clock
from app.db import db, transaction
from app.plans.models import Digest, MailReply, Reminder

KEPT: Final = timedelta(days=400)
"""A plan with all its pauses and the life of its check-in links are shorter, so nothing is said twice for it."""


def forget_letters() -> int:
    """Forget letters that were written so long ago, with their reminders and replies; return how many."""
    gone = select(Digest.id).where(Digest.made_at < clock.now() - KEPT)
    with transaction():
        ids = db.session.scalars(gone).all()
        for table in (MailReply, Reminder):
            db.session.execute(delete(table).where(table.digest_id.in_(gone)))
        db.session.execute(delete(Digest).where(Digest.id.in_(ids)))
    return len(ids)
