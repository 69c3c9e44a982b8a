"""Reading pauses, actions, milestones, risks, asks and check-ins of plans in gist."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, and_, false, func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from app.plans import days
from app.plans.days import Calendar
from app.plans.models import (
    Action,
    ActionStatus,
    Agreement,
    Ask,
    CheckIn,
    DueMove,
    Impact,
    Likelihood,
    Measure,
    Milestone,
    MilestoneState,
    Pause,
    Plan,
    PromiseKind,
    Reading,
    Review,
    Risk,
    RiskState,
    SignOff,
)
from app.plans.status.reached_queries import Asked, Reach
from app.plans.status.rules import SILENT_ALL, UNREAD_ALL

PAUSES: Final[Asked] = select(Pause.plan_id, Pause.id, Pause.first, Pause.last, Pause.reason, Pause.made_at)

PAUSES_CHANGED: Final[Asked] = (
    select(Agreement.plan_id, Agreement).where(Agreement.kind == PromiseKind.PAUSE).order_by(Agreement.id)
)
"""What sponsors were asked of pauses, the first first: it says when each of their dates was entered."""

_ACTION: Final = (
    Action.plan_id,
    Action.number,
    Action.title,
    Action.due_on,
    func.coalesce(Action.dated_at, Action.created_at),
    Action.status,
    Action.critical,
    Action.was_critical,
    Action.missed_on,
    Action.done_on,
    Action.created_at,
    Action.parked_on,
)
_PUBLISHED: Final = select(Plan.published_at).where(Plan.id == Action.plan_id).scalar_subquery()
_ADDED: Final = Action.created_at > _PUBLISHED
"""It was added to the published plan: how many days before it was due is judged by itself; see `facts.NOTICE`."""

_HAD: Final = (
    select(DueMove.before)
    .where(DueMove.plan_id == Milestone.plan_id, DueMove.item_id == Milestone.id)
    .order_by(DueMove.id.desc())
    .limit(1)
    .scalar_subquery()
)
"""The day a milestone had before somebody let it have none; see `due_days.day_that_counts`."""
_MILESTONE_DUE: Final = func.coalesce(Milestone.due_on, _HAD)
_MILESTONES: Final[Asked] = select(
    Milestone.plan_id,
    Milestone.number,
    Milestone.title,
    _MILESTONE_DUE,
    func.coalesce(Milestone.dated_at, Milestone.created_at),
    Milestone.critical,
    Milestone.was_critical,
    Milestone.missed_on,
    Milestone.state,
    Milestone.done_on,
)

_RISKS: Final[Asked] = select(
    Risk.plan_id, Risk.number, Risk.title, Risk.likelihood, Risk.impact, Risk.owner, Risk.state, Risk.closed_on
)
_ASKS: Final[Asked] = select(Ask.plan_id, Ask.number, Ask.title, Ask.kind, Ask.asked_on, Ask.reply_by, Ask.answered_on)


_CHECK_IN: Final = (CheckIn.on, CheckIn.filed_at, CheckIn.review, CheckIn.taken_back)


def _counts(check_in: type[CheckIn]) -> ColumnElement[bool]:
    """Whether it ends a silence: no closing review that was taken back does; see `check_ins.last_check_in`."""
    return or_(check_in.taken_back.is_(None), check_in.taken_back != Review.CLOSING)


def rests(calendar: Calendar, reach: Reach) -> bool:
    """Whether today's day of a plan has other dates too, wherever it is carried out."""
    return any(calendar.lasts_on(today) for today in reach.zones)


def may_be_silent(latest: date, reach: Reach) -> Asked:
    """Return the ids of plans that may have no data today, or were signed off: too many of them rather than too few.

    Of those that were signed off everything says how they stood, as if they were not. A pause makes no plan silent
    earlier. Numbers of days after day 100 do not count, so who is past that may have none.
    """
    said = select(CheckIn.id).where(CheckIn.plan_id == Plan.id, CheckIn.on > latest - timedelta(days=SILENT_ALL))
    read = select(Reading.id).where(Reading.measure_id == Measure.id, Reading.on > latest - timedelta(days=UNREAD_ALL))
    main = select(Measure.id).where(Measure.plan_id == Plan.id, Measure.main).correlate(Plan)
    unknown = or_(Measure.baseline.is_(None), Measure.target.is_(None))
    unread = or_(unknown, ~read.where(reach.by_today(Reading.on)).correlate(Measure, Plan).exists())
    silent = ~said.where(reach.by_today(CheckIn.on), _counts(CheckIn)).correlate(Plan).exists()
    signed = select(SignOff.id).where(SignOff.plan_id == Plan.id, SignOff.reopened_at.is_(None)).correlate(Plan)
    is_over = Plan.day_one <= latest - timedelta(days=days.LENGTH)
    asked: Asked = select(Plan.id).where(Plan.published_at.is_not(None), Plan.day_one <= latest + timedelta(days=1))
    return asked.where(or_(silent, is_over, signed.exists(), ~main.exists(), main.where(unread).exists()))


def check_ins_of(plans: Sequence[str]) -> Asked:
    """Return every check-in of these plans."""
    return select(CheckIn.plan_id, *_CHECK_IN).where(CheckIn.plan_id.in_(plans))


def actions_of(latest: date, resting: Sequence[str]) -> Asked:
    """Return the actions that have a say in a status by themselves, and those that are parked and not done.

    Of `resting` plans they are all there: what is done or parked now may not have been on the day that was last known.
    """
    is_open = or_(Action.status != ActionStatus.DONE, Action.plan_id.in_(resting) if resting else false())
    parked = and_(Action.parked_on.is_not(None), is_open)
    asked: Asked = select(*_ACTION)
    return asked.where(or_(and_(Action.parked_on.is_(None), _matters(latest, resting)), parked)).order_by(Action.number)


def _matters(latest: date, resting: Sequence[str]) -> ColumnElement[bool]:
    """Which actions have a say in a status by themselves: what is due by now or missed a day and is not done, and what
    is blocked. What was done after its date, or after one it missed, is with them, for lists count it, and so is what
    was added to the published plan.

    In a pause all its dates have one number, so what is due later in it is due by now; there all have a say, and where
    the plan is judged without a pause too.
    """
    was_late = or_(Action.done_on > Action.due_on, Action.done_on > Action.missed_on)
    return or_(
        and_(or_(Action.due_on <= latest, Action.missed_on.is_not(None)), Action.status != ActionStatus.DONE),
        Action.status == ActionStatus.BLOCKED,
        and_(Action.status == ActionStatus.DONE, or_(was_late, and_(Action.due_on <= latest, _ADDED))),
        Action.plan_id.in_(resting) if resting else false(),
    )


def milestones_of(latest: date, resting: Sequence[str]) -> Asked:
    """Return the critical milestones that are open or were done late (`_matters`), and all those of `resting` plans.

    What is not critical is among them where it is open and may be late, for lists count it.
    """
    is_resting = Milestone.plan_id.in_(resting) if resting else false()
    is_open = Milestone.state != MilestoneState.DONE
    matters = or_(is_open, Milestone.done_on > _MILESTONE_DUE, Milestone.done_on > Milestone.missed_on, is_resting)
    may_be_late = or_(latest >= _MILESTONE_DUE, Milestone.state == MilestoneState.MISSED, is_resting)
    critical = or_(Milestone.critical, Milestone.was_critical)
    return _MILESTONES.where(or_(and_(critical, matters), and_(is_open, may_be_late)))


def risks_of(resting: Sequence[str]) -> Asked:
    """Return the grave risks that are open, and all those of `resting` plans."""
    grave = and_(Risk.state != RiskState.CLOSED, Risk.likelihood == Likelihood.HIGH, Risk.impact == Impact.LARGE)
    return _RISKS.where(or_(grave, Risk.plan_id.in_(resting) if resting else false()))


def asks_of(resting: Sequence[str]) -> Asked:
    """Return the asks without an answer, and all those of `resting` plans."""
    return _ASKS.where(or_(Ask.answered_on.is_(None), Ask.plan_id.in_(resting) if resting else false()))


def so_far(reach: Reach, resting: Sequence[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """What each plan has by today: how many actions that are due and done, where those have no say by themselves
    (`_matters`), with its last check-in; then its reviews, each of which says its day itself, with no action.

    The last is found by its index for each plan: to number them all took SQLite seven times as long.
    """
    said = aliased(CheckIn)
    latest = (said.on.desc(), said.filed_at.desc())
    mine = select(said.id).where(said.plan_id == Plan.id, reach.by_today(said.on), _counts(said))
    counts = mine.order_by(*latest).limit(1)
    in_time = and_(Action.done_on <= Action.due_on, or_(Action.missed_on.is_(None), Action.done_on <= Action.missed_on))
    done = (
        select(func.count())
        .where(Action.plan_id == Plan.id, Action.parked_on.is_(None), Action.status == ActionStatus.DONE)
        .where(or_(Action.done_on.is_(None), in_time), Action.created_at <= Plan.published_at)
        .where(reach.by_today(Action.due_on), Plan.id.not_in(resting) if resting else true())
        .correlate(Plan)
        .scalar_subquery()
    )
    last: Asked = select(Plan.id, done, *_CHECK_IN).outerjoin(
        CheckIn, CheckIn.id == counts.correlate(Plan).scalar_subquery()
    )
    of_plan: Asked = select(Plan.id, literal(0), *_CHECK_IN).join(CheckIn, CheckIn.plan_id == Plan.id)
    return union_all(reach.of_plans(last), reach.of_plans(of_plan.where(CheckIn.review.is_not(None))))
