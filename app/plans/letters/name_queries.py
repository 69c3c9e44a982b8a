"""Whom the names of plans stand for, and who chose that they do."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from app import audit
from app.accounts.models import Person, Principal
from app.centres.models import Staff
from app.db import db
from app.plans.actions.mine import Names, is_among
from app.plans.days import today_in
from app.plans.leading import is_since_published
from app.plans.letters.contact_queries import (
    contacts_of,
    contacts_of_all,
    is_at,
    is_chosen,
    is_reached_by,
    reached_as,
    reaches,
)
from app.plans.models import Contact, Plan
from app.plans.people import key_of


def names_of(person: Principal) -> Names:
    """What somebody is called: by their name and address everywhere, and where a name of a plan is reached as them."""
    reached = select(Contact.plan_id, Contact.key).where(reaches(person))
    in_plans: dict[str, set[str]] = defaultdict(set)
    for row in db.session.execute(reached):
        in_plans[row.plan_id].add(row.key)
    own = frozenset(key_of(name) for name in (person.name, person.email) if name)
    return Names(own, {plan_id: frozenset(keys) for plan_id, keys in in_plans.items()})


def own_names(person: Principal, plan: Plan) -> frozenset[str]:
    """Return the names of a plan that stand for somebody on the staff of its centre, as names are compared.

    A name that is reached as an account or at an address is that one's alone. Any other stands for the person whose
    account bears it, while nobody else on the staff bore it as early, see `first_of`.
    """
    return own_names_in(person, [plan])[plan.id]


def own_names_in(person: Principal, plans: Sequence[Plan]) -> dict[str, frozenset[str]]:
    """Return `own_names` of several plans by their ids, in as many questions as of one."""
    bearers: dict[str, list[Person]] = defaultdict(list)
    called = key_of(person.name)
    staff = select(Staff.centre_id, Person).join(Person, Person.id == Staff.principal_id)
    of_these = staff.where(Staff.centre_id.in_({plan.centre_id for plan in plans}), Person.revoked_at.is_(None))
    employs = set()
    for centre_id, one in db.session.execute(of_these):
        if one.id == person.id:
            employs.add(centre_id)
        if key_of(one.name) == called:
            bearers[centre_id].append(one)
    contacts = contacts_of_all([plan.id for plan in plans if plan.centre_id in employs])
    return {
        plan.id: _own(person, contacts.get(plan.id, {}), alone=_is_first(person, bearers[plan.centre_id], plan))
        if plan.centre_id in employs
        else frozenset()
        for plan in plans
    }


def _own(person: Principal, contacts: Mapping[str, Contact], *, alone: bool) -> frozenset[str]:
    reached = {key: each for key, each in contacts.items() if is_chosen(each)}
    own = {key for key, each in reached.items() if is_reached_by(person, each)}
    called = key_of(person.name)
    return frozenset(own | {called} if alone and called not in reached else own)


def stands_for(name: str, person: Principal, plan: Plan) -> bool:
    """True when a name of a plan stands for somebody, and it was not they who chose so once it was published.

    Nor whoever made their account then, in that name.
    """
    names = own_names(person, plan) | names_of(person).in_plans.get(plan.id, frozenset())
    if not is_among(name, names) or person.id in choosers_of(plan, name):
        return False
    contact, maker = contacts_of(plan.id).get(key_of(name)), maker_of(person, plan)
    if is_chosen(contact):
        return maker is None or key_of(person.name) != key_of(name) or contact.chosen_by_id != maker
    return maker is None and not _renamed(person, plan)


def answers_to(name: str, person: Principal, plan: Plan) -> bool:
    """True when somebody answers to a name of a plan as themselves: it stands for them, or was theirs all along."""
    is_free = not is_chosen(contacts_of(plan.id).get(key_of(name)))
    return stands_for(name, person, plan) or (is_free and bears(name, person, plan))


def choosers_of(plan: Plan, name: str) -> frozenset[str]:
    """Return who chose once a plan was published that a name is its sponsor, or which account or address answers."""
    return choosers_among(contacts_of(plan.id), plan, name)


def chose_themselves(
    person: Principal, plan: Plan, name: str, *, contacts: Mapping[str, Contact], renamed: datetime | None
) -> bool:
    """True when somebody chose that they answer under a name, or took it, since the plan was published.

    `renamed` is when they last took another name, see `renamed_at`.
    """
    took = key_of(person.name) == key_of(name) and is_since_published(renamed, plan)
    by_name = took and not is_chosen(contacts.get(key_of(name)))
    return by_name or person.id in choosers_among(contacts, plan, name)


def choosers_of_account(plan: Plan, name: str, person: Principal) -> frozenset[str]:
    """Return `choosers_of`, with who made an account since then that answers because it bears the name."""
    contacts = contacts_of(plan.id)
    maker = None if is_chosen(contacts.get(key_of(name))) else maker_of(person, plan)
    return choosers_among(contacts, plan, name) | frozenset(filter(None, (maker,)))


def choosers_among(contacts: Mapping[str, Contact], plan: Plan, name: str) -> frozenset[str]:
    """Return `choosers_of` where the contacts of a plan are known; of what the alliance confirmed it is nobody."""
    contact = contacts.get(key_of(name))
    if contact is not None and contact.confirmed_on:
        return frozenset()
    return frozenset(filter(None, (namer_of(plan, name), contact.chosen_by_id if contact else None)))


def namer_of(plan: Plan, name: str) -> str | None:
    """Return who chose once a plan was published that a name is its sponsor."""
    return plan.sponsor_by_id if key_of(name) == key_of(plan.sponsor) else None


def bears(name: str, person: Principal, plan: Plan) -> bool:
    """True when an account bears a name of a plan that it had when that was published."""
    is_called = key_of(person.name) == key_of(name)
    return is_called and not _renamed(person, plan) and maker_of(person, plan) is None


def maker_of(person: Principal, plan: Plan) -> str | None:
    """Return who made an account once a plan was published, and chose its name and address with that."""
    if not is_since_published(person.created_at, plan):
        return None
    just_before = person.created_at - timedelta(seconds=1)
    invited = audit.read([f"principal:{person.id}"], ["person.invited"], since=just_before)
    return invited[0].actor_id if invited else None


def chosen_since(
    plan: Plan, name: str, chooser_id: str | None, account: Principal | None
) -> tuple[date | None, datetime | None]:
    """Return on which day somebody chose where a name of a published plan is reached, and since when it is so.

    An account that answers because it bears the name does so since it was made: whoever makes one after the other
    chooses twice. Earlier servers kept the day alone.
    """
    if not chooser_id:
        return None, None
    contact = contacts_of(plan.id).get(key_of(name))
    if not is_chosen(contact):
        return None, account.created_at if account else None
    return contact.chosen_on if contact.chosen_by_id == chooser_id else None, contact.chosen_at


class Chosen(NamedTuple):
    """Who chose once a plan was published how its sponsor is reached, on which day; `by_account`: by an account."""

    by: str
    on: date
    by_account: bool


def sponsor_chosen(plan: Plan) -> Chosen | None:
    """Return who chose how the sponsor of a plan is reached.

    None where it is as before, where the alliance confirmed it, and where that account bears the name of the sponsor.
    """
    contact, account = contacts_of(plan.id).get(key_of(plan.sponsor)), reached_as(plan, plan.sponsor)
    if not is_chosen(contact) or contact.confirmed_on or (account and bears(plan.sponsor, account, plan)):
        return None
    chooser = db.session.get(Principal, contact.chosen_by_id) if contact.chosen_by_id else None
    if chooser is None or contact.chosen_on is None:
        return None
    return Chosen(chooser.name, contact.chosen_on, by_account=contact.person_id is not None)


def chosen_after(plan: Plan, name: str, account: Principal | None, moment: datetime) -> bool:
    """True when somebody chose after a moment where a name of a published plan is reached, or made that account.

    Earlier servers kept the day of a choice alone: one of the same day came after.
    """
    contact = contacts_of(plan.id).get(key_of(name))
    if not is_chosen(contact):
        return account is not None and maker_of(account, plan) is not None and account.created_at > moment
    if contact.chosen_at is None and contact.chosen_on is not None:
        return contact.chosen_on >= today_in(plan.timezone, moment)
    return contact.chosen_at is not None and contact.chosen_at > moment


def is_reached_as_before(plan: Plan, name: str, account: Principal | None, address: str = "") -> bool:
    """True when a name was reached as an account, or at an address of none, when its plan was published, or bore it."""
    contact = contacts_of(plan.id).get(key_of(name))
    if not is_chosen(contact):
        return account is not None and bears(name, account, plan)
    return contact.chosen_by_id is None and is_at(contact, account, address)


def first_of(bearers: Sequence[Person], plan: Plan) -> Sequence[Person]:
    """Return who of several with one name bore it first: a colleague who takes it later takes no question away.

    All of them where a plan cannot tell whom it means.
    """
    if len(bearers) == 1:
        return bearers
    first = [each for each in bearers if not _renamed(each, plan) and not is_since_published(each.created_at, plan)]
    return first if len(first) == 1 else bearers


def _is_first(person: Principal, bearers: Sequence[Person], plan: Plan) -> bool:
    return [each.id for each in first_of(bearers, plan)] == [person.id]


def _renamed(person: Principal, plan: Plan) -> bool:
    """True when somebody changed the name of their account after a plan was published: they may bear another's."""
    return is_since_published(renamed_at(person), plan)


def renamed_at(person: Principal) -> datetime | None:
    """Return when somebody last changed the name of their account; None where they never did."""
    rows = audit.read([f"principal:{person.id}"], ["profile.changed"], since=person.created_at)
    return max((row.at for row in rows if row.details.get("renamed", True)), default=None)
