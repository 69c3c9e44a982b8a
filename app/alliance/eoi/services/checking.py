"""The desk takes it up, goes through the eligibility list, and passes it on to reviewers."""

from collections.abc import Mapping

from app import audit
from app.accounts.models import Principal
from app.alliance.eoi.eligibility import Item, Mark, is_whole, marks_of, missing
from app.alliance.eoi.errors import MarksChanged, NoSuchMove, NotLooked, WhyMissing
from app.alliance.eoi.models import Interest
from app.alliance.eoi.services.holding import held_to_keep, move
from app.alliance.eoi.states import State
from app.db import transaction


def take_up(by: Principal, interest_id: str) -> Interest:
    """Begin to check it.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not newly submitted.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state != State.SUBMITTED:
            raise NoSuchMove
        move(interest, State.ELIGIBILITY, by=by)
        audit.record("eoi.taken-up", f"eoi:{interest.id}", actor_id=by.id)
    return interest


def check(by: Principal, interest_id: str, checks: Mapping[Item, Mark], *, seen: str) -> Interest:
    """Say of items whether they are met; those that are not named were not looked at.

    `seen` are the marks somebody changes, as `eligibility.marks_of` tells them.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: nobody took it up, or it is decided on.
        MarksChanged: somebody else marked something since (409).
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state not in {State.ELIGIBILITY, State.CLARIFICATION, State.REVIEW, State.RECOMMENDED}:
            raise NoSuchMove
        if seen != marks_of(interest.checks):
            raise MarksChanged
        said = {str(item): str(mark) for item, mark in checks.items()}
        if said != interest.checks:
            interest.checks = said
            audit.record("eoi.checked", f"eoi:{interest.id}", actor_id=by.id, missing=list(missing(said)))
    return interest


def pass_on(by: Principal, interest_id: str, *, reason: str = "") -> Interest:
    """Let reviewers read it; for a reason where something of the list is missing.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not being checked.
        NotLooked: an item has no mark.
        WhyMissing: something is missing, and nobody said why it goes on nevertheless.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state != State.ELIGIBILITY:
            raise NoSuchMove
        if not is_whole(interest.checks):
            raise NotLooked
        lacking = missing(interest.checks)
        if lacking and not reason:
            raise WhyMissing
        move(interest, State.REVIEW, by=by, reason=reason)
        audit.record("eoi.passed-on", f"eoi:{interest.id}", actor_id=by.id, missing=list(lacking))
    return interest
