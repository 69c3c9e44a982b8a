"""What has run out is dropped after a while."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, or_, select

from app import clock
from app.accounts.models import FailedTry, OneTimeLink, Person, RecoveryCode, WebSession
from app.accounts.services.tries import WINDOW
from app.db import db, transaction

KEPT: Final = timedelta(days=30)
"""Long enough to answer a question about last month's workshop."""


KNOWN: Final = timedelta(days=180)
"""How long a browser is known after the last session of an account in it: many facilitate once a quarter."""


def forget() -> None:
    """Drop sessions, links, codes and failures that ended long ago."""
    now = clock.now()
    gone = now - KEPT
    people = select(Person.id)
    names_a_browser = and_(WebSession.browser != "", WebSession.principal_id.in_(people))
    with transaction():
        _drop_sessions(gone, ~names_a_browser)
        _drop_sessions(now - KNOWN, names_a_browser)
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < gone))
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.used_at < gone))
        db.session.execute(delete(FailedTry).where(FailedTry.at <= now - WINDOW))


def _drop_sessions(ended_before: datetime, which: ColumnElement[bool]) -> None:
    ended = or_(WebSession.expires_at < ended_before, WebSession.revoked_at < ended_before)
    db.session.execute(delete(WebSession).where(ended, which))
