"""What the rules of status look at, taken from a plan or its gist as it is on a day. No queries, no clock."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from app.plans import days
from app.plans.agreeing import refusers_of
from app.plans.measures import curve
from app.plans.measures.earlier import added_on, begins_on
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    Direction,
    Impact,
    Likelihood,
    Measure,
    Milestone,
    MilestoneState,
    Plan,
    Risk,
)
from app.plans.promised_before import Before, promises_before
from app.plans.status.check_ins import is_closed, last_check_in, silent_since
from app.plans.status.due_days import day_that_counts, due_day, is_or_was_critical, missed_before
from app.plans.status.firm_days import Firm
from app.plans.status.gist import ActionGist, AskGist, MeasureGist, MilestoneGist, ParkedGist, PlanGist, RiskGist
from app.plans.status.parked import missed, was_late
from app.plans.status.readings import counted_until, last_reading, told_in_other
from app.plans.status.rules import Counted, Danger, Due, Facts, Waiting
from app.plans.status.then import held_now, held_on

Promises = Mapping[str, Before]
"""What measures promised before, by their ids; see `agreeing.promises_before`."""

NOTICE: Final = 7
"""Days before it is due by which an action that is added to a published plan is promised in time."""

NONE_BEFORE: Final[Promises] = MappingProxyType({})


def before_in(plan: Plan | PlanGist) -> Promises:
    """Return what measures of a plan promised before changes to which the sponsor did not agree, or not yet."""
    return plan.promised_before if isinstance(plan, PlanGist) else promises_before(plan)


def promised_before(measure: Measure | MeasureGist, before: Before) -> MeasureGist:
    """Return a measure as it was when it promised what it did before, with the numbers that were told of that."""
    found = MeasureGist._make(before.said.get(name, getattr(measure, name)) for name in MeasureGist._fields)
    until = before.until
    if until is None:
        return found
    return found._replace(readings=[each for each in found.readings if each.filed_at < until])


def facts_of(
    plan: Plan | PlanGist,
    today: date,
    firm: Firm | None = None,
    before: Promises = NONE_BEFORE,
    *,
    closing: bool = True,
    then: bool = False,
    dawn: bool = False,
) -> Facts:
    """Everything the rules look at. Without a day 1 there is nothing to count from.

    Days count by the plan's calendar, or without the pauses that `firm` leaves out; see `due_days.due_day`. Measures
    promise what they do now, or what is in `before`. Without `closing` the closing review is left out. `then`: the day
    is over, and what was done or changed since was not so on it, with `dawn` nor what was on it; see `then.held_on`.
    """
    if plan.calendar is None:
        return Facts(day=None, drafted=plan.published_at is None)
    firm = firm or Firm(plan.calendar)
    begins = firm.calendar
    day = days.day_of(today, begins)
    last = last_check_in(plan, today, closing=closing)
    held = held_on(plan, today, dawn=dawn) if then else held_now(plan)
    parked = [each for each in held.parked if is_or_was_critical(each)]
    measures = [promised_before(each, before[each.id]) if each.id in before else each for each in plan.measures]
    return Facts(
        day=day,
        drafted=plan.published_at is None,
        until=None if closing else days.LENGTH,
        since=silent_since(plan, begins),
        closed=closing and is_closed(plan, today),
        last_check_in=days.day_of(last.on, begins) if last else None,
        measures=tuple(counted for measure in measures if (counted := _counted(measure, plan, begins, today))),
        actions=_actions(held.actions, plan, firm, today=today),
        done=plan.done if isinstance(plan, PlanGist) else 0,
        milestones=_milestones(held.milestones, plan, firm, today=today),
        risks=_dangers(held.risks),
        asks=_unanswered(held.asks, begins, today),
        refused=plan.refused if isinstance(plan, PlanGist) else refusers_of(plan),
        parked_late=_named(each for each in parked if was_late(each, plan.calendar, firm)),
        parked_missed=_named(each for each in parked if missed(each, plan.calendar, firm)),
    )


def _counted(
    measure: Measure | MeasureGist, plan: Plan | PlanGist, begins: days.Calendar, today: date
) -> Counted | None:
    """None while nobody said where the measure stands and where it goes; a main one then counts as never read."""
    last = last_reading(measure, counted_until(begins, today))
    anchor, added = f"measure-{measure.number}", begins_on(measure, plan, begins)
    if measure.baseline is None or measure.target is None:
        unknown = Counted(measure.name, anchor, main=True, expected=0, actual=0, asked=0, value=0, begins=added)
        return unknown if measure.main else None
    value = last.value if last else measure.baseline
    other = told_in_other(measure, counted_until(begins, today))
    expected = curve.expected_share(measure.curve, days.day_of(today, begins), measure.steps, added)
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
        begins=added,
        outside=last_reading(measure, today) is not last,
        other_on=days.day_of(other.on, begins) if other else None,
    )


def _actions(
    actions: Iterable[Action | ActionGist], plan: Plan | PlanGist, firm: Firm, *, today: date
) -> tuple[Due, ...]:
    begins = plan.calendar or firm.calendar
    return tuple(
        Due(
            name=action.title,
            anchor=f"action-{action.number}",
            of="action",
            day=due_day(action, begins, firm),
            done=action.status == ActionStatus.DONE,
            critical=action.critical,
            blocked=action.status == ActionStatus.BLOCKED,
            was_critical=action.was_critical,
            missed=action.missed_on is not None,
            missed_day=_missed_day(action, plan, firm, today),
            hasty=is_hasty(action, plan),
        )
        for action in actions
    )


def is_hasty(action: Action | ActionGist, plan: Plan | PlanGist) -> bool:
    """True when an action was added to the published plan, or had its day chosen, less than a week before it was due.

    What was there by day 1 was promised with everything else.
    """
    added = added_on(action, plan)
    if added is None or action.due_on is None or (plan.day_one and added <= plan.day_one):
        return False
    dated = days.today_in(plan.timezone, action.dated_at or action.created_at)
    return (action.due_on - dated).days < NOTICE


def _milestones(
    milestones: Iterable[Milestone | MilestoneGist], plan: Plan | PlanGist, firm: Firm, *, today: date
) -> tuple[Due, ...]:
    begins = plan.calendar or firm.calendar
    return tuple(
        Due(
            name=milestone.title,
            anchor=f"milestone-{milestone.number}",
            of="milestone",
            day=due_day(milestone, begins, firm, due_on=day_that_counts(milestone, plan)),
            done=milestone.state == MilestoneState.DONE,
            critical=milestone.critical,
            was_critical=milestone.was_critical,
            missed=milestone.missed_on is not None,
            missed_day=_missed_day(milestone, plan, firm, today),
        )
        for milestone in milestones
    )


def _missed_day(
    item: Action | ActionGist | Milestone | MilestoneGist, plan: Plan | PlanGist, firm: Firm, today: date
) -> int | None:
    missed = missed_before(item, plan, today)
    return days.day_of(missed, firm.calendar) if missed else None


def _dangers(risks: Iterable[Risk | RiskGist]) -> tuple[Danger, ...]:
    return tuple(
        Danger(
            risk.title,
            f"risk-{risk.number}",
            grave=(risk.likelihood, risk.impact) == (Likelihood.HIGH, Impact.LARGE),
            alone=not risk.owner.strip(),
        )
        for risk in risks
    )


def _unanswered(asks: Iterable[Ask | AskGist], begins: days.Calendar, today: date) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(ask.title, f"ask-{ask.number}", days.day_of(ask.asked_on, begins), (today - ask.asked_on).days)
        for ask in asks
    )


def _named(actions: Iterable[Action | ParkedGist]) -> tuple[tuple[str, str], ...]:
    """Return the titles of actions, and where each stands on the page of its plan."""
    return tuple((each.title, f"action-{each.number}") for each in actions)
