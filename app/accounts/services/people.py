"""Accounts are made, invited and changed."""

from flask import current_app
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts import names, passwords
from app.accounts.errors import AccountClosed
from app.accounts.events import PersonInvited
from app.accounts.models import AllianceRole, LinkPurpose, Person, Principal, WebSession
from app.accounts.queries import person_by_email
from app.accounts.services.links import add_link
from app.accounts.services.naming import given_name, take_name
from app.accounts.services.sessions import FREE_OF_DEVICE, end_all_sessions
from app.accounts.services.tries import attempt, limit
from app.db import db, let_go, transaction
from app.errors import Conflict
from app.events import publish
from app.ids import new_id


def invite(email: str, name: str, *, by: Principal, language: str | None = None) -> tuple[Person, str]:
    """Invite somebody by mail and return them with the address in it; see `invite_inside`.

    Raises:
        BadName: nobody could read or say the name, or it is a role's.
        AccountClosed: the address belongs to an account that is closed.
        Conflict: somebody invited them at the same moment.
    """
    with transaction():
        return invite_inside(email, name, by=by, language=language)


def invite_inside(
    email: str, name: str, *, by: Principal, language: str | None = None, workshop: str = ""
) -> tuple[Person, str]:
    """Invite somebody inside the caller's transaction; the mail goes once it is committed.

    Who has no password yet gets a one-time link that lasts seven days; who has one is
    sent to the sign-in page. Nobody's name is changed by an invitation. The mail names the `workshop`, if one is given.

    Raises:
        BadName: nobody could read or say the name, or it is a role's.
        AccountClosed: the address belongs to an account that is closed.
        Conflict: somebody invited them at the same moment.
    """
    person = person_by_email(email) or _add_person(email, given_name(name), language=language or by.language)
    if not person.is_active:
        raise AccountClosed
    if person.password_hash is None:
        address = add_link(person, LinkPurpose.INVITATION)
    else:
        address = f"{current_app.config['PUBLIC_URL']}/sign-in/"
    audit.record("person.invited", f"principal:{person.id}", actor_id=by.id)
    publish(PersonInvited(person.id, by.name, address, workshop))
    return person, address


def make_administrator(email: str) -> str:
    """Make a person an administrator and return a one-time link to come in by.

    The account is made where there is none and reopened where it was closed: whoever types this runs the machine.
    """
    with transaction():
        person = person_by_email(email) or _add_person(email, names.clean(email.partition("@")[0]), language=None)
        person.alliance_role, person.alliance_region, person.revoked_at = AllianceRole.ADMINISTRATOR, None, None
        audit.record("administrator.made", f"principal:{person.id}", actor_id=None)
        return add_link(person, LinkPurpose.SIGN_IN)


def change_profile(person: Person, *, name: str, language: str | None, timezone: str | None) -> None:
    """Change what a person is called, reads and lives by.

    Raises:
        BadName: nobody could read or say the name, it is a role's or somebody else has it, see `take_name`.
    """
    with transaction():
        before = person.name
        take_name(person, name)
        person.language = language
        person.timezone = timezone
        renamed = person.name != before
        audit.record("profile.changed", f"principal:{person.id}", actor_id=person.id, renamed=renamed)


def change_password(session: WebSession, *, current: str, new: str) -> bool:
    """Set a person's new password and end their other devices; False when the current one is wrong.

    Raises:
        TooMany: too many wrong ones came from this session.
    """
    person, known = session.principal, session.principal.password_hash
    own = limit(FREE_OF_DEVICE, "password", "session", session.id)
    if not attempt(lambda: passwords.fits(current, known), own, network=session.id, known=True):
        return False
    let_go()
    chosen = passwords.hashed(new)
    with transaction():
        if person.password_hash != known:
            return False
        person.password_hash = chosen
        end_all_sessions(person, keep=session)
        audit.record("password.changed", f"principal:{person.id}", actor_id=person.id)
    return True


def _add_person(email: str, name: str, *, language: str | None) -> Person:
    person = Person(
        id=new_id(),
        name=name,
        email=email.strip().lower(),
        language=language,
        auth_epoch=0,
        created_at=clock.now(),
    )
    db.session.add(person)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict from error
    return person
