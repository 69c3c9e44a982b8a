"""What was not done at a sign-off that was reopened, by what was sealed of it then, and is done now. Pure."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from app.plans.models import Action, Milestone, Plan
from app.plans.status.due_days import is_done


def undone_before(item: Action | Milestone, plan: Plan) -> date | None:
    """Return the day of the first sign-off that something done now was sealed at as not done; None where it was not.

    That sign-off was reopened: nothing of a plan is done while one stands.
    """
    if not is_done(item):
        return None
    called = ("milestone" if isinstance(item, Milestone) else "action", item.number)
    return next((each.signed_on for each in plan.reopenings if called in _undone_in(each.sealed)), None)


def promised_in(said: Mapping[str, Any]) -> Iterator[tuple[str, bool, Mapping[str, Any]]]:
    """Yield the actions, then the milestones of what was sealed: which it is, whether it is done, and what it says."""
    for kind, shelf, state in (("action", "actions", "status"), ("milestone", "milestones", "state")):
        yield from ((kind, each[state] == "done", each) for each in said.get(shelf, ()))


@lru_cache(maxsize=16)
def _undone_in(sealed: str) -> frozenset[tuple[str, int]]:
    """Return what was not done, by kind and number. A page asks for each thing of its plan: a seal is read once."""
    try:
        said = json.loads(sealed)
    except ValueError:
        # A plan stays readable where a seal was damaged, and where an earlier server sealed nothing.
        return frozenset()
    return frozenset((kind, each["number"]) for kind, done, each in promised_in(said) if not done)
