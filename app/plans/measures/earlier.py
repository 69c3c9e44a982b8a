"""Earlier promises of a measure: days that are over keep the promise as it stood then. No queries, no clock."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from app.plans import days
from app.plans.agreeing import agreed_day
from app.plans.measures.curve import Curve, Earlier, Promise
from app.plans.measures.gone_by import Counting, counting_changes, day_ones_before
from app.plans.models import Action, Measure, MeasureMove, Milestone, Plan
from app.plans.promised_before import Before, promises_before
from app.plans.same_words import is_same, says_same
from app.plans.status.gist import ActionGist, MeasureGist, MoveGist, Otherwise, PlanGist

_DAY: Final = timedelta(days=1)
_KEPT: Final = ("baseline", "target", "curve", "steps")
_OTHERWISE: Final = ("name", "unit", "baseline", "direction", "curve", "steps", "source", "proxy", "definition")
_ONLY_IF_CHANGED: Final = ("direction", "source", "proxy", "definition")


def earlier_of(
    measure: Measure, plan: Plan, begins: days.Calendar | None = None, agreed: Before | None = None
) -> tuple[Earlier, ...]:
    """Return what was promised instead before each change of a published measure or of day 1, the first one first.

    Days count by `begins`, or as the plan counts them. It goes by what the sponsor `agreed` to, or as it is promised;
    of what nobody agreed to before, nothing is told.
    """
    calendar = begins or plan.calendar
    if calendar is None:
        return ()
    pauses = calendar.pauses if begins else [(pause.first, pause.last) for pause in plan.pauses]
    begun = day_ones_before(plan)
    found = []
    for each in _before_changes(measure, changes_of(measure, plan, agreed), calendar, also=begun, agreed=agreed):
        day_one = next((first for changed, first in sorted(begun.items()) if each.on < changed), calendar.day_one)
        # Pauses count as they do now.
        then = days.Calendar.with_pauses(day_one, pauses)
        further = days.day_of(each.on, then) - days.day_of(each.on, calendar)
        promise = replace(each.earlier.promise, begins=begins_on(measure, plan, then))
        found.append(replace(each.earlier, promise=promise, further=further))
    return tuple(found)


def changes_of(measure: Measure, plan: Plan, agreed: Before | None) -> tuple[Counting, ...]:
    """Return the changes of a measure by which its plan goes; see `earlier_of`."""
    now = None if agreed else promises_before(plan).get(measure.id)
    about = [each for each in plan.agreements if each.item_id == measure.id]
    return counting_changes(measure.moves, about, plan.timezone, now.said if now else {})


def earlier_by_changes(
    measure: MeasureGist,
    changes: Sequence[Counting],
    plan: PlanGist,
    calendar: days.Calendar,
    *,
    agreed: Before | None = None,
) -> tuple[Earlier, ...]:
    """Return what was promised instead before changes of a published measure, by the day 1 there is now."""
    begins = begins_on(measure, plan, calendar)
    before = [each.earlier for each in _before_changes(measure, changes, calendar, agreed=agreed)]
    return tuple(replace(each, promise=replace(each.promise, begins=begins)) for each in before)


def first_target(measure: Measure | MeasureGist, moves: Sequence[MeasureMove | MoveGist]) -> float | None:
    """Return the target that a measure promised first once its plan was published; None where it is the one it has."""
    first = next((move.target for move in moves), None)
    return first if first != measure.target else None


def first_promise(measure: Measure | MeasureGist, moves: Sequence[MeasureMove | MoveGist]) -> dict[str, Any] | None:
    """Return what a measure promised first once its plan was published, by name; None where it counts the same way.

    A target that moved alone is told by `first_target`. The direction, the source, the indicator and that it was a
    stand-in are left out where they are the same.
    """
    now = promised_now(measure)
    first = dict(now)
    for move in reversed(moves):
        # Earlier servers kept the two numbers alone.
        kept = {name: move.promised[name] for name in now if name in move.promised}
        first |= {"baseline": move.baseline, "target": move.target, **kept}
    changed = changed_in(first, now)
    if not changed:
        return None
    return {name: said for name, said in first.items() if name not in _ONLY_IF_CHANGED or name in changed}


def promised_now(measure: Measure | MeasureGist) -> dict[str, Any]:
    """Return what a measure promises now, by name."""
    return {name: getattr(measure, name) for name in (*_OTHERWISE, "target")}


def changed_in(first: Mapping[str, Any], now: Mapping[str, Any]) -> frozenset[str]:
    """Return which of what was promised first, as far as it is told, is counted otherwise now, by name."""
    told = [name for name in _OTHERWISE if name in first]
    return frozenset(name for name in told if not is_same(name, _comparable(first, name), _comparable(now, name)))


def _comparable(said: Mapping[str, Any], name: str) -> object:
    """Return a part of a promise so that the same is equal; steps count only for a curve in steps."""
    if name != "steps":
        return said[name]
    return [[float(part) for part in step] for step in said[name]] if said["curve"] == Curve.STEPPED else []


def was_main(measure: Measure | MeasureGist, moves: Sequence[MeasureMove | MoveGist]) -> bool:
    """Return whether a measure was a main one as it was promised first."""
    return next((bool(move.promised["main"]) for move in moves if "main" in move.promised), measure.main)


def otherwise_in(
    measures: Iterable[tuple[Measure | MeasureGist, Sequence[MeasureMove | MoveGist]]],
) -> tuple[Otherwise, ...]:
    """Return which measures were promised otherwise first, of each with what it promised before."""
    return tuple(found for each, moves in measures if (found := _otherwise(each, moves)))


def _otherwise(measure: Measure | MeasureGist, moves: Sequence[MeasureMove | MoveGist]) -> Otherwise | None:
    target, first, main = first_target(measure, moves), first_promise(measure, moves), was_main(measure, moves)
    if target is None and first is None and main == measure.main:
        return None
    return Otherwise(
        measure.name, measure.target, target, first, None if main == measure.main else main, promised_now(measure)
    )


class Added(NamedTuple):
    """When something came into a plan that was published: the date, and which day of the plan; see `agreed_day`."""

    on: date
    day: int | None


def added_to(plan: Plan, item: Measure | Action | Milestone) -> Added | None:
    """Return when something was added to a plan that was published already; None where it was published with it."""
    on = added_on(item, plan)
    found = agreed_day(plan, on) if on else None
    return Added(on, found.day if found else None) if on else None


def begins_on(measure: Measure | MeasureGist, plan: Plan | PlanGist, calendar: days.Calendar) -> int:
    """Return the day at whose end the curve of a measure begins: on which it was added to a published plan, else 0.

    What was added by day 1 begins as everything else.
    """
    on = added_on(measure, plan)
    day = min(days.LENGTH, days.day_of(on, calendar)) if on else 0
    return day if day > 1 else 0


def added_on(item: Measure | MeasureGist | Action | ActionGist | Milestone, plan: Plan | PlanGist) -> date | None:
    """Return the date on which something was added to a plan that was published by then; None where it was not."""
    if plan.published_at is None or item.created_at <= plan.published_at:
        return None
    return days.today_in(plan.timezone, item.created_at)


def first_goal(plan: Plan) -> str | None:
    """Return the goal that a plan promised first once it was published; None where it is the one it has."""
    published = plan.published_at
    first = next((each.goal for each in plan.goals if published and each.replaced_at >= published), None)
    return None if first is None or says_same(first, plan.goal) else first


class _Before(NamedTuple):
    """The last date before a change, and what was promised on it."""

    on: date
    earlier: Earlier


def _before_changes(
    measure: Measure | MeasureGist,
    changes: Sequence[Counting],
    calendar: days.Calendar,
    *,
    also: Collection[date] = (),
    agreed: Before | None,
) -> Iterator[_Before]:
    for changed in sorted({*(each.on for each in changes), *also}):
        promise = _promise_on(changed - _DAY, measure, changes, agreed)
        if promise is not None:
            yield _Before(changed - _DAY, Earlier(days.day_of(changed, calendar), promise))


def _promise_on(
    on: date, measure: Measure | MeasureGist, changes: Sequence[Counting], agreed: Before | None
) -> Promise | None:
    said: dict[str, Any] = {name: getattr(measure, name) for name in _KEPT}
    then = [each.before for each in reversed(changes) if on < each.on]
    for before in (agreed.said if agreed else {}, *then):
        said |= {name: value for name, value in before.items() if name in _KEPT}
    if said["baseline"] is None or said["target"] is None:
        return None
    return Promise(**said)
