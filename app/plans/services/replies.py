"""Letters answered by mail: each line that says what became of a thing is filed, and all other words as a check-in."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import StrEnum

from flask import current_app
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.db import db, transaction
from app.errors import TooMuch
from app.events import publish
from app.ids import digest
from app.plans.errors import (
    AskAnswered,
    AskedOfSponsor,
    AskedThemselves,
    ForeignSender,
    LetterOver,
    LinkGone,
    NoMailbox,
    NotToALetter,
)
from app.plans.events import ReplyUnclear
from app.plans.letters import mail_letter, reply_words
from app.plans.letters import queries as reminding_queries
from app.plans.letters.mail_letter import Mail, with_secret
from app.plans.letters.reminders import Thing
from app.plans.letters.reply_words import Read, Said
from app.plans.models import Action, Ask, Digest, Edit, MailReply, Reminder, Verdict
from app.plans.services.answers import Answered, file_answer, file_ask, file_consent
from app.plans.services.check_ins import CheckInWords, file_through
from app.plans.services.confirming import Consent

LARGEST = 1024 * 1024
"""Bytes of a mail that is read."""

_LONGEST_WORD = 1900
"""Characters that are kept beside a yes or a no."""

_ANSWERED = {Thing.ACTION, Thing.MILESTONE}


class Taken(StrEnum):
    """What became of a mail that was not refused."""

    FILED = "filed"
    UNCLEAR = "unclear"
    AGAIN = "again"
    AUTOMATIC = "automatic"


def take_mail(raw: bytes) -> Taken:
    """File what a mail answers, once: its Message-ID says whether it came before.

    Raises:
        TooMuch: as it says.
        NoMailbox: nobody has set the mailbox, so nobody can know whom it answers.
        NotToALetter: the address it was sent to holds no secret.
        NoSuchLetter: no letter of this site holds that secret.
        ForeignSender: that letter went to another address.
        LetterOver: nothing in it can be answered any more.
    """
    if len(raw) > LARGEST:
        raise TooMuch
    mail = mail_letter.read(raw)
    if mail.automatic:
        return Taken.AUTOMATIC
    letter = _letter(mail)
    try:
        with transaction():
            return _take(letter, mail)
    except IntegrityError:
        # Only a mail that is kept already came again; any other reason must not pass for that.
        if db.session.scalar(select(MailReply.message_id).where(MailReply.message_id == mail.message_id)) is None:
            raise
        return Taken.AGAIN


def _letter(mail: Mail) -> Digest:
    mailbox = str(current_app.config["REPLY_TO"])
    if not mailbox:
        raise NoMailbox
    secret = mail.secret_for(mailbox)
    if secret is None:
        raise NotToALetter
    letter = reminding_queries.digest_of(secret)
    if mail.sender != letter.address.lower():
        raise ForeignSender
    return letter


def _take(letter: Digest, mail: Mail) -> Taken:
    reply = MailReply(message_id=mail.message_id, digest_id=letter.id, code=Taken.FILED, received_at=clock.now())
    db.session.add(reply)
    # Who brings the same mail a second time breaks off here.
    db.session.flush()
    told = letter.reminders
    opened = [each for each in told if each.link is not None and not reminding_queries.is_over(each)]
    if not opened:
        raise LetterOver
    read = _read(mail, told)
    unexplained = tuple(each.number for each in read.answers if each.lacks_reason and _wants_reason(each, opened))
    filed, rest = _file(_without(read, unexplained), {each.position: each for each in opened})
    if rest:
        _check_in(next(iter(filed), opened[0]), rest, mail)
    if unexplained:
        publish(_asked_back(letter, mail, filed=bool(filed or rest), unexplained=unexplained))
        reply.code = Taken.UNCLEAR
    elif not filed and not (rest and _wants_words(opened)):
        reply.code = _unclear(letter, mail, filed=bool(rest))
    audit.record("mail-reply.take", f"digest:{letter.id}", actor_id=None, code=reply.code)
    return Taken(reply.code)


def _read(mail: Mail, told: Sequence[Reminder]) -> Read:
    """What it says; to a letter with one question alone, all of it is the answer."""
    if len(told) == 1 and told[0].thing == Thing.ASK:
        words = reply_words.own_words(mail.text)
        return Read((Said(1, None, "", words),) if words else (), "")
    return reply_words.read(mail.text, things=len(told))


def _wants_reason(said: Said, opened: Sequence[Reminder]) -> bool:
    """True when what is called blocked is a thing that can be, and nothing says yet what blocks it."""
    reminder = next((each for each in opened if each.position == said.number and each.thing in _ANSWERED), None)
    thing = reminding_queries.thing_of(reminder) if reminder else None
    return thing is not None and not (isinstance(thing, Action) and thing.blocked_reason)


def _without(read: Read, numbers: Collection[int]) -> Read:
    return replace(read, answers=tuple(each for each in read.answers if each.number not in numbers))


def _file(read: Read, opened: dict[int, Reminder]) -> tuple[list[Reminder], str]:
    """File what can be filed; the reminders that were answered, and the words that are left."""
    filed, left = [], []
    for said in read.answers:
        reminder = opened.get(said.number)
        if reminder is not None and _is_filed(reminder, said):
            filed.append(reminder)
        else:
            left.append(f"{said.number} {said.line}")
    return filed, "\n".join(part for part in (*left, read.rest) if part)


def _is_filed(reminder: Reminder, said: Said) -> bool:
    if _asks_otherwise(reminder):
        return False
    try:
        if reminder.thing == Thing.ASK and _confirms(reminder):
            return _is_consent_filed(reminder, said.line)
        if reminder.thing == Thing.ASK:
            file_ask(reminder, said.line)
        elif reminder.thing in _ANSWERED and said.answer is not None:
            file_answer(reminder, Answered(said.answer, said.words, reminder.answers))
        else:
            return False
    except (AskAnswered, AskedOfSponsor, AskedThemselves, LinkGone):
        return False
    return True


def _asks_otherwise(reminder: Reminder) -> bool:
    """True when a thing has other words than its letter had: the answer is to another question."""
    since = select(Edit.said).where(Edit.item_id == reminder.item_id, Edit.made_at > reminder.digest.made_at)
    changed = {name for said in db.session.scalars(since) for name in said}
    return not _confirms(reminder) and bool(changed & {"title", "barrier"})


def _confirms(reminder: Reminder) -> bool:
    ask = reminding_queries.thing_of(reminder)
    return isinstance(ask, Ask) and ask.confirms


def _is_consent_filed(reminder: Reminder, line: str) -> bool:
    """True where a mail said yes or no; it answers all that the letter asked, for nothing is added to that later."""
    ask, found = reminding_queries.thing_of(reminder), reply_words.consent_in(line)
    if found is None or not isinstance(ask, Ask):
        return False
    verdict = Verdict.YES if found[0] else Verdict.NO
    with force_locale(reminder.digest.language):
        file_consent(reminder, Consent(verdict=verdict, seen=len(ask.agreements), words=found[1][:_LONGEST_WORD]))
    return True


def _check_in(reminder: Reminder, words: str, mail: Mail) -> None:
    """What was written besides is the check-in of that name."""
    if reminder.link is not None:
        form = digest(f"{reminder.digest_id}:{mail.message_id}")[:36]
        file_through(reminder.link, CheckInWords(client_id=form, done=words), address=reminder.address)


def _wants_words(opened: Sequence[Reminder]) -> bool:
    """Whether words alone answer a letter: it asked for a check-in."""
    return any(each.thing not in {*_ANSWERED, Thing.ASK} for each in opened)


def _unclear(letter: Digest, mail: Mail, *, filed: bool) -> Taken:
    """Say how one answers, once for each letter."""
    before = select(MailReply.message_id).where(MailReply.digest_id == letter.id, MailReply.code == Taken.UNCLEAR)
    if db.session.scalar(before) is None:
        publish(_asked_back(letter, mail, filed=filed))
    return Taken.UNCLEAR


def _asked_back(letter: Digest, mail: Mail, *, filed: bool, unexplained: tuple[int, ...] = ()) -> ReplyUnclear:
    mailbox = str(current_app.config["REPLY_TO"])
    reply_to = with_secret(mailbox, mail.secret_for(mailbox) or "")
    return ReplyUnclear(letter.id, mail.message_id, reply_to, filed=filed, unexplained=unexplained)
