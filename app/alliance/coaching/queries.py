"""Finding the plans of a coach, in as many questions for fifty as for one, and the notes on a plan."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import aside, clock
from app.accounts.models import Principal
from app.alliance.coaching.case import Case, case_of, is_called, worst_first
from app.alliance.coaching.models import CoachNote
from app.alliance.coaching.policy import oversees
from app.centres.models import Centre, Staff
from app.db import db
from app.plans.days import today_in
from app.plans.extent import STANDING
from app.plans.letters.name_queries import names_of
from app.plans.models import Ask, CheckIn, CheckInLink, Plan
from app.plans.people import key_of
from app.plans.permission_queries import seen_by
from app.plans.status.gist_queries import gists
from app.texts import folded


@dataclass(frozen=True, slots=True)
class Caseload:
    """The plans somebody coaches, or of every coach where `coach` is empty; whose one may look at."""

    coach: str
    cases: Sequence[Case]
    coaches: Sequence[str]


def caseload_of(principal: Principal, asked: str) -> Caseload:
    """The plans somebody coaches; whoever oversees coaches may ask for another's, and sees all of them at first."""
    named = db.session.execute(select(Plan.id, Plan.coach).where(seen_by(principal), Plan.coach != "")).all()
    chooses = oversees(principal)
    own = _coached_by(principal, named)
    coach = asked if chooses and asked else principal.name if own or not chooses else ""
    if chooses and asked:
        ids = [plan_id for plan_id, name in named if is_called(asked, name)]
    else:
        ids = [plan_id for plan_id, _name in named if not coach or plan_id in own]
    now = clock.now()
    # What is asked of plans takes a while to put into words for the database: others are served meanwhile.
    told = {gist.id: gist for gist in aside.read(partial(gists, Plan.id.in_(ids)))} if ids else {}
    cases = [case_of(plan, told[plan.id], today_in(plan.timezone, now)) for plan in _plans(ids)]
    names = {folded(name.strip()): name.strip() for _id, name in named} if chooses else {}
    return Caseload(coach, worst_first(cases), [names[each] for each in sorted(names)])


def may_note(principal: Principal, plan: Plan) -> bool:
    """Return True when somebody who may read a plan may write to its team as its coach."""
    return oversees(principal) or bool(_coached_by(principal, [(plan.id, plan.coach)]))


def _coached_by(principal: Principal, plans: Iterable[tuple[str, str]]) -> set[str]:
    """Return those of the plans, given with what they call their coach, whose coach is reached as this person.

    A display name is chosen by whoever bears it, so it proves nothing; the contacts of a plan name an account or an
    address, and those are given by whoever changes the plan.
    """
    if not principal.is_person:
        return set()
    names = names_of(principal).in_plans
    return {plan_id for plan_id, coach in plans if coach and key_of(coach) in names.get(plan_id, frozenset())}


def on_the_staff(centre_id: str) -> frozenset[str]:
    """Return who belongs to a centre: a coach who does says of their own what they say of its plan."""
    return frozenset(db.session.scalars(select(Staff.principal_id).where(Staff.centre_id == centre_id)))


def notes_on(plan_id: str) -> Sequence[CoachNote]:
    """What coaches wrote to the team of a plan, the last one first."""
    return db.session.scalars(select(CoachNote).where(CoachNote.plan_id == plan_id).order_by(CoachNote.id.desc())).all()


def _plans(ids: Sequence[str]) -> Sequence[Plan]:
    found = select(Plan).join(Centre, Centre.id == Plan.centre_id).where(Plan.id.in_(ids))
    makers = selectinload(Plan.check_ins).joinedload(CheckIn.link).joinedload(CheckInLink.maker)
    whole = found.options(STANDING, selectinload(Plan.asks).selectinload(Ask.agreements), makers)
    return db.session.scalars(whole.order_by(Plan.created_at, Plan.id)).all() if ids else []
