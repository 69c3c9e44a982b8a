"""From an expression of interest to what came of it: centre, workshops, plans, results, each for who reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Principal
from app.alliance.calls.policy import may_review
from app.alliance.eoi.models import Interest
from app.alliance.eoi.queries import interest_whole, seen_by
from app.centres.models import LifeStep, Staff
from app.centres.queries import steps_of
from app.db import db
from app.errors import NotFound
from app.plans import permission_queries
from app.plans.extent import STANDING
from app.plans.models import Plan, Review
from app.plans.services import today_of
from app.plans.status.at_end import SignedOff, ended_before, sign_offs
from app.plans.status.judging import judged
from app.workshops.models import Seat, Workshop


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A plan somebody may read: how it stands, the day it was closed, if it was, and how it stood at its sign-offs."""

    plan: Plan
    status: str
    closed_on: date | None
    signed: Sequence[SignedOff]


@dataclass(frozen=True, slots=True)
class Record:
    """The whole way, as far as somebody may read each part. `at_desk`: they find it at the desk too."""

    interest: Interest
    at_desk: bool
    life: Sequence[LifeStep]
    workshops: Sequence[tuple[Workshop, bool]]
    plans: Sequence[PlanStep]


def record_for(principal: Principal, interest_id: str) -> Record:
    """The record of one, for the desk, its reviewers, and whoever works in the centre that came out of it.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    return _record(principal, Interest.id == interest_id)


def record_of_centre(principal: Principal, centre_id: str) -> Record:
    """The record of the one a centre came out of, the newest where there are several.

    Raises:
        NotFound: there is none, or it is not theirs to see.
    """
    return _record(principal, Interest.centre_id == centre_id)


def _record(principal: Principal, which: object) -> Record:
    at_desk = seen_by(principal) if may_review(principal) else Interest.id.is_(None)
    works = and_(
        Interest.number.is_not(None),
        exists().where(Staff.centre_id == Interest.centre_id, Staff.principal_id == principal.id),
    )
    wanted = select(Interest.id, Interest.centre_id, at_desk).where(which, or_(at_desk, works))  # type: ignore[arg-type]
    found = db.session.execute(wanted.order_by(Interest.created_at.desc()).limit(1)).one_or_none()
    if found is None:
        raise NotFound
    interest_id, centre_id, is_at_desk = found
    plans = _plans(principal, centre_id) if centre_id else []
    workshops = _workshops(principal, centre_id, [each.plan for each in plans]) if centre_id else []
    interest = interest_whole(interest_id)
    life = steps_of(interest.centre)[::-1] if interest.centre else []
    return Record(interest, bool(is_at_desk), life, workshops, plans)


def _plans(principal: Principal, centre_id: str) -> list[PlanStep]:
    wanted = select(Plan).where(Plan.centre_id == centre_id, permission_queries.seen_by(principal))
    loaded = wanted.options(STANDING)
    found = db.session.scalars(loaded.order_by(Plan.created_at, Plan.id))
    return [_step(plan) for plan in found]


def _step(plan: Plan) -> PlanStep:
    how = judged(plan, today_of(plan))
    signed = sign_offs(how.at_end, ended_before(each.sealed for each in plan.reopenings))
    return PlanStep(plan, str(how.status), _closed(plan), signed)


def _closed(plan: Plan) -> date | None:
    return next((each.on for each in plan.check_ins if each.review == Review.CLOSING), None)


def _workshops(principal: Principal, centre_id: str, plans: Sequence[Plan]) -> list[tuple[Workshop, bool]]:
    """Workshops a plan they read came out of, and those they have a seat in; whether the room is open to them."""
    sits = exists().where(Seat.workshop_id == Workshop.id, Seat.principal_id == principal.id)
    born = [plan.workshop_id for plan in plans if plan.workshop_id]
    wanted = select(Workshop, sits).where(or_(Workshop.id.in_(born), and_(Workshop.host_id == centre_id, sits)))
    found = db.session.execute(wanted.options(selectinload(Workshop.days)).order_by(Workshop.created_at))
    return [(workshop, bool(open_to)) for workshop, open_to in found]
