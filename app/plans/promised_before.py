"""What measures of a plan promised before changes without agreement, or with one that came after its end. Pure."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import Any, NamedTuple

from app.plans import days
from app.plans.agreed_changes import agreed_after_end
from app.plans.agreeing import (
    agreed_by,
    net_of,
    open_names,
    promised_now,
    steps_to,
)
from app.plans.measures.promise import COUNTED, JUDGED
from app.plans.models import Agreement, Plan, PromiseKind
from app.plans.same_words import is_same

Changed = tuple[Agreement, date | None]
"""A change of a promise, and the date on which the sponsor agreed to it, where that is after day 100."""


class Before(NamedTuple):
    """What a measure promised before changes to which the sponsor did not agree, or not yet, by name.

    It is what is counted and how that is judged, as far as it is otherwise now. `until` is when something else was
    counted instead: numbers told since are none of it. The sponsor agreed to what is named in `agreed`; the rest was
    promised at the publishing, or changed before day 15 without them. `after_end` is the date of the last change that
    has an agreement, but one of after day 100: a result is not measured by what was promised once it was known. That
    was made on `changed_on`.
    """

    said: dict[str, Any]
    until: datetime | None = None
    agreed: frozenset[str] = frozenset()
    after_end: date | None = None
    changed_on: date | None = None


def promises_before(plan: Plan) -> dict[str, Before]:
    """Return what measures promised before such changes, by their ids."""
    found = {item_id: _kept(plan, changes) for item_id, changes in _first_changes(plan).items()}
    return {item_id: _before(plan, changes) for item_id, changes in found.items() if changes}


def _first_changes(plan: Plan) -> dict[str, dict[str, Changed]]:
    """Return by measure and name the first change that does not count; those of after the end come first."""
    about = [each for each in plan.agreements if each.kind == PromiseKind.MEASURE]
    found: defaultdict[str, dict[str, Changed]] = defaultdict(dict)
    for each in about:
        on = agreed_after_end(plan, each)
        for name in (COUNTED | JUDGED) & agreed_by(each) & net_of(plan, each).keys() if on else ():
            found[each.item_id].setdefault(name, (each, on))
    for each in about:
        for name in (COUNTED | JUDGED).intersection(open_names(plan, each)):
            found[each.item_id].setdefault(name, (each, None))
    return found


def _kept(plan: Plan, changes: Mapping[str, Changed]) -> dict[str, Changed]:
    """Return those of what is not promised again as it was before."""
    return {
        name: (each, on)
        for name, (each, on) in changes.items()
        if not is_same(name, promised_now(plan, each).get(name), net_of(plan, each)[name][0])
    }


def _before(plan: Plan, changes: Mapping[str, Changed]) -> Before:
    said = {name: net_of(plan, each)[name][0] for name, (each, _on) in changes.items()}
    since = (_changed_since(plan, each, {name} & COUNTED) for name, (each, _on) in changes.items())
    agreed = frozenset(name for name, (each, _on) in changes.items() if _was_agreed(plan, each, name, said[name]))
    late = ((on, days.today_in(plan.timezone, each.made_at)) for each, on in changes.values() if on)
    return Before(said, min(filter(None, since), default=None), agreed, *max(late, default=(None, None)))


def _was_agreed(plan: Plan, change: Agreement, name: str, value: object) -> bool:
    """True when the last that the sponsor agreed to before a change is this value, by name."""
    earlier = (each for each in plan.agreements if each.item_id == change.item_id and each.id < change.id)
    said = [each.said[name][1] for each in earlier if name in agreed_by(each)]
    return bool(said) and is_same(name, said[-1], value)


def _changed_since(plan: Plan, change: Agreement, names: AbstractSet[str]) -> datetime | None:
    """Return when a measure began to promise any of these otherwise without agreement; None where it did not."""
    return min((step.made_at for step in steps_to(plan, change) if names & step.changed.keys()), default=None)
