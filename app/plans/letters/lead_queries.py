"""Who leads or coaches a plan and is its sponsor too, or agreed to a change of it."""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple

from app.accounts.models import Person, Principal
from app.accounts.queries import people_by_email, people_by_id, person_by_email
from app.db import db
from app.plans.agreed_changes import agreed_in
from app.plans.leading import Lead, SponsorKnown, leads_of
from app.plans.letters.contact_queries import contacts_of, contacts_of_all, is_at, is_chosen, other_name, reached_as
from app.plans.models import Agreement, Contact, Plan, PromiseKind
from app.plans.people import key_of
from app.plans.policy import Tie


def leads_or_coaches(plan: Plan, account: Principal | None, address: str = "") -> Lead | None:
    """Return as what an account, or whoever is reached at an address, leads or coaches a plan, or did once published.

    An account that bears the name does so too where that is reached otherwise: whoever has two addresses is one person.
    """
    return _lead_of(plan, contacts_of(plan.id), account, address)


def lead_by_choice(plan: Plan, person_id: str, email: str) -> Lead | None:
    """Return `leads_or_coaches` of an account, or of an address, that somebody would choose for the sponsor."""
    account = db.session.get(Principal, person_id) if person_id else person_by_email(email)
    return leads_or_coaches(plan, account, email)


def sponsor_leads_or_coaches(plan: Plan) -> Lead | None:
    """Return `leads_or_coaches` of how the sponsor of a plan is reached, else of their name."""
    return _sponsor_lead(plan, contacts_of(plan.id), reached_as(plan, plan.sponsor))


def sponsor_known(plan: Plan, kinds: Container[str] = frozenset(PromiseKind)) -> SponsorKnown | None:
    """Return what is known of the sponsor of a published plan; see `sponsors_known`."""
    return sponsors_known([plan], kinds=kinds).get(plan.id)


def sponsors_known(
    plans: Iterable[Plan], *, agreed: Container[str] | None = None, kinds: Container[str] = frozenset(PromiseKind)
) -> dict[str, SponsorKnown]:
    """Return what is known of the sponsors of published plans, where it is to be said, by the ids of the plans.

    `agreed` are the ids of those in which somebody of the plan's own people, or who asked for it, may have agreed to a
    change, where that is known; `kinds` are the kinds of promises that are asked about. It takes as many questions for
    several plans as for one.
    """
    published = [plan for plan in plans if plan.published_at is not None]
    contacts = contacts_of_all([plan.id for plan in published]) if published else {}
    accounts = _Accounts(people_by_email({
        contact.email
        for plan in published
        for name in (plan.sponsor, *(name for _lead, name in leads_of(plan)))
        if (contact := contacts.get(plan.id, {}).get(key_of(name))) and contact.email and not contact.person_id
    }))  # fmt: skip
    changes = {
        plan.id: [each for each in agreed_in(plan) if each.kind in kinds]
        for plan in published
        if agreed is None or plan.id in agreed
    }
    agreed_by = {plan.id: [_agreed_by(plan, each) for each in changes.get(plan.id, ())] for plan in published}
    writers = people_by_id({each.person_id for several in agreed_by.values() for each in several if each.person_id})
    found = {}
    for plan in published:
        of_plan = contacts.get(plan.id, {})
        sponsor = of_plan.get(key_of(plan.sponsor))
        account = accounts.of(sponsor)
        agreeing = [(each, _lead_agreed(plan, of_plan, accounts, each.also(writers))) for each in agreed_by[plan.id]]
        others = (each.other for each, lead in agreeing if lead is None and key_of(each.other) != key_of(plan.sponsor))
        known = SponsorKnown(
            lead=_sponsor_lead(plan, of_plan, account),
            account=other_name(sponsor, account),
            by_address=sponsor is not None and not sponsor.person_id,
            is_confirmed=sponsor is not None and sponsor.confirmed_on is not None,
            agreed_by=tuple(dict.fromkeys(lead for _each, lead in agreeing if lead)),
            agreed_with=tuple(dict.fromkeys(filter(None, others))),
            asked_too=tuple(dict.fromkeys(each.by_name for each in changes.get(plan.id, ()) if each.own)),
        )
        if known.lead or known.account or known.agreed_by or known.agreed_with or known.asked_too:
            found[plan.id] = known
    return found


class _Accounts(NamedTuple):
    """The people with the addresses at which names of plans are reached."""

    by_email: Mapping[str, Person]

    def of(self, contact: Contact | None) -> Principal | None:
        """Return the account by which a name is reached, or that has the address at which it is."""
        return (contact.person or self.by_email.get(contact.email)) if contact is not None else None


class _Agreed(NamedTuple):
    """Who agreed to a change: under which names, as these are compared, and with which account, where that is known.

    `other` is what the account was called that answered for a sponsor of another name; empty elsewhere.
    """

    names: frozenset[str]
    person_id: str | None
    other: str = ""

    def also(self, people: Mapping[str, Person]) -> "_Agreed":
        """Return the same with what the account is called now."""
        person = people.get(self.person_id or "")
        return self if person is None else self._replace(names=self.names | {key_of(person.name)})


def _agreed_by(plan: Plan, change: Agreement) -> _Agreed:
    """Return who agreed to a change, or made it as the sponsor."""
    if change.own or change.ask is None:
        return _Agreed(frozenset({key_of(change.by_name)}), change.by_id)
    ask, name = change.ask, key_of(change.ask.verdict_by)
    answers = (each for each in reversed(plan.edits) if each.item_id == ask.id and "answer" in each.said)
    person_id = next((each.by_id for each in answers if key_of(each.by_name) == name), None)
    return _Agreed(frozenset({name}), person_id, ask.verdict_by if name != key_of(ask.who) else "")


def _lead_agreed(plan: Plan, contacts: Mapping[str, Contact], accounts: _Accounts, agreed: _Agreed) -> Lead | None:
    """Return as what somebody who agreed to a change leads or coaches a plan, or did since it was published."""

    def is_theirs(name: str) -> bool:
        theirs = accounts.of(contacts.get(key_of(name)))
        is_reached = theirs is not None and (theirs.id == agreed.person_id or key_of(theirs.name) in agreed.names)
        return key_of(name) in agreed.names or is_reached

    return next((lead for lead, name in leads_of(plan) if name.strip() and is_theirs(name)), None)


def _sponsor_lead(plan: Plan, contacts: Mapping[str, Contact], account: Principal | None) -> Lead | None:
    """Return `sponsor_leads_or_coaches` where the contacts of a plan are known, and whose account its sponsor has."""
    called = key_of(plan.sponsor)
    contact = contacts.get(called)
    if not is_chosen(contact):
        return next((lead for lead, name in leads_of(plan) if called and key_of(name) == called), None)
    return _lead_of(plan, contacts, account, contact.email)


def _lead_of(plan: Plan, contacts: Mapping[str, Contact], account: Principal | None, address: str) -> Lead | None:
    """Return `leads_or_coaches` where the contacts of a plan are known."""
    borne = key_of(account.name) if account is not None else ""

    def is_theirs(name: str) -> bool:
        contact = contacts.get(key_of(name))
        return key_of(name) == borne or (is_chosen(contact) and is_at(contact, account, address))

    return next((lead for lead, name in leads_of(plan) if name.strip() and is_theirs(name)), None)


def named_in(plan: Plan, account: Principal | None, address: str = "") -> Tie | None:
    """Return as whom a plan names an account, or whoever is reached at an address: as its leader or its coach."""
    contacts = contacts_of(plan.id)
    for tie, name in ((Tie.LEADER, plan.leader.strip()), (Tie.COACH, plan.coach.strip())):
        contact = contacts.get(key_of(name)) if name else None
        if is_chosen(contact):
            if is_at(contact, account, address):
                return tie
        elif name and account is not None and key_of(account.name) == key_of(name):
            return Tie.NAMESAKE if tie is Tie.COACH else tie
    return None
