"""Devices come in and go out."""

from collections.abc import Collection
from typing import Final

from sqlalchemy import select, update

from app import audit, clock
from app.accounts import browsers, passwords
from app.accounts.events import SessionEnded
from app.accounts.lifetimes import SEEN_EVERY, session_ends, stands
from app.accounts.line import network_of
from app.accounts.models import Principal, WebSession
from app.accounts.queries import had_session, not_seen_since, open_sessions, person_by_email
from app.accounts.services.tries import Limit, attempt, limit
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish
from app.ids import digest, new_id, new_secret

FREE_OF_ACCOUNT: Final = 5
"""Wrong passwords for one account from one network after which nobody waits: somebody mistypes on a new laptop."""

FREE_OF_NETWORK: Final = 30
"""Wrong passwords from one network, for any account: a hall has few people with accounts, and whoever tries one
password on many accounts needs more."""

FREE_OF_DEVICE: Final = 10
"""Wrong passwords on a device where the account was signed in before."""


def sign_in(
    email: str, password: str, *, device: str, address: str, browser: str = "", before: WebSession | None = None
) -> WebSession | None:
    """Open a session for a person, or return None for a wrong address or password, after the same time.

    `address` is where the device calls from, `browser` the secret it is known by; `before` is the session it had,
    which ends.

    Raises:
        TooMany: too many tries failed: for this account from this network, or from this network for any. A device
            that was signed in before has a count of its own.
    """
    person = person_by_email(email)
    known = person.password_hash if person and person.is_active else None
    is_known_device = had_session(person.id if person else "", browser)
    network = network_of(address)
    guessed = attempt(
        lambda: passwords.fits(password, known),
        *_limits(email, network, browser if is_known_device else ""),
        network=network,
        known=is_known_device,
    )
    if not guessed or person is None or known is None:
        return None
    renewed = passwords.hashed(password) if passwords.is_dated(known) else known
    with transaction():
        if person.password_hash != known or not person.is_active:
            return None
        person.password_hash = renewed
        opened = start_session(person, device=device, browser=browser)
        if before is not None:
            end_session(before)
        audit.record("sign-in", f"web_session:{opened.id}", actor_id=person.id)
    return opened


def _limits(email: str, network: str, browser: str) -> tuple[Limit, ...]:
    """What a guess is counted by. What strangers do counts for no device that is known."""
    account = email.strip().lower()
    if browser:
        return (limit(FREE_OF_DEVICE, "password", "device", browser, account),)
    return (
        limit(FREE_OF_ACCOUNT, "password", "account", network, account),
        limit(FREE_OF_NETWORK, "password", "network", network),
    )


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


def start_session(principal: Principal, *, device: str, browser: str = "") -> WebSession:
    """Open a session inside the caller's transaction; its `secret` is for that device's cookie alone.

    `browser` is the secret by which the browser is known again.
    """
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
        browser=browsers.mark(browser, principal.id),
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
