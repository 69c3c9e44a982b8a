"""When actions were parked that were taken up again, and why, in a plan and in what a sign-off sealed of it. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from app.plans.days import today_in
from app.plans.models import Action, Edit, Plan


class WasParked(NamedTuple):
    """From which day on an action was parked, on which day it was taken up again, and why it had been parked."""

    on: date
    until: date
    reason: str


def was_parked(action: Action) -> tuple[WasParked, ...]:
    """Return when an action was parked that was taken up again once its plan was published, the first time first."""
    plan = action.plan
    return tuple(_told(each, plan) for each in _taken_up(action, plan.edits) if _counts(each, plan))


def was_parked_in(said: Mapping[str, Any]) -> tuple[WasParked, ...]:
    """Return the same of an action as it was sealed."""
    # Seals of earlier servers do not say it.
    return tuple(
        WasParked(date.fromisoformat(each["on"]), date.fromisoformat(each["until"]), each["reason"])
        for each in said.get("was_parked", ())
    )


def why_parked(action: Action, at: datetime) -> str:
    """Return why an action was parked at a moment, also where it was taken up again since."""
    since = (each for each in _taken_up(action, action.plan.edits) if each.made_at >= at)
    return next((str(each.said["parked_reason"][0]) for each in since), action.parked_reason)


def _taken_up(action: Action, edits: Iterable[Edit]) -> Iterator[Edit]:
    return (each for each in edits if each.item_id == action.id and "parked_on" in each.said)


def _counts(edit: Edit, plan: Plan) -> bool:
    """True when a plan was published by then: a draft promises nothing."""
    return plan.published_at is not None and edit.made_at >= plan.published_at


def _told(edit: Edit, plan: Plan) -> WasParked:
    on, reason = (str(edit.said[name][0]) for name in ("parked_on", "parked_reason"))
    return WasParked(date.fromisoformat(on), today_in(plan.timezone, edit.made_at), reason)
