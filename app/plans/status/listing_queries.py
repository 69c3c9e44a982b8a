"""The first question about plans in gist: which they are, how they are called, and what else is to be asked of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, ScalarSelect, and_, case, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Principal
from app.centres.models import Centre, Staff, Term, TermKind, centre_term
from app.db import db
from app.plans.items.answers import AS_ASKED, WRITTEN_DOWN
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    Contact,
    Edit,
    EditDeed,
    Evidence,
    GoalVersion,
    MailAddress,
    Milestone,
    MilestoneState,
    Plan,
    SignOff,
    StatusOverride,
)
from app.plans.people import key_of
from app.plans.same_words import says_same
from app.plans.status.at_end import ended_before
from app.plans.status.changed_promise_queries import (
    DAYS_MOVED,
    LAST_AGREED,
    LAST_CHANGED,
    REWORDED,
    UNSETTLED,
    may_be_after_end,
)
from app.plans.status.gist import OverrideGist, PlanGist, ReopeningGist
from app.plans.status.measure_queries import MEASURES_MOVED
from app.plans.status.reached_queries import Asked
from app.plans.status.sponsor_queries import OF_SPONSOR, OF_SPONSORS, known_by, may_have_agreed, may_lead


def _promised_first(what: InstrumentedAttribute[Any]) -> ScalarSelect[Any]:
    return (
        select(what)
        .where(GoalVersion.plan_id == Plan.id, GoalVersion.replaced_at >= Plan.published_at)
        .order_by(GoalVersion.id)
        .limit(1)
        .scalar_subquery()
    )


_FIRST_DAY_ONE: Final = _promised_first(GoalVersion.day_one)

_PLAN: Final = (
    Plan.id,
    Plan.title,
    Plan.goal,
    Plan.day_one,
    Plan.timezone,
    Plan.coach,
    Plan.leader,
    Plan.centre_id,
    Centre.name,
    func.coalesce(Centre.region_code, ""),
    func.coalesce(Centre.country_code, ""),
    func.coalesce(Centre.type_code, ""),
    Plan.created_at,
    Plan.published_at,
    func.coalesce(_FIRST_DAY_ONE, Plan.day_one),
)

_CAPABLE: Final = (
    select(func.aggregate_strings(Term.code, ","))
    .join(centre_term, centre_term.c.term_id == Term.id)
    .where(centre_term.c.centre_id == Plan.centre_id, Term.kind == TermKind.CAPABILITY)
    .scalar_subquery()
)

_WAS_TO_SHOW: Final = (
    select(Edit.id)
    .where(Edit.plan_id == Action.plan_id, Edit.item_id == Action.id, Edit.deed == EditDeed.CHANGE)
    .where(Edit.made_at >= Plan.published_at, Edit.said["evidence_expected", 0].as_string() != "")
    .correlate(Action, Plan)
    .exists()
)
"""True where an action was to show something once its plan was published; see `promised_words.first_of`."""

_TO_SHOW: Final = or_(func.trim(Action.evidence_expected) != "", _WAS_TO_SHOW)


def _is_shown(by: InstrumentedAttribute[str | None], of: type[Action | Milestone]) -> ColumnElement[bool]:
    """True where evidence of something can be looked at; see `Evidence.shows`."""
    can_be_seen = or_(Evidence.sha256.is_not(None), and_(Evidence.url != "", Evidence.own_page.is_(False)))
    return select(Evidence.id).where(by == of.id, can_be_seen).correlate(of).exists()


def _unshown(which: ColumnElement[bool]) -> ScalarSelect[int]:
    """Return how many critical actions are done with nothing that shows it; see `actions.shown.unshown`."""
    return (
        select(func.count())
        .where(Action.plan_id == Plan.id, Action.parked_on.is_(None), Action.status == ActionStatus.DONE)
        .where(or_(Action.critical, Action.was_critical), which, ~_is_shown(Evidence.action_id, Action))
        .correlate(Plan)
        .scalar_subquery()
    )


_MILESTONES_NOT_SHOWN: Final = (
    select(func.count())
    .where(Milestone.plan_id == Plan.id, Milestone.state == MilestoneState.DONE)
    .where(or_(Milestone.critical, Milestone.was_critical), ~_is_shown(Evidence.milestone_id, Milestone))
    .correlate(Plan)
    .scalar_subquery()
)
_NOT_SHOWN, _NOT_SAID = _unshown(_TO_SHOW) + _MILESTONES_NOT_SHOWN, _unshown(~_TO_SHOW)


_CRITICAL_UNDONE: Final = (
    select(func.count())
    .where(Action.plan_id == Plan.id, Action.status != ActionStatus.DONE)
    .where(or_(Action.critical, Action.was_critical))
    .correlate(Plan)
    .scalar_subquery()
) + (
    select(func.count())
    .where(Milestone.plan_id == Plan.id, Milestone.state != MilestoneState.DONE)
    .where(or_(Milestone.critical, Milestone.was_critical))
    .correlate(Plan)
    .scalar_subquery()
)


def _not_critical_now(of: type[Action | Milestone]) -> ScalarSelect[int]:
    counted = select(func.count()).where(of.plan_id == Plan.id, of.was_critical, of.critical.is_(False))
    return counted.correlate(Plan).scalar_subquery()


_NOT_CRITICAL_NOW: Final = _not_critical_now(Action) + _not_critical_now(Milestone)
"""How many actions and milestones were critical once their plan was published, and are so no longer."""

_NEXT_NAME, _NEXT_ANSWER = "\x1f", "\x1e"


def _said(of: type[Edit], name: str, after: int) -> ColumnElement[str]:
    said: ColumnElement[str] = of.said[name, after].as_string()
    return said


def _written_and_asked() -> ScalarSelect[str]:
    later, renamed = aliased(Edit), aliased(Edit)
    last = select(func.max(later.id)).where(later.plan_id == Ask.plan_id, later.item_id == Ask.id)
    last = last.where(_said(later, "answer", 1).is_not(None)).correlate(Ask)
    asked_then = (
        select(_said(renamed, "to", 0))
        .where(renamed.plan_id == Ask.plan_id, renamed.item_id == Ask.id, renamed.id > Edit.id)
        .where(_said(renamed, "to", 0).is_not(None))
        .order_by(renamed.id)
        .limit(1)
        .correlate(Ask, Edit)
        .scalar_subquery()
    )
    asked = func.coalesce(func.nullif(func.trim(func.coalesce(asked_then, Ask.to)), ""), Plan.sponsor)
    only_bears_it = _said(Edit, WRITTEN_DOWN, 1).is_not(None)
    writer = case((only_bears_it, ""), else_=Edit.by_name)
    return (
        select(func.aggregate_strings(writer + _NEXT_NAME + asked, _NEXT_ANSWER))
        .select_from(Ask)
        .join(Edit, Edit.item_id == Ask.id)
        .where(Ask.plan_id == Plan.id, Ask.answered_on.is_not(None), Edit.id == last.scalar_subquery())
        .where(_said(Edit, "answer", 1) == Ask.answer)
        .where(_said(Edit, AS_ASKED, 1).is_(None))
        .where(or_(only_bears_it, and_(Ask.confirms.is_(False), Edit.by_id.is_not(None))))
        .correlate(Plan)
        .scalar_subquery()
    )


_WRITTEN_AND_ASKED: Final = _written_and_asked()
"""Who wrote down each answer that stands, signed in, and who was asked; see `items.answers.written_for_others`.

The writer is nobody where they only bear the name that is asked. Names are compared as everywhere, which no database
does with all letters.
"""


def _written_for_others(pairs: str | None) -> int:
    found = (each.partition(_NEXT_NAME) for each in pairs.split(_NEXT_ANSWER)) if pairs else ()
    return sum(key_of(writer) != key_of(asked) for writer, _between, asked in found)


_CLOSED: Final = select(MailAddress.address).where(
    or_(MailAddress.stopped_at.is_not(None), MailAddress.bounced_on.is_not(None))
)
_OF_SPONSOR: Final = select(Contact.id).where(OF_SPONSOR).correlate(Plan)
_IS_TOLD: Final = or_(
    select(Principal.id).where(Principal.id == Contact.person_id, Principal.revoked_at.is_(None)).exists(),
    and_(Contact.email != "", Contact.muted_at.is_(None), Contact.email.not_in(_CLOSED)),
)
_ON_THE_STAFF: Final = (
    select(Principal.id)
    .join(Staff, Staff.principal_id == Principal.id)
    .where(Staff.centre_id == Plan.centre_id, Principal.revoked_at.is_(None))
    .where(func.lower(Principal.name) == func.lower(Plan.sponsor))
    .correlate(Plan)
    .exists()
)
_SPONSOR_UNREACHED: Final = and_(
    Plan.published_at.is_not(None),
    func.trim(Plan.sponsor) != "",
    ~_OF_SPONSOR.where(_IS_TOLD).exists(),
    or_(_OF_SPONSOR.exists(), ~_ON_THE_STAFF),
)
"""True where neither a mail nor a page tells the sponsor anything; see `letters.mailbox_queries.tells_sponsor`."""

_REOPENED: Final = select(SignOff.plan_id).where(SignOff.reopened_at.is_not(None)).distinct().subquery()
"""The plans of which a sign-off was reopened."""

_SIGNED_ON: Final = (
    select(SignOff.signed_on)
    .where(SignOff.plan_id == Plan.id, SignOff.reopened_at.is_(None))
    .correlate(Plan)
    .scalar_subquery()
)

_OVERRIDE: Final = (StatusOverride.value, StatusOverride.set_on, StatusOverride.until, StatusOverride.withdrawn_at)


@dataclass(slots=True)
class Listing:
    """The plans that are reached, by their ids, and about which of them there is more to ask.

    `unsettled` are ids of plans with promises to which a sponsor may not have agreed, or only after the end, `reopened`
    of plans whose sign-off was taken back, `led` of plans whose sponsor may lead or coach them too, `agreed` of those
    in which who does, or who asked for it, may have agreed to a change, `moved` plans with measures that promised
    something else before; `days_moved` and `reworded`: some days or words did.
    """

    plans: dict[str, PlanGist] = field(default_factory=dict)
    unsettled: list[str] = field(default_factory=list)
    reopened: list[str] = field(default_factory=list)
    led: list[str] = field(default_factory=list)
    agreed: list[str] = field(default_factory=list)
    moved: list[PlanGist] = field(default_factory=list)
    days_moved: bool = False
    reworded: bool = False


def listed(reached: ColumnElement[bool], readable: ColumnElement[bool] | None) -> Listing:
    """Return the plans a condition on Plan and Centre holds for, the oldest first; `readable` is asked of each."""
    found = Listing()
    asked = _asked(true() if readable is None else readable)
    for row in db.session.execute(asked.where(reached).order_by(Plan.created_at, Plan.id)):
        plan = found.plans[row.id] = _gist(row)
        found.unsettled += [plan.id] if row.unsettled or may_be_after_end(row) else []
        found.reopened += [plan.id] if row.reopened else []
        found.led += [plan.id] if may_lead(row, plan) else []
        found.agreed += [plan.id] if may_have_agreed(row, plan) else []
        found.moved += [plan] if row.moved else []
        found.days_moved |= bool(row.days_moved)
        found.reworded |= bool(row.reworded)
    return found


def say_reopened(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
    """Say of plans which sign-offs were taken back, and how they stood at each; they are few."""
    seals: defaultdict[str, list[str]] = defaultdict(list)
    taken_back = SignOff.plan_id.in_(ids), SignOff.reopened_at.is_not(None)
    told = (SignOff.signed_on, SignOff.reopened_at, SignOff.reopened_why)
    asked = select(SignOff.plan_id, SignOff.sealed, *told).where(*taken_back).order_by(SignOff.reopened_at)
    for plan_id, sealed, *reopening in db.session.execute(asked):
        seals[plan_id].append(sealed)
        plans[plan_id].reopenings.append(ReopeningGist._make(reopening))
    for plan_id, found in seals.items():
        plans[plan_id].ended_before = ended_before(found)


def _asked(readable: ColumnElement[bool]) -> Asked:
    of_plan = aliased(StatusOverride)
    newest = select(func.max(of_plan.id)).where(of_plan.plan_id == Plan.id).correlate(Plan).scalar_subquery()
    return (
        select(
            *_PLAN,
            _CAPABLE.label("capable"),
            readable.label("readable"),
            UNSETTLED.label("unsettled"),
            LAST_AGREED,
            LAST_CHANGED,
            MEASURES_MOVED.label("moved"),
            _promised_first(GoalVersion.goal).label("first_goal"),
            DAYS_MOVED.label("days_moved"),
            REWORDED.label("reworded"),
            _NOT_SHOWN.label("unshown"),
            _NOT_SAID.label("unshown_not_said"),
            _NOT_CRITICAL_NOW.label("not_critical_now"),
            _CRITICAL_UNDONE.label("critical_undone"),
            _WRITTEN_AND_ASKED.label("written_and_asked"),
            _SPONSOR_UNREACHED.label("sponsor_unreached"),
            *OF_SPONSORS,
            _SIGNED_ON.label("ended_on"),
            _REOPENED.c.plan_id.label("reopened"),
            *_OVERRIDE,
        )
        .join(Plan.centre)
        .outerjoin(_REOPENED, _REOPENED.c.plan_id == Plan.id)
        .outerjoin(StatusOverride, StatusOverride.id == newest)
    )


def _gist(row: Row[Any]) -> PlanGist:
    """Return what one row says of a plan."""
    plan = PlanGist(*row[: len(_PLAN)])
    plan.signed_on = row.ended_on
    plan.first_goal = row.first_goal if row.first_goal and not says_same(row.first_goal, plan.goal) else None
    plan.unshown, plan.unshown_not_said = row.unshown, row.unshown_not_said
    plan.not_critical_now = row.not_critical_now
    plan.critical_undone = row.critical_undone if row.ended_on else 0
    plan.written_for_others = _written_for_others(row.written_and_asked)
    plan.capabilities = tuple(row.capable.split(",")) if row.capable else ()
    plan.readable, plan.sponsor_unreached = bool(row.readable), bool(row.sponsor_unreached)
    plan.sponsor_known = known_by(row, plan)
    if row.value:
        plan.overrides = [OverrideGist(row.value, row.set_on, row.until, row.withdrawn_at)]
    return plan
