"""Who is told that the team wrote an answer down in their name."""

from collections.abc import Collection
from datetime import datetime, time
from zoneinfo import ZoneInfo

from app import audit, clock
from app.accounts.models import Principal
from app.events import publish
from app.plans.events import AnsweredForAnother
from app.plans.letters import contact_queries, mailbox_queries
from app.plans.letters.mailbox_queries import Mailbox
from app.plans.models import Ask, Item, Plan
from app.plans.people import key_of

_TOLD = "ask.answered-for"


def tell_asked(plan: Plan, item: Item, person: Principal, fields: Collection[str]) -> None:
    """Tell who was asked that somebody else wrote their answer down, in the caller's transaction.

    Once a day and plan at most, and only of a published one; who wants no mails gets none. `fields` are what changed.
    """
    if not isinstance(item, Ask) or not item.answer or "answer" not in fields or plan.published_at is None:
        return
    box = _box_of(plan, item)
    if box is None or box.address.casefold() == (person.email or "").casefold() or _is_told_today(plan, box):
        return
    audit.record(_TOLD, f"plan:{plan.id}", actor_id=person.id, ask=item.id)
    publish(AnsweredForAnother(plan.id, item.number, box, item.title, item.answer, person.name))


def _box_of(plan: Plan, ask: Ask) -> Mailbox | None:
    """Return where who is asked is written to; None where they are not, or want no mails."""
    name = ask.to.strip() or plan.sponsor
    contact, box = contact_queries.contacts_of(plan.id).get(key_of(name)), mailbox_queries.box_of(plan, name)
    is_muted = contact is not None and contact.muted_at is not None
    return None if box is None or is_muted or box.address in mailbox_queries.closed_addresses() else box


def _is_told_today(plan: Plan, box: Mailbox) -> bool:
    there = clock.now().astimezone(ZoneInfo(box.timezone))
    since = datetime.combine(there.date(), time(), there.tzinfo)
    told = {row.details["ask"] for row in audit.read([f"plan:{plan.id}"], [_TOLD], since=since)}
    boxes = (_box_of(plan, each) for each in plan.asks if each.id in told)
    return any(each is not None and each.address == box.address for each in boxes)
