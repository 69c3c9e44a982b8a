"""What changed in a plan since a moment, from the rows that say so: the newest first. No queries, no clock."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from app.plans.models import EditDeed, Plan
from app.plans.views.change import Change, Deed, What
from app.plans.views.deed_changes import actions_moved, deeds_done, said_anew, things_made
from app.plans.views.edit_changes import edits_kept
from app.plans.views.promise_changes import days_moved, goals_replaced, numbers_told, pauses_made


def changes(plan: Plan, deeds: Sequence[Deed], since: datetime) -> list[Change]:
    """Everything that changed after a moment. `deeds` are what the plan's own rows do not tell, the oldest first."""
    all_told = [
        *_check_ins(plan), *actions_moved(plan, deeds), *days_moved(plan), *goals_replaced(plan), *numbers_told(plan),
        *things_made(plan, deeds), *edits_kept(plan), *_overrides(plan), *pauses_made(plan), *deeds_done(plan, deeds),
    ]  # fmt: skip
    told = [_as_called_then(each, plan) for each in all_told if each.at > since]
    told += said_anew(plan, deeds, but={each.item_id for each in told})
    return sorted(told, key=lambda each: each.at, reverse=True)


def _as_called_then(change: Change, plan: Plan) -> Change:
    """Return that something came in under the name it had then, where it is called something else since."""
    if change.what is not What.MADE:
        return change
    renamed = (
        edit.said[name][0]
        for edit in plan.edits
        for name in ("title", "name")
        if edit.item_id == change.item_id and edit.deed == EditDeed.CHANGE and name in edit.said
    )
    return replace(change, name=str(next(renamed, change.name)))


def _check_ins(plan: Plan) -> Iterator[Change]:
    for each in plan.check_ins:
        yield Change(
            at=each.filed_at, what=What.CHECK_IN, who=each.by_name, anchor=f"check-in-{each.id}", check_in=each
        )


def _overrides(plan: Plan) -> Iterator[Change]:
    for each in plan.overrides:
        yield Change(at=each.created_at, what=What.OVERRIDE, who=each.by_name, after=each.value, reason=each.reason)
