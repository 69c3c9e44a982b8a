"""Where the names of plans are written to, and which of them nothing reaches."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import AllianceRole, Person
from app.centres.models import Staff
from app.db import db
from app.plans.letters.contact_queries import account_of, contacts_of, is_chosen, other_account, staff_with_accounts
from app.plans.letters.name_queries import first_of
from app.plans.models import Contact, MailAddress, Plan
from app.plans.people import Somebody, key_of, people_of


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
        return other_account(self.contact)

    @property
    def is_written_to(self) -> bool:
        return self.box is not None and not (self.muted or self.stopped or self.bounced_on)


def sponsor_box(plan: Plan) -> Mailbox | None:
    """Return where the sponsor of a plan is written to; see `box_of`."""
    return box_of(plan, plan.sponsor)


def box_of(plan: Plan, name: str) -> Mailbox | None:
    """Return where a name of a plan is written to: as was said, else as the only one on the staff who bears it."""
    contact = contacts_of(plan.id).get(key_of(name))
    if contact is not None and is_chosen(contact):
        return mailbox_of(contact, plan.timezone)
    staff = select(Person).join(Staff, Staff.principal_id == Person.id)
    here = db.session.scalars(staff.where(Staff.centre_id == plan.centre_id, Person.revoked_at.is_(None)))
    match first_of([each for each in here if key_of(each.name) == key_of(name)], plan):
        case [Person(email=str() as email) as one]:
            return Mailbox(email, one.language or "en", one.timezone or plan.timezone, name)
        case _:
            return None


def mailbox_of(contact: Contact, timezone: str) -> Mailbox | None:
    """Where a name is written to; `timezone` is its plan's."""
    person = account_of(contact)
    address = (person.email if person else None) or contact.email
    if not address:
        return None
    language = (person.language if person else None) or contact.language
    zone = (person.timezone if person else None) or contact.timezone or timezone
    return Mailbox(address, language, zone, contact.name)


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
    borne = borne_in(plan)

    def is_told(name: str) -> bool:
        found = known.get(key_of(name))
        if found is not None and is_chosen(found.contact):
            return found.is_written_to or found.by_account
        return key_of(name) in borne

    return frozenset(name for name in named if not is_told(name))


def borne_in(plan: Plan) -> frozenset[str]:
    """Return the names, as these are compared, for each of which one person on the staff of a plan's centre stands.

    Where nobody chose how such a name is reached, they read what waits for it on their own page, and no mail is sent.
    """
    staff = select(Person).join(Staff, Staff.principal_id == Person.id)
    bearers: dict[str, list[Person]] = defaultdict(list)
    for one in db.session.scalars(staff.where(Staff.centre_id == plan.centre_id, Person.revoked_at.is_(None))):
        bearers[key_of(one.name)].append(one)
    return frozenset(key for key, several in bearers.items() if len(first_of(several, plan)) == 1)


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


def _said_by(addresses: Sequence[str]) -> dict[str, MailAddress]:
    rows = db.session.scalars(select(MailAddress).where(MailAddress.address.in_(addresses)))
    return {each.address: each for each in rows}
