"""What all verbs have in common: hold the row, give it its next state, make a link."""

from datetime import timedelta
from typing import Final

from flask import current_app

from app import clock
from app.accounts.models import Principal
from app.alliance.eoi import policy, queries
from app.alliance.eoi.errors import NoSuchMove
from app.alliance.eoi.models import Interest, InterestLink, InterestMove
from app.alliance.eoi.policy import Standpoint
from app.alliance.eoi.states import State, may_follow
from app.db import db
from app.ids import digest, new_secret

LINK_LASTS: Final = timedelta(days=180)
"""How long a link opens. Each mail brings a new one, and whoever asks for one has it."""


def held_by(token: str) -> Interest:
    """Lock the one a link opens, and read it again: another tab may just have changed it.

    Raises:
        NoSuchInterest: it opens nothing.
    """
    return _held(queries.interest_by_token(token))


def held_for(person: Principal, interest_id: str) -> tuple[Interest, Standpoint]:
    """Lock one at the desk, for whoever finds it there.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    interest, _point = queries.interest_for(person, interest_id)
    held = _held(interest)
    return held, policy.standpoint(person, held)


def held_to_keep(person: Principal, interest_id: str) -> Interest:
    """Lock one for whoever runs the desk.

    Raises:
        NotFound: there is none, or it is not theirs to see.
        NotAllowed: they review it, and do not run the desk.
    """
    interest, point = held_for(person, interest_id)
    policy.require_keeping(point)
    return interest


def move(interest: Interest, after: State, *, by: Principal | None, reason: str = "") -> None:
    """Give it its next state, and keep from where it came.

    Raises:
        NoSuchMove: that cannot follow.
    """
    if not may_follow(interest.state, after):
        raise NoSuchMove
    now = clock.now()
    moved = InterestMove(before=interest.state, after=after, reason=reason, at=now, by_id=by.id if by else None)
    interest.moves.append(moved)
    interest.state, interest.state_since = after, now


def new_token(interest: Interest) -> str:
    """A new secret for its applicant, known now and never again."""
    token, now = new_secret(), clock.now()
    db.session.add(
        InterestLink(token_digest=digest(token), eoi_id=interest.id, made_at=now, expires_at=now + LINK_LASTS)
    )
    return token


def address_of(token: str) -> str:
    """Where a secret leads, as a mail says it."""
    return f"{current_app.config['PUBLIC_URL']}/eoi/mine/{token}/"


def _held(interest: Interest) -> Interest:
    db.session.get(Interest, interest.id, with_for_update=True, populate_existing=True)
    db.session.expire(interest, ["parts", "files", "moves", "questions", "reviews", "decisions", "receipt"])
    return interest
