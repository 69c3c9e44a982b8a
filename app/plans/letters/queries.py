"""What is to be said to whom just now, and finding it again by the secrets in letters."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import exists, func, or_, select

from app import clock
from app.db import db
from app.ids import digest
from app.plans import days
from app.plans.errors import LinkGone, NoSuchLetter, NoSuchLink
from app.plans.extent import STANDING, WHOLE
from app.plans.letters import contact_queries, mailbox_queries, reminders
from app.plans.letters.mailbox_queries import Mailbox
from app.plans.letters.reminders import Saying, Step, Thing
from app.plans.models import Action, Ask, CheckIn, Digest, Milestone, Plan, Reminder, Review, SignOff
from app.plans.people import key_of

AT = time(7)
"""When a digest is written, by the clock of whoever reads it."""

LONGEST = 40
"""Things in one digest at most; the others come the day after."""

_AROUND = timedelta(days=1)
_LONG_OVER = timedelta(days=2 * 366)

Said = tuple[str, str, str, str, str, date]
"""To which address, of which plan, which step of what, due when."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a digest: what is said of which plan, and under which of its names it is answered."""

    plan: Plan
    saying: Saying
    name: str

    def key(self, address: str) -> Said:
        said = self.saying
        return address, self.plan.id, said.step, said.thing, said.item_id, said.due_on


@dataclass(frozen=True, slots=True)
class Draft:
    """A digest that is due: for whom, for which date there, and what it says."""

    box: Mailbox
    on: date
    items: tuple[Item, ...]


def drafts() -> list[Draft]:
    """The digests that are due: of those for whom it is past seven, who have none today and something to hear."""
    now = clock.now()
    plans = running_plans(now)
    said, written = _said([plan.id for plan in plans]), _written_around(now)
    closed = mailbox_queries.closed_addresses()
    due = []
    for items in _by_reader(plans).values():
        box = items[0][0]
        there = now.astimezone(ZoneInfo(box.timezone))
        if box.address in closed or there.time() < AT or (box.address, there.date()) in written:
            continue
        new = _unsaid([item for _box, item in items], box.address, said)
        if new:
            due.append(Draft(box, there.date(), tuple(new[:LONGEST])))
    return due


def drafts_again(plan: Plan) -> list[Draft]:
    """Return a letter for each address at which a plan waits for answers, with all it waits for there.

    None where one was written for today: nobody gets two letters on one date.
    """
    now, found = clock.now(), defaultdict(list)
    boxes = {each.somebody.key: each.box for each in mailbox_queries.reached_in(plan) if each.is_written_to}
    for saying in reminders.asked_again(plan, days.today_in(plan.timezone, now)):
        if box := boxes.get(key_of(saying.to)):
            found[box.address].append((box, Item(plan, saying, box.name)))
    written, due = _written_around(now), []
    for items in found.values():
        box = items[0][0]
        there = now.astimezone(ZoneInfo(box.timezone)).date()
        if (box.address, there) not in written:
            due.append(Draft(box, there, tuple(item for _box, item in items[:LONGEST])))
    return due


def asked_by_mail(plan: Plan) -> dict[str, date]:
    """Return on which date a mail last asked for the answers of a plan, by the ids of its asks."""
    asked = select(Reminder.item_id, func.max(Digest.on)).join(Digest, Digest.id == Reminder.digest_id)
    of_plan = asked.where(Reminder.plan_id == plan.id, Reminder.thing == Thing.ASK)
    return {row[0]: row[1] for row in db.session.execute(of_plan.group_by(Reminder.item_id))}


def running_plans(now: datetime) -> Sequence[Plan]:
    """The plans of which something may be to be said: published, begun, not long over, open or to be followed up.

    Also one that begins later, as long as the sponsor is asked about that.
    """
    today = now.date()
    closed = exists().where(CheckIn.plan_id == Plan.id, CheckIn.review == Review.CLOSING)
    to_follow = exists().where(
        SignOff.plan_id == Plan.id,
        SignOff.reopened_at.is_(None),
        SignOff.followed_on.is_(None),
        SignOff.follow_on <= today + _AROUND,
    )
    # Whoever is asked whether a plan may begin later hears of it before it does.
    to_confirm = exists().where(Ask.plan_id == Plan.id, Ask.confirms, Ask.answered_on.is_(None))
    return db.session.scalars(
        select(Plan)
        .where(
            Plan.published_at.is_not(None),
            Plan.day_one >= today - _LONG_OVER,
            or_(Plan.day_one <= today + _AROUND, to_confirm),
            ~closed | to_follow,
        )
        .options(STANDING)
        .order_by(Plan.title, Plan.created_at, Plan.id)
    ).all()


def reminder_made(token: str) -> Reminder:
    """The reminder of a token, also when it is over.

    Raises:
        NoSuchLink: no letter held it.
    """
    found = db.session.scalar(select(Reminder).where(Reminder.token_digest == digest(token)))
    if found is None:
        raise NoSuchLink
    return found


def is_over(reminder: Reminder) -> bool:
    """Whether nobody can answer any more: it ran out, its name's link was revoked, or what it asked was withdrawn."""
    link = reminder.link
    if reminder.thing == Thing.ASK and thing_of(reminder) is None:
        return True
    return reminder.expires_at <= clock.now() or (link is not None and link.revoked_at is not None)


def reminder_for(token: str) -> Reminder:
    """The reminder a token opens.

    Raises:
        NoSuchLink: no letter held it.
        LinkGone: it ran out, or was revoked.
    """
    found = reminder_made(token)
    if is_over(found):
        raise LinkGone
    return found


def digest_of(token: str) -> Digest:
    """The letter that is answered under this secret.

    Raises:
        NoSuchLetter: none does.
    """
    found = db.session.scalar(select(Digest).where(Digest.token_digest == digest(token)))
    if found is None:
        raise NoSuchLetter
    return found


def digest_found(digest_id: str) -> Digest:
    """A letter by its id, for whoever sends it."""
    return db.session.get_one(Digest, digest_id)


def letter_to_stop(token: str) -> Digest:
    """The letter whose address for stopping letters holds this: its id, which stands nowhere else outside the house.

    Raises:
        NoSuchLink: none does.
    """
    found = db.session.get(Digest, token)
    if found is None:
        raise NoSuchLink
    return found


def digest_in(message_id: str) -> Digest | None:
    """Return the letter that goes out in the mail of this Message-ID; None where that brings no letter of plans."""
    return db.session.scalar(select(Digest).where(Digest.message_id == message_id))


def is_wanted(letter: Digest) -> bool:
    """True when all that stands in a letter is still to be told to its address."""
    if not letter.reminders or letter.address in mailbox_queries.closed_addresses():
        return False
    grey = any(each.step == Step.GREY for each in letter.reminders)
    if grey and letter.address not in {box.address for box in mailbox_queries.secretariat()}:
        return False
    named = {(each.plan_id, key_of(each.name)) for each in letter.reminders if each.step != Step.GREY}
    plans = db.session.scalars(select(Plan).where(Plan.id.in_({plan_id for plan_id, _key in named})).options(WHOLE))
    return named <= {
        (plan.id, each.somebody.key)
        for plan in plans
        for each in mailbox_queries.reached_in(plan)
        if each.box is not None and each.is_written_to and each.box.address == letter.address
    }


def plan_of(reminder: Reminder) -> Plan:
    """The plan a reminder is about: whole where it asks for a check-in, else itself alone."""
    asked = select(Plan).where(Plan.id == reminder.plan_id)
    return db.session.scalars(asked.options(WHOLE) if thing_of(reminder) is None else asked).one()


def thing_of(reminder: Reminder) -> Action | Milestone | Ask | None:
    """The action, milestone or ask a reminder is about; None where it is about the plan, or is gone."""
    found: Action | Milestone | Ask | None = None
    match reminder.thing:
        case Thing.ACTION:
            found = db.session.get(Action, reminder.item_id)
        case Thing.MILESTONE:
            found = db.session.get(Milestone, reminder.item_id)
        case Thing.ASK:
            found = db.session.get(Ask, reminder.item_id)
    return found if found is not None and found.plan_id == reminder.plan_id else None


def _by_reader(plans: Sequence[Plan]) -> dict[str, list[tuple[Mailbox, Item]]]:
    """What is due, by address, in the order of the plans. A reader has the language and clock of the first mailbox."""
    found: dict[str, list[tuple[Mailbox, Item]]] = defaultdict(list)
    contacts = contact_queries.contacts_of_all([plan.id for plan in plans])
    secretariat = mailbox_queries.secretariat()
    for plan in plans:
        known = {
            key: mailbox_queries.mailbox_of(each, plan.timezone)
            for key, each in contacts.get(plan.id, {}).items()
            if each.muted_at is None
        }
        for saying in reminders.sayings(plan, days.today_in(plan.timezone, clock.now())):
            box = known.get(key_of(saying.to))
            for reader in secretariat if saying.step is Step.GREY else [box] if box else []:
                found[reader.address].append((reader, Item(plan, saying, reader.name)))
    return found


def _unsaid(items: Sequence[Item], address: str, said: set[Said]) -> list[Item]:
    """What one reader has not heard yet: of each thing the gravest step, and nothing where that was said."""
    return [item for item in _gravest(items) if item.key(address) not in said]


def _gravest(items: Sequence[Item]) -> Iterator[Item]:
    by_plan: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_plan[item.plan.id].append(item)
    for members in by_plan.values():
        chosen = reminders.gravest([item.saying for item in members])
        first = {id(item.saying): item for item in members}
        yield from (first[id(saying)] for saying in chosen)


def _said(plan_ids: Sequence[str]) -> set[Said]:
    rows = db.session.execute(
        select(
            Reminder.address, Reminder.plan_id, Reminder.step, Reminder.thing, Reminder.item_id, Reminder.due_on
        ).where(Reminder.plan_id.in_(plan_ids))
    )
    return {tuple(row) for row in rows}  # type: ignore[misc] # six columns, as selected


def _written_around(now: datetime) -> set[tuple[str, date]]:
    rows = db.session.execute(select(Digest.address, Digest.on).where(Digest.on >= now.date() - _AROUND))
    return {(row.address, row.on) for row in rows}
