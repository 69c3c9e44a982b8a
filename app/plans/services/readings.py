"""What was read of a measure: a number of a day, a stroke of a tally, a table of many days."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import NamedTuple

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
from app.plans.status.readings import in_any_unit, is_told_in, last_counted, readings_of


class Counted(NamedTuple):
    """What somebody says was counted on a day. `shares` are the numbers of its groups, as far as they are told."""

    value: float
    shares: Mapping[str, float] = {}


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
    a day that is over is another one.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`; who counts a measure may file it.
        NotANumber: it is not finite, or there is none.
        SharesWrong: the groups do not add up to it.
        NotOfThisPlan: the measure has no such group.
        ReadingOutsidePlan: the day is not one of the hundred, or is still to come.
        ReasonMissing: see `add_readings`.
    """
    with transaction():
        measure, plan = _held(person, measure_id)
        counted = _whole(measure, value, shares or {})
        [reading] = add_readings(plan, measure, {on: Counted(counted, shares or {})}, note=note)
        reading.by_id, reading.by_name = person.id, person.name
        audit.record("reading.file", f"measure:{measure.id}", actor_id=person.id, on=on.isoformat(), value=counted)
        tell(plan)
    return reading


def file_table(
    person: Principal, measure_id: str, rows: Sequence[tuple[date, float]], *, note: str = ""
) -> list[Reading]:
    """Say what was counted on many days at once: all of it, or nothing. `note` is said of each, as for `file_reading`.

    Of several rows for one day the last counts, and it alone is filed.

    Raises:
        NotFound (404), NotAllowed (403), PlanSigned (409): see `held_for_work`; who counts a measure may file it.
        NotANumber, ReadingOutsidePlan, ReasonMissing: as for `file_reading`.
    """
    with transaction():
        measure, plan = _held(person, measure_id)
        readings = add_readings(plan, measure, {on: Counted(value) for on, value in rows}, note=note)
        for reading in readings:
            reading.by_id, reading.by_name = person.id, person.name
        audit.record("reading.file-table", f"measure:{measure.id}", actor_id=person.id, rows=len(readings))
        tell(plan)
    return readings


def tally(person: Principal, measure_id: str, *, up: bool = True, group: str = "") -> Reading:
    """Count one more today, or one less, of a group where it is for one.

    Strokes of one person on a day are one reading. A day that is over is not tallied: its number is filed.

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
        before = last_counted(measure, plan, today)
        value = (before.value if before else measure.baseline or 0) + stroke
        shares = dict(before.shares) if before else {}
        if group:
            shares[group] = shares.get(group, 0) + stroke
        goes_on = before is not None and before.tallied and (before.on, before.by_id) == (today, person.id)
        if goes_on and before:
            reading = before
        else:
            [reading] = add_readings(plan, measure, {today: Counted(value, shares)})
        reading.value, reading.filed_at = value, clock.now()
        reading.shares, reading.tallied = shares, True
        reading.by_id, reading.by_name = person.id, person.name
        audit.record("reading.tally", f"measure:{measure.id}", actor_id=person.id, stroke=stroke)
        tell(plan)
    return reading


def add_readings(plan: Plan, measure: Measure, read: Mapping[date, Counted], *, note: str = "") -> list[Reading]:
    """File numbers by their days as a part of the caller's transaction, which holds the plan.

    Where the number of a day is said again and no groups with it, what was said of them stays.

    Raises:
        NotANumber, ReadingOutsidePlan: as for `file_reading`.
        ReasonMissing: a number of a day that is over is corrected, or told for the first time long after the plan's
            end, and nobody said why.
    """
    today = today_of(plan)
    if not all(isfinite(each.value) and abs(each.value) <= LARGEST for each in read.values()):
        raise NotANumber
    if not all(days.may_be_read(on, begins=plan.calendar, today=today) for on in read):
        raise ReadingOutsidePlan
    # Somebody else may have filed one while this plan was waited for.
    db.session.expire(measure, ["readings"])
    if not note and (corrects(plan, measure, read) or is_told_late(plan, measure, read)):
        raise ReasonMissing
    before = {each.on: each for each in readings_of(measure)}
    readings = [
        Reading(
            id=new_id(),
            measure_id=measure.id,
            on=on,
            value=each.value,
            unit=measure.unit,
            shares=_shares(before.get(on), each),
            note=note,
            filed_at=clock.now(),
        )
        for on, each in read.items()
    ]
    db.session.add_all(readings)
    # What is filed now is read anew too.
    db.session.expire(measure, ["readings"])
    return readings


def corrects(plan: Plan, measure: Measure, read: Mapping[date, Counted]) -> bool:
    """True when a published plan would say another number of a day that is over, of the whole or of a group.

    A number in another unit is another one.
    """
    before = {each.on: each for each in in_any_unit(measure)}
    today = today_of(plan)
    if plan.published_at is None:
        return False
    said_again = [(before[on], each) for on, each in read.items() if on < today and on in before]
    return any(not is_told_in(then, measure.unit) or _differs(then, now) for then, now in said_again)


def is_told_late(plan: Plan, measure: Measure, read: Mapping[date, Counted]) -> bool:
    """True when a published plan would say a number of a day that has none, long after its end."""
    return is_long_over(plan) and not read.keys() <= {each.on for each in measure.readings}


def is_long_over(plan: Plan) -> bool:
    """True when the end of a published plan is so far back that a first number, too, is told with a reason."""
    if plan.published_at is None or plan.calendar is None:
        return False
    return days.day_of(today_of(plan), plan.calendar) > days.LENGTH + days.TOLD_WITHIN


def _differs(before: Reading, now: Counted) -> bool:
    """True when what was said of the whole or of a group is another number now."""
    shares = _shares(before, now)
    return before.value != now.value or any(shares.get(group) != share for group, share in before.shares.items())


def _shares(before: Reading | None, now: Counted) -> dict[str, float]:
    """Return the numbers of groups that belong to a number."""
    is_same = before is not None and before.value == now.value and not now.shares
    return dict(before.shares if before and is_same else now.shares)


def _held(person: Principal, measure_id: str) -> tuple[Measure, Plan]:
    """A measure as it is now, with its plan held for somebody who may count it."""
    measure = queries.measure_found(measure_id, person)
    return measure, held_for_work(person, measure.plan_id, measure, lambda plan, works: works.counts(measure, plan))


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
