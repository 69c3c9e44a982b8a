"""Digests: written with everything they say, and with the mail that brings it, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import digest, new_id, new_mail_secret, new_secret
from app.mail import services as outbox
from app.plans import days
from app.plans.letters import agreement_words, digest_letter, mail_letter
from app.plans.letters import queries as reminding_queries
from app.plans.letters.digest_letter import Entry
from app.plans.letters.queries import Draft, Item
from app.plans.letters.reminders import UNANSWERABLE, Saying, Step
from app.plans.models import CheckInLink, Digest, Plan, Reminder
from app.plans.services.holding import held_for, today_of
from app.plans.status.firm_days import FirmDay, firm_day


def write_digest(draft: Draft) -> Digest | None:
    """Write a digest and a reminder for each thing it says; None where somebody else was quicker."""
    # All that takes time is done before the transaction, so that nobody waits for it.
    letter_id, secret = new_id(), new_mail_secret()
    lines = [_line(item, number) for number, item in enumerate(draft.items, 1)]
    mail = _mail(draft, letter_id, secret, lines)
    try:
        with transaction():
            row = Digest(
                id=letter_id,
                address=draft.box.address,
                on=draft.on,
                language=draft.box.language,
                message_id=outbox.write(draft.box.address, mail.subject, mail.text, headers=mail.headers),
                token_digest=digest(secret),
                made_at=clock.now(),
            )
            db.session.add(row)
            links = _links_of(lines)
            row.reminders = [_reminder(line, row.address, links) for line in lines]
            db.session.flush()
            return row
    except IntegrityError:
        # One letter for an address and a date, each thing once to an address: the database decides.
        return None


def remind_asked(person: Principal, plan_id: str) -> None:
    """Write once more, now, to everybody whose answer a plan waits for and who had no letter today.

    Raises:
        NotFound, NotAllowed, PlanSigned: see `held_for`.
    """
    with transaction():
        plan = held_for(person, plan_id)
        audit.record("ask.remind", f"plan:{plan.id}", actor_id=person.id)
    for draft in reminding_queries.drafts_again(plan):
        write_digest(draft)


def last_answer(plan: Plan) -> datetime:
    """Until when letters of a plan can be answered: a while after its end, and after a letter that comes later."""
    today = today_of(plan)
    last = days.date_of(days.LENGTH, plan.calendar or today)
    after = max(last, today) + timedelta(days=days.TOLD_WITHIN + 1)
    return datetime.combine(after, time(), ZoneInfo(plan.timezone))


@dataclass(frozen=True, slots=True)
class _Line:
    """One thing of a letter before it is kept; `token` opens it, and is empty where there is nothing to answer."""

    plan_id: str
    plan_title: str
    day: int
    number: int
    name: str
    saying: Saying
    token: str
    ends: datetime
    plan: Plan
    firm_day: FirmDay | None

    def entry(self) -> Entry:
        """Return it in the language of the moment."""
        told = tuple(agreement_words.told_of(self._things(), self.plan, today_of(self.plan)))
        return Entry(self.number, self.plan_title, self.day, self.saying, _address(self._path()), told, self.firm_day)

    def _things(self) -> list[agreement_words.Thing]:
        asked = (each for each in self.plan.asks if each.id == self.saying.item_id)
        ask = next(asked, None) if self.saying.step is Step.CONFIRM else None
        return agreement_words.things_in(ask, self.plan) if ask else []

    def _path(self) -> str:
        if self.token:
            return f"a/{self.token}"
        plan = f"plans/{self.plan_id}"
        return f"{plan}/follow-up" if self.saying.step is Step.FOLLOW_UP else plan


def _line(item: Item, number: int) -> _Line:
    plan = item.plan
    return _Line(
        plan_id=plan.id,
        plan_title=f"{plan.title} · {plan.centre.name}",
        day=days.day_of(today_of(plan), plan.calendar) if plan.calendar else 0,
        number=number,
        name=item.name,
        saying=item.saying,
        token="" if item.saying.step in UNANSWERABLE else new_secret(),
        ends=last_answer(plan),
        plan=plan,
        firm_day=firm_day(plan, today_of(plan)),
    )


@dataclass(frozen=True, slots=True)
class _Mail:
    """A letter as it is sent."""

    subject: str
    text: str
    headers: Mapping[str, str]


def _mail(draft: Draft, letter_id: str, secret: str, lines: Sequence[_Line]) -> _Mail:
    # Whoever sees where letters are stopped, such as a mail server that reads heads, answers nothing with it.
    stop, reply_to = _address(f"mail/{letter_id}"), _reply_address(secret)
    frame = digest_letter.Frame(draft.box.name, stop, takes_replies=bool(reply_to), language=draft.box.language)
    with force_locale(draft.box.language):
        subject, text = digest_letter.write([line.entry() for line in lines], frame)
    headers = {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return _Mail(subject, text, headers | ({"Reply-To": reply_to} if reply_to else {}))


def _reminder(line: _Line, address: str, links: Mapping[tuple[str, str], CheckInLink]) -> Reminder:
    saying = line.saying
    return Reminder(
        id=new_id(),
        plan_id=line.plan_id,
        position=line.number,
        step=saying.step,
        thing=saying.thing,
        item_id=saying.item_id,
        due_on=saying.due_on,
        address=address,
        name=line.name,
        token_digest=digest(line.token) if line.token else None,
        link_id=links[line.plan_id, line.name].id if line.token else None,
        expires_at=line.ends,
    )


def _links_of(lines: Sequence[_Line]) -> Mapping[tuple[str, str], CheckInLink]:
    """The links through which names answer their letters: one for all of them, which can be revoked as any other.

    Nobody has their own secrets. That nobody made them by hand is how they are known.
    """
    wanted = {(line.plan_id, line.name): line for line in lines if line.token}
    known = db.session.scalars(
        select(CheckInLink).where(
            CheckInLink.plan_id.in_({plan_id for plan_id, _name in wanted}),
            CheckInLink.created_by.is_(None),
            CheckInLink.revoked_at.is_(None),
        )
    )
    links = {(link.plan_id, link.owner): link for link in known}
    for key, line in wanted.items():
        if key not in links:
            links[key] = _new_link(line)
        links[key].expires_at = line.ends
    db.session.flush()
    return links


def _new_link(line: _Line) -> CheckInLink:
    made = CheckInLink(
        id=new_id(),
        plan_id=line.plan_id,
        token_digest=digest(new_secret()),
        owner=line.name,
        created_at=clock.now(),
        expires_at=line.ends,
    )
    db.session.add(made)
    audit.record("check-in-link.make", f"check_in_link:{made.id}", actor_id=None, plan=line.plan_id)
    return made


def _address(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}/{path}/"


def _reply_address(secret: str) -> str:
    return mail_letter.with_secret(str(current_app.config["REPLY_TO"]), secret)
