"""It is handed in, once, and a receipt stands; or its applicant withdraws it."""

from app import audit, clock
from app.alliance.calls.models import Call
from app.alliance.calls.standing import Standing
from app.alliance.eoi.answers import missing_in
from app.alliance.eoi.errors import CallClosed, CallNotOpen, NotComplete
from app.alliance.eoi.events import InterestSubmitted
from app.alliance.eoi.models import Interest, InterestReceipt
from app.alliance.eoi.receipts import content_of, hash_of
from app.alliance.eoi.services.holding import address_of, held_by, move, new_token
from app.alliance.eoi.states import State
from app.db import db, transaction
from app.events import publish


def submit(token: str) -> Interest:
    """Hand it in. Whoever does so twice has one receipt.

    Raises:
        NoSuchInterest: the link opens nothing.
        NotComplete: something that is needed is missing.
        CallClosed: the deadline is the deadline. What was written is kept.
        NoSuchMove: it was withdrawn.
    """
    with transaction():
        interest = held_by(token)
        if interest.receipt is not None:
            return interest
        call = db.session.get_one(Call, interest.call_id, with_for_update=True, populate_existing=True)
        standing = call.standing(clock.now())
        if standing is not Standing.OPEN:
            raise CallClosed if standing is Standing.CLOSED else CallNotOpen
        if missing_in(interest.answers):
            raise NotComplete
        move(interest, State.SUBMITTED, by=None)
        call.numbered += 1
        interest.number = _number(call)
        interest.receipt = _receipt(interest, interest.number)
        audit.record(
            "eoi.submitted", f"eoi:{interest.id}", actor_id=None, number=interest.number, sha256=interest.receipt.sha256
        )
        publish(InterestSubmitted(interest.id, address_of(new_token(interest))))
    return interest


def withdraw(token: str, *, reason: str) -> Interest:
    """Take it back, at any time before a decision.

    Raises:
        NoSuchInterest: the link opens nothing.
        NoSuchMove: it is decided on, or withdrawn already.
    """
    with transaction():
        interest = held_by(token)
        move(interest, State.WITHDRAWN, by=None, reason=reason)
        audit.record("eoi.withdrawn", f"eoi:{interest.id}", actor_id=None)
    return interest


def _number(call: Call) -> str:
    """`EOI-2026-1-012`: the year, the call, and its number there."""
    return f"EOI-{call.opens_at.year}-{call.sequence}-{call.numbered:03}"


def _receipt(interest: Interest, number: str) -> InterestReceipt:
    at = clock.now()
    parts = {each.part: each.answers for each in interest.parts}
    files = [{"name": each.name, "bytes": each.size, "sha256": each.sha256} for each in interest.files]
    content = content_of(number, at.isoformat(timespec="seconds"), parts, files)
    return InterestReceipt(submitted_at=at, content=content, sha256=hash_of(content))
