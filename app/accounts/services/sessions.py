"""Devices come in and go out."""

from collections.abc import Collection

from sqlalchemy import select, update

from app import audit, clock
from app.accounts import passwords
from app.accounts.events import SessionEnded
from app.accounts.lifetimes import SEEN_EVERY, session_ends, stands
from app.accounts.models import Principal, WebSession
from app.accounts.queries import not_seen_since, open_sessions, person_by_email
from app.accounts.services.tries import attempt, try_key
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.ids import digest, new_id, new_secret


def sign_in(
    email: str, password: str, *, device: str, address: str, before: WebSession | None = None
) -> WebSession | None:
    """Open a session for a person, or return None for a wrong address or password, after the same time.

    `address` is where the device calls from; `before` is the session this device had, which ends.

    Raises:
        TooMany: ten tries for this account from this address failed within a minute.
    """
    key = try_key("password", address, email.strip().lower())
    person = person_by_email(email)
    known = person.password_hash if person and person.is_active else None
    if not attempt(key, lambda: passwords.fits(password, known)) or person is None or known is None:
        return None
    renewed = passwords.hashed(password) if passwords.is_dated(known) else known
    with transaction():
        if person.password_hash != known or not person.is_active:
            return None
        person.password_hash = renewed
        opened = start_session(person, device=device)
        if before is not None:
            end_session(before)
        audit.record("sign-in", f"web_session:{opened.id}", actor_id=person.id)
    return opened


def sign_out(session: WebSession) -> None:
    """End the session of the device that asks."""
    with transaction():
        end_session(session)
        audit.record("sign-out", f"web_session:{session.id}", actor_id=session.principal_id)


def end_device(principal: Principal, session_id: str) -> None:
    """End one of a principal's own sessions.

    Raises:
        NotFound: it is not one of theirs, or it has ended.
    """
    with transaction():
        own = select(WebSession).where(WebSession.id == session_id, WebSession.principal_id == principal.id)
        session = db.session.scalar(own)
        if session is None or not stands(session, clock.now()):
            raise NotFound
        end_session(session)
        audit.record("device.ended", f"web_session:{session.id}", actor_id=principal.id)


def end_other_devices(session: WebSession) -> None:
    """End every session of a principal but the one that asks."""
    with transaction():
        end_all_sessions(session.principal, keep=session)
        audit.record("devices.ended", f"principal:{session.principal_id}", actor_id=session.principal_id)


def note_seen(session_ids: Collection[str]) -> None:
    """Keep that devices are in use just now, for those where that was not noted within five minutes."""
    now = clock.now()
    due = not_seen_since(session_ids, now - SEEN_EVERY)
    if due:
        with transaction():
            db.session.execute(update(WebSession).where(WebSession.id.in_(due)).values(seen_at=now))


def start_session(principal: Principal, *, device: str) -> WebSession:
    """Open a session inside the caller's transaction; its `secret` is for that device's cookie alone."""
    now = clock.now()
    secret = new_secret()
    opened = WebSession(
        id=new_id(),
        secret_digest=digest(secret),
        principal=principal,
        device=device[:120],
        auth_epoch=principal.auth_epoch,
        created_at=now,
        seen_at=now,
        expires_at=session_ends(principal.kind, now),
    )
    opened.secret = secret
    db.session.add(opened)
    return opened


def share_phone(opened: WebSession, beside: WebSession) -> None:
    """Note inside the caller's transaction that two people use one device by turns."""
    kept = db.session.get_one(WebSession, beside.id)
    opened.phone = kept.phone = kept.phone or new_id()


def end_session(session: WebSession) -> None:
    """End one session inside the caller's transaction."""
    if session.revoked_at is None:
        session.revoked_at = clock.now()
        publish(SessionEnded(session.id, session.principal_id))


def end_all_sessions(principal: Principal, *, keep: WebSession | None = None) -> None:
    """End every session of a principal inside the caller's transaction, but the one kept."""
    for session in open_sessions(principal):
        if session is not keep:
            end_session(session)
    # Whoever opens a session at this moment elsewhere still has the old number, and it stands no longer.
    principal.auth_epoch += 1
    if keep is not None:
        keep.auth_epoch = principal.auth_epoch
