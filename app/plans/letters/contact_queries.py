"""How the names of plans are reached: the account or the address somebody chose for each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeGuard

from sqlalchemy import ColumnElement, and_, false, or_, select

from app.accounts.models import Person, Principal
from app.accounts.queries import person_by_email
from app.centres.models import Staff
from app.db import db
from app.plans.models import Contact, Plan
from app.plans.people import key_of


def reaches(person: Principal) -> ColumnElement[bool]:
    """Return the condition on Contact that it is somebody's; no address beside a chosen account counts."""
    by_address = and_(Contact.person_id.is_(None), Contact.email == person.email) if person.email else false()
    return or_(Contact.person_id == person.id, by_address)


def is_reached_by(person: Principal, contact: Contact) -> bool:
    """True when a name is reached as somebody's account, or at their address where no account was chosen."""
    if contact.person_id:
        return contact.person_id == person.id
    return bool(person.email) and contact.email.casefold() == (person.email or "").casefold()


def is_confirmed(plan: Plan, name: str, account: Principal | None, address: str = "") -> bool:
    """True when the alliance confirmed that a name of a plan is reached as an account, or at an address of none."""
    return is_confirmed_as(contacts_of(plan.id).get(key_of(name)), account, address)


def is_confirmed_as(contact: Contact | None, account: Principal | None, address: str = "") -> bool:
    """Return `is_confirmed` where it is known how the name is reached."""
    return contact is not None and contact.confirmed_on is not None and is_at(contact, account, address)


def confirmed_on(plan: Plan) -> date | None:
    """Return when the alliance confirmed how the sponsor of a plan is reached; None where it did not."""
    return db.session.scalar(
        select(Contact.confirmed_on).where(Contact.plan_id == plan.id, Contact.key == key_of(plan.sponsor))
    )


def sponsor_account(plan: Plan) -> str:
    """Return what the account is called by which the sponsor of a plan is reached, where that is another name."""
    return other_account(contacts_of(plan.id).get(key_of(plan.sponsor)))


def other_account(contact: Contact | None) -> str:
    """Return `other_name` of the account by which a name is reached."""
    return other_name(contact, account_of(contact) if contact is not None else None)


def other_name(contact: Contact | None, account: Principal | None) -> str:
    """Return what an account is called by which a name is reached, where it stands and that is another name."""
    is_other = contact is not None and account is not None and account.is_active and key_of(account.name) != contact.key
    return account.name if is_other and account is not None else ""


def is_at(contact: Contact, account: Principal | None, address: str) -> bool:
    """True when a name is reached as an account, or, where there is none, at an address."""
    if account is not None:
        return is_reached_by(account, contact)
    return bool(address) and not contact.person_id and contact.email.casefold() == address.casefold()


def is_chosen(contact: Contact | None) -> TypeGuard[Contact]:
    """True when somebody chose how a name is reached."""
    return contact is not None and bool(contact.person_id or contact.email)


def account_of(contact: Contact) -> Principal | None:
    """The person with an account a name stands for, while they have one."""
    person = contact.person
    return person if person is not None and person.is_active and person.email else None


def contacts_of(plan_id: str) -> dict[str, Contact]:
    """The contacts of a plan by the key of their names."""
    return {each.key: each for each in db.session.scalars(select(Contact).where(Contact.plan_id == plan_id))}


def contacts_of_all(plan_ids: Sequence[str]) -> Mapping[str, dict[str, Contact]]:
    """The contacts of several plans."""
    found: dict[str, dict[str, Contact]] = defaultdict(dict)
    for each in db.session.scalars(select(Contact).where(Contact.plan_id.in_(plan_ids))):
        found[each.plan_id][each.key] = each
    return found


def reached_as(plan: Plan, name: str) -> Principal | None:
    """Return the account a name of a plan is reached as, or at whose address; None where it is that of nobody."""
    contact = contacts_of(plan.id).get(key_of(name))
    if not is_chosen(contact):
        return None
    return contact.person if contact.person_id else person_by_email(contact.email)


def staff_with_accounts(centre_id: str, also: str | None = None) -> dict[str, str]:
    """The people with accounts a name of a centre's plan may stand for, by their ids; `also` stays one of them."""
    staff = select(Staff.principal_id).where(Staff.centre_id == centre_id)
    people = db.session.scalars(
        select(Person)
        .where(Person.id.in_(staff) | (Person.id == also), Person.revoked_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return {each.id: each.name for each in people}
