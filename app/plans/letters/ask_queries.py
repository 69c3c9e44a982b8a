"""Asks to somebody who is signed in, over all plans, by the names that stand for them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.accounts.models import Principal
from app.db import db
from app.errors import NotFound
from app.plans import permission_queries
from app.plans.actions.mine import Names, is_among
from app.plans.agreed_changes import agreed_in
from app.plans.agreeing import asked_in, has_agreed, refused_in, stands, waiting_in
from app.plans.days import today_in
from app.plans.letters import agreement_words, contact_queries, name_queries
from app.plans.models import Ask, Contact, Measure, Plan, Verdict
from app.plans.people import key_of

TOLD_FOR: Final = timedelta(days=30)
"""How long somebody still sees what a plan asked of them that was signed off before they answered."""


@dataclass(frozen=True, slots=True)
class OwnAsk:
    """An ask of a plan to somebody; `readable`: they may read the whole plan, not only what is asked.

    `appointed`: they chose themselves, once the plan was published, that they are who answers it, or took that name.
    `confirmed`: the alliance confirmed that they are its sponsor.
    """

    plan: Plan
    ask: Ask
    readable: bool
    person_id: str
    appointed: bool
    confirmed: bool

    @property
    def waits(self) -> bool:
        """True while there is no answer, and the plan takes one."""
        return self.ask.answered_on is None and self.plan.sign_off is None

    @property
    def is_over(self) -> bool:
        """True where the plan was signed off lately, before there was an answer."""
        signed = self.plan.sign_off
        if signed is None or self.ask.answered_on is not None:
            return False
        return signed.signed_on >= today_in(self.plan.timezone, clock.now()) - TOLD_FOR

    @property
    def is_own(self) -> bool:
        """True where the person wrote down what it asks to confirm, and the alliance did not confirm them."""
        return not self.confirmed and any(each.by_id == self.person_id for each in asked_in(self.plan, self.ask))

    @property
    def may_be_reconsidered(self) -> bool:
        """True where somebody did not agree to what the plan still promises, or their yes does not count yet."""
        doubted = [each for each in waiting_in(self.plan) if each.is_doubted]
        return any(each.ask_id == self.ask.id for each in [*refused_in(self.plan), *doubted])

    @property
    def is_agreed(self) -> bool:
        """True where the sponsor agreed to what the plan promises, or goes by: they may answer otherwise meanwhile."""
        plan, agreed = self.plan, [each for each in self.ask.agreements if has_agreed(each)]
        return plan.sign_off is None and any(stands(plan, each) or each in agreed_in(plan) for each in agreed)


def own_asks(person: Principal) -> list[OwnAsk]:
    """Return what waits for somebody's answer, what is to be answered first at the top.

    What they did not agree to comes later, while it is still promised: they may agree later. So does a yes that does
    not count, which they may confirm here. Last comes what a plan that was signed off lately asks no more: they may
    have meant to answer it.

    Who may not read a plan is asked what its mails would ask them: as the account or at the address by which a name
    of it is reached, once it is published.
    """
    reconsidered = (Ask.verdict == Verdict.NO) | Ask.doubted
    waiting = select(Ask.plan_id).where(Ask.answered_on.is_(None) | reconsidered)
    found = [
        each
        for each in _asked(person, waiting)
        if each.waits or each.is_over or (each.plan.sign_off is None and each.may_be_reconsidered)
    ]
    return sorted(
        found,
        key=lambda each: (
            each.is_over,
            not each.waits,
            each.ask.reply_by or date.max,
            each.ask.asked_on,
            each.ask.id,
        ),
    )


def agreed_asks(person: Principal) -> list[OwnAsk]:
    """Return what somebody agreed to as a sponsor and may answer otherwise, what was answered last at the top.

    It waits for nobody, so pages that say how much does have no need of it.
    """
    found = [each for each in _asked(person, select(Ask.plan_id).where(Ask.verdict == Verdict.YES)) if each.is_agreed]
    return sorted(found, key=lambda each: (each.ask.answered_on or date.min, each.ask.id), reverse=True)


def answerable_in(person: Principal, plan: Plan) -> frozenset[str]:
    """Return the ids of the asks of a plan that somebody finds among what is theirs, and may answer there."""
    if plan.sign_off is not None or not plan.asks:
        return frozenset()
    asked = _asked(person, select(Plan.id).where(Plan.id == plan.id))
    theirs = (each for each in asked if not each.is_own and not each.appointed)
    return frozenset(each.ask.id for each in theirs if each.waits or each.may_be_reconsidered or each.is_agreed)


def own_ask(person: Principal, ask_id: str) -> OwnAsk:
    """Return one thing that is asked of somebody, also where it has an answer by now.

    Raises:
        NotFound: there is none, or it is asked of somebody else.
    """
    asked = _asked(person, select(Ask.plan_id).where(Ask.id == ask_id))
    found = next((each for each in asked if each.ask.id == ask_id), None)
    if found is None:
        raise NotFound
    return found


def titles_of(ask_ids: Sequence[str]) -> dict[str, str]:
    """Return what these asks ask by their ids, in the reader's language where the server asks it."""
    asks = db.session.scalars(select(Ask).where(Ask.id.in_(ask_ids)).options(selectinload(Ask.agreements)))
    return {ask.id: agreement_words.title_of(ask) for ask in asks} if ask_ids else {}


def _asked(person: Principal, of: Select[str]) -> Iterator[OwnAsk]:
    """Yield everything these plans ask of somebody."""
    names = name_queries.names_of(person)
    plans = _plans(person, of, names)
    if not plans:
        return
    contacts = contact_queries.contacts_of_all([plan.id for plan in plans])
    own, reached = name_queries.own_names_in(person, plans), names.in_plans
    renamed = name_queries.renamed_at(person)

    def appointed(plan: Plan, ask: Ask) -> bool:
        name, known = ask.to.strip() or plan.sponsor, contacts.get(plan.id, {})
        return ask.confirms and name_queries.chose_themselves(person, plan, name, contacts=known, renamed=renamed)

    def confirmed(plan: Plan, ask: Ask) -> bool:
        contact = contacts.get(plan.id, {}).get(key_of(ask.to.strip() or plan.sponsor))
        return ask.confirms and contact_queries.is_confirmed_as(contact, person)

    readable = set(db.session.scalars(select(Plan.id).where(Plan.id.in_(own), permission_queries.seen_by(person))))
    for plan in plans:
        asked = own[plan.id] | reached.get(plan.id, frozenset())
        if plan.id in readable or plan.published_at is not None:
            yield from (
                OwnAsk(plan, ask, plan.id in readable, person.id, appointed(plan, ask), confirmed(plan, ask))
                for ask in plan.asks
                if is_among(ask.to.strip() or plan.sponsor, asked)
            )


def _plans(person: Principal, of: Select[str], names: Names) -> Sequence[Plan]:
    """Return those of these plans that ask somebody by one of their names, with all that their asks say.

    Of all others that they may read, or that reach them by mail, the names of who is asked are read and no more.
    """
    reached = select(Contact.plan_id).where(contact_queries.reaches(person))
    theirs = or_(permission_queries.seen_by(person), Plan.id.in_(reached))
    asked = select(Plan.id, Plan.sponsor, Ask.to).join(Ask).where(theirs, Plan.id.in_(of)).distinct()
    rows = db.session.execute(asked)
    found = {plan_id for plan_id, sponsor, to in rows if is_among(to.strip() or sponsor, names.within(plan_id))}
    if not found:
        return []
    loaded = (
        joinedload(Plan.centre),
        selectinload(Plan.asks).selectinload(Ask.agreements),
        selectinload(Plan.measures).selectinload(Measure.moves),
        *(selectinload(each) for each in (Plan.agreements, Plan.edits, Plan.goals, Plan.pauses, Plan.sign_offs)),
    )
    return db.session.scalars(select(Plan).where(Plan.id.in_(found)).options(*loaded)).all()
