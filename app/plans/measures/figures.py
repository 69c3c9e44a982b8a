"""A measure as a page shows it: where it stands, what the curve asks today, and its chart. No queries, no clock."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.plans import days
from app.plans.measures import chart
from app.plans.measures.chart import Chart, Course
from app.plans.measures.earlier import Added, added_to, begins_on, earlier_of, first_promise, first_target, was_main
from app.plans.measures.told import (
    Corrected,
    FirstTold,
    Gap,
    ToldAfterEnd,
    corrected_before,
    first_told,
    long_gap,
    told_after_end,
    told_late,
    told_on,
)
from app.plans.models import CheckIn, Measure, Plan, Reading
from app.plans.promised_before import Before, promises_before
from app.plans.status.check_ins import late_until
from app.plans.status.facts import promised_before
from app.plans.status.firm_days import counts_by, firm_of, needs_pause
from app.plans.status.gist import MeasureGist
from app.plans.status.judging import GoesBy, drawn_by
from app.plans.status.readings import (
    InOther,
    counted_until,
    in_any_unit,
    in_its_unit,
    is_told_in,
    last_reading,
    readings_of,
    told_in_other,
)
from app.plans.status.rules import is_judged, judged_from

_SMALL = 10
"""From this number on nobody asks for a fraction."""


@dataclass(frozen=True, slots=True)
class Read:
    """A reading with its day, what the curve asked on that day, and what was read for it before, the last one first.

    `told_on` is the date on which it was told, where that is a later one. `needs_pause`: it counts only with a pause
    to which the sponsor did not agree. `through` holds by the ids of these readings the check-in that told them, where
    that came by a link or an address that somebody made or chose for another.
    """

    day: int
    reading: Reading
    asked: float | None
    before: tuple[Reading, ...] = ()
    told_on: date | None = None
    needs_pause: bool = False
    through: Mapping[str, CheckIn] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure today. `value` is the last reading or where it began; both None while no numbers are set.

    `asked` is what the curve asks for today, or asked for when the plan was signed off.

    `told` is the measure as it promises what its number and its chart are told by: what the sponsor agreed to.
    `drawn_by` says so, where that is something else than it promises now; see `judging.Judged`. `counted`:
    somebody told a number that counts. `needs_pause`: it counts only with a pause to which the sponsor did not agree.
    `first_told` is the number that was told first for the day of `value`, where that was corrected, `told_after_end`
    when it was told, where that was after the last day. `added` is when it came into a plan that was published.
    `told_late` are the dates on which numbers of the chart were told that count for an earlier day, `corrected` the
    earlier numbers that were others first; `gap` is the longest time in which nobody counted. `judged_from` is the day
    from which on the status compares it with its curve, while that lies ahead. `in_other` is the number that was told
    last, where its unit changed since and nobody told one in the unit of now; `not_drawn` counts readings in another
    unit, which the table has and the chart has not.
    """

    measure: Measure
    told: Measure | MeasureGist
    read: tuple[Read, ...]
    value: float | None
    asked: float | None
    chart: Chart | None
    spark: tuple[str, str, str] | None
    needs_pause: bool = False
    first_told: FirstTold | None = None
    told_after_end: ToldAfterEnd | None = None
    added: Added | None = None
    counted: bool = False
    told_late: tuple[date, ...] = ()
    corrected: tuple[Corrected, ...] = ()
    gap: Gap | None = None
    drawn_by: GoesBy | None = None
    judged_from: int | None = None
    in_other: InOther | None = None
    not_drawn: int = 0

    @property
    def first_target(self) -> float | None:
        """The target that was promised first, where it is another one than now."""
        return first_target(self.measure, self.measure.moves)

    @property
    def first_promise(self) -> dict[str, Any] | None:
        """What was promised first, where it is counted otherwise now."""
        return first_promise(self.measure, self.measure.moves)

    @property
    def is_former_main(self) -> bool:
        """True when it was promised first as a main measure and is none now."""
        return not self.measure.main and was_main(self.measure, self.measure.moves)

    @property
    def is_told_briefly(self) -> bool:
        """True where there is room for one chart and the number is told beside it: main, or promised otherwise."""
        return self.told.main or self.is_former_main or self.first_promise is not None or self.first_target is not None

    @property
    def percent(self) -> bool:
        return self.told.unit == "%"


def figures_of(plan: Plan, today: date, *, mirrored: bool) -> list[Figure]:
    """Every measure, first those that are main ones by what they are told by."""
    by = drawn_by(plan, today)
    found = [_figure(each, plan, today, by.get(each.id), mirrored=mirrored) for each in plan.measures]
    return sorted(found, key=lambda figure: (not figure.told.main, figure.measure.number))


def figure_of(measure: Measure, plan: Plan, today: date, *, mirrored: bool) -> Figure:
    """One measure. Without a day 1 or without numbers there is nothing to draw."""
    return _figure(measure, plan, today, drawn_by(plan, today).get(measure.id), mirrored=mirrored)


def _figure(measure: Measure, plan: Plan, today: date, by: GoesBy | None, *, mirrored: bool) -> Figure:
    """One measure, by what the sponsor agreed to where `by` says so.

    What is expected and the chart go by the days by which the status counts; see `firm_days.counts_by`.
    """
    agreed = promises_before(plan)[measure.id] if by and by.earlier else None
    told = promised_before(measure, agreed) if agreed else measure
    counted = last_reading(told, counted_until(plan.calendar, today))
    value = counted.value if counted else told.baseline
    firm = firm_of(plan)
    readings = in_its_unit(told)
    standing = Figure(
        measure,
        told,
        (),
        value,
        None,
        None,
        None,
        corrected=corrected_before(counted, readings, plan.timezone),
        first_told=first_told(counted, readings, plan.timezone),
        told_after_end=told_after_end(counted, readings, plan.timezone, counts_by(plan)),
        added=added_to(plan, measure),
        counted=counted is not None,
        in_other=told_in_other(told, counted_until(plan.calendar, today)),
        not_drawn=len([each for each in in_any_unit(measure) if each.on <= today and not is_told_in(each, told.unit)]),
        drawn_by=by,
    )
    begins = counts_by(plan)
    promised = course_of(measure, plan, begins if firm else None, agreed)
    if plan.calendar is None or begins is None or promised is None:
        return standing
    day = days.day_of(late_until(plan, today), begins)
    drawn = [(days.day_of(each.on, begins), each) for each in readings_of(told) if each.on <= today]
    late = {at for at, (_day, each) in enumerate(drawn) if told_on(each, plan.timezone)}
    course = replace(promised, read=[(number, each.value) for number, each in drawn], day=day, late=late)
    return replace(
        standing,
        read=tuple(_reads(measure, plan, course, begins=begins, today=today)),
        asked=round_as(course.asked(day)) if day >= 1 else None,
        chart=chart.draw(course, mirrored=mirrored),
        spark=chart.spark(course),
        needs_pause=needs_pause(plan, counted, firm),
        told_late=told_late((each for _day, each in drawn), plan.timezone, begins),
        gap=long_gap(course.begins, (number for number, _each in drawn)),
        judged_from=_judged_from(plan, course, day),
    )


def _judged_from(plan: Plan, course: Course, day: int) -> int | None:
    """Return from which day on a number is judged, in a plan that runs and does not judge it yet."""
    is_running = plan.published_at is not None and plan.sign_off is None and day >= 1
    return judged_from(course.begins) if is_running and not is_judged(day, course.begins) else None


def _reads(measure: Measure, plan: Plan, course: Course, *, begins: days.Calendar, today: date) -> Iterator[Read]:
    """Yield readings with their days and what was asked on them, as the status counts days."""
    firm = firm_of(plan)
    for each in in_any_unit(measure):
        if each.on <= today:
            number = days.day_of(each.on, begins)
            yield Read(
                number,
                each,
                round_as(course.asked(number)) if number >= course.begins else None,
                _before(each, measure),
                told_on(each, plan.timezone),
                needs_pause(plan, each, firm),
                _through(each.on, measure, plan),
            )


def _before(counts: Reading, measure: Measure) -> tuple[Reading, ...]:
    """Return the other readings for the day of one that counts, the one filed last first."""
    others = [each for each in measure.readings if each.on == counts.on and each is not counts]
    return tuple(sorted(others, key=lambda each: each.filed_at, reverse=True))


def _through(on: date, measure: Measure, plan: Plan) -> dict[str, CheckIn]:
    told = {each.id: filed_through(each, plan) for each in measure.readings if each.on == on}
    return {reading_id: found for reading_id, found in told.items() if found}


def filed_through(reading: Reading, plan: Plan) -> CheckIn | None:
    """Return the check-in that told a number, where it came by a link or an address that is not its teller's own."""
    if reading.check_in_id is None:
        return None
    told = (each for each in plan.check_ins if each.id == reading.check_in_id)
    return next((each for each in told if each.link_maker or each.address_by), None)


def course_of(
    measure: Measure, plan: Plan, begins: days.Calendar | None = None, agreed: Before | None = None
) -> Course | None:
    """Return how a measure is expected to go, without what was read; None without a day 1 or without numbers.

    Days count by `begins`, or as the plan counts them. It goes by what the sponsor `agreed` to, or as it is promised.
    """
    told = promised_before(measure, agreed) if agreed else measure
    if plan.calendar is None or told.baseline is None or told.target is None:
        return None
    return Course(
        baseline=told.baseline,
        target=told.target,
        curve=told.curve,
        steps=told.steps,
        begins=begins_on(measure, plan, begins or plan.calendar),
        earlier=earlier_of(measure, plan, begins, agreed),
    )


def round_as(number: float) -> float:
    """A number nobody counted, without more digits than help."""
    return round(number) if abs(number) >= _SMALL else round(number, 1)
