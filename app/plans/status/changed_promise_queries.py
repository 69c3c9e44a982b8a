"""What of the promises of plans changed: days, words, and what a sponsor did not agree to, or not yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, case, func, literal, or_, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute, selectinload

from app.db import db
from app.plans.agreeing import refusers_of, unagreed_days, unagreed_pauses, unconfirmed_in
from app.plans.days import LENGTH
from app.plans.models import (
    Action,
    ActionStatus,
    Agreement,
    Ask,
    DueMove,
    Edit,
    EditDeed,
    Milestone,
    MilestoneState,
    Plan,
    PromiseKind,
    Risk,
    Verdict,
)
from app.plans.naming import named_in
from app.plans.promised_before import promises_before
from app.plans.promised_days import is_postponed, kept_moves
from app.plans.promised_words import WORDS, first_words
from app.plans.status.gist import DueMoveGist, EditGist, PlanGist
from app.plans.status.reached_queries import Asked, Reach, told
from app.plans.status.then import WEIGHS

_UNSETTLED: Final = (
    select(Agreement.id)
    .outerjoin(Ask, Ask.id == Agreement.ask_id)
    .where(Agreement.plan_id == Plan.id, Agreement.own.is_(False))
    .where(or_(Agreement.ask_id.is_(None), Ask.verdict != Verdict.YES, Ask.doubted))
    .correlate(Plan)
    .exists()
)
_ANSWERED_ANEW: Final = and_(
    select(Agreement.id).where(Agreement.plan_id == Plan.id).correlate(Plan).exists(),
    select(Edit.id)
    .where(Edit.plan_id == Plan.id, Edit.kind == "plan", Edit.made_at > Plan.published_at)
    .correlate(Plan)
    .exists(),
)
"""True where a sponsor who was named once the plan was published may have agreed to a change."""

UNSETTLED: Final = or_(_UNSETTLED, _ANSWERED_ANEW, Plan.sponsor_by_id.is_not(None))
"""True where a refusal or a change nobody confirmed may still stand, or where a sponsor was named later."""

_OF_MEASURES: Final = and_(Agreement.plan_id == Plan.id, Agreement.kind == PromiseKind.MEASURE)
LAST_AGREED: Final = (
    select(func.max(Ask.answered_on))
    .join(Agreement, Agreement.ask_id == Ask.id)
    .where(_OF_MEASURES, Ask.verdict == Verdict.YES)
    .correlate(Plan)
    .scalar_subquery()
    .label("last_agreed")
)
LAST_CHANGED: Final = (
    select(func.max(Agreement.made_at)).where(_OF_MEASURES).correlate(Plan).scalar_subquery().label("last_changed")
)


def may_be_after_end(row: Row[Any]) -> bool:
    """True when a sponsor may have agreed to a change after day 100, by `LAST_AGREED` and `LAST_CHANGED` of a plan."""
    if row.day_one is None or row.last_changed is None:
        return False
    # A time zone moves a date by one at most.
    last = max(filter(None, (row.last_agreed, row.last_changed.date() + timedelta(days=1))))
    return bool(last - row.day_one >= timedelta(days=LENGTH))


DAYS_MOVED: Final = select(DueMove.id).where(DueMove.plan_id == Plan.id).correlate(Plan).exists()

_CHANGES_WORDS: Final = and_(
    Edit.deed == EditDeed.CHANGE,
    Edit.made_at >= Plan.published_at,
    or_(*(Edit.said[name].as_string().is_not(None) for name in WORDS)),
)
REWORDED: Final = select(Edit.id).where(Edit.plan_id == Plan.id, _CHANGES_WORDS).correlate(Plan).exists()


_MOVE: Final = (DueMove.before, DueMove.after, DueMove.moved_at, DueMove.pause_id)


def _moves_of_days(of: type[Action | Milestone], done: ColumnElement[bool], counts: ColumnElement[bool]) -> Asked:
    on = case((done, of.done_on), else_=of.due_on).label("on")
    return (
        select(of.plan_id, literal(of.__name__.lower()), of.number, on, DueMove.id.label("move_id"), *_MOVE)
        .join(DueMove, and_(DueMove.plan_id == of.plan_id, DueMove.item_id == of.id))
        .where(or_(of.critical, of.was_critical), counts, or_(~done, of.done_on.is_not(None)))
    )


_DUE_MOVES: Final[tuple[Asked, ...]] = (
    _moves_of_days(Action, Action.status == ActionStatus.DONE, Action.parked_on.is_(None)),
    _moves_of_days(Milestone, Milestone.state == MilestoneState.DONE, true()),
)
"""Each move of what is critical, or was, and is not parked, with the day it was done or as long as it is not is due."""


def _changes_of_words(of: type[Action | Milestone], *words: ColumnElement[str] | InstrumentedAttribute[str]) -> Asked:
    return (
        select(of.plan_id, of.id, *words, Edit.id.label("edit_id"), Edit.said)
        .join(Plan, Plan.id == of.plan_id)
        .join(Edit, and_(Edit.plan_id == of.plan_id, Edit.item_id == of.id))
        .where(or_(of.critical, of.was_critical), _CHANGES_WORDS)
    )


_REWORDINGS: Final[tuple[Asked, ...]] = (
    _changes_of_words(Action, Action.title, Action.evidence_expected),
    _changes_of_words(Milestone, Milestone.title, literal("")),
)
"""Each change of the words of what is critical, or was, once its plan was published; see `promised_words.WORDS`."""

_RENAMINGS: Final[Asked] = (
    select(Plan.id, Plan.id, Plan.title, literal(""), Edit.id.label("edit_id"), Edit.said)
    .join(Edit, and_(Edit.plan_id == Plan.id, Edit.item_id == Plan.id))
    .where(_CHANGES_WORDS)
)
"""Each change of what a plan is called, once it was published."""


def say_postponed(plans: Mapping[str, PlanGist], reach: Reach) -> None:
    """Say of each plan which critical things are due, or were done, later than first promised."""
    moves: defaultdict[tuple[str, str, int, date | None], list[DueMoveGist]] = defaultdict(list)
    asked = union_all(*map(reach.of_plans, _DUE_MOVES))
    for plan, (kind, number, on, _move_id, *move) in told(plans, asked.order_by("move_id")):
        moves[plan.id, kind, number, on].append(DueMoveGist._make(move))
    for (plan_id, kind, number, on), changes in moves.items():
        plan = plans[plan_id]
        agreed = [each for each in plan.pauses if each.id not in plan.unagreed_pauses]
        if is_postponed(on, kept_moves(changes), agreed):
            plan.later.add((kind, number))


def say_moves(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
    """Say of plans how the days of their actions and milestones moved."""
    of_items = (
        select(DueMove.plan_id, literal(of.__name__.lower()), of.number, DueMove.id.label("move_id"), *_MOVE)
        .join(of, and_(DueMove.plan_id == of.plan_id, DueMove.item_id == of.id))
        .where(DueMove.plan_id.in_(ids))
        for of in (Action, Milestone)
    )
    for plan, (kind, number, _move_id, *move) in told(plans, union_all(*of_items).order_by("move_id")):
        plan.due_moves.setdefault((kind, number), []).append(DueMoveGist._make(move))


def say_edits(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
    """Say of plans how the weight of their actions, milestones and risks changed."""
    weighs = or_(*(Edit.said[name].as_string().is_not(None) for name in WEIGHS))
    of_items = (
        select(Edit.plan_id, literal(of.__name__.lower()), of.number, Edit.id.label("edit_id"), Edit.said, Edit.made_at)
        .join(of, and_(Edit.plan_id == of.plan_id, Edit.item_id == of.id))
        .where(Edit.plan_id.in_(ids), Edit.deed == EditDeed.CHANGE, weighs)
        for of in (Action, Milestone, Risk)
    )
    for plan, (kind, number, _edit_id, *edit) in told(plans, union_all(*of_items).order_by("edit_id")):
        plan.edits.setdefault((kind, number), []).append(EditGist._make(edit))


def say_reworded(plans: Mapping[str, PlanGist], reach: Reach) -> None:
    """Say of each plan how many critical things were promised in other words, and what itself was called first."""
    changes: defaultdict[tuple[str, str, str, str], list[dict[str, list[object]]]] = defaultdict(list)
    asked = union_all(*map(reach.of_plans, (*_REWORDINGS, _RENAMINGS)))
    for plan, (item_id, title, shown, _edit_id, said) in told(plans, asked.order_by("edit_id")):
        changes[plan.id, item_id, title, shown].append(said)
    for (plan_id, item_id, *words), before in changes.items():
        first = first_words(dict(zip(WORDS, words, strict=True)), before)
        if item_id == plan_id:
            plans[plan_id].first_title = first.title
        else:
            plans[plan_id].reworded += any(first)


def say_unsettled(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
    """Say of plans whether a refusal or an unconfirmed change still stands, and who named who agreed; they are few."""
    loaded = (
        selectinload(Plan.agreements).joinedload(Agreement.ask),
        selectinload(Plan.measures),
        selectinload(Plan.pauses),
        selectinload(Plan.edits),
        selectinload(Plan.sign_offs),
    )
    for plan in db.session.scalars(select(Plan).where(Plan.id.in_(ids)).options(*loaded)):
        gist = plans[plan.id]
        gist.refused, gist.unconfirmed = refusers_of(plan), unconfirmed_in(plan)
        gist.unagreed, gist.namings, gist.promised_before = unagreed_days(plan), named_in(plan), promises_before(plan)
        gist.unagreed_pauses = unagreed_pauses(plan)
