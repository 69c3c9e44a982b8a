"""Changes of promises by which a plan goes: those that needed no agreement or have one. No queries, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from app.plans import days
from app.plans.agreed_changes import agreed_on
from app.plans.agreeing import agreed_by, has_agreed
from app.plans.models import Agreement, MeasureMove, Plan, PromiseKind
from app.plans.status.gist import MoveGist


class Counting(NamedTuple):
    """A change by which a plan goes: from which date on, and what was promised until then, by name."""

    on: date
    before: Mapping[str, Any]


def counting_changes(
    moves: Sequence[MeasureMove | MoveGist],
    agreements: Sequence[Agreement],
    timezone: str,
    still_open: Mapping[str, Any],
) -> tuple[Counting, ...]:
    """Return the changes of one measure by which its plan goes, the one written down first coming first.

    `agreements` are those about the measure. What the sponsor refused or did not confirm is left out, as if nobody had
    promised it. `still_open` is what was promised before changes without agreement that count nevertheless, by name:
    they ask for more.
    """
    found = list(_agreed(moves, agreements, timezone))
    made = [each.made_at for each in agreements if not has_agreed(each) and still_open.keys() & each.changed.keys()]
    if made:
        found.append(Counting(days.today_in(timezone, max(made)), still_open))
    return tuple(found)


def _agreed(
    moves: Sequence[MeasureMove | MoveGist], agreements: Sequence[Agreement], timezone: str
) -> Iterator[Counting]:
    kept = {each.row_id: each for each in agreements}
    said: dict[str, Any] = {}
    for move in moves:
        agreement, on = kept.get(str(move.id)), days.today_in(timezone, move.moved_at)
        if agreement is None:
            said.clear()
            # Earlier servers kept the two numbers alone.
            yield Counting(on, {"baseline": move.baseline, "target": move.target, **move.promised})
            continue
        said = {name: pair[0] for name, pair in agreement.said.items()} | said
        if names := agreed_by(agreement):
            yield Counting(agreed_on(agreement, on), {name: said[name] for name in names})
            said |= {name: agreement.said[name][1] for name in names}


def day_ones_before(plan: Plan) -> dict[date, date]:
    """Return the dates on which a published plan got another day 1 by which it goes, with the first one that ended."""
    found: dict[date, date] = {}
    kept = {each.row_id: each for each in plan.agreements if each.kind == PromiseKind.GOAL}
    afters = [*(goal.day_one for goal in plan.goals[1:]), plan.day_one]
    firm: date | None = None
    for goal, after in zip(plan.goals, afters, strict=False):
        if plan.published_at is None or goal.replaced_at < plan.published_at or goal.day_one in {None, after}:
            continue
        agreement, on = kept.get(str(goal.id)), days.today_in(plan.timezone, goal.replaced_at)
        firm = firm or goal.day_one
        if agreement is None or "day_one" in agreed_by(agreement):
            if firm and firm != after:
                found.setdefault(agreed_on(agreement, on) if agreement else on, firm)
            firm = after
    return found
