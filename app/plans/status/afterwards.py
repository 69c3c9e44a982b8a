"""Pauses that were entered once their first day was over, and how a plan stood before each. No queries, no clock.

A pause that the sponsor agrees to makes what was late less late, and that from days on which nobody knew of it. So it
is judged once more how the plan stood on the day it was entered: without it and all that came later, by the numbers
that were told and what was promised until then. What was done or moved on that very day is as it was before that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from app.plans import days
from app.plans.agreeing import Unagreed, added_days
from app.plans.models import Agreement, Measure, MeasureMove, Plan, PromiseKind
from app.plans.promised_before import Before
from app.plans.status.facts import Promises, before_in, facts_of
from app.plans.status.firm_days import Firm, counts_by
from app.plans.status.gist import MeasureGist, MoveGist, PlanGist
from app.plans.status.rules import Verdict, judge

_DAY: Final = timedelta(days=1)


class Stretch(NamedTuple):
    """Dates of a pause that were entered at once: when it was made, or when it was made longer."""

    pause_id: str
    first: date
    last: date
    made_at: datetime


class Entered(NamedTuple):
    """Dates of a pause that were entered afterwards, on which day, and how the plan stood then without them.

    `agreed`: the sponsor agreed to them; `asked_too`: they asked for them themselves.
    """

    first: date
    last: date
    on: date
    stood: Verdict
    agreed: bool
    asked_too: bool = False


def entered_afterwards(plan: Plan | PlanGist) -> tuple[Entered, ...]:
    """Return the pauses of a published plan that were entered once their first day was over, the first one first."""
    begins = counts_by(plan) if plan.pauses and plan.published_at else None
    if begins is None:
        return ()
    stretches = stretches_of(plan)
    late = (each for each in stretches if is_late(each, plan))
    return tuple(
        Entered(
            each.first,
            each.last,
            _entered_on(each, plan),
            _stood(plan, begins, stretches, each),
            # They are asked about each of them; days to which they did not agree do not count.
            agreed=bool(begins.pauses_on(each.last)),
            asked_too=any(_adds(change, each) for change in _changes_of_pauses(plan) if change.own),
        )
        for each in late
    )


def entered_in(entered: Entered) -> dict[str, Any]:
    """Return that a pause was entered afterwards and how the plan stood before, as plain values."""
    dates = {"first": entered.first, "last": entered.last, "on": entered.on}
    return {
        **{name: on.isoformat() for name, on in dates.items()},
        "agreed": entered.agreed,
        "asked_by_sponsor": entered.asked_too,
        "status": entered.stood.status,
        "reasons": [asdict(each) for each in entered.stood.reasons],
    }


def is_late(stretch: Stretch, plan: Plan | PlanGist) -> bool:
    """True when dates of a pause were entered after their first day, in a plan that was published then."""
    is_promised = plan.published_at is not None and stretch.made_at >= plan.published_at
    return is_promised and stretch.first < _entered_on(stretch, plan)


def stretches_of(plan: Plan | PlanGist) -> list[Stretch]:
    """Return the dates of pauses, apart where they were entered apart, in their order."""
    found: list[Stretch] = []
    agreements = _changes_of_pauses(plan)
    for pause in plan.pauses:
        own = [Stretch(pause.id, pause.first, pause.last, pause.made_at)]
        for first, last, made_at in _lengthened(pause.id, agreements):
            before = [each._replace(last=min(each.last, first - _DAY)) for each in own]
            own = [*before, Stretch(pause.id, first, min(last, pause.last), made_at)]
        found += [each for each in own if each.first <= each.last]
    return sorted(found, key=lambda each: each.first)


def _changes_of_pauses(plan: Plan | PlanGist) -> Sequence[Agreement]:
    return plan.lengthened if isinstance(plan, PlanGist) else plan.agreements


def _adds(change: Agreement, stretch: Stretch) -> bool:
    """True when it was with this change that dates of a pause were entered."""
    added = added_days(change) if change.kind == PromiseKind.PAUSE and change.item_id == stretch.pause_id else None
    return added is not None and added[0] <= stretch.last <= added[1]


def _lengthened(pause_id: str, agreements: Sequence[Agreement]) -> Iterator[tuple[date, date, datetime]]:
    for each in agreements:
        is_longer = each.kind == PromiseKind.PAUSE and each.item_id == pause_id and each.said["first"][0] is not None
        if is_longer and (added := added_days(each)):
            yield *added, each.made_at


def _entered_on(stretch: Stretch, plan: Plan | PlanGist) -> date:
    return days.today_in(plan.timezone, stretch.made_at)


def _stood(plan: Plan | PlanGist, begins: days.Calendar, stretches: Sequence[Stretch], entered: Stretch) -> Verdict:
    """Return how a plan stood by the rules on the day dates of a pause were entered, before they were."""
    at = entered.made_at
    firm, by = _known_at(at, begins, stretches), _promised_at(at, plan)
    facts = facts_of(plan, _entered_on(entered, plan), firm, by, closing=False, then=True, dawn=True)
    # Who does not agree now may have done so then.
    return judge(replace(facts, refused=()))


def _known_at(at: datetime, begins: days.Calendar, stretches: Sequence[Stretch]) -> Firm:
    """Return how days count without what was entered from a moment on, and what the sponsor did not agree to."""
    left_out = [each for each in stretches if each.made_at >= at or not begins.pauses_on(each.last)]
    found = []
    for moment in sorted({each.made_at for each in left_out}):
        counted = [each for each in stretches if each not in left_out or each.made_at < moment]
        without = days.Calendar.with_pauses(begins.day_one, ((each.first, each.last) for each in counted))
        found.append(Unagreed(moment, without))
    return Firm(found[0].without, tuple(found))


def _promised_at(at: datetime, plan: Plan | PlanGist) -> Promises:
    """Return what measures promised at a moment, with the numbers that were told before it."""
    agreed = before_in(plan)
    found = {}
    for each in plan.measures:
        before = agreed.get(each.id, Before({}))
        until = min(before.until, at) if before.until else at
        found[each.id] = before._replace(said={**before.said, **_said_at(at, each, plan)}, until=until)
    return found


def _said_at(at: datetime, measure: Measure | MeasureGist, plan: Plan | PlanGist) -> dict[str, Any]:
    moves: Sequence[MeasureMove | MoveGist] = ()
    if isinstance(measure, Measure):
        moves = measure.moves
    elif isinstance(plan, PlanGist):
        moves = plan.moves.get(measure.id, ())
    move = next((each for each in moves if each.moved_at >= at), None)
    if move is None:
        return {}
    # Earlier servers kept the two numbers alone.
    kept = {name: said for name, said in move.promised.items() if name in MeasureGist._fields}
    return {"baseline": move.baseline, "target": move.target, **kept}
