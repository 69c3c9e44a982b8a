"""What a promise said otherwise before it needed the sponsor: they read it once they are asked about that promise."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from app.plans import days
from app.plans.agreeing import has_agreed
from app.plans.measures.promise import promised_by
from app.plans.models import Agreement, GoalVersion, MeasureMove, Plan, PromiseKind
from app.plans.same_words import is_same


@dataclass(frozen=True, slots=True)
class Unasked:
    """A change for which nobody asked the sponsor: on which day, what it said before and after, who wrote why."""

    on: date
    said: Mapping[str, Sequence[object]]
    by_name: str
    reason: str


def unasked_before(plan: Plan, change: Agreement) -> tuple[Unasked, ...]:
    """Return what changed of the same thing without asking since the sponsor agreed to it last, or the publishing."""
    since = _agreed_at(plan, change)
    if since is None or change.kind == PromiseKind.PAUSE:
        return ()
    found = _of_goal(plan) if change.kind == PromiseKind.GOAL else _of_measure(plan, change.item_id)
    return tuple(each for at, each in found if at > since)


def _agreed_at(plan: Plan, change: Agreement) -> datetime | None:
    earlier = (each for each in reversed(plan.agreements) if each.item_id == change.item_id and each.id < change.id)
    return next((each.made_at for each in earlier if has_agreed(each)), plan.published_at)


def _of_measure(plan: Plan, measure_id: str) -> Iterator[tuple[datetime, Unasked]]:
    measure = next((each for each in plan.measures if each.id == measure_id), None)
    if measure is None:
        return
    moves = sorted(measure.moves, key=lambda each: each.id)
    after = [*(each.promised for each in moves[1:]), promised_by(measure)]
    for move, now in zip(moves, after, strict=True):
        if not move.sponsor and _changes(said := _pairs(move.promised, now)):
            yield move.moved_at, _unasked(plan, move, move.moved_at, said)


def _of_goal(plan: Plan) -> Iterator[tuple[datetime, Unasked]]:
    goals = [*(each.goal for each in plan.goals), plan.goal]
    for version, (before, now) in zip(plan.goals, pairwise(goals), strict=True):
        if not version.sponsor and _changes(said := {"goal": [before, now]}):
            yield version.replaced_at, _unasked(plan, version, version.replaced_at, said)


def _pairs(before: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, list[object]]:
    return {name: [before[name], now[name]] for name in now if name in before}


def _changes(said: Mapping[str, Sequence[object]]) -> bool:
    return any(not is_same(name, *pair) for name, pair in said.items())


def _unasked(
    plan: Plan, kept: MeasureMove | GoalVersion, at: datetime, said: Mapping[str, Sequence[object]]
) -> Unasked:
    return Unasked(days.today_in(plan.timezone, at), said, kept.by_name, kept.reason)
