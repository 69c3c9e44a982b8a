"""People without an account: they have a name, a cookie and, if they ask, a code for another phone."""

import secrets
import unicodedata
from typing import Final

from sqlalchemy import update

from app import audit, clock
from app.accounts import names
from app.accounts.errors import RecoveryCodeUnknown
from app.accounts.models import Guest, Principal, RecoveryCode, WebSession
from app.accounts.queries import recovery_code_stands
from app.accounts.services.codes import wrong_code
from app.accounts.services.sessions import end_all_sessions, start_session
from app.db import db, transaction
from app.ids import digest, new_id

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O, U. Twelve of them are 60 random bits."""

_MISREAD: Final = str.maketrans("OIL", "011", " -\u2010\u2011\u2012\u2013")


def new_guest(name: str, language: str | None, *, device: str = "") -> tuple[Guest, WebSession]:
    """Make a guest with a session.

    Raises:
        BadName: nobody could read or say it.
    """
    with transaction():
        guest = add_guest(name, language)
        return guest, start_session(guest, device=device)


def add_guest(name: str, language: str | None) -> Guest:
    """Make a guest inside the caller's transaction.

    Raises:
        BadName: nobody could read or say it.
    """
    guest = Guest(id=new_id(), name=names.clean(name), language=language, auth_epoch=0, created_at=clock.now())
    db.session.add(guest)
    return guest


def recovery_code_for(guest: Principal) -> str:
    """Make a code that opens a guest's seat on another device, once; it is shown now and never again.

    An earlier code of the same guest no longer works.
    """
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    with transaction():
        _spend_codes(guest)
        db.session.add(RecoveryCode(code_digest=digest(letters), principal_id=guest.id, created_at=clock.now()))
        audit.record("recovery-code.made", f"principal:{guest.id}", actor_id=guest.id)
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))


def recover(code: str, *, device: str = "", address: str = "", browser: str = "") -> WebSession:
    """Open a session for the guest whose code this is; their earlier devices are out.

    Raises:
        RecoveryCodeUnknown: no such code, or it was used.
        TooManyCodes: likewise, and many wrong ones came lately.
    """
    letters = unicodedata.normalize("NFKC", code).upper().translate(_MISREAD)
    opened = None
    if set(letters) <= set(_ALPHABET) and recovery_code_stands(digest(letters)):
        with transaction():
            opened = _spend(digest(letters), device=device, browser=browser)
    if opened is None:
        wrong_code("recovery", address)
        raise RecoveryCodeUnknown
    return opened


def _spend(code_digest: str, *, device: str, browser: str) -> WebSession | None:
    # The row is spent and read in one statement: of two devices with one code, one comes in.
    spent = db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.code_digest == code_digest, RecoveryCode.used_at.is_(None))
        .values(used_at=clock.now())
        .returning(RecoveryCode.principal_id)
    ).scalar_one_or_none()
    guest = db.session.get(Principal, spent) if spent else None
    if guest is None or not guest.is_active:
        return None
    end_all_sessions(guest)
    audit.record("guest.recovered", f"principal:{guest.id}", actor_id=guest.id)
    return start_session(guest, device=device, browser=browser)


def _spend_codes(guest: Principal) -> None:
    db.session.execute(
        update(RecoveryCode)
        .where(RecoveryCode.principal_id == guest.id, RecoveryCode.used_at.is_(None))
        .values(used_at=clock.now())
    )
