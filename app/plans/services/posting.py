"""Letters that wait are sent once each, whoever is killed meanwhile."""

from dataclasses import dataclass
from datetime import timedelta

from app import audit, clock
from app.db import db, transaction
from app.mail import services as outbox
from app.plans.models import Digest, MailAddress

LEASE = timedelta(minutes=10)
"""How long whoever sends a letter has it to themselves. Who is killed meanwhile leaves it to others afterwards."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter that this process may send now."""

    id: str
    address: str
    subject: str
    text: str
    message_id: str
    headers: dict[str, str]


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


def note_failed(digest_id: str, why: str) -> None:
    """Nobody took the letter just now: it waits, each time longer, up to an hour, and is given up after three days."""
    with transaction():
        row = _held(digest_id)
        row.try_at = clock.now() + outbox.wait_after(row.tries)
        if outbox.is_given_up(row.made_at):
            _give_up(row, "given-up", why)


def note_refused(digest_id: str, code: str, why: str, *, address_too: bool) -> None:
    """The letter is not taken and never will be; `address_too`: nor any other for its address."""
    with transaction():
        row = _held(digest_id)
        _give_up(row, code, why)
        if address_too:
            known = db.session.get(MailAddress, row.address) or MailAddress(address=row.address)
            known.bounced_on = clock.now().date()
            db.session.add(known)
            audit.record("mail-address.bounce", f"digest:{row.id}", actor_id=None)


def _give_up(row: Digest, code: str, why: str) -> None:
    """Nobody heard what stood in it, so it is to be said again; administrators see that it was not delivered."""
    outbox.note_undelivered(row.address, row.subject, why)
    row.failed, row.text, row.headers = code, "", {}
    for reminder in list(row.reminders):
        db.session.delete(reminder)


def _held(digest_id: str) -> Digest:
    return db.session.get_one(Digest, digest_id, with_for_update=True, populate_existing=True)
