"""Reading plans in gist: the same few questions, however many plans, each for columns and never for objects.

What has no part in a status is not read: of the readings of a measure the last, of check-ins the last and the reviews;
of actions that are done how many are due.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased, selectinload

from app import clock
from app.centres.models import Centre, Term, TermKind, centre_term
from app.db import db
from app.plans.agreeing import promises_before, refusers_of, unagreed_days, unagreed_pauses, unconfirmed_in
from app.plans.days import Calendar, today_in
from app.plans.measures.earlier import is_otherwise
from app.plans.models import (
    Action,
    ActionStatus,
    Agreement,
    Ask,
    CheckIn,
    DueMove,
    Edit,
    EditDeed,
    Evidence,
    GoalVersion,
    Impact,
    Likelihood,
    Measure,
    MeasureMove,
    Milestone,
    MilestoneState,
    Pause,
    Plan,
    Reading,
    Risk,
    RiskState,
    SignOff,
    StatusOverride,
    Verdict,
)
from app.plans.naming import namings_in
from app.plans.promised_days import is_postponed, kept_moves
from app.plans.promised_words import WORDS, first_words
from app.plans.status.facts import counted_until
from app.plans.status.gist import (
    ActionGist,
    AskGist,
    CheckInGist,
    DueMoveGist,
    MeasureGist,
    MilestoneGist,
    MoveGist,
    OverrideGist,
    ParkedGist,
    PauseGist,
    PlanGist,
    ReadingGist,
    ReopeningGist,
    RiskGist,
)

Asked = Select[*tuple[Any, ...]]

_FIRST_DAY_ONE: Final = (
    select(GoalVersion.day_one)
    .where(GoalVersion.plan_id == Plan.id, GoalVersion.replaced_at >= Plan.published_at)
    .order_by(GoalVersion.id)
    .limit(1)
    .scalar_subquery()
)

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

_UNSHOWN: Final = (
    select(func.count())
    .where(Action.plan_id == Plan.id, Action.parked_on.is_(None), Action.status == ActionStatus.DONE)
    .where(or_(Action.critical, Action.was_critical), func.trim(Action.evidence_expected) != "")
    .where(
        ~select(Evidence.id)
        .where(Evidence.action_id == Action.id, or_(Evidence.sha256.is_not(None), Evidence.url != ""))
        .correlate(Action)
        .exists()
    )
    .correlate(Plan)
    .scalar_subquery()
)
"""How many critical actions are done with nothing that shows it; see `actions.shown.is_unshown`
and `Evidence.shows`."""

_MOVED: Final = (
    select(MeasureMove.id)
    .join(Measure, Measure.id == MeasureMove.measure_id)
    .where(Measure.plan_id == Plan.id)
    .correlate(Plan)
    .exists()
)
_DAYS_MOVED: Final = select(DueMove.id).where(DueMove.plan_id == Plan.id).correlate(Plan).exists()
_CHANGES_WORDS: Final = and_(
    Edit.deed == EditDeed.CHANGE,
    Edit.made_at >= Plan.published_at,
    or_(*(Edit.said[name].as_string().is_not(None) for name in WORDS)),
)
_REWORDED: Final = select(Edit.id).where(Edit.plan_id == Plan.id, _CHANGES_WORDS).correlate(Plan).exists()
_OVERRIDE: Final = (
    StatusOverride.value,
    StatusOverride.set_on,
    StatusOverride.until,
    StatusOverride.withdrawn_at,
)

_MEASURE: Final = (
    Measure.id,
    Measure.number,
    Measure.name,
    Measure.unit,
    Measure.baseline,
    Measure.target,
    Measure.direction,
    Measure.main,
    Measure.curve,
    Measure.steps,
    Measure.definition,
    Measure.proxy,
    Measure.source,
)


_PAUSES: Final[Asked] = select(Pause.plan_id, Pause.id, Pause.first, Pause.last, Pause.reason, Pause.made_at)
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
    Action.parked_on,
)
_HAD: Final = (
    select(DueMove.before)
    .where(DueMove.plan_id == Milestone.plan_id, DueMove.item_id == Milestone.id)
    .order_by(DueMove.id.desc())
    .limit(1)
    .scalar_subquery()
)
"""The day a milestone had before somebody let it have none; see `facts.day_that_counts`."""
_MILESTONES: Final[Asked] = select(
    Milestone.plan_id,
    Milestone.number,
    Milestone.title,
    func.coalesce(Milestone.due_on, _HAD),
    func.coalesce(Milestone.dated_at, Milestone.created_at),
    Milestone.critical,
    Milestone.was_critical,
    Milestone.missed_on,
    Milestone.state,
).where(or_(Milestone.critical, Milestone.was_critical), Milestone.state != MilestoneState.DONE)


def _moves_of_days(of: type[Action | Milestone], is_open: ColumnElement[bool]) -> Asked:
    told = (DueMove.before, DueMove.after, DueMove.reason, DueMove.moved_at)
    return (
        select(of.plan_id, of.id, of.due_on, DueMove.id.label("move_id"), *told)
        .join(DueMove, and_(DueMove.plan_id == of.plan_id, DueMove.item_id == of.id))
        .where(or_(of.critical, of.was_critical), is_open)
    )


_DUE_MOVES: Final[tuple[Asked, ...]] = (
    _moves_of_days(Action, and_(Action.parked_on.is_(None), Action.status != ActionStatus.DONE)),
    _moves_of_days(Milestone, Milestone.state != MilestoneState.DONE),
)
"""Each move of what is critical, or was, and is neither done nor parked."""


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

_RISKS: Final[Asked] = select(
    Risk.plan_id, Risk.number, Risk.title, Risk.likelihood, Risk.impact, Risk.owner, Risk.state
).where(Risk.state != RiskState.CLOSED, Risk.likelihood == Likelihood.HIGH, Risk.impact == Impact.LARGE)
_ASKS: Final[Asked] = select(
    Ask.plan_id, Ask.number, Ask.title, Ask.kind, Ask.asked_on, Ask.reply_by, Ask.answered_on
).where(Ask.answered_on.is_(None))


_REOPENED: Final = (
    select(
        SignOff.plan_id,
        SignOff.signed_on,
        SignOff.reopened_at,
        SignOff.reopened_why,
        func.row_number().over(partition_by=SignOff.plan_id, order_by=SignOff.reopened_at.desc()).label("latest"),
    )
    .where(SignOff.reopened_at.is_not(None))
    .subquery()
)
"""The sign-offs that were reopened, `latest` 1 is the last one of its plan."""
_REOPENING: Final = (_REOPENED.c.signed_on, _REOPENED.c.reopened_at, _REOPENED.c.reopened_why)
_SHELVES: Final = (
    ("milestones", MilestoneGist, _MILESTONES),
    ("risks", RiskGist, _RISKS),
    ("asks", AskGist, _ASKS),
)
"""What of a plan is read as it lies, with the name it has there."""


def gists(reached: ColumnElement[bool], readable: ColumnElement[bool] | None = None) -> list[PlanGist]:
    """The plans a condition on Plan and Centre holds for, the oldest first; `readable` is asked of each."""
    of_plan = aliased(StatusOverride)
    newest = select(func.max(of_plan.id)).where(of_plan.plan_id == Plan.id).correlate(Plan).scalar_subquery()
    asked: Asked = (
        select(
            *_PLAN,
            _CAPABLE.label("capable"),
            (true() if readable is None else readable).label("readable"),
            or_(_UNSETTLED, _ANSWERED_ANEW).label("unsettled"),
            _MOVED.label("moved"),
            _DAYS_MOVED.label("days_moved"),
            _REWORDED.label("reworded"),
            _UNSHOWN.label("unshown"),
            *_REOPENING,
            *_OVERRIDE,
        )
        .join(Plan.centre)
        .outerjoin(_REOPENED, and_(_REOPENED.c.plan_id == Plan.id, _REOPENED.c.latest == 1))
        .outerjoin(StatusOverride, StatusOverride.id == newest)
    )
    plans: dict[str, PlanGist] = {}
    zones: defaultdict[date, list[str]] = defaultdict(list)
    unsettled: list[str] = []
    moved: list[PlanGist] = []
    days_moved = reworded = False
    for row in db.session.execute(asked.where(reached).order_by(Plan.created_at, Plan.id)):
        plan = plans[row.id] = PlanGist(*row[: len(_PLAN)])
        plan.unshown = row.unshown
        plan.capabilities = tuple(row.capable.split(",")) if row.capable else ()
        plan.readable = bool(row.readable)
        unsettled += [plan.id] if row.unsettled else []
        moved += [plan] if row.moved else []
        days_moved = days_moved or bool(row.days_moved)
        reworded = reworded or bool(row.reworded)
        if row.reopened_at:
            plan.reopenings = [ReopeningGist(row.signed_on, row.reopened_at, row.reopened_why)]
        if row.value:
            plan.overrides = [OverrideGist(row.value, row.set_on, row.until, row.withdrawn_at)]
    for timezone, today in todays({plan.timezone for plan in plans.values()}).items():
        zones[today].append(timezone)
    if unsettled:
        _say_unsettled(plans, unsettled)
    reach = _Reach(reached, zones)
    if plans:
        _fill(plans, reach)
    if days_moved:
        _say_postponed(plans, reach)
    if reworded:
        _say_reworded(plans, reach)
    if moved:
        _say_otherwise(moved)
    return list(plans.values())


def todays(timezones: Iterable[str]) -> dict[str, date]:
    """Which date it is in each of these time zones."""
    now = clock.now()
    return {timezone: today_in(timezone, now) for timezone in timezones}


def readings_of_all(measure_ids: Sequence[str]) -> dict[str, list[ReadingGist]]:
    """Every reading of these measures, by measure."""
    found: defaultdict[str, list[ReadingGist]] = defaultdict(list)
    asked = select(Reading.measure_id, Reading.on, Reading.value, Reading.filed_at, Reading.tallied)
    for measure_id, *row in db.session.execute(asked.where(Reading.measure_id.in_(measure_ids))):
        found[measure_id].append(ReadingGist._make(row))
    return found


def _moves_of_all(measure_ids: Sequence[str]) -> dict[str, list[MoveGist]]:
    """Return everything these measures promised before, by measure, the first promise first."""
    found: defaultdict[str, list[MoveGist]] = defaultdict(list)
    told = (MeasureMove.baseline, MeasureMove.target, MeasureMove.promised, MeasureMove.moved_at)
    asked = select(MeasureMove.measure_id, *told).where(MeasureMove.measure_id.in_(measure_ids))
    for measure_id, baseline, target, promised, moved_at in db.session.execute(asked.order_by(MeasureMove.id)):
        found[measure_id].append(MoveGist(baseline, target, promised, moved_at))
    return found


@dataclass(frozen=True, slots=True)
class _Reach:
    """Narrows what is asked to the plans that are reached, and to what had happened by today where they are."""

    reached: ColumnElement[bool]
    zones: Mapping[date, Sequence[str]]

    def of_plans(self, asked: Asked) -> Asked:
        """A question whose first column is the plan's id, about the plans that are reached alone."""
        if self.reached.compare(true()):
            return asked
        return asked.where(asked.selected_columns[0].in_(select(Plan.id).join(Plan.centre).where(self.reached)))

    def by_today(self, on: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Whether a day has come; on Plan and what is joined to it. The world has three dates at most, often one."""
        if len(self.zones) == 1:
            return on <= next(iter(self.zones))
        return or_(*(and_(on <= today, Plan.timezone.in_(zones)) for today, zones in self.zones.items()))


def _fill(plans: Mapping[str, PlanGist], reach: _Reach) -> None:
    for plan, row in _told(plans, reach.of_plans(_PAUSES)):
        plan.pauses.append(PauseGist._make(row))
    for plan in plans.values():
        spans = [(each.first, each.last) for each in plan.pauses]
        plan.calendar = Calendar.with_pauses(plan.day_one, spans) if plan.day_one else None
    latest = max(reach.zones)
    resting = [plan.id for plan in plans.values() if plan.calendar and (plan.unagreed or _rests(plan.calendar, reach))]
    for plan, row in _told(plans, reach.of_plans(_actions(latest, resting))):
        if row[-1] is None:
            plan.actions.append(ActionGist._make(row[:-1]))
        else:
            plan.parked_actions.append(ParkedGist._make(row))
    for shelf, kind, asked in _SHELVES:
        for plan, row in _told(plans, reach.of_plans(asked)):
            getattr(plan, shelf).append(kind._make(row))
    for plan, (done, *row) in _told(plans, _so_far(reach, resting)):
        plan.done += done
        if row[0] is not None:
            plan.check_ins.append(CheckInGist._make(row))
    for plan, (on, value, filed_at, *row, proxy, source) in _told(plans, reach.of_plans(_measures(reach))):
        read = [] if on is None else [ReadingGist(on, value, filed_at)]
        plan.measures.append(MeasureGist._make([*row, read, proxy, source]))
    _read_what_counts(plans, latest)


def _say_postponed(plans: Mapping[str, PlanGist], reach: _Reach) -> None:
    """Say of each plan how many critical things are due later than first promised."""
    moves: defaultdict[tuple[str, str, date | None], list[DueMoveGist]] = defaultdict(list)
    asked = union_all(*map(reach.of_plans, _DUE_MOVES))
    for plan, (item_id, due_on, _move_id, *move) in _told(plans, asked.order_by("move_id")):
        moves[plan.id, item_id, due_on].append(DueMoveGist._make(move))
    for (plan_id, _item_id, due_on), told in moves.items():
        plan = plans[plan_id]
        agreed = [each for each in plan.pauses if each.id not in plan.unagreed_pauses]
        plan.postponed += is_postponed(due_on, kept_moves(told), agreed)


def _say_reworded(plans: Mapping[str, PlanGist], reach: _Reach) -> None:
    """Say of each plan how many critical things were promised in other words."""
    changes: defaultdict[tuple[str, str, str, str], list[dict[str, list[object]]]] = defaultdict(list)
    asked = union_all(*map(reach.of_plans, _REWORDINGS))
    for plan, (item_id, title, shown, _edit_id, said) in _told(plans, asked.order_by("edit_id")):
        changes[plan.id, item_id, title, shown].append(said)
    for (plan_id, _item_id, *words), before in changes.items():
        plans[plan_id].reworded += any(first_words(dict(zip(WORDS, words, strict=True)), before))


def _say_otherwise(plans: Sequence[PlanGist]) -> None:
    """Say of plans whose measures moved what these promised before, and which were promised otherwise first."""
    moves = _moves_of_all([measure.id for plan in plans for measure in plan.measures])
    for plan in plans:
        plan.moves = {each.id: moves[each.id] for each in plan.measures if each.id in moves}
        moved = [each for each in plan.measures if is_otherwise(each, moves.get(each.id, ()))]
        plan.otherwise = tuple(each.name for each in sorted(moved, key=lambda each: each.number))


def _read_what_counts(plans: Mapping[str, PlanGist], latest: date) -> None:
    """Read every number of measures whose last one lies after day 100, with a pause or without: an earlier one counts.

    They are few: such a pause was taken back, or the sponsor did not agree to it.
    """
    late: set[str] = set()
    for plan in plans.values():
        until = min((counted_until(each, latest) for each in _calendars(plan)), default=latest)
        late |= {each.id for each in plan.measures if each.readings and each.readings[-1].on > until}
    if not late:
        return
    found = readings_of_all(sorted(late))
    for plan in plans.values():
        plan.measures = [each._replace(readings=found[each.id]) if each.id in late else each for each in plan.measures]


def _calendars(plan: PlanGist) -> list[Calendar]:
    """Return how the days of a plan count, and how they do without pauses not agreed to."""
    return [each for each in (plan.calendar, *(change.without for change in plan.unagreed[:1])) if each]


def _say_unsettled(plans: Mapping[str, PlanGist], ids: Sequence[str]) -> None:
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
        gist.unagreed, gist.namings, gist.promised_before = unagreed_days(plan), namings_in(plan), promises_before(plan)
        gist.unagreed_pauses = unagreed_pauses(plan)


def _told(
    plans: Mapping[str, PlanGist], asked: Asked | CompoundSelect[*tuple[Any, ...]]
) -> Iterator[tuple[PlanGist, list[Any]]]:
    """What is answered, each with its plan. A plan that was born after the first question is not among them."""
    for plan_id, *row in db.session.execute(asked):
        if plan_id in plans:
            yield plans[plan_id], row


def _rests(calendar: Calendar, reach: _Reach) -> bool:
    """Whether today's day of a plan has other dates too, wherever it is carried out."""
    return any(calendar.lasts_on(today) for today in reach.zones)


def _actions(latest: date, resting: Sequence[str]) -> Asked:
    """Return the actions that have a say in a status by themselves, and those that are parked and not done."""
    parked = and_(Action.parked_on.is_not(None), Action.status != ActionStatus.DONE)
    asked: Asked = select(*_ACTION)
    return asked.where(or_(and_(Action.parked_on.is_(None), _matters(latest, resting)), parked)).order_by(Action.number)


def _matters(latest: date, resting: Sequence[str]) -> ColumnElement[bool]:
    """Which actions have a say in a status by themselves: what is due by now or missed a day and is not done, and what
    is blocked.

    In a pause all its dates have one number, so what is due later in it is due by now; there all have a say, and where
    the plan is judged without a pause too.
    """
    return or_(
        and_(or_(Action.due_on <= latest, Action.missed_on.is_not(None)), Action.status != ActionStatus.DONE),
        Action.status == ActionStatus.BLOCKED,
        Action.plan_id.in_(resting) if resting else false(),
    )


def _so_far(reach: _Reach, resting: Sequence[str]) -> CompoundSelect[*tuple[Any, ...]]:
    """What each plan has by today: how many actions that are due and done, where those have no say by themselves
    (`_matters`), with its last check-in; then its reviews, each of which says its day itself, with no action.

    The last is found by its index for each plan: to number them all took SQLite seven times as long.
    """
    said = aliased(CheckIn)
    latest = (said.on.desc(), said.filed_at.desc())
    counts = select(said.id).where(said.plan_id == Plan.id, reach.by_today(said.on)).order_by(*latest).limit(1)
    done = (
        select(func.count())
        .where(Action.plan_id == Plan.id, Action.parked_on.is_(None), Action.status == ActionStatus.DONE)
        .where(reach.by_today(Action.due_on), Plan.id.not_in(resting) if resting else true())
        .correlate(Plan)
        .scalar_subquery()
    )
    words = (CheckIn.on, CheckIn.filed_at, CheckIn.review)
    last: Asked = select(Plan.id, done, *words).outerjoin(
        CheckIn, CheckIn.id == counts.correlate(Plan).scalar_subquery()
    )
    of_plan: Asked = select(Plan.id, literal(0), *words).join(CheckIn, CheckIn.plan_id == Plan.id)
    return union_all(reach.of_plans(last), reach.of_plans(of_plan.where(CheckIn.review.is_not(None))))


def _measures(reach: _Reach) -> Asked:
    """Every measure with the reading that counts today, if there is one.

    It is looked up for each measure by its index: to number all readings took SQLite three times as long.
    """
    read = aliased(Reading)
    latest = (read.on.desc(), read.filed_at.desc())
    counts = select(read.id).where(read.measure_id == Measure.id, reach.by_today(read.on)).order_by(*latest).limit(1)
    return (
        select(Measure.plan_id, Reading.on, Reading.value, Reading.filed_at, *_MEASURE)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Reading, Reading.id == counts.correlate(Measure, Plan).scalar_subquery())
    )
