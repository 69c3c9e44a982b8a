"""The mails that wait: written in the transaction of what they tell, sent one by one, given up after three days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, update

from app import clock
from app.db import db, transaction
from app.events import publish
from app.ids import new_id
from app.mail.errors import NoLongerWanted
from app.mail.events import MailDue, MailGivenUp, MailWritten
from app.mail.models import LONGEST_REASON, OutgoingMail
from app.mail.queries import still_waits
from app.mail.smtp import new_message_id
from app.texts import one_line

LEASE = timedelta(minutes=10)
"""How long whoever sends a mail has it to themselves. Who is killed meanwhile leaves it to others afterwards."""

PATIENCE = timedelta(days=3)
"""How long a mail is tried before it is given up."""

KEPT = timedelta(days=90)
"""How long it is kept to whom a mail went, or why it did not."""

WAIT_FOR_SERVER = timedelta(minutes=1)
"""How long everything waits once the mail server was found to be away."""

_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A mail that this process may send now."""

    id: str
    address: str
    subject: str
    text: str
    message_id: str
    headers: dict[str, str]


def write(to: str, subject: str, text: str, *, headers: Mapping[str, str] | None = None) -> str:
    """Write a mail within the transaction of what it tells; it is sent once that is committed.

    Return its Message-ID, by which whoever wrote it may hear what becomes of it.
    """
    now = clock.now()
    row = OutgoingMail(
        id=new_id(),
        address=to,
        subject=one_line(subject),
        text=text,
        headers=dict(headers or {}),
        message_id=new_message_id(),
        made_at=now,
        try_at=now,
    )
    db.session.add(row)
    publish(MailWritten(row.id))
    return row.message_id


def take(mail_id: str) -> Parcel | None:
    """Take a mail to send it; None where it is sent, somebody has it, or its reader is no longer to be told."""
    try:
        return _taken(mail_id)
    except NoLongerWanted:
        _drop(mail_id)
        return None


def _taken(mail_id: str) -> Parcel | None:
    now = clock.now()
    with transaction():
        row = _held(mail_id)
        if row is None or row.sent_at is not None or row.failed_at is not None or row.try_at > now:
            return None
        publish(MailDue(row.message_id))
        row.tries += 1
        row.try_at = now + LEASE
        return Parcel(row.id, row.address, row.subject, row.text, row.message_id, dict(row.headers))


def note_sent(mail_id: str) -> None:
    """A mail server has the mail; its text is kept no longer."""
    with transaction():
        if row := _held(mail_id):
            row.sent_at, row.said = clock.now(), ""
            _erase(row)


def note_failed(mail_id: str, why: str) -> None:
    """Nobody took the mail just now: it waits, each time longer, and is given up in the end."""
    with transaction():
        if row := _held(mail_id):
            row.said = why[:LONGEST_REASON]
            row.try_at = clock.now() + wait_after(row.tries)
            if is_given_up(row.made_at):
                _give_up(row)


def note_refused(mail_id: str, why: str, *, address_too: bool) -> None:
    """The mail is not taken, and never will be; `address_too`: nor is any other for its address."""
    with transaction():
        if row := _held(mail_id):
            row.said = why[:LONGEST_REASON]
            _give_up(row, address_refused=address_too)


def wait_for_server(mail_id: str, why: str) -> None:
    """The mail server is away: this mail and all others wait a little, and none is the worse for it."""
    now = clock.now()
    with transaction():
        row = _held(mail_id)
        if row is not None:
            row.tries -= 1
            row.try_at = now + WAIT_FOR_SERVER
            row.said = why[:LONGEST_REASON]
            if is_given_up(row.made_at):
                _give_up(row)
        due = update(OutgoingMail).where(still_waits(), OutgoingMail.try_at <= now)
        db.session.execute(due.values(try_at=now + WAIT_FOR_SERVER))


def forget() -> None:
    """Drop mails that were sent or given up long ago."""
    over = or_(OutgoingMail.sent_at.is_not(None), OutgoingMail.failed_at.is_not(None))
    with transaction():
        db.session.execute(delete(OutgoingMail).where(over, OutgoingMail.made_at < clock.now() - KEPT))


def wait_after(tries: int) -> timedelta:
    """Return how long a mail waits that was tried so many times: a minute, then twice as long each time, to an hour."""
    doublings = min(max(tries, 1) - 1, 10)
    return min(_FIRST_WAIT * (1 << doublings), _LONGEST_WAIT)


def is_given_up(made_at: datetime) -> bool:
    """True when a mail of this age is tried no further."""
    return clock.now() - made_at >= PATIENCE


def _held(mail_id: str) -> OutgoingMail | None:
    return db.session.get(OutgoingMail, mail_id, with_for_update=True, populate_existing=True)


def _give_up(row: OutgoingMail, *, address_refused: bool = False) -> None:
    row.failed_at = clock.now()
    _erase(row)
    publish(MailGivenUp(row.message_id, row.address, address_refused))


def _drop(mail_id: str) -> None:
    """Nobody was to get the mail any more, so nothing of it is kept."""
    with transaction():
        if row := _held(mail_id):
            publish(MailGivenUp(row.message_id, row.address, address_refused=False))
            db.session.delete(row)


def _erase(row: OutgoingMail) -> None:
    row.text, row.headers = "", {}
