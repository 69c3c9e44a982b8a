"""Digests: written with everything they say in one transaction, sent from there, once."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import audit, clock, mail
from app.db import db, transaction
from app.ids import digest, new_id, new_mail_secret, new_secret
from app.plans import days, digest_letter
from app.plans.digest_letter import Entry
from app.plans.models import CheckInLink, Digest, MailAddress, Plan, Reminder
from app.plans.reminders import Step
from app.plans.reminding_queries import Draft, Item
from app.plans.services.holding import today_of

ANSWERS_LAST = 30
"""Days after day 100 in which letters can still be answered."""

LEASE = timedelta(minutes=10)
"""How long whoever sends a letter has it to themselves. Who is killed meanwhile leaves it to others afterwards."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter that this process may send now."""

    id: str
    address: str
    subject: str
    text: str
    message_id: str
    headers: dict[str, str]


def write_digest(draft: Draft) -> Digest | None:
    """Write a digest and a reminder for each thing it says; None where somebody else was quicker."""
    try:
        with transaction():
            return _write(draft)
    except IntegrityError:
        # One letter for an address and a date, each thing once to an address: the database decides.
        return None


def take(digest_id: str) -> Parcel | None:
    """Take a letter to send it; None where it is sent, or somebody has it."""
    now = clock.now()
    with transaction():
        row = _held(digest_id)
        if row.sent_at is not None or row.failed or row.try_at > now:
            return None
        if not row.reminders:
            # What it spoke of was erased since.
            row.failed, row.text, row.headers = "nothing-left", "", {}
            return None
        row.tries += 1
        row.try_at = now + LEASE
        return Parcel(row.id, row.address, row.subject, row.text, row.message_id, dict(row.headers))


def note_sent(digest_id: str) -> None:
    """A mail server has the letter. What it said is known by its reminders; its secrets are kept no longer."""
    with transaction():
        row = _held(digest_id)
        row.sent_at = clock.now()
        row.text, row.headers = "", {}


def note_failed(digest_id: str) -> None:
    """Nobody took the letter just now: it waits, each time longer, up to an hour."""
    with transaction():
        row = _held(digest_id)
        row.try_at = clock.now() + min(_FIRST_WAIT * 2 ** min(row.tries - 1, 10), _LONGEST_WAIT)


def note_refused(digest_id: str, why: str, *, address_too: bool) -> None:
    """The letter is not taken and never will be; `address_too`: nor any other for its address."""
    with transaction():
        row = _held(digest_id)
        row.failed, row.text, row.headers = why, "", {}
        if address_too:
            known = db.session.get(MailAddress, row.address) or MailAddress(address=row.address)
            known.bounced_on = clock.now().date()
            db.session.add(known)
            audit.record("mail-address.bounce", f"digest:{row.id}", actor_id=None)


def last_answer(plan: Plan) -> datetime:
    """Until when letters of a plan can be answered."""
    begins = plan.calendar or today_of(plan)
    after = days.date_of(days.LENGTH + ANSWERS_LAST + 1, begins)
    return datetime.combine(after, time(), ZoneInfo(plan.timezone))


def _held(digest_id: str) -> Digest:
    return db.session.get_one(Digest, digest_id, with_for_update=True, populate_existing=True)


def _write(draft: Draft) -> Digest:
    secret, now = new_mail_secret(), clock.now()
    row = Digest(
        id=new_id(),
        address=draft.box.address,
        on=draft.on,
        language=draft.box.language,
        message_id=mail.new_message_id(),
        token_digest=digest(secret),
        made_at=now,
        try_at=now,
        subject="",
        text="",
    )
    db.session.add(row)
    entries = [_remind(row, item, number) for number, item in enumerate(draft.items, 1)]
    stop, reply_to = _address(f"mail/{secret}"), _reply_address(secret)
    frame = digest_letter.Frame(draft.box.name, stop, takes_replies=bool(reply_to), language=draft.box.language)
    with force_locale(draft.box.language):
        row.subject, row.text = digest_letter.write(entries, frame)
    row.headers = {
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        **({"Reply-To": reply_to} if reply_to else {}),
    }
    db.session.flush()
    return row


def _remind(row: Digest, item: Item, number: int) -> Entry:
    plan, saying = item.plan, item.saying
    answered = saying.step is not Step.GREY
    token = new_secret() if answered else ""
    reminder = Reminder(
        id=new_id(),
        plan_id=plan.id,
        position=number,
        step=saying.step,
        thing=saying.thing,
        item_id=saying.item_id,
        due_on=saying.due_on,
        address=row.address,
        name=item.name,
        token_digest=digest(token) if answered else None,
        link_id=_link_of(plan, item.name).id if answered else None,
        expires_at=last_answer(plan),
    )
    row.reminders.append(reminder)
    day = days.day_of(today_of(plan), plan.calendar) if plan.calendar else 0
    return Entry(
        number,
        f"{plan.title} · {plan.centre.name}",
        day,
        saying,
        _address(f"a/{token}" if answered else f"plans/{plan.id}"),
    )


def _link_of(plan: Plan, name: str) -> CheckInLink:
    """The link through which a name answers its letters: one for all of them, which can be revoked as any other.

    Nobody has its own secret. That nobody made it by hand is how it is known.
    """
    ends = last_answer(plan)
    found = db.session.scalar(
        select(CheckInLink).where(
            CheckInLink.plan_id == plan.id,
            CheckInLink.owner == name,
            CheckInLink.created_by.is_(None),
            CheckInLink.revoked_at.is_(None),
        )
    )
    if found is None:
        found = CheckInLink(
            id=new_id(), plan_id=plan.id, token_digest=digest(new_secret()), owner=name, created_at=clock.now()
        )
        db.session.add(found)
        audit.record("check-in-link.make", f"check_in_link:{found.id}", actor_id=None, plan=plan.id)
    found.expires_at = ends
    db.session.flush()
    return found


def _address(path: str) -> str:
    return f"{current_app.config['PUBLIC_URL']}/{path}/"


def _reply_address(secret: str) -> str:
    local, at, domain = str(current_app.config["REPLY_TO"]).partition("@")
    return f"{local}+{secret}@{domain}" if at else ""
