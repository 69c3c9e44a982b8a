"""A row of the portfolio from a plan in gist: where it is, its number, its status. No queries, no clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from math import inf
from typing import Final, NamedTuple

from app.alliance.portfolio.listing import Number, Review, Row
from app.plans import days
from app.plans.actions.shown import (
    critical_done_late,
    critical_moved_late,
    done_late,
    other_done_late,
    postponed_in,
)
from app.plans.measures import curve
from app.plans.measures.earlier import begins_on, earlier_by_changes, first_promise, first_target, was_main
from app.plans.measures.gone_by import counting_changes
from app.plans.measures.told import Gap, corrected_before, first_told, long_gap, told_after_end, told_late
from app.plans.models import ActionStatus, Agreement, Direction, MilestoneState
from app.plans.status.afterwards import entered_afterwards
from app.plans.status.check_ins import REVIEW_DAYS, how_went, last_beside_end, late_until, silent_since
from app.plans.status.due_days import due_by, is_done, was_late_when_moved
from app.plans.status.ended import told_later, unreached
from app.plans.status.facts import NONE_BEFORE, Promises, promised_before
from app.plans.status.firm_days import (
    counts_by,
    firm_day,
    firm_of,
    needs_pause,
    plan_day,
    said_before,
    signed_day,
)
from app.plans.status.gist import ActionGist, MeasureGist, MilestoneGist, MoveGist, PlanGist, ReadingGist
from app.plans.status.judging import Judged, Target, judged
from app.plans.status.parked import parked_of
from app.plans.status.readings import (
    counted_until,
    in_its_unit,
    is_aimed,
    last_counted,
    last_reading,
    readings_of,
    told_in_other,
)
from app.plans.status.reopened import reopened_in
from app.plans.status.rules import Status, is_judged, silent_days

Promised = Mapping[str, Sequence[MoveGist]]
"""What measures promised before, by their ids."""

ShareOf = Callable[[float], float]
"""Return the share of a measure's gain that a number of it is."""

KINDS: Final = {
    Status.RED: "off",
    Status.NO_DATA: "none",
    Status.AMBER: "warn",
    Status.GREEN: "ok",
    Status.DONE: "done",
    Status.NOT_STARTED: "wait",
    Status.DRAFT: "draft",
}
"""How the look calls each status."""


def row_of(plan: PlanGist, today: date) -> Row:
    """The plan as it stands on a day."""
    day = plan_day(plan, today)
    how = judged(plan, today)
    last = last_beside_end(plan, today)
    reviews = _reviews(plan, today)
    ahead = _next_review(reviews, today)
    begun = day is not None and day >= 1
    numbers = _numbers(plan, today, how.promises)
    row = Row(
        plan_id=plan.id,
        centre_id=plan.centre_id,
        centre=plan.centre,
        title=plan.title,
        goal=plan.goal,
        region=plan.region,
        country=plan.country,
        kind=plan.kind,
        capabilities=plan.capabilities,
        coach=plan.coach.strip(),
        leader=plan.leader.strip(),
        day_one=plan.day_one,
        day=day,
        number=numbers[0] if numbers else None,
        beside=tuple(numbers[1:]),
        numbers=sum(measure.main for measure in plan.measures),
        status=KINDS[how.status],
        view=KINDS[Status(how.said.value)] if how.said else None,
        silent=_silent(plan, today) if begun else None,
        checked_in=last is not None and plan.calendar is not None,
        said_on=last.on if last else None,
        said_before=said_before(plan, today) if begun else None,
        late=sum(_is_late(action, plan, today) for action in plan.actions) if begun else 0,
        late_milestones=sum(_is_late(each, plan, today) for each in plan.milestones) if begun else 0,
        moved_late=sum(was_late_when_moved(action, plan, today) for action in plan.actions),
        blocked=sum(action.status == ActionStatus.BLOCKED for action in plan.actions),
        parked=parked_of(plan),
        paused=plan.calendar.paused if plan.calendar else 0,
        pauses_ahead=plan.calendar.pauses_after(today) if plan.calendar else 0,
        would_end=plan.calendar.would_end if plan.calendar and plan.calendar.pauses else None,
        firm_day=firm_day(plan, today),
        signed_day=signed_day(plan, today),
        reviews=reviews,
        review_on=ahead.on if ahead else None,
        review_day=ahead.day if ahead else 0,
        review_firmly=ahead.firmly if ahead else None,
        readable=plan.readable,
    )
    _say_doubts(row, plan, how, today)
    return row


def _say_doubts(row: Row, plan: PlanGist, how: Judged, today: date) -> None:
    """Say in a row what is to be known beside its status."""
    row.goes_by = how.goes_by
    row.asks_little = how.asks_little
    row.last_known = how.last_known
    row.never_counted = how.never_counted
    row.critical_late = how.critical_late
    row.unreached = unreached(plan, today)
    row.told_later = told_later(plan, today)
    row.at_end = how.at_end
    row.ended_before = plan.ended_before
    row.reopened = reopened_in(plan)
    row.entered_afterwards = entered_afterwards(plan)
    row.refused = plan.refused
    row.unconfirmed = plan.unconfirmed
    row.namings = plan.namings
    row.sponsor_unreached = plan.sponsor_unreached
    row.sponsor_known = plan.sponsor_known
    row.otherwise = plan.otherwise
    row.postponed = postponed_in(plan, today)
    row.critical_moved_late = critical_moved_late(plan, today)
    row.reworded = plan.reworded
    row.unshown = plan.unshown
    row.unshown_not_said = plan.unshown_not_said
    row.done_late = sum(done_late(each, plan) > 0 for each in plan.actions)
    row.critical_done_late = critical_done_late(plan)
    row.critical_undone = plan.critical_undone
    row.other_done_late = other_done_late(plan)
    row.not_critical_now = plan.not_critical_now
    row.written_for_others = plan.written_for_others
    row.first_title = plan.first_title
    row.first_goal = plan.first_goal


class Gone(NamedTuple):
    """How the numbers of a row went: all that was read of their measures, and to what the sponsor was said to agree in
    the one that it tells.

    `readings` are those of all its main measures, `promised` is what each measure promised before.
    """

    readings: Mapping[str, Sequence[ReadingGist]]
    promised: Promised
    agreements: Sequence[Agreement] = ()


def with_trail(row: Row, plan: PlanGist, today: date, gone: Gone) -> Row:
    """Return a row whose number tells how it went: days that are over keep what was asked of them then."""
    number, promised = row.number, gone.promised
    former = former_mains(plan, number.measure_id if number else "", promised, today)
    row = replace(row, former=former, beside=others_of(row, plan, gone, today))
    measure = measure_of(number, plan, gone.readings)
    if number is None or measure is None or measure.baseline is None or measure.target is None:
        return row
    moves = promised.get(measure.id, ())
    falling = measure.direction == Direction.DOWN
    share_of = partial(curve.actual_share, measure.baseline, measure.target, falling=falling)
    counted = counts_by(plan)
    begins = begins_on(measure, plan, counted) if counted else 0
    trail = _trail(measure, plan, today, share_of, first=begins)
    agreed = plan.promised_before.get(measure.id) if number.by_earlier else None
    still_open = None if agreed else plan.promised_before.get(measure.id)
    changes = counting_changes(moves, gone.agreements, plan.timezone, still_open.said if still_open else {})
    earlier = earlier_by_changes(measure, changes, plan, counted, agreed=agreed) if counted else ()
    now = partial(curve.expected_share, measure.curve, steps=measure.steps, begins=begins)
    asked = tuple((day, _asked_then(earlier, day, share_of, now)) for day, _share in trail)
    number = replace(number, trail=trail, asked=asked)
    return replace(row, number=with_first(number, measure, plan, moves, today=today))


def others_of(row: Row, plan: PlanGist, gone: Gone, today: date) -> tuple[Number, ...]:
    """Return the numbers of the main measures beside the one that a row tells, with what was told first and late."""
    measures = [(each, measure_of(each, plan, gone.readings)) for each in row.beside]
    return tuple(
        with_first(number, of, plan, gone.promised.get(of.id, ()), today=today) for number, of in measures if of
    )


def measure_of(
    number: Number | None, plan: PlanGist, readings: Mapping[str, Sequence[ReadingGist]]
) -> MeasureGist | None:
    """Return the measure that a number tells, as it promised where that is told, with all its readings."""
    found = next((each for each in plan.measures if number and each.id == number.measure_id), None)
    if found is None or number is None:
        return None
    by = plan.promised_before if number.by_earlier else NONE_BEFORE
    return _as_promised(found._replace(readings=list(readings.get(found.id, ()))), by)


def _as_promised(measure: MeasureGist, by: Promises) -> MeasureGist:
    return promised_before(measure, by[measure.id]) if measure.id in by else measure


def _trail(
    measure: MeasureGist, plan: PlanGist, today: date, share_of: ShareOf, *, first: int
) -> tuple[tuple[int, float], ...]:
    """Return the share of the gain on each day on which a number that counts was read, from where it began on."""
    begins = counts_by(plan) or today
    until = counted_until(begins, today)
    read = [(days.day_of(each.on, begins), share_of(each.value)) for each in readings_of(measure) if each.on <= until]
    return tuple(read if not read or read[0][0] <= first else [(first, 0.0), *read])


def _asked_then(earlier: Sequence[curve.Earlier], day: int, share_of: ShareOf, now: Callable[[int], float]) -> float:
    """Return the share of the gain that was asked for on a day, by what was promised then."""
    then = next((each for each in earlier if day < each.until), None)
    return share_of(then.asked(day)) if then else now(day)


def with_first(
    number: Number, measure: MeasureGist, plan: PlanGist, moves: Sequence[MoveGist], *, today: date
) -> Number:
    """Return a number with what was promised first and what was told first, from all readings of its measure.

    What was promised first is told where it is another than now, also where the number is told by an earlier promise.
    """
    now = next(each for each in plan.measures if each.id == measure.id)
    last, first = last_counted(measure, plan, today), first_target(now, moves)
    readings = in_its_unit(measure)
    return replace(
        number,
        first_target=first if first != number.target else None,
        first_promise=first_promise(now, moves),
        first_told=first_told(last, readings, plan.timezone),
        told_after_end=told_after_end(last, readings, plan.timezone, counts_by(plan)),
        share_in_time=_share_in_time(measure, plan, today),
        corrected=corrected_before(last, readings, plan.timezone),
        told_late=_told_late(measure, plan, today),
        gap=_gap(measure, plan, today),
    )


def _told_late(measure: MeasureGist, plan: PlanGist, today: date) -> tuple[date, ...]:
    read, begins = (each for each in readings_of(measure) if each.on <= today), counts_by(plan)
    return told_late(read, plan.timezone, begins) if begins else ()


def _gap(measure: MeasureGist, plan: PlanGist, today: date) -> Gap | None:
    begins = counts_by(plan)
    if begins is None:
        return None
    counted = (days.day_of(each.on, begins) for each in readings_of(measure) if each.on <= today)
    return long_gap(begins_on(measure, plan, begins), counted)


def former_mains(plan: PlanGist, shown_id: str, promised: Promised, today: date) -> tuple[Number, ...]:
    """Return the main measures that were promised first and are not shown, where others are the main ones now."""
    first = [each for each in plan.measures if was_main(each, promised.get(each.id, ()))]
    if all(was_main(each, promised.get(each.id, ())) == each.main for each in plan.measures):
        return ()
    told = [(each, _told(each, plan, today)) for each in first if each.id != shown_id]
    return tuple(with_first(now, of, plan, promised.get(of.id, ()), today=today) for of, now in told if now)


def _silent(plan: PlanGist, today: date) -> int | None:
    """Return for how many days nobody said anything; a pause to which the sponsor did not agree makes them no fewer."""
    if plan.calendar is None:
        return None
    firm = firm_of(plan)
    begins = firm.calendar if firm else plan.calendar
    last = last_beside_end(plan, today)
    said = days.day_of(last.on, begins) if last else None
    return silent_days(days.day_of(today, begins), said, silent_since(plan, begins))


def _is_late(item: ActionGist | MilestoneGist, plan: PlanGist, today: date) -> bool:
    if is_done(item):
        return False
    if isinstance(item, MilestoneGist) and item.state == MilestoneState.MISSED:
        return True
    due = due_by(item, plan, today)
    return due is not None and due.late > 0


def _numbers(plan: PlanGist, today: date, by: Promises) -> list[Number]:
    """The main measures, first the one that has the least of what its curve asks for: the status follows it.

    Those that are not judged yet come last. Numbers that were told after the end choose nothing. Measures promise what
    they do now, or what is in `by`.
    """
    told = [
        (each, _beside_now(number, each, now, by))
        for now in plan.measures
        if (each := _as_promised(now, by)).main and (number := _told(each, plan, today))
    ]

    def order(of: tuple[MeasureGist, Number]) -> tuple[bool, float]:
        measure, number = of
        ahead = _share_in_time(measure, plan, today) / number.expected if number.expected > 0 else inf
        return not _is_judged(measure, plan, today), ahead

    # Most plans have one, and a portfolio has hundreds.
    return [number for _measure, number in (sorted(told, key=order) if len(told) > 1 else told)]


def _beside_now(number: Number, told: MeasureGist, now: MeasureGist, by: Promises) -> Number:
    """Return a number with what its measure is to reach now, where that is not what it is told by."""
    if now.id not in by:
        return number
    target = Target(now.target, now.unit)
    return replace(
        number,
        by_earlier=True,
        not_agreed=target if target != Target(told.target, told.unit) else None,
        proxy=number.proxy or now.proxy,
    )


def _is_judged(measure: MeasureGist, plan: PlanGist, today: date) -> bool:
    begins = counts_by(plan)
    return begins is not None and is_judged(days.day_of(today, begins), begins_on(measure, plan, begins))


def _told(measure: MeasureGist, plan: PlanGist, today: date) -> Number | None:
    """A measure today; None while nobody said where it starts and where it goes."""
    if measure.baseline is None or measure.target is None:
        return None
    last, begins = last_counted(measure, plan, today), counts_by(plan)
    # What counts only with days that the sponsor did not agree to fills no bar.
    counts = last_reading(measure, counted_until(begins, today))
    return Number(
        measure_id=measure.id,
        name=measure.name,
        unit=measure.unit,
        actual=last.value if last else None,
        in_other=told_in_other(measure, counted_until(plan.calendar, today)),
        target=measure.target,
        baseline=measure.baseline,
        direction=measure.direction,
        proxy=measure.proxy,
        aimed=is_aimed(measure),
        needs_pause=needs_pause(plan, last, firm_of(plan)),
        share=_share(measure, counts.value if counts else None),
        expected=_asked(measure, plan, begins, today) if begins else 0.0,
    )


def _share(measure: MeasureGist, value: float | None) -> float:
    """Return which share of the gain of a measure a number is; none where nobody told one."""
    if value is None or measure.baseline is None or measure.target is None:
        return 0.0
    falling = measure.direction == Direction.DOWN
    return curve.actual_share(measure.baseline, measure.target, value, falling=falling)


def _share_in_time(measure: MeasureGist, plan: PlanGist, today: date) -> float:
    """Return which share of the gain of a measure there is by the last number that was told before the end."""
    begins = counts_by(plan)
    counts = last_reading(measure, counted_until(begins, today))
    later = told_after_end(counts, in_its_unit(measure), plan.timezone, begins)
    return _share(measure, later.before if later else counts.value if counts else None)


def _asked(measure: MeasureGist, plan: PlanGist, calendar: days.Calendar, today: date) -> float:
    begins = begins_on(measure, plan, calendar)
    return curve.expected_share(measure.curve, days.day_of(late_until(plan, today), calendar), measure.steps, begins)


def _reviews(plan: PlanGist, today: date) -> tuple[Review, ...]:
    """The one halfway and the closing one."""
    if plan.calendar is None:
        return ()
    found = []
    for review, day in REVIEW_DAYS.items():
        went, on = how_went(plan, review, today), days.date_of(day, plan.calendar)
        found.append(Review(day, on, went.held_on is not None, _without_unagreed(day, plan), went))
    return tuple(found)


def _without_unagreed(day: int, plan: PlanGist) -> date | None:
    """Return the date of a day without what the sponsor did not agree to, where that is another one."""
    begins = counts_by(plan)
    if begins is None or plan.calendar is None or begins == plan.calendar:
        return None
    on = days.date_of(day, begins)
    return on if on != days.date_of(day, plan.calendar) else None


def _next_review(reviews: Sequence[Review], today: date) -> Review | None:
    """The review halfway while that lies ahead and was not held, then the closing one until it was held."""
    if not reviews or reviews[-1].held:
        return None
    return reviews[0] if today <= reviews[0].on and not reviews[0].held else reviews[-1]
