"""Of which action or milestone evidence is, in a plan and in what a sign-off sealed of it. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from app.plans.models import Evidence, Plan


class Of(NamedTuple):
    """What evidence is of: an `action` or a `milestone`, its number, what it is called and whether it is parked."""

    kind: str
    number: int
    title: str
    parked: bool = False


def evidence_of(kept: Evidence, plan: Plan) -> Of | None:
    """Return what evidence of a plan is of, also where that is parked; None where it is of the whole plan."""
    actions = (
        Of("action", each.number, each.title, parked=each.parked_on is not None)
        for each in (*plan.actions, *plan.parked_actions)
        if each.id == kept.action_id
    )
    milestones = (Of("milestone", each.number, each.title) for each in plan.milestones if each.id == kept.milestone_id)
    return next(actions, None) or next(milestones, None)


def sealed_evidence_of(kept: Mapping[str, Any], said: Mapping[str, Any]) -> Of | None:
    """Return what sealed evidence is of, as it was called then; None where it is of the whole plan."""
    # Seals of earlier servers do not say it.
    for kind, shelf in (("action", "actions"), ("milestone", "milestones")):
        for each in said.get(shelf, ()):
            if each["number"] == kept.get(kind):
                return Of(kind, each["number"], each["title"], parked=bool(each.get("parked_on")))
    return None


def of_when_new(evidence_id: str, plan: Plan) -> Of | None:
    """Return what evidence has been of since it was added; None where that changed, for the change says both."""
    kept = next((each for each in plan.evidence if each.id == evidence_id), None)
    moved = any(each.item_id == evidence_id and "of" in each.said for each in plan.edits)
    return evidence_of(kept, plan) if kept and not moved else None
