"""What was not done, or not shown, at a sign-off that was reopened, by what was sealed of it then. Pure."""

import json
from functools import lru_cache
from typing import NamedTuple

from app.plans.actions.standing import SealedBefore
from app.plans.endings.sealed_items import is_unshown, promised_in
from app.plans.models import Action, Milestone, Plan
from app.plans.status.due_days import is_done


class _Doubted(NamedTuple):
    """What a sign-off went without and what nothing showed there, by kind and number."""

    undone: frozenset[tuple[str, int]] = frozenset()
    unshown: frozenset[tuple[str, int]] = frozenset()


def sealed_before(item: Action | Milestone, plan: Plan, *, shown: bool) -> SealedBefore | None:
    """Return the first sign-off that something done now was sealed at as not done, or as done and not shown.

    That sign-off was reopened: nothing of a plan is done while one stands. Where it is not `shown` by now either, that
    says enough.
    """
    if not is_done(item):
        return None
    called = ("milestone" if isinstance(item, Milestone) else "action", item.number)
    for each in plan.reopenings:
        doubted = _doubted_in(each.sealed)
        if called in doubted.undone:
            return SealedBefore(each.signed_on)
        if shown and called in doubted.unshown:
            return SealedBefore(each.signed_on, unshown=True)
    return None


@lru_cache(maxsize=16)
def _doubted_in(sealed: str) -> _Doubted:
    """Return what was not done or not shown. A page asks for each thing of its plan: a seal is read once."""
    try:
        said = json.loads(sealed)
    except ValueError:
        # A plan stays readable where a seal was damaged, and where an earlier server sealed nothing.
        return _Doubted()
    things = list(promised_in(said))
    return _Doubted(
        frozenset((kind, each["number"]) for kind, done, each in things if not done),
        frozenset((kind, each["number"]) for kind, _done, each in things if is_unshown(each)),
    )
