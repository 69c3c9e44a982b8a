"""What a promise said otherwise before it needed the sponsor: they read it once they are asked about that promise."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from app.plans import days
from app.plans.agreeing import has_agreed
from app.plans.measures.promise import promised_by
from app.plans.models import Agreement, GoalVersion, Measure, MeasureMove, Plan, PromiseKind
from app.plans.same_words import is_same


@dataclass(frozen=True, slots=True)
class Unasked:
    """A change for which nobody asked the sponsor: on which day, what it said before and after, who wrote why.

    `name` is the measure, where they are asked about something else than that.
    """

    on: date
    kind: PromiseKind
    said: Mapping[str, Sequence[object]]
    by_name: str
    reason: str
    name: str = ""


def unasked_before(plan: Plan, change: Agreement, also: Collection[str] = ()) -> tuple[Unasked, ...]:
    """Return what changed of the same thing without asking since the sponsor agreed to it last, or the publishing.

    Beside the goal or day 1, which may be all they are asked about, what measures promise is told too, but for those
    whose ids are in `also`: they are asked about them as well.
    """
    match change.kind:
        case PromiseKind.PAUSE:
            return ()
        case PromiseKind.GOAL:
            others = [each for each in plan.measures if each.id not in also]
            found = [*_of_goal(plan, change), *(one for each in others for one in _of_measure(plan, change, each))]
        case _:
            own = [each for each in plan.measures if each.id == change.item_id]
            found = [one for each in own for one in _of_measure(plan, change, each)]
    return tuple(each for _at, each in sorted(found, key=lambda one: one[0]))


def pairs_of_measure(measure: Measure) -> Iterator[tuple[MeasureMove, dict[str, list[object]]]]:
    """Yield the rows of what a measure promised before, the first of them first, with what it said then and next."""
    moves = sorted(measure.moves, key=lambda each: each.id)
    after = [*(each.promised for each in moves[1:]), promised_by(measure)]
    for move, now in zip(moves, after, strict=False):
        yield move, {name: [move.promised[name], now[name]] for name in now if name in move.promised}


def pairs_of_goals(plan: Plan) -> Iterator[tuple[GoalVersion, dict[str, list[object]]]]:
    """Yield the rows of the goals and first days before, the first of them first, with what was said then and next."""
    rows: list[GoalVersion | Plan] = [*plan.goals, plan]
    for version, (before, now) in zip(plan.goals, pairwise(rows), strict=True):
        said = [[each.goal, each.day_one.isoformat() if each.day_one else ""] for each in (before, now)]
        yield (
            version,
            {name: list(pair) for name, pair in zip(("goal", "day_one"), zip(*said, strict=True), strict=True)},
        )


def _of_measure(plan: Plan, change: Agreement, measure: Measure) -> Iterator[tuple[datetime, Unasked]]:
    since = _agreed_at(plan, change, measure.id)
    name = measure.name if change.item_id != measure.id else ""
    for move, said in pairs_of_measure(measure):
        if since is not None and move.moved_at > since and not move.sponsor and _changes(said):
            on = days.today_in(plan.timezone, move.moved_at)
            yield move.moved_at, Unasked(on, PromiseKind.MEASURE, said, move.by_name, move.reason, name)


def _of_goal(plan: Plan, change: Agreement) -> Iterator[tuple[datetime, Unasked]]:
    since = _agreed_at(plan, change, change.item_id)
    for version, pairs in pairs_of_goals(plan):
        said = {"goal": pairs["goal"]}
        if since is not None and version.replaced_at > since and not version.sponsor and _changes(said):
            on = days.today_in(plan.timezone, version.replaced_at)
            yield version.replaced_at, Unasked(on, PromiseKind.GOAL, said, version.by_name, version.reason)


def _agreed_at(plan: Plan, change: Agreement, item_id: str) -> datetime | None:
    earlier = (each for each in reversed(plan.agreements) if each.item_id == item_id and each.id < change.id)
    return next((each.made_at for each in earlier if has_agreed(each)), plan.published_at)


def _changes(said: Mapping[str, Sequence[object]]) -> bool:
    return any(not is_same(name, *pair) for name, pair in said.items())
