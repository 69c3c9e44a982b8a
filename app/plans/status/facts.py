"""What the rules of status look at, taken from a plan or its gist as it is on a day. No queries, no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from types import MappingProxyType
from typing import Any, Final, NamedTuple, overload

from app.plans import days
from app.plans.agreeing import Unagreed, promises_before, refusers_of, unagreed_days
from app.plans.measures import curve
from app.plans.models import (
    Action,
    ActionStatus,
    CheckIn,
    Direction,
    Impact,
    Likelihood,
    Measure,
    Milestone,
    MilestoneState,
    Plan,
    Reading,
    Review,
    RiskState,
    StatusOverride,
)
from app.plans.status import override
from app.plans.status.gist import (
    ActionGist,
    CheckInGist,
    MeasureGist,
    MilestoneGist,
    OverrideGist,
    ParkedGist,
    PlanGist,
    ReadingGist,
)
from app.plans.status.rules import Counted, Danger, Due, Facts, Status, Verdict, Waiting, judge


class ParkedCount(NamedTuple):
    """How many open actions are parked, how many of them are critical or were, and how many were late then.

    `missed` were not late then, but missed an earlier day.
    """

    actions: int = 0
    critical: int = 0
    late: int = 0
    missed: int = 0


Promises = Mapping[str, Mapping[str, Any]]
"""What measures promised before, by their ids and by name; see `agreeing.promises_before`."""

_GRAVITY: Final = (
    Status.DRAFT, Status.NOT_STARTED, Status.DONE, Status.GREEN, Status.AMBER, Status.NO_DATA, Status.RED,
)  # fmt: skip

_COUNTED: Final = {Status.GREEN, Status.AMBER, Status.NO_DATA, Status.RED}

NONE_PARKED: Final = ParkedCount()
NONE_BEFORE: Final[Promises] = MappingProxyType({})


class Target(NamedTuple):
    """What a measure is to reach."""

    value: float | None
    unit: str


class GoesBy(NamedTuple):
    """By which promise of a measure a status goes, where the sponsor did not agree to the one of now, or not yet.

    `earlier`: by the one before that change, whose target is `before`.
    """

    name: str
    earlier: bool
    before: Target
    now: Target


@dataclass(frozen=True, slots=True)
class Judged:
    """The status by the rules and, where it stands, what the leader says instead.

    `goes_by` says by which promises, where the sponsor did not agree to the ones of now.
    """

    verdict: Verdict
    said: StatusOverride | OverrideGist | None
    goes_by: tuple[GoesBy, ...] = ()

    @property
    def status(self) -> Status:
        return self.verdict.status


def judged(plan: Plan | PlanGist, today: date) -> Judged:
    """How a plan stands on a day: by the rules, and by its leader's word while that holds.

    A pause, a day 1 or a promised number to which the sponsor did not agree, or not yet, makes nothing better: it is
    judged without it too.
    """
    firm, before = firm_of(plan), plan.promised_before if isinstance(plan, PlanGist) else promises_before(plan)
    ways = product([before, NONE_BEFORE] if before else [NONE_BEFORE], [firm, None] if firm else [None])
    found = [(judge(facts_of(plan, today, firm=days_by, before=by)), by) for by, days_by in ways]
    verdict, by = max(found, key=lambda each: _GRAVITY.index(each[0].status))
    goes_by = _goes_by(plan, before, earlier=bool(by)) if verdict.status in _COUNTED else ()
    # What was said last counts alone: an earlier word does not come back when a later one ends.
    newest = plan.overrides[:1]
    said = next((said for said in newest if _holds(said, plan, today, verdict.status)), None)
    return Judged(verdict, said, goes_by)


def _goes_by(plan: Plan | PlanGist, before: Promises, *, earlier: bool) -> tuple[GoesBy, ...]:
    changed = sorted((each for each in plan.measures if each.id in before), key=lambda each: each.number)
    both = [(promised_before(each, before[each.id]), each) for each in changed]
    return tuple(
        GoesBy(now.name, earlier, Target(then.target, then.unit), Target(now.target, now.unit)) for then, now in both
    )


def promised_before(measure: Measure | MeasureGist, said: Mapping[str, Any]) -> MeasureGist:
    """Return a measure as it was when it promised what is said."""
    return MeasureGist._make(said.get(name, getattr(measure, name)) for name in MeasureGist._fields)


class Firm(NamedTuple):
    """How the days count by what needs no agreement or has one, and the changes that are left out."""

    calendar: days.Calendar
    unagreed: tuple[Unagreed, ...] = ()


class FirmDay(NamedTuple):
    """What is to be known beside the day of a plan.

    `day_one` is the one it was published with, where it has another one now; `day` the day it is without what the
    sponsor did not agree to, where that is another one: a pause, or where `moved` day 1.
    """

    day_one: date | None = None
    day: int | None = None
    moved: bool = False


def firm_of(plan: Plan | PlanGist) -> Firm | None:
    """Return how the days count without what the sponsor did not agree to; None where they do so anyway."""
    unagreed = plan.unagreed if isinstance(plan, PlanGist) else unagreed_days(plan)
    if not unagreed or unagreed[0].without == plan.calendar:
        return None
    return Firm(unagreed[0].without, unagreed)


def firm_day(plan: Plan | PlanGist, today: date) -> FirmDay | None:
    """Return what is to be known beside the day of a plan; None where that is nothing.

    Once its days are over as they count, they are so without what the sponsor did not agree to, and once it is closed
    no day counts.
    """
    if plan.calendar is None:
        return None
    day, firm = days.day_of(today, plan.calendar), firm_of(plan)
    counts = firm is not None and day <= days.LENGTH and not _is_closed(plan, today)
    without = days.day_of(today, firm.calendar) if firm and counts else day
    found = FirmDay(
        day_one=plan.first_day_one if plan.first_day_one != plan.day_one else None,
        day=without if without != day else None,
        moved=firm is not None and firm.calendar.day_one != plan.day_one,
    )
    return found if found.day_one or found.day is not None else None


def facts_of(plan: Plan | PlanGist, today: date, firm: Firm | None = None, before: Promises = NONE_BEFORE) -> Facts:
    """Everything the rules look at. Without a day 1 there is nothing to count from.

    Days count by the plan's calendar, or without the pauses that `firm` leaves out; see `_due_day`. Measures promise
    what they do now, or what is in `before`.
    """
    if plan.calendar is None:
        return Facts(day=None, drafted=plan.published_at is None)
    firm = firm or Firm(plan.calendar)
    begins = firm.calendar
    day = days.day_of(today, begins)
    last = last_check_in(plan, today)
    measures = [promised_before(each, before[each.id]) if each.id in before else each for each in plan.measures]
    return Facts(
        day=day,
        drafted=plan.published_at is None,
        since=silent_since(plan, begins),
        closed=_is_closed(plan, today),
        last_check_in=days.day_of(last.on, begins) if last else None,
        measures=tuple(counted for measure in measures if (counted := _counted(measure, begins, today, day))),
        actions=_actions(plan, plan.calendar, firm),
        done=plan.done if isinstance(plan, PlanGist) else 0,
        milestones=_milestones(plan, plan.calendar, firm),
        risks=_dangers(plan),
        asks=tuple(
            Waiting(ask.title, f"ask-{ask.number}", days.day_of(ask.asked_on, begins))
            for ask in plan.asks
            if ask.answered_on is None
        ),
        refused=plan.refused if isinstance(plan, PlanGist) else refusers_of(plan),
        parked_late=tuple(
            (each.title, f"action-{each.number}")
            for each in plan.parked_actions
            if is_or_was_critical(each) and _was_late(each, plan.calendar, firm)
        ),
        parked_missed=tuple(
            (each.title, f"action-{each.number}")
            for each in plan.parked_actions
            if is_or_was_critical(each) and _missed_day(each, plan.calendar, firm)
        ),
    )


def _is_closed(plan: Plan | PlanGist, today: date) -> bool:
    return any(check_in.review == Review.CLOSING and check_in.on <= today for check_in in plan.check_ins)


def parked_of(plan: Plan | PlanGist) -> ParkedCount:
    """Return how many actions that are not done are parked; see `ParkedCount`."""
    open_ones = [each for each in plan.parked_actions if each.status != ActionStatus.DONE]
    return ParkedCount(
        actions=len(open_ones),
        critical=sum(map(is_or_was_critical, open_ones)),
        late=sum(was_late_when_parked(each, plan) for each in open_ones),
        missed=sum(missed_day(each, plan) is not None for each in open_ones),
    )


def was_late_when_parked(action: Action | ParkedGist, plan: Plan | PlanGist) -> bool:
    """True when an action was late when it was parked, by the days that need no agreement or have one."""
    if plan.calendar is None:
        return False
    return _was_late(action, plan.calendar, firm_of(plan) or Firm(plan.calendar))


def missed_day(action: Action | ParkedGist, plan: Plan | PlanGist) -> date | None:
    """Return the earlier day that a parked action missed, where it was not late when it was parked."""
    if plan.calendar is None:
        return None
    return _missed_day(action, plan.calendar, firm_of(plan) or Firm(plan.calendar))


def is_or_was_critical(item: Action | ParkedGist | Milestone) -> bool:
    """True when something is critical, or was once its plan was published."""
    return item.critical or item.was_critical


def is_done(item: Action | Milestone) -> bool:
    """True when an action or a milestone is done."""
    return item.status == ActionStatus.DONE if isinstance(item, Action) else item.state == MilestoneState.DONE


def missed_on(item: Action | Milestone) -> date | None:
    """Return the day that something missed; None where it was done by then, though its day moved since."""
    if item.missed_on and item.done_on and item.done_on <= item.missed_on:
        return None
    return item.missed_on


def silent_since(plan: Plan | PlanGist, begins: days.Calendar) -> int:
    """Return the day after which silence counts where nobody said anything: the one before a plan was published.

    Of a draft it is the one before it was written down; either may be before day 1.
    """
    return days.day_of(days.today_in(plan.timezone, plan.published_at or plan.created_at), begins) - 1


@overload
def last_check_in(plan: Plan, today: date) -> CheckIn | None: ...
@overload
def last_check_in(plan: PlanGist, today: date) -> CheckInGist | None: ...
@overload
def last_check_in(plan: Plan | PlanGist, today: date) -> CheckIn | CheckInGist | None: ...
def last_check_in(plan: Plan | PlanGist, today: date) -> CheckIn | CheckInGist | None:
    """The last check-in up to a day."""
    return max(
        (check_in for check_in in plan.check_ins if check_in.on <= today),
        key=lambda check_in: (check_in.on, check_in.filed_at),
        default=None,
    )


class LastSaid(NamedTuple):
    """The date of the last check-in, and whether a pause began after it."""

    on: date
    before_pause: bool


def said_before(plan: Plan | PlanGist, today: date) -> LastSaid | None:
    """Return when the last check-in was, where fewer days of the plan than dates have passed since; None elsewhere."""
    last, firm = last_check_in(plan, today), firm_of(plan)
    begins = firm.calendar if firm else plan.calendar
    if last is None or begins is None:
        return None
    if days.day_of(today, begins) - days.day_of(last.on, begins) == (today - last.on).days:
        return None
    return LastSaid(last.on, any(last.on < first <= today for first, _last in begins.pauses))


@overload
def readings_of(measure: Measure) -> list[Reading]: ...
@overload
def readings_of(measure: MeasureGist) -> list[ReadingGist]: ...
@overload
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]: ...
def readings_of(measure: Measure | MeasureGist) -> Sequence[Reading | ReadingGist]:
    """One reading a day, the one filed last, in the order of the days."""
    found: Sequence[Reading | ReadingGist] = measure.readings
    by_day = {reading.on: reading for reading in sorted(found, key=lambda each: each.filed_at)}
    return [by_day[on] for on in sorted(by_day)]


@overload
def last_reading(measure: Measure, today: date) -> Reading | None: ...
@overload
def last_reading(measure: MeasureGist, today: date) -> ReadingGist | None: ...
@overload
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None: ...
def last_reading(measure: Measure | MeasureGist, today: date) -> Reading | ReadingGist | None:
    """What was read last up to a day; of several readings of one day the one filed last."""
    found: Sequence[Reading | ReadingGist] = measure.readings
    known = (reading for reading in found if reading.on <= today)
    return max(known, key=lambda reading: (reading.on, reading.filed_at), default=None)


def counted_until(begins: days.Begins | None, today: date) -> date:
    """Return the last date whose number counts: today, or day 100 where it is over.

    A number may lie after day 100 where a pause in which it was told was taken back, or is not agreed to.
    """
    return today if begins is None else min(today, days.date_of(days.LENGTH, begins))


@overload
def last_counted(measure: Measure, plan: Plan, today: date) -> Reading | None: ...
@overload
def last_counted(measure: MeasureGist, plan: PlanGist, today: date) -> ReadingGist | None: ...
def last_counted(measure: Measure | MeasureGist, plan: Plan | PlanGist, today: date) -> Reading | ReadingGist | None:
    """Return the last number of a measure that counts; see `counted_until`."""
    return last_reading(measure, counted_until(plan.calendar, today))


def needs_pause(plan: Plan | PlanGist, told: Reading | ReadingGist | None, firm: Firm | None) -> bool:
    """True when a number counts only with a pause to which the sponsor did not agree, or not yet; see `firm_of`."""
    if told is None or firm is None or plan.calendar is None:
        return False
    ends, would_end = (days.date_of(days.LENGTH, each) for each in (plan.calendar, firm.calendar))
    return would_end < told.on <= ends


def _counted(measure: Measure | MeasureGist, begins: days.Calendar, today: date, day: int) -> Counted | None:
    """None while nobody said where the measure stands and where it goes; a main one then counts as never read."""
    last = last_reading(measure, counted_until(begins, today))
    anchor = f"measure-{measure.number}"
    if measure.baseline is None or measure.target is None:
        unknown = Counted(name=measure.name, anchor=anchor, main=True, expected=0, actual=0, asked=0, value=0)
        return unknown if measure.main else None
    value = last.value if last else measure.baseline
    expected = curve.expected_share(measure.curve, day, measure.steps)
    return Counted(
        name=measure.name,
        anchor=anchor,
        main=measure.main,
        expected=expected,
        actual=curve.actual_share(measure.baseline, measure.target, value, falling=measure.direction == Direction.DOWN),
        asked=curve.value_at(measure.baseline, measure.target, expected),
        value=value,
        unit=measure.unit,
        read_on=days.day_of(last.on, begins) if last else None,
    )


def _actions(plan: Plan | PlanGist, begins: days.Calendar, firm: Firm) -> tuple[Due, ...]:
    return tuple(
        Due(
            name=action.title,
            anchor=f"action-{action.number}",
            of="action",
            day=_due_day(action, begins, firm),
            done=action.status == ActionStatus.DONE,
            critical=action.critical,
            blocked=action.status == ActionStatus.BLOCKED,
            was_critical=action.was_critical,
            missed=action.missed_on is not None,
        )
        for action in plan.actions
    )


def _due_day(
    item: Action | Milestone | ActionGist | ParkedGist | MilestoneGist,
    begins: days.Calendar,
    firm: Firm,
    *,
    due_on: date | None = None,
) -> int | None:
    """Return the day on which something is due, None where nobody said.

    A pause moved what was dated before it, so that goes back to the date it had. What was dated since stays there, as
    everything does when day 1 moves.
    """
    due_on = due_on or item.due_on
    if due_on is None:
        return None
    dated = item.dated_at if isinstance(item, tuple) else item.dated_at or item.created_at
    before = next((each.without for each in firm.unagreed if each.made_at >= dated), None)
    paused = replace(before, day_one=begins.day_one) if before else begins
    on = days.date_of(days.day_of(due_on, begins), paused) if before else due_on
    return days.day_of(on, firm.calendar)


def _was_late(action: Action | ParkedGist, begins: days.Calendar, firm: Firm) -> bool:
    """True when an action that is not done was late on the day it was parked."""
    if action.status == ActionStatus.DONE or action.due_on is None or action.parked_on is None:
        return False
    return _overdue(action, action.parked_on, begins, firm) is not None


def overdue(item: Action | Milestone, plan: Plan, on: date) -> date | None:
    """Return the day on which something was due, where that is over on a date; None where it is not.

    It is over by the plan's days, or by the days that need no agreement or have one.
    """
    due_on = day_that_counts(item, plan)
    if plan.calendar is None:
        return due_on if due_on and due_on < on else None
    return _overdue(item, on, plan.calendar, firm_of(plan) or Firm(plan.calendar), due_on=due_on)


def _overdue(
    item: Action | Milestone | ParkedGist,
    on: date,
    begins: days.Calendar,
    firm: Firm,
    *,
    due_on: date | None = None,
) -> date | None:
    due_on = due_on or item.due_on
    if due_on is None or due_on < on:
        return due_on
    due = _due_day(item, begins, firm, due_on=due_on)
    late = due is not None and due < days.day_of(on, firm.calendar)
    return days.date_of(due, firm.calendar) if due is not None and late else None


def _missed_day(action: Action | ParkedGist, begins: days.Calendar, firm: Firm) -> date | None:
    if action.status == ActionStatus.DONE or action.parked_on is None or _was_late(action, begins, firm):
        return None
    return action.missed_on


def _milestones(plan: Plan | PlanGist, begins: days.Calendar, firm: Firm) -> tuple[Due, ...]:
    return tuple(
        Due(
            name=milestone.title,
            anchor=f"milestone-{milestone.number}",
            of="milestone",
            day=_due_day(milestone, begins, firm, due_on=day_that_counts(milestone, plan)),
            done=milestone.state == MilestoneState.DONE,
            critical=milestone.critical,
            was_critical=milestone.was_critical,
            missed=milestone.missed_on is not None,
        )
        for milestone in plan.milestones
    )


def day_that_counts(item: Action | Milestone | MilestoneGist, plan: Plan | PlanGist) -> date | None:
    """Return the day something is due, or had before somebody let it have none, as earlier servers did of milestones.

    Of a milestone in a gist its query does that.
    """
    if item.due_on or isinstance(item, MilestoneGist) or isinstance(plan, PlanGist):
        return item.due_on
    return next((each.before for each in reversed(plan.due_moves) if each.item_id == item.id), None)


def _dangers(plan: Plan | PlanGist) -> tuple[Danger, ...]:
    return tuple(
        Danger(
            risk.title,
            f"risk-{risk.number}",
            grave=(risk.likelihood, risk.impact) == (Likelihood.HIGH, Impact.LARGE),
            alone=not risk.owner.strip(),
        )
        for risk in plan.risks
        if risk.state != RiskState.CLOSED
    )


def _holds(said: StatusOverride | OverrideGist, plan: Plan | PlanGist, today: date, computed: Status) -> bool:
    if said.withdrawn_at is not None or plan.calendar is None:
        return False
    return override.holds(value=said.value, set_on=said.set_on, until=said.until, today=today, computed=computed)
