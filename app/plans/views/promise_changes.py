"""What changed in what a plan promises and counts, from the rows that keep it: goal, days, numbers, pauses."""

from collections.abc import Iterator
from dataclasses import replace

from app.plans.agreeing import agreement_of
from app.plans.models import Action, Measure, MeasureMove, Milestone, Plan, PromiseKind, Reading
from app.plans.views.change import Change, What, change_of


def days_moved(plan: Plan) -> Iterator[Change]:
    """Yield the days of actions and milestones that moved after they were promised."""
    items: dict[str, Action | Milestone] = {action.id: action for action in [*plan.actions, *plan.parked_actions]}
    items |= {milestone.id: milestone for milestone in plan.milestones}
    for move in plan.due_moves:
        if item := items.get(move.item_id):
            moved = change_of(move.kind, item, what=What.DAY, at=move.moved_at, who=move.by_name)
            yield replace(moved, before=move.before, after=move.after, reason=move.reason)


def goals_replaced(plan: Plan) -> Iterator[Change]:
    """Yield the goals and first days that were promised before."""
    for each in plan.goals:
        yield Change(
            at=each.replaced_at,
            what=What.GOAL,
            who=each.by_name,
            item_id=plan.id,
            name=each.goal,
            before=each.day_one,
            reason=each.reason,
            sponsor=each.sponsor,
            agreed_name=each.by_name,
            agreement=agreement_of(plan, PromiseKind.GOAL, each.id),
        )


def numbers_told(plan: Plan) -> Iterator[Change]:
    """Yield what measures promised before, and what was read of them."""
    for measure in plan.measures:
        anchor = f"measure-{measure.number}"
        afters: list[MeasureMove | Measure] = [*measure.moves[1:], measure]
        # Without a move nothing came after one.
        for move, after in zip(measure.moves, afters, strict=False):
            yield Change(
                at=move.moved_at,
                what=What.MEASURE,
                who=move.by_name,
                name=measure.name,
                item_id=measure.id,
                reason=move.reason,
                anchor=anchor,
                said=_moved(move, after),
                sponsor=move.sponsor,
                agreed_name=move.by_name,
                agreement=agreement_of(plan, PromiseKind.MEASURE, move.id),
            )
        yield from _readings(measure)


def _readings(measure: Measure) -> Iterator[Change]:
    """Yield what was read of a measure; what a check-in tells stands there, unless it took another number's place."""
    for reading in measure.readings:
        before = _replaced(measure, reading)
        shares = _other_shares(before, reading)
        instead = before.value if before and before.value != reading.value else None
        if reading.check_in_id is None or shares or instead is not None:
            yield Change(
                at=reading.filed_at,
                what=What.READING,
                who=reading.by_name,
                name=measure.name,
                item_id=measure.id,
                before=reading.on,
                after=reading.value,
                reason=reading.note,
                anchor=f"measure-{measure.number}",
                instead=instead,
                shares=shares,
            )


def _replaced(measure: Measure, reading: Reading) -> Reading | None:
    """Return the reading that counted for a day until another one was filed."""
    earlier = [each for each in measure.readings if each.on == reading.on and each.filed_at < reading.filed_at]
    return max(earlier, key=lambda each: each.filed_at, default=None)


def _other_shares(before: Reading | None, reading: Reading) -> dict[str, tuple[float | None, float | None]]:
    """Return the numbers of groups that are others than they were for the same day."""
    if before is None or not before.shares:
        return {}
    pairs = {name: (before.shares.get(name), reading.shares.get(name)) for name in {**before.shares, **reading.shares}}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _moved(move: MeasureMove, after: MeasureMove | Measure) -> dict[str, list[object]]:
    """What a measure promised before a move and after it; what the server did not keep then is not said."""

    def promised(row: MeasureMove | Measure, name: str) -> object:
        said = row.promised if isinstance(row, MeasureMove) else {}
        return said.get(name, getattr(row, name, None))

    names = [name for name in {"baseline": 0, "target": 0, **move.promised} if isinstance(after, Measure)
             or name in ("baseline", "target") or name in after.promised]  # fmt: skip
    pairs = {name: [promised(move, name), promised(after, name)] for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def pauses_made(plan: Plan) -> Iterator[Change]:
    """Yield the pauses there are."""
    for each in plan.pauses:
        yield Change(
            at=each.made_at,
            what=What.PAUSE,
            who=each.by_name,
            before=each.first,
            after=each.last,
            reason=each.reason,
            sponsor=each.sponsor,
            agreed=each.agreed,
            agreed_name=each.agreed_name,
            agreement=agreement_of(plan, PromiseKind.PAUSE, each.id),
        )
