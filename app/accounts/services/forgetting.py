"""What has run out is dropped after a while."""

from datetime import timedelta
from typing import Final

from sqlalchemy import delete, or_

from app import clock
from app.accounts.models import FailedTry, OneTimeLink, RecoveryCode, WebSession
from app.accounts.services.tries import WINDOW
from app.db import db, transaction

KEPT: Final = timedelta(days=30)
"""Long enough to answer a question about last month's workshop."""


def forget() -> None:
    """Drop sessions, links, codes and failures that ended long ago."""
    now = clock.now()
    gone = now - KEPT
    with transaction():
        db.session.execute(delete(WebSession).where(or_(WebSession.expires_at < gone, WebSession.revoked_at < gone)))
        db.session.execute(delete(OneTimeLink).where(OneTimeLink.expires_at < gone))
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.used_at < gone))
        db.session.execute(delete(FailedTry).where(FailedTry.at <= now - WINDOW))
