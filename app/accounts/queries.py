"""Finding people, their devices and what they hold in their hands."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, func, select

from app import clock
from app.accounts import browsers
from app.accounts.lifetimes import stands
from app.accounts.models import FailedTry, LinkPurpose, OneTimeLink, Person, Principal, RecoveryCode, WebSession
from app.db import db
from app.ids import digest


def session_by_secret(secret: str) -> WebSession | None:
    """The session a cookie's secret opens, if it still stands."""
    found = db.session.scalar(select(WebSession).where(WebSession.secret_digest == digest(secret)))
    return found if found and stands(found, clock.now()) else None


def stands_now(session: WebSession) -> bool:
    """Whether a session that stood a moment ago still does: whatever is known of it is read again."""
    db.session.refresh(session)
    db.session.refresh(session.principal)
    return stands(session, clock.now())


def devices(principal: Principal) -> list[WebSession]:
    """The devices a principal is signed in on, the one used last first."""
    now = clock.now()
    return [session for session in open_sessions(principal) if stands(session, now)]


def open_sessions(principal: Principal) -> list[WebSession]:
    """The sessions of a principal that nobody ended, run out or not, the one used last first."""
    rows = db.session.scalars(
        select(WebSession)
        .where(WebSession.principal_id == principal.id, WebSession.revoked_at.is_(None))
        .order_by(WebSession.seen_at.desc(), WebSession.id)
    )
    return list(rows)


def not_seen_since(session_ids: Collection[str], moment: datetime) -> list[str]:
    """Those of the sessions whose use was last noted at a moment or before."""
    due = select(WebSession.id).where(WebSession.id.in_(session_ids), WebSession.seen_at <= moment)
    return list(db.session.scalars(due))


def had_session(principal_id: str, browser: str) -> bool:
    """Whether a browser ever had a session of this principal; `browser` is its secret."""
    marked = browsers.mark(browser, principal_id)
    had = exists().where(WebSession.principal_id == principal_id, WebSession.browser == marked)
    return bool(marked) and bool(db.session.scalar(select(had)))


def person_by_email(email: str) -> Person | None:
    """The person with an address; case does not count."""
    return db.session.scalar(select(Person).where(Person.email == email.strip().lower()))


def people_by_email(emails: Collection[str]) -> dict[str, Person]:
    """Return the people with some addresses, each by theirs in small letters; nobody is asked about where none are."""
    if not emails:
        return {}
    asked = {each.strip().lower() for each in emails}
    return {each.email or "": each for each in db.session.scalars(select(Person).where(Person.email.in_(asked)))}


def names_beside(person: Principal) -> Sequence[str]:
    """The names of all others who have an account that stands."""
    return db.session.scalars(select(Person.name).where(Person.id != person.id, Person.revoked_at.is_(None))).all()


def person_by_id(person_id: str) -> Person | None:
    return db.session.scalar(select(Person).where(Person.id == person_id))


def people_by_id(ids: Collection[str]) -> dict[str, Person]:
    """Return the people with some ids, by these; nobody is asked about where none are."""
    return {each.id: each for each in db.session.scalars(select(Person).where(Person.id.in_(ids)))} if ids else {}


def link_by_token(token: str, *, lock: bool = False) -> OneTimeLink | None:
    """The one-time link a token opens, if it was not used and is not too old; locked if it is about to be."""
    asked = select(OneTimeLink).where(OneTimeLink.token_digest == digest(token))
    if lock:
        asked = asked.with_for_update(of=OneTimeLink).execution_options(populate_existing=True)
    found = db.session.scalar(asked)
    usable = found and found.used_at is None and found.expires_at > clock.now() and found.principal.is_active
    return found if usable else None


def resets_made(person: Person, since: datetime) -> int:
    """How many links to set a new password somebody was sent after a moment."""
    made = select(func.count()).where(
        OneTimeLink.principal_id == person.id,
        OneTimeLink.purpose == LinkPurpose.PASSWORD_RESET,
        OneTimeLink.created_at > since,
    )
    return db.session.scalar(made) or 0


def recovery_code_stands(code_digest: str) -> bool:
    """Whether a guest has such a code, and has not used it."""
    held = exists().where(RecoveryCode.code_digest == code_digest, RecoveryCode.used_at.is_(None))
    return bool(db.session.scalar(select(held)))


def failures(key: str, since: datetime) -> tuple[int, datetime | None]:
    """How many tries with a key failed after a moment, and when the last of them did."""
    counted = select(func.count(), func.max(FailedTry.at)).where(FailedTry.key == key, FailedTry.at > since)
    failed, last = db.session.execute(counted).one()
    return failed, last
