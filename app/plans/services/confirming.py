"""Whether a sponsor agrees to what changed in promises: asked line by line, answered with yes or no."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app import audit, clock
from app.accounts.models import Person, Principal
from app.accounts.queries import person_by_email
from app.db import db, transaction
from app.plans import agreeing, permission_queries
from app.plans.errors import AskedOfSponsor, AskedThemselves, MoreAsked, PlanSigned, RefusalStands
from app.plans.items.words import AskWords
from app.plans.letters import agreement_words, contact_queries, lead_queries, mailbox_queries, name_queries
from app.plans.models import Agreement, Ask, Contact, Plan, PromiseKind, Uncounted, Verdict
from app.plans.naming import first_sponsor
from app.plans.people import key_of
from app.plans.services import items
from app.plans.services.edits import Writer, keep_drop, keep_edit, said_by
from app.plans.services.holding import plan_held, tell, today_of

_LONGEST: Final = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A promise that changed: of which thing, kept in which row, and what it said before and says now, by name."""

    kind: PromiseKind
    item_id: str
    row_id: str
    said: Mapping[str, list[object]]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a sponsor answers. `seen` is to how many changes, for another may have been added meanwhile.

    `newest` is the last of them, for one may have gone too; 0 where that is not known.
    """

    verdict: Verdict
    seen: int
    newest: int = 0
    words: str = ""

    def is_about(self, ask: Ask) -> bool:
        """True when a question asks about the changes that were seen, and no other."""
        ids = [each.id for each in ask.agreements]
        return self.seen == len(ids) and self.newest in {0, *ids[-1:]}


def keep_agreement(plan: Plan, person: Principal, change: Change, agreed: str) -> Agreement:
    """Keep to what the sponsor of a plan that is held is said to agree, and ask them, in the caller's transaction.

    Nobody asks a sponsor who wrote it down themselves, or whom neither mail nor page would tell. Who made themselves
    the sponsor of a published plan is none here: somebody else has to agree.

    They are asked once for all that changed since they last agreed: an earlier question that has no answer yet goes
    over into the new one, and is withdrawn where the plan promises again what they agreed to.
    """
    agreement = Agreement(
        plan_id=plan.id,
        kind=change.kind,
        item_id=change.item_id,
        row_id=change.row_id,
        name=change.name,
        said=dict(change.said),
        reason=agreed,
        sponsor=plan.sponsor,
        own=False,
        by_id=person.id,
        by_name=person.name,
        made_at=clock.now(),
    )
    plan.agreements.append(agreement)
    db.session.flush()
    agreement.own = _is_own(plan, agreement, person)
    if agreement.own:
        _take_out(plan, agreeing.moot_in(plan, agreement.item_id), person)
    else:
        _ask_for_net(plan, agreement, person)
    return agreement


def _is_own(plan: Plan, agreement: Agreement, person: Principal) -> bool:
    """True when who wrote a change down agrees to it with that, as the sponsor.

    Only who was the sponsor by their own name when the plan was published and neither leads nor coaches it does, or
    whom the alliance confirmed: a leader may have written any name for the sponsor into the draft, and any for
    themselves. Not where the sponsor refused what led to it, and whoever wrote that chose since who is the sponsor.
    """
    if not name_queries.stands_for(plan.sponsor, person, plan):
        return False
    if contact_queries.is_confirmed(plan, plan.sponsor, person):
        return True
    if not name_queries.bears(plan.sponsor, person, plan) or _is_of_the_plan(plan, plan.sponsor, person, ""):
        return False
    changes = agreeing.steps_to(plan, agreement)[:-1]
    chooser = _chooser(plan, plan.sponsor, changes, person)
    choice = _choice(plan, plan.sponsor, chooser, person)
    return chooser is None or chooser.id not in _writers(changes) or not _refused_by_another(changes, choice)


def _ask_for_net(plan: Plan, agreement: Agreement, person: Principal) -> None:
    """Ask the sponsor for all that changed in one thing since they agreed to it; for nothing where nothing did."""
    unanswered = [each for each in agreeing.steps_to(plan, agreement)[:-1] if each.ask and not each.ask.verdict]
    if agreeing.net_of(plan, agreement):
        if not mailbox_queries.tells_sponsor(plan):
            return
        _ask(plan, agreement, actor_id=person.id)
    former = {each.ask for each in unanswered if each.ask and each.ask is not agreement.ask}
    for each in unanswered:
        each.ask = agreement.ask
    if agreement.ask is not None:
        # They wait since they were asked first, so a change every day does not keep the mail from them.
        agreement.ask.asked_on = min(each.asked_on for each in (agreement.ask, *former))
    db.session.flush()
    for ask in former:
        _tidy(plan, ask, person)
    db.session.flush()


def _take_out(plan: Plan, moot: Collection[Agreement], person: Principal) -> None:
    """Ask the sponsor no more about changes that are over since they changed the same thing themselves."""
    former = {each.ask for each in moot if each.ask}
    for each in moot:
        each.ask = None
    db.session.flush()
    for ask in former:
        _tidy(plan, ask, person)


def _tidy(plan: Plan, ask: Ask, person: Principal) -> None:
    """Let a question say what it still asks about; withdraw one that asks about nothing any more."""
    if ask.agreements:
        _entitle(plan, ask)
        return
    keep_drop(plan, ask, Writer.of(person))
    audit.record("ask.drop", f"ask:{ask.id}", actor_id=person.id, plan=plan.id)
    db.session.delete(ask)
    db.session.flush()
    db.session.expire(plan, ["asks"])


def ask_unasked(plan: Plan, *, actor_id: str | None) -> None:
    """Ask a sponsor who can be reached by now what nobody could ask them before, in the caller's transaction."""
    if not _has_more_to_ask(plan):
        return
    unasked = agreeing.unasked_in(plan)
    last = {each.item_id: each for each in unasked}
    for agreement in last.values():
        _ask(plan, agreement, actor_id=actor_id)
        db.session.flush()
    # Whoever else changed the same thing, it is one question of what came of it.
    for each in unasked:
        each.ask = last[each.item_id].ask
    db.session.flush()
    for ask in {each.ask for each in last.values() if each.ask}:
        db.session.refresh(ask, ["agreements"])
        _entitle(plan, ask)
    tell(plan)


def ask_reached_sponsors() -> None:
    """Ask every sponsor who can be reached by now, whichever way that came: a new account, an address that works."""
    unasked = select(Agreement.plan_id).where(Agreement.ask_id.is_(None), Agreement.own.is_(False)).distinct()
    for plan_id in db.session.scalars(unasked).all():
        if _has_more_to_ask(db.session.get_one(Plan, plan_id)):
            with suppress(PlanSigned), transaction():
                ask_unasked(plan_held(plan_id), actor_id=None)


def _has_more_to_ask(plan: Plan) -> bool:
    return plan.sign_off is None and bool(agreeing.unasked_in(plan)) and mailbox_queries.tells_sponsor(plan)


def settle(plan: Plan, ask: Ask, said: Consent, by: Writer, *, address: str = "") -> list[str]:
    """Keep whether the sponsor agrees, in place of what they answered before, and return what changed.

    `address` is where the letter went by whose link it is answered.

    Raises:
        AskedThemselves (403): who answers wrote down that the sponsor agreed.
        AskedOfSponsor (409): who answers made themselves the sponsor once the plan was published.
        RefusalStands (409): the sponsor refused, and a yes of who answers now does not count.
        MoreAsked (409): another change was added to the ask since they saw it.
    """
    refuse_own(plan, ask, by, address)
    if not said.is_about(ask):
        raise MoreAsked
    account, name, answer = _account_of(by, address), _asked(plan, ask), _in_words(said)
    changes = agreeing.asked_in(plan, ask)
    chooser = _chooser(plan, name, changes, account, address=address)
    chooser_id = chooser.id if chooser else None
    doubt = _doubt(plan, name, changes, account, address=address)
    choice = _choice(plan, name, chooser, account)
    if doubt is not None and ask.verdict == Verdict.NO and agreeing.choice_of(ask) != choice:
        # Their no is not taken back by somebody whom the plan's own people chose.
        raise RefusalStands
    answering = _answering(by, address)
    now = (said.verdict, answer, answering, chooser_id, "", doubt is not None)
    if (ask.verdict, ask.answer, ask.verdict_by, ask.address_by_id, ask.verdict_as, ask.doubted) == now:
        return []
    before = said_by(ask)
    # Who says the same once more in other words agreed when they first said so.
    same = (ask.verdict, ask.doubted) == (said.verdict, doubt is not None)
    ask.verdict, ask.verdict_by, ask.verdict_as = said.verdict, answering, ""
    keep_choice(plan, ask, by, address)
    ask.doubted, ask.doubted_for = doubt is not None, doubt or ""
    ask.answer, ask.answered_on = answer, ask.answered_on if same and ask.answered_on else today_of(plan)
    kept = keep_edit(plan, ask, before, by)
    tell(plan)
    return kept


def count_confirmed(plan: Plan, contact: Contact, chosen_at: datetime | None, by: Writer) -> None:
    """Count what the sponsor agreed to where the alliance confirms that they are reached, in the caller's transaction.

    `chosen_at` is since when they were reached there; None: since before the plan was published. What was answered
    before, or by somebody else who had their mail, is asked of them as it was.
    """
    account = contact_queries.account_of(contact)
    theirs = {contact.key, *([key_of(account.name)] if account else [])}
    for ask in plan.asks if plan.sign_off is None else ():
        is_theirs = key_of(ask.verdict_by) in theirs and key_of(ask.to) == contact.key
        is_doubted = ask.confirms and ask.doubted and ask.verdict == Verdict.YES
        if is_doubted and is_theirs and _was_answered_there(ask, chosen_at):
            before = said_by(ask)
            ask.doubted, ask.doubted_for = False, ""
            keep_edit(plan, ask, before, by)


def _was_answered_there(ask: Ask, chosen_at: datetime | None) -> bool:
    """True when a question was answered where its sponsor is reached since a moment, or since before the publishing.

    Where somebody chose that since, earlier servers kept the day alone: then it is not known.
    """
    return ask.address_at == chosen_at and (chosen_at is not None or ask.address_by_id is None)


def keep_choice(plan: Plan, ask: Ask, by: Writer, address: str = "") -> None:
    """Keep who chose, once the plan was published, with which address or account the sponsor answers something."""
    name, account = _asked(plan, ask), _account_of(by, address)
    is_sponsors = key_of(name) == key_of(plan.sponsor)
    changes = agreeing.asked_in(plan, ask)
    chooser = _chooser(plan, name, changes, account, address=address) if is_sponsors else None
    ask.address_by_id, ask.address_by = (chooser.id, chooser.name) if chooser else (None, "")
    ask.address_on, ask.address_at = name_queries.chosen_since(plan, name, ask.address_by_id, account)
    ask.by_account = chooser is not None and account is not None


def chooser_at(plan: Plan, name: str, address: str) -> str:
    """Return who chose, once a plan was published, that its sponsor is written to at an address; empty: nobody did."""
    if not address or key_of(name) != key_of(plan.sponsor):
        return ""
    chooser = _chooser(plan, name, (), _account_of(Writer(name), address), address=address)
    return chooser.name if chooser else ""


def refuse_own(plan: Plan, ask: Ask, by: Writer, address: str = "") -> None:
    """Refuse who answers for the sponsor what they wrote themselves, or as a sponsor they made themselves.

    Raises:
        AskedThemselves (403), AskedOfSponsor (409): as `settle` says.
    """
    if asked_themselves(plan, ask, by, address):
        raise AskedThemselves
    if appointed_themselves(plan, ask, by, address):
        raise AskedOfSponsor


def asked_themselves(plan: Plan, ask: Ask, by: Writer, address: str = "") -> bool:
    """True when who would answer an ask wrote down what it asks to confirm, or a step on the way there.

    Not where the alliance confirmed that they are the sponsor.
    """
    changes = agreeing.asked_in(plan, ask)
    if by.id is not None and contact_queries.is_confirmed(plan, _asked(plan, ask), _account_of(by, address)):
        return False
    if by.id is not None:
        return any(each.by_id == by.id for each in changes)
    names = {key_of(each.by_name) for each in changes}
    return key_of(by.name) in names or _is_of(address, {each.by_id for each in changes})


def appointed_themselves(plan: Plan, ask: Ask, by: Writer, address: str = "") -> bool:
    """True when who would answer an ask chose that they do, or took the name it asks, once the plan was published."""
    name = _asked(plan, ask)
    if by.id is None:
        return _is_of(address, name_queries.choosers_of(plan, name))
    person, contacts = db.session.get_one(Principal, by.id), contact_queries.contacts_of(plan.id)
    renamed = name_queries.renamed_at(person)
    return name_queries.chose_themselves(person, plan, name, contacts=contacts, renamed=renamed)


def answers_as_asked(plan: Plan, ask: Ask, by: Writer, address: str = "") -> bool:
    """True when an account by which a plan reaches who is asked answers, and is none of the plan's own people."""
    return by.id is not None and not _is_of_the_plan(plan, _asked(plan, ask), _account_of(by, address), address)


def _is_of(address: str, person_ids: Collection[str | None]) -> bool:
    """True when an address is that of one of these accounts."""
    addresses = db.session.scalars(select(Person.email).where(Person.id.in_(person_ids)))
    return bool(address) and address.casefold() in {(email or "").casefold() for email in addresses}


def _asked(plan: Plan, ask: Ask) -> str:
    """Return the name that an ask waits for."""
    return ask.to.strip() or plan.sponsor


def _account_of(by: Writer, address: str) -> Principal | None:
    """Return the account that answers: who is signed in, else whose address a letter went to."""
    found = db.session.get(Principal, by.id) if by.id else person_by_email(address) if address else None
    return found if found is not None and found.is_active else None


def _chooser(
    plan: Plan, name: str, changes: Collection[Agreement], account: Principal | None, *, address: str = ""
) -> Principal | None:
    """Return who chose once a plan was published that this account or address answers; who wrote these changes first.

    None where it is the one of before, or where the account bears the name that is asked, unless another name refused
    one of the changes and who wrote it named this one.
    """
    if account is None and not address:
        return None
    writers = _writers(changes)
    if account is not None and name_queries.bears(name, account, plan):
        namer = name_queries.namer_of(plan, name)
        is_in_their_place = namer in writers and any(key_of(who) != key_of(name) for who in _refusers(changes))
        return db.session.get(Principal, namer) if namer and is_in_their_place else None
    choosers = (
        name_queries.choosers_of_account(plan, name, account)
        if account is not None
        else name_queries.choosers_of(plan, name)
    )
    chooser_id = min(choosers & writers or choosers, default=None)
    return db.session.get(Principal, chooser_id) if chooser_id else None


def _doubt(
    plan: Plan, name: str, changes: Collection[Agreement], account: Principal | None, *, address: str
) -> Uncounted | None:
    """Return why a yes under a name to these changes does not count, by who gives it; None where it counts.

    It does where the alliance confirmed how they are reached.
    """
    if contact_queries.is_confirmed(plan, name, account, address):
        return None
    chooser = _chooser(plan, name, changes, account, address=address)
    if chooser is not None and chooser.id in _writers(changes):
        return Uncounted.WRITER
    if chooser is not None and any(name_queries.chosen_after(plan, name, account, each.made_at) for each in changes):
        return Uncounted.LATER
    return Uncounted.CHANGER if _is_of_the_plan(plan, name, account, address) else None


def _is_of_the_plan(plan: Plan, name: str, account: Principal | None, address: str) -> bool:
    """True when who answers under a name leads or coaches a plan, or may change it and became its sponsor later.

    Who was the sponsor when the plan was published may change it too; who leads it would agree with themselves.
    """
    if lead_queries.leads_or_coaches(plan, account, address) is not None:
        return True
    is_first = key_of(name) == key_of(first_sponsor(plan, plan.sponsor))
    if is_first and name_queries.is_reached_as_before(plan, name, account, address):
        return False
    return account is not None and permission_queries.may_change(account, plan.id)


def _choice(plan: Plan, name: str, chooser: Principal | None, account: Principal | None) -> agreeing.Choice:
    chooser_id = chooser.id if chooser else None
    return agreeing.Choice(key_of(name), chooser_id, *name_queries.chosen_since(plan, name, chooser_id, account))


def _writers(changes: Collection[Agreement]) -> set[str | None]:
    """Return who wrote changes down."""
    return {each.by_id for each in changes}


def _refusers(changes: Collection[Agreement]) -> list[str]:
    """Return under which names changes were refused."""
    return [each.ask.who for each in changes if each.ask is not None and each.ask.verdict == Verdict.NO]


def _refused_by_another(changes: Collection[Agreement], choice: agreeing.Choice) -> bool:
    """True when one of these was refused by somebody else than who answers under a name by somebody's choice."""
    asks = [each.ask for each in changes if each.ask is not None and each.ask.verdict == Verdict.NO]
    return any(agreeing.choice_of(ask) != choice for ask in asks)


def _answering(by: Writer, address: str) -> str:
    """Return who answers: the account whose address a letter went to, else the name they answer under."""
    known = person_by_email(address) if by.id is None and address else None
    return known.name if known else by.name


def ask_new_sponsor(plan: Plan, by: Writer) -> None:
    """Let a new sponsor answer what the one before did not agree to or was not asked, in the caller's transaction."""
    for ask in plan.asks:
        if ask.confirms and (ask.verdict != Verdict.YES or ask.doubted):
            before = said_by(ask)
            ask.verdict_as = ask.who if ask.verdict else ""
            ask.to = plan.sponsor
            keep_edit(plan, ask, before, by)
    ask_unasked(plan, actor_id=by.id)


def _ask(plan: Plan, agreement: Agreement, *, actor_id: str | None) -> None:
    """Ask the sponsor in one ask for all of one person's changes that are asked on one day."""
    open_ask = _open_ask(plan, agreement.by_id)
    ask = open_ask or items.put(plan, Ask, AskWords(title="?", to=plan.sponsor))
    ask.confirms, agreement.ask = True, ask
    _entitle(plan, ask)
    if open_ask is None:
        audit.record("ask.add", f"ask:{ask.id}", actor_id=actor_id, plan=plan.id)


def _entitle(plan: Plan, ask: Ask) -> None:
    with force_locale(mailbox_queries.language_of(plan, plan.sponsor)):
        ask.title = agreement_words.title_of(ask)[:_LONGEST]


def _open_ask(plan: Plan, by_id: str | None) -> Ask | None:
    today = select(Ask).where(
        Ask.plan_id == plan.id, Ask.confirms, Ask.answered_on.is_(None), Ask.asked_on == today_of(plan)
    )
    for ask in db.session.scalars(today):
        if key_of(ask.to) == key_of(plan.sponsor) and {each.by_id for each in ask.agreements} == {by_id}:
            return ask
    return None


def _in_words(said: Consent) -> str:
    agrees = _("Yes, I agree.") if said.verdict is Verdict.YES else _("No, I do not agree.")
    return f"{agrees} {said.words}".strip()
