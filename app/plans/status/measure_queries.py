"""Reading the measures of plans in gist, with what was read of them and what they promised before."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from app.db import db
from app.plans.days import Calendar, today_in
from app.plans.measures.earlier import otherwise_in
from app.plans.models import Agreement, Measure, MeasureMove, Plan, Reading
from app.plans.promised_before import Before
from app.plans.status.gist import MeasureGist, MoveGist, PlanGist, ReadingGist
from app.plans.status.reached_queries import Asked, Reach
from app.plans.status.readings import counted_until, is_told_in

MEASURES_MOVED: Final = (
    select(MeasureMove.id)
    .join(Measure, Measure.id == MeasureMove.measure_id)
    .where(Measure.plan_id == Plan.id)
    .correlate(Plan)
    .exists()
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
    Measure.created_at,
    Measure.proxy,
    Measure.source,
)


def measures_of(reach: Reach) -> Asked:
    """Every measure with the reading that counts today, if there is one.

    It is looked up for each measure by its index: to number all readings took SQLite three times as long.
    """
    read = aliased(Reading)
    latest = (read.on.desc(), read.filed_at.desc())
    counts = select(read.id).where(read.measure_id == Measure.id, reach.by_today(read.on)).order_by(*latest).limit(1)
    return (
        select(Measure.plan_id, Reading.on, Reading.value, Reading.filed_at, Reading.unit, *_MEASURE)
        .join(Plan, Plan.id == Measure.plan_id)
        .outerjoin(Reading, Reading.id == counts.correlate(Measure, Plan).scalar_subquery())
    )


def readings_of_all(measure_ids: Sequence[str]) -> dict[str, list[ReadingGist]]:
    """Every reading of these measures, by measure."""
    found: defaultdict[str, list[ReadingGist]] = defaultdict(list)
    asked = select(Reading.measure_id, Reading.on, Reading.value, Reading.filed_at, Reading.unit, Reading.tallied)
    for measure_id, *row in db.session.execute(asked.where(Reading.measure_id.in_(measure_ids))):
        found[measure_id].append(ReadingGist._make(row))
    return found


def _moves_of_all(measure_ids: Sequence[str]) -> dict[str, list[MoveGist]]:
    """Return everything these measures promised before, by measure, the first promise first."""
    found: defaultdict[str, list[MoveGist]] = defaultdict(list)
    told = (MeasureMove.id, MeasureMove.baseline, MeasureMove.target, MeasureMove.promised, MeasureMove.moved_at)
    asked = select(MeasureMove.measure_id, *told, MeasureMove.sponsor).where(MeasureMove.measure_id.in_(measure_ids))
    for measure_id, *move in db.session.execute(asked.order_by(MeasureMove.id)):
        found[measure_id].append(MoveGist._make(move))
    return found


def agreements_about(measure_ids: Sequence[str]) -> dict[str, list[Agreement]]:
    """Return to what the sponsors were said to agree in these measures, by measure; they are few."""
    found: defaultdict[str, list[Agreement]] = defaultdict(list)
    asked = select(Agreement).where(Agreement.item_id.in_(measure_ids)).options(joinedload(Agreement.ask))
    for agreement in db.session.scalars(asked.order_by(Agreement.id)):
        found[agreement.item_id].append(agreement)
    return found


def read_what_counts(plans: Mapping[str, PlanGist], latest: date, silent: Collection[str]) -> None:
    """Read every number of measures whose last one does not count: an earlier one may; and of plans that may be silent.

    It lies after day 100, with a pause or without, where that was taken back or the sponsor did not agree to it; or it
    was told once something else was counted, to which they did not agree, or in another unit than the measure has. One
    that was told after the end stands beside the last one before it.
    """
    needed: set[str] = set()
    for plan in plans.values():
        until = min((counted_until(each, latest) for each in _calendars(plan)), default=latest)
        before = plan.promised_before
        left_out = {
            each.id
            for each in plan.measures
            if _is_left_out(each, until, before.get(each.id)) or _is_told_after(each, until, plan.timezone)
        }
        needed |= {each.id for each in plan.measures} if plan.id in silent else left_out
    if not needed:
        return
    found = readings_of_all(sorted(needed))
    for plan in plans.values():
        plan.measures = [
            each._replace(readings=found[each.id]) if each.id in needed else each for each in plan.measures
        ]


def _is_left_out(measure: MeasureGist, until: date, before: Before | None) -> bool:
    """True when the last number of a measure was read after a day, or told once something else was counted.

    So it is where that was told in another unit.
    """
    last = measure.readings[-1] if measure.readings else None
    if last is None:
        return False
    counted_otherwise = before is not None and before.until is not None and last.filed_at >= before.until
    return last.on > until or counted_otherwise or not is_told_in(last, measure.unit)


def _is_told_after(measure: MeasureGist, until: date, timezone: str) -> bool:
    return any(today_in(timezone, each.filed_at) > until for each in measure.readings)


def _calendars(plan: PlanGist) -> list[Calendar]:
    """Return how the days of a plan count, and how they do without pauses not agreed to."""
    return [each for each in (plan.calendar, *(change.without for change in plan.unagreed[:1])) if each]


def say_otherwise(plans: Sequence[PlanGist]) -> None:
    """Say of plans whose measures moved what these promised before, and which were promised otherwise first."""
    moves = _moves_of_all([measure.id for plan in plans for measure in plan.measures])
    for plan in plans:
        plan.moves = {each.id: moves[each.id] for each in plan.measures if each.id in moves}
        measures = sorted(plan.measures, key=lambda each: each.number)
        plan.otherwise = otherwise_in((each, moves.get(each.id, ())) for each in measures)
