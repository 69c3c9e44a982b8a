"""What changed in a plan since a moment, from the rows that say so: the newest first. No queries, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.plans.models import CheckIn, Plan
from app.plans.views.called import Names, called_at, first_called, names_in
from app.plans.views.change import Change, Deed, What
from app.plans.views.deed_changes import actions_moved, deeds_done, said_anew, things_made
from app.plans.views.edit_changes import edits_kept
from app.plans.views.promise_changes import days_moved, goals_replaced, numbers_told, pauses_made

_OF_THINGS: Final = (What.STATUS, What.DAY, What.MEASURE, What.READING, What.DEED)
"""Changes of something that are told by what it is called."""


def changes(plan: Plan, deeds: Sequence[Deed], since: datetime) -> list[Change]:
    """Everything that changed after a moment. `deeds` are what the plan's own rows do not tell, the oldest first."""
    all_told = [
        *_check_ins(plan), *actions_moved(plan, deeds), *days_moved(plan), *goals_replaced(plan), *numbers_told(plan),
        *things_made(plan, deeds), *edits_kept(plan), *_overrides(plan), *pauses_made(plan), *deeds_done(plan, deeds),
    ]  # fmt: skip
    names = names_in(plan)
    told = [_as_called_then(each, names) for each in all_told if each.at > since]
    others = said_anew(plan, deeds, but={each.item_id for each in told if each.what is not What.READING})
    told += [replace(each, name=called_at(names, each.item_id, each.at, each.name)) for each in others]
    return sorted(told, key=lambda each: each.at, reverse=True)


def _as_called_then(change: Change, names: Names) -> Change:
    """Return a change of something under the name it had then, where it is called something else since.

    Something came in under its first name. An edit keeps the name itself.
    """
    if change.what is What.MADE:
        return replace(change, name=first_called(names, change.item_id, change.name))
    is_of_thing = change.what in _OF_THINGS and change.name
    return replace(change, name=called_at(names, change.item_id, change.at, change.name)) if is_of_thing else change


def _check_ins(plan: Plan) -> Iterator[Change]:
    for each in plan.check_ins:
        yield Change(
            at=each.filed_at, what=What.CHECK_IN, who=_filed_by(each), anchor=f"check-in-{each.id}", check_in=each
        )


def _filed_by(check_in: CheckIn) -> str:
    """Return the name somebody filed under, with what their account is called by now where that is another."""
    return f"{check_in.by_name} ({check_in.called_now})" if check_in.called_now else check_in.by_name


def _overrides(plan: Plan) -> Iterator[Change]:
    for each in plan.overrides:
        yield Change(at=each.created_at, what=What.OVERRIDE, who=each.by_name, after=each.value, reason=each.reason)
