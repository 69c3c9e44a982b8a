"""What was read of a measure: a number of a day, a stroke of a tally, a table of many days."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite

from app import audit, clock
from app.accounts.models import Principal
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, queries
from app.plans.errors import NotANumber, NotOfThisPlan, ReadingOutsidePlan, ReasonMissing, SharesWrong
from app.plans.measures import counting
from app.plans.measures.numerals import LARGEST
from app.plans.models import Measure, Plan, Reading
from app.plans.services.holding import held_for_work, tell, today_of
from app.plans.status import facts


def file_reading(
    person: Principal,
    measure_id: str,
    *,
    on: date,
    value: float | None,
    note: str = "",
    shares: Mapping[str, float] | None = None,
) -> Reading:
    """Say what was counted on a day. It counts instead of any earlier reading of that day.

    `shares` are the numbers of its groups; where each has one, `value` may be left out. `note` says why a number of
    an earlier day is another one.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`; who counts a measure may file it.
        NotANumber: it is not finite, or there is none.
        SharesWrong: the groups do not add up to it.
        NotOfThisPlan: the measure has no such group.
        ReadingOutsidePlan: the day is not one of the hundred, or is still to come.
        ReasonMissing: the number of an earlier day is corrected, and nobody said why.
    """
    with transaction():
        measure, plan = _held(person, measure_id)
        counted = _whole(measure, value, shares or {})
        _refuse_unexplained(plan, measure, {on: counted}, note)
        reading = add_reading(plan, measure, on=on, value=counted)
        reading.shares = dict(shares or {})
        reading.by_id, reading.by_name, reading.note = person.id, person.name, note
        audit.record("reading.file", f"measure:{measure.id}", actor_id=person.id, on=on.isoformat(), value=counted)
        tell(plan)
    return reading


def file_table(
    person: Principal, measure_id: str, rows: Sequence[tuple[date, float]], *, note: str = ""
) -> list[Reading]:
    """Say what was counted on many days at once: all of it, or nothing. `note` is said of each, as for `file_reading`.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`; who counts a measure may file it.
        NotANumber, ReadingOutsidePlan, ReasonMissing: as for `file_reading`.
    """
    with transaction():
        measure, plan = _held(person, measure_id)
        _refuse_unexplained(plan, measure, dict(rows), note)
        readings = [add_reading(plan, measure, on=on, value=value) for on, value in rows]
        for reading in readings:
            reading.by_id, reading.by_name, reading.note = person.id, person.name, note
        audit.record("reading.file-table", f"measure:{measure.id}", actor_id=person.id, rows=len(readings))
        tell(plan)
    return readings


def tally(person: Principal, measure_id: str, *, up: bool = True, group: str = "") -> Reading:
    """Count one more today, or one less, of a group where it is for one.

    Strokes of one person on a day are one reading.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`; who counts a measure may file it.
        NotOfThisPlan: the measure has no such group.
        ReadingOutsidePlan: today is none of the hundred days.
    """
    with transaction():
        measure, plan = _held(person, measure_id)
        if group and group not in measure.groups:
            raise NotOfThisPlan
        today, stroke = today_of(plan), 1 if up else -1
        db.session.refresh(measure, ["readings"])
        before = facts.last_reading(measure, today)
        value = (before.value if before else measure.baseline or 0) + stroke
        shares = dict(before.shares) if before else {}
        if group:
            shares[group] = shares.get(group, 0) + stroke
        goes_on = before is not None and before.tallied and (before.on, before.by_id) == (today, person.id)
        reading = before if goes_on and before else add_reading(plan, measure, on=_read_on(plan, today), value=value)
        reading.value, reading.filed_at = value, clock.now()
        reading.shares, reading.tallied = shares, True
        reading.by_id, reading.by_name = person.id, person.name
        audit.record("reading.tally", f"measure:{measure.id}", actor_id=person.id, stroke=stroke)
        tell(plan)
    return reading


def add_reading(plan: Plan, measure: Measure, *, on: date, value: float) -> Reading:
    """A reading as a part of the caller's transaction.

    Raises:
        NotANumber, ReadingOutsidePlan: as for `file_reading`.
    """
    if not isfinite(value) or abs(value) > LARGEST:
        raise NotANumber
    if not days.may_be_read(on, begins=plan.calendar, today=today_of(plan)):
        raise ReadingOutsidePlan
    reading = Reading(id=new_id(), measure_id=measure.id, on=on, value=value, filed_at=clock.now())
    db.session.add(reading)
    return reading


def corrects(plan: Plan, measure: Measure, read: Mapping[date, float]) -> bool:
    """True when a number of a published plan takes the place of another one of a day that is over."""
    before = {each.on: each.value for each in facts.readings_of(measure)}
    today = today_of(plan)
    is_public = plan.published_at is not None
    return is_public and any(on < today and before.get(on, value) != value for on, value in read.items())


def _refuse_unexplained(plan: Plan, measure: Measure, read: Mapping[date, float], note: str) -> None:
    db.session.expire(measure, ["readings"])
    is_unexplained = not note and corrects(plan, measure, read)
    # What is filed now is read anew too.
    db.session.expire(measure, ["readings"])
    if is_unexplained:
        raise ReasonMissing


def _held(person: Principal, measure_id: str) -> tuple[Measure, Plan]:
    """A measure as it is now, with its plan held for somebody who may count it."""
    measure = queries.measure_found(measure_id, person)
    return measure, held_for_work(person, measure.plan_id, measure, lambda plan, works: works.counts(measure, plan))


def _read_on(plan: Plan, today: date) -> date:
    """Today, or the last day where the plan is over."""
    return days.last_read(plan.calendar, today) or today


def _whole(measure: Measure, value: float | None, shares: Mapping[str, float]) -> float:
    if not set(shares) <= set(measure.groups):
        raise NotOfThisPlan
    if not all(isfinite(each) for each in shares.values()):
        raise NotANumber
    try:
        counted = counting.whole(value, shares, measure.groups, measure.unit)
    except counting.DoesNotAddUp as error:
        raise SharesWrong(error.total) from error
    if counted is None:
        raise NotANumber
    return counted
