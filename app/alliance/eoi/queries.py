"""Finding expressions of interest: by a secret link for whoever wrote them, by role and assignment at the desk."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.accounts.models import Person, Principal
from app.alliance.calls.policy import REVIEWERS, keeps_desk, may_review
from app.alliance.eoi.errors import NoSuchInterest
from app.alliance.eoi.models import Interest, InterestFile, InterestLink, InterestPart, InterestReview
from app.alliance.eoi.policy import Standpoint, standpoint
from app.alliance.eoi.states import AT_WORK, State
from app.db import db
from app.errors import NotAllowed, NotFound
from app.ids import digest

WHOLE = (
    joinedload(Interest.call, innerjoin=True),
    joinedload(Interest.centre),
    joinedload(Interest.receipt),
    selectinload(Interest.parts),
    selectinload(Interest.files),
    selectinload(Interest.moves),
    selectinload(Interest.questions),
    selectinload(Interest.reviews),
    selectinload(Interest.decisions),
)
"""Everything its pages show, in as many questions whatever there is of it."""


def interest_by_token(token: str) -> Interest:
    """What a secret link opens.

    Raises:
        NoSuchInterest: nothing.
    """
    opened = select(InterestLink.eoi_id).where(InterestLink.token_digest == digest(token), _opens())
    found = db.session.scalar(select(Interest).where(Interest.id.in_(opened)).options(*WHOLE))
    if found is None:
        raise NoSuchInterest
    return found


def other_than(interest: Interest, token: str) -> ColumnElement[bool]:
    """Which links open the same beside this one."""
    return and_(InterestLink.eoi_id == interest.id, InterestLink.token_digest != digest(token), _opens())


def other_links(interest: Interest, token: str) -> int:
    """How many links open it beside this one."""
    return db.session.scalar(select(func.count()).where(other_than(interest, token))) or 0


def seen_by(principal: Principal) -> ColumnElement[bool]:
    """Which ones somebody finds at the desk: no drafts, and none they declared a conflict in, whatever their role."""
    own = and_(InterestReview.eoi_id == Interest.id, InterestReview.reviewer_id == principal.id)
    asked = true() if keeps_desk(principal) else exists().where(own)
    conflicted = exists().where(own, InterestReview.conflict.is_(True))
    submitted = Interest.number.is_not(None)
    return and_(submitted, asked, ~conflicted)


def interest_for(principal: Principal, interest_id: str) -> tuple[Interest, Standpoint]:
    """One at the desk, and what somebody is to it.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    may = may_review(principal)
    # One question says whether it is there and theirs: neither the clock nor the count tells who may not know it.
    found = db.session.scalar(select(Interest.id).where(Interest.id == interest_id, seen_by(principal)))
    if found is None or not may:
        raise NotFound
    interest = interest_whole(found)
    return interest, standpoint(principal, interest)


def interest_whole(interest_id: str) -> Interest:
    """One with everything its pages show, for whoever found it."""
    return db.session.scalars(select(Interest).where(Interest.id == interest_id).options(*WHOLE)).one()


def file_for(interest: Interest, file_id: str) -> InterestFile:
    """A file of one that was found.

    Raises:
        NotFound: it has none of that id.
    """
    found = next((each for each in interest.files if each.id == file_id), None)
    if found is None:
        raise NotFound
    return found


def queue(principal: Principal, *, state: str = "", call_id: str = "") -> list[Interest]:
    """What somebody finds at the desk: what waits for somebody first, and of it what has waited longest.

    Raises:
        NotAllowed: nobody asks them to review, and they do not run it.
    """
    if not may_review(principal):
        raise NotAllowed
    wanted = select(Interest).where(seen_by(principal))
    if state:
        wanted = wanted.where(Interest.state == state)
    if call_id:
        wanted = wanted.where(Interest.call_id == call_id)
    loaded = (joinedload(Interest.call), selectinload(Interest.parts), selectinload(Interest.reviews))
    found = db.session.scalars(wanted.options(*loaded).order_by(Interest.state_since, Interest.id))
    return sorted(found, key=lambda each: each.state not in AT_WORK)


def counts(principal: Principal) -> dict[State, int]:
    """How many are in each state, of those somebody finds at the desk."""
    counted = select(Interest.state, func.count()).where(seen_by(principal)).group_by(Interest.state)
    return {State(state): number for state, number in db.session.execute(counted)}


def drafts_of(call_id: str) -> int:
    """How many were begun and not submitted: a number, for nobody but their writers reads them."""
    return db.session.scalar(select(func.count()).where(Interest.call_id == call_id, Interest.state == "draft")) or 0


def reviewers() -> Sequence[Person]:
    """Who can be asked to review, by name."""
    found = select(Person).where(Person.alliance_role.in_(REVIEWERS), Person.revoked_at.is_(None))
    return db.session.scalars(found.order_by(Person.name, Person.id)).all()


def interests_of(email: str, since: datetime) -> list[Interest]:
    """What somebody with this address began after a moment; what holds no word yet first, for anybody may begin it."""
    found = select(Interest).where(Interest.email == email, Interest.created_at >= since)
    worded = Interest.number.is_not(None) | exists().where(InterestPart.eoi_id == Interest.id)
    return list(
        db.session.scalars(found.where(Interest.state != State.WITHDRAWN).order_by(worded, Interest.created_at))
    )


def files_named(hashes: Sequence[str]) -> set[str]:
    """Those of the files that something names."""
    return set(db.session.scalars(select(InterestFile.sha256).where(InterestFile.sha256.in_(hashes))))


def review_found(review_id: str) -> InterestReview | None:
    """A review somebody was asked for, for the mail that says so."""
    return db.session.get(InterestReview, review_id)


def _opens() -> ColumnElement[bool]:
    return and_(InterestLink.revoked_at.is_(None), InterestLink.expires_at > clock.now())
