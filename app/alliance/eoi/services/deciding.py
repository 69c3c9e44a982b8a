"""A recommendation, a decision with its letter, and the centre that comes out of it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.eoi.candidate import profile_of
from app.alliance.eoi.errors import CentreThere, ChoiceGone, NoSuchMove, WhyMissing
from app.alliance.eoi.events import InterestDecided
from app.alliance.eoi.models import Interest, InterestDecision
from app.alliance.eoi.readiness import advise
from app.alliance.eoi.services.holding import address_of, held_to_keep, move, new_token
from app.alliance.eoi.states import OUTCOMES, State
from app.centres.life import Phase
from app.centres.models import Centre, StaffRole
from app.centres.profile import Scope
from app.centres.queries import vocabulary
from app.centres.services import add_centre, invite_staff_inside
from app.db import db, transaction
from app.events import publish

LONGEST_CODE: Final = 40
"""Of a centre."""


def recommend(
    by: Principal, interest_id: str, *, capabilities: Sequence[str], scope: str, reason: str = ""
) -> Interest:
    """Recommend capabilities and a scope. What differs from what the rules say has a reason.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not being reviewed.
        ChoiceGone: something was not asked for.
        WhyMissing: it differs from the rules, or nothing is recommended, without a reason.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if scope not in list(Scope) or not set(capabilities) <= set(interest.answers.chosen("capabilities")):
            raise ChoiceGone
        overrides = differs(interest, capabilities, scope)
        if overrides and not reason:
            raise WhyMissing
        move(interest, State.RECOMMENDED, by=by, reason=reason)
        interest.recommendation = {
            "capabilities": list(capabilities),
            "scope": scope,
            "reason": reason,
            "overrides": overrides,
        }
        audit.record(
            "eoi.recommended", f"eoi:{interest.id}", actor_id=by.id, capabilities=list(capabilities), scope=scope,
            overrides=overrides,
        )  # fmt: skip
    return interest


def differs(interest: Interest, capabilities: Sequence[str], scope: str) -> bool:
    """Whether it is something else than the rules recommend."""
    advice = advise(interest.answers)
    return set(capabilities) != set(advice.capabilities) or scope != advice.scope


def decide(by: Principal, interest_id: str, outcome: State, *, words: str, on: date) -> Interest:
    """Decide, and send the letter.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: that cannot be decided now.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if outcome not in OUTCOMES:
            raise NoSuchMove
        move(interest, outcome, by=by)
        interest.back_to = None
        decided = InterestDecision(outcome=outcome, words=words, decided_on=on, at=clock.now(), by_id=by.id)
        interest.decisions.append(decided)
        db.session.flush()
        audit.record("eoi.decided", f"eoi:{interest.id}", actor_id=by.id, outcome=str(outcome), on=on.isoformat())
        publish(InterestDecided(interest.id, decided.id, address_of(new_token(interest))))
    return interest


def take_back(by: Principal, interest_id: str, reason: str) -> Interest:
    """Take a recommendation back, so that it is reviewed again. The record keeps what was recommended, and why not.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not recommended (409).
        WhyMissing: nobody said why (422).
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state != State.RECOMMENDED:
            raise NoSuchMove
        if not reason:
            raise WhyMissing
        move(interest, State.REVIEW, by=by, reason=reason)
        audit.record(
            "eoi.recommendation-taken-back", f"eoi:{interest.id}", actor_id=by.id,
            capabilities=interest.recommendation.get("capabilities"), scope=interest.recommendation.get("scope"),
        )  # fmt: skip
        interest.recommendation = {}
    return interest


def found_centre(by: Principal, interest_id: str, *, director: str, timezone: str) -> Interest:
    """Make the centre that comes out of it, link it, and invite its director, all or nothing.

    An empty `director` invites nobody yet.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not accredited (409).
        CentreThere: a centre came out of it already (409).
        CodeTaken: a centre has its number as its code (409).
        ScopeNotAllowed, CountryElsewhere, UnknownTerm: see `centres.services.add_centre` (422).
        BadName, AccountClosed: see `accounts.services.invite_inside` (422, 409).
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state != State.ACCREDITED:
            raise NoSuchMove
        if interest.centre_id is not None:
            raise CentreThere
        code = (interest.number or "")[:LONGEST_CODE]
        profile = profile_of(interest, vocabulary(), timezone=timezone)
        centre = add_centre(profile, by=by, code=code, phase=Phase.SELECTED)
        interest.centre_id = centre.id
        audit.record("eoi.centre-linked", f"eoi:{interest.id}", actor_id=by.id, centre=centre.id)
        if director:
            invite_staff_inside(centre.id, email=interest.email, name=director, role=StaffRole.DIRECTOR, by=by)
    return interest


def link_centre(by: Principal, interest_id: str, centre_id: str) -> Interest:
    """Say which centre came out of it.

    Raises:
        NotFound, NotAllowed: see `holding.held_to_keep`.
        NoSuchMove: it is not accredited.
        CentreThere: another centre came out of it.
        ChoiceGone: there is no such centre.
    """
    with transaction():
        interest = held_to_keep(by, interest_id)
        if interest.state != State.ACCREDITED:
            raise NoSuchMove
        if interest.centre_id not in {None, centre_id}:
            raise CentreThere
        if db.session.get(Centre, centre_id) is None:
            raise ChoiceGone
        if interest.centre_id is None:
            interest.centre_id = centre_id
            audit.record("eoi.centre-linked", f"eoi:{interest.id}", actor_id=by.id, centre=centre_id)
    return interest
