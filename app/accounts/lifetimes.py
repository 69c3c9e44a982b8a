"""How long things that open a door stand: sessions and one-time links."""

from datetime import datetime, timedelta
from typing import Final

from app.accounts.models import Kind, LinkPurpose, WebSession

PERSON_SESSION: Final = timedelta(hours=12)
PERSON_IDLE: Final = timedelta(hours=2)
GUEST_SESSION: Final = timedelta(days=7)
"""A guest has nothing but the cookie, and a workshop may last several days."""

SEEN_EVERY: Final = timedelta(minutes=5)
"""How exactly we know when a device was last used."""

LINKS: Final = {
    LinkPurpose.INVITATION: timedelta(days=7),
    LinkPurpose.PASSWORD_RESET: timedelta(hours=1),
    LinkPurpose.SIGN_IN: timedelta(days=1),
}


def session_ends(kind: str, now: datetime) -> datetime:
    """When a session opened `now` ends, whatever happens."""
    return now + (PERSON_SESSION if kind == Kind.PERSON else GUEST_SESSION)


def stands(session: WebSession, now: datetime) -> bool:
    """Say whether a session still opens the door."""
    principal = session.principal
    idle = principal.is_person and session.seen_at + PERSON_IDLE <= now
    return (
        session.revoked_at is None
        and session.expires_at > now
        and not idle
        and session.auth_epoch == principal.auth_epoch
        and principal.is_active
    )
