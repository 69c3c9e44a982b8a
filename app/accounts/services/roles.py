"""Administrators give and take roles of the alliance, and close and reopen accounts.

Every verb locks the rows of all administrators first, so that two who demote each other at the same moment cannot
both succeed.
"""

from dataclasses import dataclass

from sqlalchemy import Select, select

from app import audit, clock
from app.accounts import policy
from app.accounts.errors import AccountClosed, ChangedElsewhere, HasRole, LastAdministrator, OwnAccount, RegionMissing
from app.accounts.events import AccountClosed as AccountWasClosed
from app.accounts.models import AllianceRole, Person, Principal
from app.accounts.policy import Permission
from app.accounts.services.links import spend_links
from app.accounts.services.people import invite_inside
from app.accounts.services.sessions import end_all_sessions
from app.db import db, transaction
from app.errors import NotFound
from app.events import publish


@dataclass(frozen=True, slots=True)
class Appointment:
    """A role in the alliance, or none. `region` is the code of the region a regional office serves."""

    role: AllianceRole | None = None
    region: str | None = None


def standing_of(person: Person) -> str:
    """Return role, region and state of an account as one word, to notice that somebody changed them meanwhile."""
    return "|".join((person.alliance_role or "", person.alliance_region or "", "" if person.is_active else "closed"))


def give_role(person_id: str, appointment: Appointment, *, seen: str, by: Principal) -> Person:
    """Give a person another role in the alliance, or none. `seen` is the standing that the form showed.

    Raises:
        NotAllowed: `by` is no administrator (403).
        NotFound: there is no such person (404).
        ChangedElsewhere: somebody changed the role meanwhile (409).
        AccountClosed: the account is closed (409).
        LastAdministrator: nobody else administers the site (409).
        RegionMissing: a regional office needs a region (422).
    """
    with transaction():
        person = _locked(person_id, Permission.APPOINT, by=by)
        if standing_of(person) != seen:
            raise ChangedElsewhere
        if not person.is_active:
            raise AccountClosed
        _appoint(person, appointment, by=by)
    return person


def invite_to_role(email: str, name: str, appointment: Appointment, *, by: Principal) -> Person:
    """Give somebody a role by their address, and tell them by mail; make their account where there is none.

    Raises:
        NotAllowed: `by` is no administrator (403).
        BadName: nobody could read or say the name, or it is a role's (422).
        AccountClosed: the address belongs to an account that is closed (409).
        HasRole: the person has a role already (409).
        RegionMissing: a regional office needs a region (422).
    """
    with transaction():
        policy.require(by, Permission.APPOINT)
        person, _address = invite_inside(email, name, by=by)
        person = _locked(person.id, Permission.APPOINT, by=by)
        if person.alliance_role is not None:
            raise HasRole
        _appoint(person, appointment, by=by)
    return person


def close_account(person_id: str, *, by: Principal) -> Person:
    """Close an account: its role, its sessions and its one-time links end at once; what the person did stays.

    Raises:
        NotAllowed: `by` is no administrator (403).
        NotFound: there is no such person (404).
        OwnAccount: nobody closes their own account (409).
        AccountClosed: it is closed already (409).
        LastAdministrator: nobody else administers the site (409).
    """
    with transaction():
        person = _locked(person_id, Permission.CLOSE_ACCOUNTS, by=by)
        if person.id == by.id:
            raise OwnAccount
        if not person.is_active:
            raise AccountClosed
        if person.alliance_role is not None:
            _appoint(person, Appointment(), by=by)
        person.revoked_at = clock.now()
        end_all_sessions(person)
        spend_links(person)
        audit.record("account.closed", f"principal:{person.id}", actor_id=by.id)
        publish(AccountWasClosed(person.id))
    return person


def reopen_account(person_id: str, *, by: Principal) -> Person:
    """Reopen a closed account, without the role it had: a role is given anew.

    Raises:
        NotAllowed: `by` is no administrator (403).
        NotFound: there is no such person (404).
        ChangedElsewhere: it is open (409).
    """
    with transaction():
        person = _locked(person_id, Permission.CLOSE_ACCOUNTS, by=by)
        if person.is_active:
            raise ChangedElsewhere
        person.revoked_at = None
        audit.record("account.reopened", f"principal:{person.id}", actor_id=by.id)
    return person


def _appoint(person: Person, appointment: Appointment, *, by: Principal) -> None:
    """Write a role and its audit row inside the caller's transaction."""
    role = appointment.role
    region = appointment.region if role == AllianceRole.REGIONAL_OFFICE else None
    if role == AllianceRole.REGIONAL_OFFICE and not region:
        raise RegionMissing
    if (role, region) == (person.alliance_role, person.alliance_region):
        return
    if person.is_administrator and role != AllianceRole.ADMINISTRATOR:
        _keep_an_administrator(person)
    was = {"was": person.alliance_role, "was_region": person.alliance_region}
    person.alliance_role, person.alliance_region = role, region
    audit.record("role.changed", f"principal:{person.id}", actor_id=by.id, role=role, region=region, **was)


def _keep_an_administrator(leaving: Person) -> None:
    others = _administrators().where(Person.id != leaving.id).limit(1)
    if db.session.scalar(others) is None:
        raise LastAdministrator


def _locked(person_id: str, permission: Permission, *, by: Principal) -> Person:
    """Lock all administrators, then the person, and ask again whether `by` may: somebody may just have demoted them."""
    policy.require(by, permission)
    anew = {"populate_existing": True}
    db.session.scalars(_administrators().order_by(Person.id).with_for_update().execution_options(**anew)).all()
    policy.require(db.session.get_one(Principal, by.id, populate_existing=True), permission)
    person = db.session.scalar(select(Person).where(Person.id == person_id).with_for_update().execution_options(**anew))
    if person is None:
        raise NotFound
    return person


def _administrators() -> Select[Person]:
    return select(Person).where(Person.alliance_role == AllianceRole.ADMINISTRATOR, Person.revoked_at.is_(None))
