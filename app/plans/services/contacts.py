"""How the people of a plan are reached, and that an address wants no more letters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select, update

from app import aside, audit, clock
from app.accounts import names
from app.accounts.events import NameWanted
from app.accounts.models import Principal
from app.db import db, transaction
from app.errors import NotAllowed
from app.events import answering, publish
from app.ids import new_id
from app.plans.errors import NoSuchChoice, PlanSigned, ReasonMissing
from app.plans.events import SponsorReplaced
from app.plans.letters import contact_queries, mailbox_queries, name_queries
from app.plans.letters import queries as reminding_queries
from app.plans.letters.mailbox_queries import Mailbox
from app.plans.models import CheckInLink, Contact, MailAddress, Plan
from app.plans.people import Somebody, key_of, people_of
from app.plans.services.confirming import ask_unasked, count_confirmed
from app.plans.services.edits import Writer, keep_said
from app.plans.services.holding import held_for, held_to_confirm, tell, today_of


@answering(NameWanted)
def is_of_another(wanted: NameWanted) -> bool:
    """Whether a name looks like the sponsor's or coach's of a plan, or holds it, and is not known to be this person's.

    Who bears it already keeps it in their name.
    """
    person = db.session.get_one(Principal, wanted.person_id)
    borne, before = _borne(wanted.name), _borne(person.name)
    own = name_queries.names_of(person).in_plans
    found = db.session.execute(select(Plan.id, Plan.sponsor, Plan.coach)).all()
    named = {(name, plan_id) for plan_id, *both in found for name in both if key_of(name) not in own.get(plan_id, ())}
    others = {name for name, _plan_id in named}
    return aside.compute(lambda: any(_holds(borne, name) and not _holds(before, name) for name in others))


def _borne(name: str) -> frozenset[str]:
    """Return the words of a name as they look; neither their order nor marks between them tell people apart."""
    return frozenset(re.findall(r"\w+", names.skeleton(name)))


def _holds(borne: frozenset[str], name: str) -> bool:
    """True when a name is another, or holds all of one that has several words: one word is a name of many people."""
    words = _borne(name)
    return words <= borne if len(words) > 1 else words == borne


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactWords:
    """How a name is reached: by `email`, or as the person of `person_id`. An empty `timezone` is the plan's."""

    email: str = ""
    language: str = "en"
    timezone: str = ""
    person_id: str | None = None
    muted: bool = False


REACHED_BY: Final = {"sponsor_account", "sponsor_address"}
"""What says whom the sponsor's name reaches: in a plan that is signed off that stays as it was at the sign-off."""


def say_contact(person: Principal, plan_id: str, name: str, words: ContactWords, *, reason: str = "") -> Contact:
    """Say how a name of a plan is reached. Whoever says an address anew says that it takes mail.

    Who answers as the sponsor, and whether mails reach them, is told among what changed; with a `reason` once the plan
    is published. What nobody could ask them before is asked now.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ReasonMissing (422): the sponsor of a published plan is reached otherwise, and nobody said why.
        PlanSigned (409): the sponsor of a plan that is signed off would be reached otherwise.
        NoSuchChoice: the plan uses no such name, or nobody of its centre has such an account.
    """
    with transaction():
        plan = held_for(person, plan_id, sealed=False)
        return _say(plan, person, _named(plan, name), words, reason=reason)


def confirm_sponsor(person: Principal, plan_id: str, words: ContactWords, *, reason: str = "") -> Contact:
    """Say for the alliance how the sponsor of a published plan is reached, or confirm that it is so.

    Then their yes counts, also to what changed before. One that was given there already counts from now on.

    Raises:
        NotFound, ConfirmsOwnPlan, NotAllowed: see `held_to_confirm`; NotAllowed also where somebody would confirm
            themselves.
        ReasonMissing (422): the sponsor is reached otherwise, and nobody said why.
        PlanSigned (409): the sponsor of a plan that is signed off would be reached otherwise.
        NoSuchChoice: it has neither an account nor an address, or nobody of the centre has such an account.
    """
    with transaction():
        plan = held_to_confirm(person, plan_id)
        if not (words.person_id or words.email.strip()):
            raise NoSuchChoice
        if is_own_address(person, words):
            raise NotAllowed
        contact = _say(plan, person, _named(plan, plan.sponsor), words, reason=reason, confirms=True)
        audit.record("contact.confirm", f"plan_contact:{contact.id}", actor_id=person.id, plan=plan.id)
    return contact


def is_own_address(person: Principal, words: ContactWords) -> bool:
    """True when somebody is reached so themselves."""
    return person.id == words.person_id or words.email.strip().casefold() == (person.email or "").casefold()


def _say(
    plan: Plan, person: Principal, somebody: Somebody, words: ContactWords, *, reason: str, confirms: bool = False
) -> Contact:
    """Say how somebody of a plan that is held is reached, in the caller's transaction."""
    known = contact_queries.contacts_of(plan.id).get(somebody.key)
    _check_account(plan, words.person_id, kept=known.person_id if known else None)
    is_sponsors, said = somebody.key == key_of(plan.sponsor), reaches_otherwise(known, words)
    if is_sponsors and plan.sign_off is not None and said.keys() & REACHED_BY:
        raise PlanSigned
    chosen_at, was_confirmed = (known.chosen_at, known.confirmed_on is not None) if known else (None, False)
    former = mailbox_queries.sponsor_box(plan) if is_sponsors else None
    was_theirs = name_queries.stands_for(somebody.name, person, plan)
    before = mailbox_queries.mailbox_of(known, plan.timezone) if known else None
    contact = _write(plan, known, somebody, words)
    now = mailbox_queries.mailbox_of(contact, plan.timezone)
    # Whose name it is already may say where they are reached.
    stays = _address(before) == _address(now) or (was_theirs and _address(now) == person.email)
    if plan.published_at is not None and not stays:
        contact.chosen_by_id, contact.chosen_on, contact.chosen_at = person.id, today_of(plan), clock.now()
        contact.confirmed_by, contact.confirmed_on = "", None
    if confirms:
        contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
        contact.confirmed_by, contact.confirmed_on = person.name, today_of(plan)
        # What was answered while they were confirmed counts already; anything else came from elsewhere.
        if not was_confirmed and _address(former) == _address(now):
            count_confirmed(plan, contact, chosen_at, Writer.of(person))
    if is_sponsors:
        is_confirmed = contact.confirmed_on is not None
        told: dict[str, list[object]] = (
            {"sponsor_confirmed": [was_confirmed, is_confirmed]} if was_confirmed != is_confirmed else {}
        )
        _tell_of_sponsor(plan, Writer.of(person), said, confirmed=told, reason=reason)
    if plan.published_at is not None and "sponsor_account" in said:
        _tell_of_leads(plan, Writer.of(person), somebody, said["sponsor_account"], reason=reason)
    if before is not None and _address(now) != before.address:
        _end_letters(plan, before)
    if is_sponsors and plan.published_at is not None and _address(now) != _address(former):
        tell_former(plan, former, said, person, why=reason)
    _trust(now)
    if is_sponsors:
        ask_unasked(plan, actor_id=person.id)
    audit.record("contact.change", f"plan_contact:{contact.id}", actor_id=person.id, plan=plan.id)
    return contact


def stop_letters(token: str) -> MailAddress:
    """Send no more letters to the address a letter went to; its address for that says which.

    Raises:
        NoSuchLink: no letter holds it.
    """
    return _mark(token, stopped=True)


def start_letters(token: str) -> MailAddress:
    """Send letters to it again.

    Raises:
        NoSuchLink: no letter holds it.
    """
    return _mark(token, stopped=False)


def _mark(token: str, *, stopped: bool) -> MailAddress:
    with transaction():
        letter = reminding_queries.letter_to_stop(token)
        known = db.session.get(MailAddress, letter.address) or MailAddress(address=letter.address)
        if (known.stopped_at is not None) != stopped:
            known.stopped_at = clock.now() if stopped else None
            db.session.add(known)
            audit.record("mail-address.stop" if stopped else "mail-address.start", f"digest:{letter.id}", actor_id=None)
    return known


def tell_former(
    plan: Plan, former: Mailbox | None, said: Mapping[str, list[object]], person: Principal, *, why: str
) -> None:
    """Tell who was reached as the sponsor until now that somebody else is, in the caller's transaction.

    Who chose that themselves knows it, and who wants no mails gets none.
    """
    if former is None or former.address in {person.email, *mailbox_queries.closed_addresses()}:
        return
    publish(SponsorReplaced(plan.id, former, dict(said), person.name, why))


def _address(box: Mailbox | None) -> str | None:
    return box.address if box else None


def _end_letters(plan: Plan, box: Mailbox) -> None:
    """Let what was sent to an address that is no longer theirs answer nothing: it may have been a stranger's."""
    of_letters = CheckInLink.plan_id == plan.id, CheckInLink.owner == box.name, CheckInLink.created_by.is_(None)
    ends = update(CheckInLink).where(*of_letters, CheckInLink.revoked_at.is_(None))
    db.session.execute(ends.values(revoked_at=clock.now()))


def reaches_otherwise(known: Contact | None, words: ContactWords) -> dict[str, list[object]]:
    """Return what changes of whom a name reaches: the account by its name, the address without telling which."""
    email, now = known.email if known else "", words.email.strip().lower()
    person = known.person if known else None
    account = db.session.get(Principal, words.person_id) if words.person_id else None
    muted = known is not None and known.muted_at is not None
    said: dict[str, list[object]] = {
        "sponsor_account": [person.name if person else "", account.name if account else ""],
        "sponsor_address": ["one" if email else "", ("another" if email else "one") if now else ""],
        "sponsor_mails": [not muted, not words.muted],
    }
    same = {
        "sponsor_account": (person.id if person else None) == words.person_id,
        "sponsor_address": email == now,
        "sponsor_mails": muted == words.muted,
    }
    return {name: pair for name, pair in said.items() if not same[name]}


def _tell_of_leads(plan: Plan, writer: Writer, somebody: Somebody, changed: list[object], *, reason: str) -> None:
    """Tell who answers as the leader or coach of a plan, as is told who answers as its sponsor."""
    of = {"leader_account": plan.leader, "coach_account": plan.coach}
    if found := {name: changed for name, who in of.items() if key_of(who) == somebody.key}:
        keep_said(plan, plan, found, writer, reason=reason)
        tell(plan)


def _tell_of_sponsor(
    plan: Plan, by: Writer, said: Mapping[str, list[object]], *, confirmed: Mapping[str, list[object]], reason: str
) -> None:
    """Keep how the sponsor is reached otherwise, and that this is confirmed or not any more: that needs no reason."""
    if said and plan.published_at is not None and not reason:
        raise ReasonMissing
    if said or confirmed:
        keep_said(plan, plan, {**said, **confirmed}, by, reason=reason)
        tell(plan)


def _named(plan: Plan, name: str) -> Somebody:
    found = next((each for each in people_of(plan) if each.key == key_of(name)), None)
    if found is None:
        raise NoSuchChoice
    return found


def _check_account(plan: Plan, person_id: str | None, *, kept: str | None) -> None:
    """Refuse who does not belong there. Who left the centre stays who they were here."""
    if person_id not in {None, kept, *contact_queries.staff_with_accounts(plan.centre_id)}:
        raise NoSuchChoice


def _write(plan: Plan, known: Contact | None, somebody: Somebody, words: ContactWords) -> Contact:
    """Keep how a name is reached, and return that as the database has it."""
    contact = known or Contact(id=new_id(), plan_id=plan.id, key=somebody.key, created_at=clock.now())
    contact.name, contact.person_id = somebody.name, words.person_id
    contact.email, contact.language, contact.timezone = words.email.strip().lower(), words.language, words.timezone
    contact.muted_at = (contact.muted_at or clock.now()) if words.muted else None
    db.session.add(contact)
    db.session.flush()
    db.session.refresh(contact)
    return contact


def _trust(box: Mailbox | None) -> None:
    known = db.session.get(MailAddress, box.address) if box else None
    if known is not None:
        known.bounced_on = None
