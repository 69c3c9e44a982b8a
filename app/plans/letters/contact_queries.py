"""How the names of plans are reached."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeGuard

from sqlalchemy import ColumnElement, and_, false, or_, select

from app import audit
from app.accounts.models import AllianceRole, Person, Principal
from app.accounts.queries import people_by_email, people_by_id, person_by_email
from app.centres.models import Staff
from app.db import db
from app.plans.actions.mine import Names, is_among
from app.plans.agreeing import agreed_in
from app.plans.days import today_in
from app.plans.leading import Lead, SponsorKnown, is_since_published, leads_of
from app.plans.models import Agreement, Contact, MailAddress, Plan, PromiseKind
from app.plans.people import Somebody, key_of, people_of
from app.plans.policy import Tie


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where one reader is written to, in which language and by which clock; `name` is what they are called there."""

    address: str
    language: str
    timezone: str
    name: str


@dataclass(frozen=True, slots=True)
class Reached:
    """A name of a plan and how it is reached. `box` is None where nobody knows how; what hinders mail stands beside."""

    somebody: Somebody
    contact: Contact | None
    box: Mailbox | None
    stopped: bool = False
    bounced_on: date | None = None

    @property
    def muted(self) -> bool:
        return self.contact is not None and self.contact.muted_at is not None

    @property
    def by_account(self) -> bool:
        return self.contact is not None and account_of(self.contact) is not None

    @property
    def account_name(self) -> str:
        """Return what the account is called by which a name is reached, where that is another name; else nothing."""
        return _other_account(self.contact)

    @property
    def is_written_to(self) -> bool:
        return self.box is not None and not (self.muted or self.stopped or self.bounced_on)


def reaches(person: Principal) -> ColumnElement[bool]:
    """Return the condition on Contact that it is somebody's; no address beside a chosen account counts."""
    by_address = and_(Contact.person_id.is_(None), Contact.email == person.email) if person.email else false()
    return or_(Contact.person_id == person.id, by_address)


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
    account bears it, while nobody else on the staff bore it as early, see `_first_of`.
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
    reached = {key: each for key, each in contacts.items() if _is_chosen(each)}
    own = {key for key, each in reached.items() if _reaches(each, person)}
    called = key_of(person.name)
    return frozenset(own | {called} if alone and called not in reached else own)


def _reaches(contact: Contact, person: Principal) -> bool:
    if contact.person_id:
        return contact.person_id == person.id
    return bool(person.email) and contact.email.casefold() == (person.email or "").casefold()


def stands_for(name: str, person: Principal, plan: Plan) -> bool:
    """True when a name of a plan stands for somebody, and it was not they who chose so once it was published.

    Nor whoever made their account then, in that name.
    """
    names = own_names(person, plan) | names_of(person).in_plans.get(plan.id, frozenset())
    if not is_among(name, names) or person.id in choosers_of(plan, name):
        return False
    contact, maker = contacts_of(plan.id).get(key_of(name)), maker_of(person, plan)
    if _is_chosen(contact):
        return maker is None or key_of(person.name) != key_of(name) or contact.chosen_by_id != maker
    return maker is None and not _renamed(person, plan)


def answers_to(name: str, person: Principal, plan: Plan) -> bool:
    """True when somebody answers to a name of a plan as themselves: it stands for them, or was theirs all along."""
    is_free = not _is_chosen(contacts_of(plan.id).get(key_of(name)))
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
    by_name = took and not _is_chosen(contacts.get(key_of(name)))
    return by_name or person.id in choosers_among(contacts, plan, name)


def choosers_of_account(plan: Plan, name: str, person: Principal) -> frozenset[str]:
    """Return `choosers_of`, with who made an account since then that answers because it bears the name."""
    contacts = contacts_of(plan.id)
    maker = None if _is_chosen(contacts.get(key_of(name))) else maker_of(person, plan)
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
    if not _is_chosen(contact):
        return None, account.created_at if account else None
    return contact.chosen_on if contact.chosen_by_id == chooser_id else None, contact.chosen_at


def chosen_after(plan: Plan, name: str, account: Principal | None, moment: datetime) -> bool:
    """True when somebody chose after a moment where a name of a published plan is reached, or made that account.

    Earlier servers kept the day of a choice alone: one of the same day came after.
    """
    contact = contacts_of(plan.id).get(key_of(name))
    if not _is_chosen(contact):
        return account is not None and maker_of(account, plan) is not None and account.created_at > moment
    if contact.chosen_at is None and contact.chosen_on is not None:
        return contact.chosen_on >= today_in(plan.timezone, moment)
    return contact.chosen_at is not None and contact.chosen_at > moment


def is_confirmed(plan: Plan, name: str, account: Principal | None, address: str = "") -> bool:
    """True when the alliance confirmed that a name of a plan is reached as an account, or at an address of none."""
    return is_confirmed_as(contacts_of(plan.id).get(key_of(name)), account, address)


def is_confirmed_as(contact: Contact | None, account: Principal | None, address: str = "") -> bool:
    """Return `is_confirmed` where it is known how the name is reached."""
    return contact is not None and contact.confirmed_on is not None and _is_at(contact, account, address)


def confirmed_on(plan: Plan) -> date | None:
    """Return when the alliance confirmed how the sponsor of a plan is reached; None where it did not."""
    return db.session.scalar(
        select(Contact.confirmed_on).where(Contact.plan_id == plan.id, Contact.key == key_of(plan.sponsor))
    )


def sponsor_account(plan: Plan) -> str:
    """Return what the account is called by which the sponsor of a plan is reached, where that is another name."""
    return _other_account(contacts_of(plan.id).get(key_of(plan.sponsor)))


def _other_account(contact: Contact | None) -> str:
    return _other_name(contact, account_of(contact) if contact is not None else None)


def _other_name(contact: Contact | None, account: Principal | None) -> str:
    """Return what an account is called by which a name is reached, where it stands and that is another name."""
    is_other = contact is not None and account is not None and account.is_active and key_of(account.name) != contact.key
    return account.name if is_other and account is not None else ""


def is_reached_as_before(plan: Plan, name: str, account: Principal | None, address: str = "") -> bool:
    """True when a name was reached as an account, or at an address of none, when its plan was published, or bore it."""
    contact = contacts_of(plan.id).get(key_of(name))
    if not _is_chosen(contact):
        return account is not None and bears(name, account, plan)
    return contact.chosen_by_id is None and _is_at(contact, account, address)


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

    `agreed` are the ids of those in which somebody of the plan's own people may have agreed to a change, where that is
    known; `kinds` are the kinds of promises that are asked about. It takes as many questions for several plans as for
    one.
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
            account=_other_name(sponsor, account),
            by_address=sponsor is not None and not sponsor.person_id,
            is_confirmed=sponsor is not None and sponsor.confirmed_on is not None,
            agreed_by=tuple(dict.fromkeys(lead for _each, lead in agreeing if lead)),
            agreed_with=tuple(dict.fromkeys(filter(None, others))),
        )
        if known.lead or known.account or known.agreed_by or known.agreed_with:
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
    if not _is_chosen(contact):
        return next((lead for lead, name in leads_of(plan) if called and key_of(name) == called), None)
    return _lead_of(plan, contacts, account, contact.email)


def _lead_of(plan: Plan, contacts: Mapping[str, Contact], account: Principal | None, address: str) -> Lead | None:
    """Return `leads_or_coaches` where the contacts of a plan are known."""
    borne = key_of(account.name) if account is not None else ""

    def is_theirs(name: str) -> bool:
        contact = contacts.get(key_of(name))
        return key_of(name) == borne or (_is_chosen(contact) and _is_at(contact, account, address))

    return next((lead for lead, name in leads_of(plan) if name.strip() and is_theirs(name)), None)


def named_in(plan: Plan, account: Principal | None, address: str = "") -> Tie | None:
    """Return as whom a plan names an account, or whoever is reached at an address: as its leader or its coach."""
    contacts = contacts_of(plan.id)
    for tie, name in ((Tie.LEADER, plan.leader.strip()), (Tie.COACH, plan.coach.strip())):
        contact = contacts.get(key_of(name)) if name else None
        if _is_chosen(contact):
            if _is_at(contact, account, address):
                return tie
        elif name and account is not None and key_of(account.name) == key_of(name):
            return Tie.NAMESAKE if tie is Tie.COACH else tie
    return None


def _is_at(contact: Contact, account: Principal | None, address: str) -> bool:
    if account is not None:
        return _reaches(contact, account)
    return bool(address) and not contact.person_id and contact.email.casefold() == address.casefold()


def sponsor_box(plan: Plan) -> Mailbox | None:
    """Return where the sponsor of a plan is written to; see `box_of`."""
    return box_of(plan, plan.sponsor)


def box_of(plan: Plan, name: str) -> Mailbox | None:
    """Return where a name of a plan is written to: as was said, else as the only one on the staff who bears it."""
    contact = contacts_of(plan.id).get(key_of(name))
    if contact is not None and _is_chosen(contact):
        return mailbox_of(contact, plan.timezone)
    staff = select(Person).join(Staff, Staff.principal_id == Person.id)
    here = db.session.scalars(staff.where(Staff.centre_id == plan.centre_id, Person.revoked_at.is_(None)))
    match _first_of([each for each in here if key_of(each.name) == key_of(name)], plan):
        case [Person(email=str() as email) as one]:
            return Mailbox(email, one.language or "en", one.timezone or plan.timezone, name)
        case _:
            return None


def _first_of(bearers: Sequence[Person], plan: Plan) -> Sequence[Person]:
    """Return who of several with one name bore it first: a colleague who takes it later takes no question away.

    All of them where a plan cannot tell whom it means.
    """
    if len(bearers) == 1:
        return bearers
    first = [each for each in bearers if not _renamed(each, plan) and not is_since_published(each.created_at, plan)]
    return first if len(first) == 1 else bearers


def _is_first(person: Principal, bearers: Sequence[Person], plan: Plan) -> bool:
    return [each.id for each in _first_of(bearers, plan)] == [person.id]


def _is_chosen(contact: Contact | None) -> TypeGuard[Contact]:
    return contact is not None and bool(contact.person_id or contact.email)


def _renamed(person: Principal, plan: Plan) -> bool:
    """True when somebody changed the name of their account after a plan was published: they may bear another's."""
    return is_since_published(renamed_at(person), plan)


def renamed_at(person: Principal) -> datetime | None:
    """Return when somebody last changed the name of their account; None where they never did."""
    rows = audit.read([f"principal:{person.id}"], ["profile.changed"], since=person.created_at)
    return max((row.at for row in rows if row.details.get("renamed", True)), default=None)


def account_of(contact: Contact) -> Principal | None:
    """The person with an account a name stands for, while they have one."""
    person = contact.person
    return person if person is not None and person.is_active and person.email else None


def mailbox_of(contact: Contact, timezone: str) -> Mailbox | None:
    """Where a name is written to; `timezone` is its plan's."""
    person = account_of(contact)
    address = (person.email if person else None) or contact.email
    if not address:
        return None
    language = (person.language if person else None) or contact.language
    zone = (person.timezone if person else None) or contact.timezone or timezone
    return Mailbox(address, language, zone, contact.name)


def contacts_of(plan_id: str) -> dict[str, Contact]:
    """The contacts of a plan by the key of their names."""
    return {each.key: each for each in db.session.scalars(select(Contact).where(Contact.plan_id == plan_id))}


def contacts_of_all(plan_ids: Sequence[str]) -> Mapping[str, dict[str, Contact]]:
    """The contacts of several plans."""
    found: dict[str, dict[str, Contact]] = defaultdict(dict)
    for each in db.session.scalars(select(Contact).where(Contact.plan_id.in_(plan_ids))):
        found[each.plan_id][each.key] = each
    return found


def reached_in(plan: Plan) -> list[Reached]:
    """Every name of a plan, and how it is reached."""
    contacts = contacts_of(plan.id)
    boxes = {key: mailbox_of(each, plan.timezone) for key, each in contacts.items()}
    said = _said_by(sorted(box.address for box in boxes.values() if box))
    found = []
    for somebody in people_of(plan):
        box = boxes.get(somebody.key)
        word = said.get(box.address) if box else None
        found.append(
            Reached(
                somebody,
                contacts.get(somebody.key),
                box,
                stopped=word is not None and word.stopped_at is not None,
                bounced_on=word.bounced_on if word else None,
            )
        )
    return found


def names_known(plan: Plan) -> frozenset[str]:
    """Return the names a plan uses and those of its centre's staff, as names are compared."""
    staff = (key_of(name) for name in staff_with_accounts(plan.centre_id).values())
    return frozenset({*staff, *(each.key for each in people_of(plan))})


def unreached(plan: Plan) -> frozenset[str]:
    """Return the names whose answer a plan waits for and whom no mail and no page tells so, as they are written.

    These are its sponsor and whoever is asked something that is open. A name is told by mail, or on the page of what
    is theirs to do: the person whose account it is reached as, else the only one on the staff who bears it.
    """
    return _untold(plan, {plan.sponsor, *(ask.to.strip() or plan.sponsor for ask in plan.open_asks)})


def reached_as(plan: Plan, name: str) -> Principal | None:
    """Return the account a name of a plan is reached as, or at whose address; None where it is that of nobody."""
    contact = contacts_of(plan.id).get(key_of(name))
    if not _is_chosen(contact):
        return None
    return contact.person if contact.person_id else person_by_email(contact.email)


def language_of(plan: Plan, name: str) -> str:
    """Return the language in which a name of a plan is written to."""
    contact = contacts_of(plan.id).get(key_of(name))
    box = mailbox_of(contact, plan.timezone) if contact else None
    return box.language if box else "en"


def tells_sponsor(plan: Plan) -> bool:
    """True when a mail or a page tells the sponsor of a plan what waits for their answer."""
    return bool(plan.sponsor.strip()) and not _untold(plan, {plan.sponsor})


def lacks_sponsor(plan: Plan) -> bool:
    """True while a plan is published, or was signed off since, and nothing of it reaches its sponsor."""
    return plan.published_at is not None and not tells_sponsor(plan)


def _untold(plan: Plan, names: Iterable[str]) -> frozenset[str]:
    named = [name for name in names if name.strip()]
    if not named:
        return frozenset()
    known = {each.somebody.key: each for each in reached_in(plan)}
    staff = select(Person).join(Staff, Staff.principal_id == Person.id)
    bearers: dict[str, list[Person]] = defaultdict(list)
    for one in db.session.scalars(staff.where(Staff.centre_id == plan.centre_id, Person.revoked_at.is_(None))):
        bearers[key_of(one.name)].append(one)

    def is_told(name: str) -> bool:
        found = known.get(key_of(name))
        if found is not None and _is_chosen(found.contact):
            return found.is_written_to or found.by_account
        return len(_first_of(bearers[key_of(name)], plan)) == 1

    return frozenset(name for name in named if not is_told(name))


def closed_addresses() -> frozenset[str]:
    """The addresses that are not written to: they said so, or their servers."""
    closed = MailAddress.stopped_at.is_not(None) | MailAddress.bounced_on.is_not(None)
    return frozenset(db.session.scalars(select(MailAddress.address).where(closed)))


def is_stopped(address: str) -> bool:
    """Whether an address said that it wants no letters."""
    known = db.session.get(MailAddress, address)
    return known is not None and known.stopped_at is not None


def secretariat() -> list[Mailbox]:
    """Everybody in the secretariat, by their own language and clock."""
    people = db.session.scalars(
        select(Person)
        .where(Person.alliance_role == AllianceRole.SECRETARIAT, Person.revoked_at.is_(None))
        .order_by(Person.created_at, Person.id)
    )
    return [Mailbox(each.email or "", each.language or "en", each.timezone or "UTC", each.name) for each in people]


def staff_with_accounts(centre_id: str, also: str | None = None) -> dict[str, str]:
    """The people with accounts a name of a centre's plan may stand for, by their ids; `also` stays one of them."""
    staff = select(Staff.principal_id).where(Staff.centre_id == centre_id)
    people = db.session.scalars(
        select(Person)
        .where(Person.id.in_(staff) | (Person.id == also), Person.revoked_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return {each.id: each.name for each in people}


def _said_by(addresses: Sequence[str]) -> dict[str, MailAddress]:
    rows = db.session.scalars(select(MailAddress).where(MailAddress.address.in_(addresses)))
    return {each.address: each for each in rows}
