"""What the house writes to applicants and reviewers, in the language of the moment: subject and text."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from app.alliance.eoi.models import Interest, InterestDecision, InterestQuestion
from app.alliance.eoi.receipts import in_groups
from app.alliance.eoi.words import OUTCOMES
from app.i18n import pick
from app.moments import day_month_year, hhmm

Letter = tuple[str, str]


def link(interest: Interest, address: str) -> Letter:
    """The link to a draft, or to what was submitted."""
    call = interest.call
    return _("Your expression of interest: keep this link"), _paragraphs(
        _("You began an expression of interest for: %(call)s", call=pick(call.title)),
        _("Open this address to go on, on any device:"),
        address,
        _("Whoever has it can read and change what you write, so pass it on to colleagues only."),
        _("It opens for half a year; then you ask for a new one where you began."),
        _("The call closes on %(when)s.", when=moment(call.closes_at, call.timezone)),
    )


def links_ended(interest: Interest, address: str) -> Letter:
    """That all links but one were ended, with a new one for whoever reads this."""
    return _("Other links to your expression of interest were ended"), _paragraphs(
        _("It is for this call: %(call)s", call=pick(interest.call.title)),
        _("Somebody who has a link to it ended all others. This new one opens it:"),
        address,
        _("If that was nobody you know, open it and end the other links there."),
    )


def receipt(interest: Interest, address: str) -> Letter:
    """That it was submitted: number, moment and hash."""
    filed = interest.receipt
    if filed is None:
        raise ValueError("it was not submitted")
    return _("Received: %(number)s", number=interest.number), _paragraphs(
        _("Your expression of interest for this call was received: %(call)s", call=pick(interest.call.title)),
        _("Number: %(number)s", number=interest.number),
        _("Received: %(when)s", when=moment(filed.submitted_at, interest.call.timezone)),
        _("SHA-256 of what was submitted: %(hash)s", hash=in_groups(filed.sha256)),
        _("It stays as it is from now on. Here you see how it stands, answer questions, or withdraw it:"),
        address,
    )


def question(interest: Interest, asked: InterestQuestion, address: str) -> Letter:
    """A question of the desk."""
    return _("A question about %(number)s", number=interest.number), _paragraphs(
        _("Before your expression of interest goes on, we would like to know:"),
        asked.question,
        _("Answer here:"),
        address,
    )


def decision(interest: Interest, decided: InterestDecision, address: str) -> Letter:
    """What was decided."""
    return _("Decision on %(number)s", number=interest.number), _paragraphs(
        _("%(number)s: %(outcome)s", number=interest.number, outcome=OUTCOMES[decided.outcome]),
        decided.words,
        _("Decided on %(day)s.", day=day_month_year(decided.decided_on)),
        _("Everything about it stands here:"),
        address,
    )


def review(interest: Interest, address: str) -> Letter:
    """To somebody who is asked to review."""
    return _("Please review %(number)s", number=interest.number), _paragraphs(
        _(
            "You are asked to review %(number)s. Say first whether you have a conflict of interest.",
            number=interest.number,
        ),
        address,
    )


def moment(at: datetime, zone: str) -> str:
    """A moment by a clock, with the name of that clock."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{day_month_year(there.date())}, {hhmm(there)} ({zone})"


def _paragraphs(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs) + "\n"
