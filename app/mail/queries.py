"""Finding the mails that wait, and those that were not delivered."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, or_, select

from app import clock
from app.db import db
from app.mail.models import OutgoingMail

SHOWN = 200
"""Mails that were not delivered on the page that lists them."""


def waiting() -> Sequence[str]:
    """Return the ids of the mails that can be tried now, the longest waiting first."""
    due = select(OutgoingMail.id).where(still_waits(), OutgoingMail.try_at <= clock.now())
    return db.session.scalars(due.order_by(OutgoingMail.try_at, OutgoingMail.id)).all()


def undelivered() -> Sequence[OutgoingMail]:
    """Return the mails that were given up, and those that were tried in vain and still wait; the newest first."""
    in_vain = OutgoingMail.sent_at.is_(None) & or_(OutgoingMail.failed_at.is_not(None), OutgoingMail.said != "")
    found = select(OutgoingMail).where(in_vain).order_by(OutgoingMail.made_at.desc(), OutgoingMail.id)
    return db.session.scalars(found.limit(SHOWN)).all()


def still_waits() -> ColumnElement[bool]:
    """Return the condition on OutgoingMail under which a mail is still to be sent."""
    return OutgoingMail.sent_at.is_(None) & OutgoingMail.failed_at.is_(None)
