"""Finding what is in the way: of the plans somebody reads, and of those that share it. In as many questions for all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select

from app import clock
from app.accounts.models import Principal
from app.alliance.blockers.alike import Blocker
from app.alliance.blockers.models import SharedPlan
from app.alliance.help.policy import SPEAKING, is_of_the_lab
from app.alliance.pairs.queries import partners_of
from app.centres.models import Centre, Staff
from app.db import db
from app.plans.letters.ask_queries import titles_of
from app.plans.models import Action, ActionStatus, Ask, CheckIn, Plan
from app.plans.permission_queries import is_signed, seen_by

LAST_WORDS = timedelta(days=30)
"""For so long what somebody said to be in the way counts, unless a later check-in says otherwise."""

LONGEST_PLAN = timedelta(days=366)
"""A hundred days with all their pauses. What is in the way of an older plan is no news, signed off or not."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """A plan that somebody may share from, and whether it does."""

    plan_id: str
    title: str
    centre: str
    shares: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees in the way: of the centres they work at, and of others, those of their partners first."""

    own: Sequence[Blocker]
    others: Sequence[Blocker]
    partners: frozenset[str]


def seen_blockers(principal: Principal) -> Seen:
    """What is in the way of the plans somebody may read, and of those that share it with every centre."""
    places = set(db.session.scalars(select(Staff.centre_id).where(Staff.principal_id == principal.id)))
    partners = frozenset(partners_of(places))
    found = _blockers(principal, hears=bool(places) or is_of_the_lab(principal))
    ranked = sorted(found, key=lambda each: (each.centre_id not in partners, each.centre.casefold(), each.words))
    return Seen(
        own=[each for each in ranked if each.centre_id in places],
        others=[each for each in ranked if each.centre_id not in places],
        partners=partners,
    )


def plans_to_share(principal: Principal) -> list[Sharing]:
    """The plans of the centres somebody speaks for, by centre and title."""
    mine = select(Staff.centre_id).where(Staff.principal_id == principal.id, Staff.role.in_(SPEAKING))
    shares = exists().where(SharedPlan.plan_id == Plan.id)
    found = db.session.execute(
        select(Plan.id, Plan.title, Centre.name, shares)
        .join(Centre, Centre.id == Plan.centre_id)
        .where(Plan.centre_id.in_(mine))
        .order_by(Centre.name, Plan.title, Plan.id)
    )
    return [Sharing(plan_id, title, centre, bool(shared)) for plan_id, title, centre, shared in found]


def _blockers(principal: Principal, *, hears: bool) -> list[Blocker]:
    """What is blocked, asked and said to be in the way, in three questions."""
    reads = seen_by(principal)
    shared: ColumnElement[bool] = exists().where(SharedPlan.plan_id == Plan.id) if hears else false()
    plans = select(Plan.id, Plan.centre_id, Centre.name, reads).join(Centre, Centre.id == Plan.centre_id)
    visible = plans.where(or_(reads, shared), ~_is_over())
    return [*_of_actions(visible), *_of_asks(visible), *_of_check_ins(visible)]


def _is_over() -> ColumnElement[bool]:
    """Which plans are over: signed off, or begun so long ago that no pause lets them go on."""
    return or_(is_signed(), and_(Plan.day_one.is_not(None), Plan.day_one < clock.now().date() - LONGEST_PLAN))


def _of_actions(plans: Select[str, str, str, bool]) -> Iterator[Blocker]:
    counts = Action.status == ActionStatus.BLOCKED, Action.parked_on.is_(None)
    blocked = plans.join(Action, Action.plan_id == Plan.id).where(*counts)
    said = blocked.add_columns(Action.number, Action.blocked_reason, Action.title)
    for *place, number, reason, title in db.session.execute(said):
        yield _Place(*place).blocker("action", number, reason or title)


def _of_asks(plans: Select[str, str, str, bool]) -> Iterator[Blocker]:
    waiting = plans.join(Ask, Ask.plan_id == Plan.id).where(Ask.answered_on.is_(None))
    said = waiting.add_columns(Ask.id, Ask.confirms, Ask.number, Ask.title, Ask.kind)
    asks = db.session.execute(said).all()
    titles = titles_of([ask_id for *_place, ask_id, confirms, _number, _title, _kind in asks if confirms])
    for *place, ask_id, _confirms, number, title, kind in asks:
        yield _Place(*place).blocker("ask", number, titles.get(ask_id, title), kind or "")


def _of_check_ins(plans: Select[str, str, str, bool]) -> Iterator[Blocker]:
    """What the last check-in of each plan says, while it is not too long ago."""
    since = clock.now().date() - LAST_WORDS
    recent = plans.join(CheckIn, CheckIn.plan_id == Plan.id).where(CheckIn.on >= since)
    last_first = recent.order_by(CheckIn.on.desc(), CheckIn.filed_at.desc()).add_columns(CheckIn.blocked)
    told: set[str] = set()
    for plan_id, *place, words in db.session.execute(last_first):
        if plan_id not in told and words:
            yield _Place(plan_id, *place).blocker("check-in", 0, words)
        told.add(plan_id)


class _Place(NamedTuple):
    """The plan something stands in the way of, and whether the reader may open it."""

    plan_id: str
    centre_id: str
    centre: str
    readable: bool

    def blocker(self, where: str, number: int, words: str, kind: str = "") -> Blocker:
        return Blocker(self.centre_id, self.centre, kind, words, self.plan_id, where, number, bool(self.readable))
