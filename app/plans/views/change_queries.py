"""Finding what changed in a plan, and when somebody looked at it last."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app import audit
from app.accounts.models import Principal
from app.db import db
from app.plans.models import (
    Ask,
    Assumption,
    Commitment,
    Decision,
    Evidence,
    Measure,
    Member,
    Milestone,
    Parked,
    Plan,
    PlanLook,
    Risk,
    Thanks,
)
from app.plans.views.change import DEEDS, MAKES, MOVES, Change, Deed, things_of
from app.plans.views.changes import changes

_KINDS = (Ask, Assumption, Commitment, Decision, Evidence, Measure, Member, Milestone, Parked, Plan, Risk, Thanks)
_TOLD = (
    DEEDS
    | MAKES
    | MOVES
    | {"ask.answer", "action.reschedule", "milestone.reschedule"}
    | {f"{kind.__tablename__}.change" for kind in _KINDS}
)


def changes_since(plan: Plan, since: datetime) -> list[Change]:
    """Everything that changed in a plan after a moment, the newest first."""
    return changes(plan, _deeds(plan, since), since)


def changes_of_others(plan: Plan, since: datetime, reader: Principal) -> list[Change]:
    """Everything that somebody else than the reader changed in a plan after a moment, the newest first."""
    return [each for each in changes_since(plan, since) if each.who != reader.name]


def last_look(plan_id: str, principal: Principal) -> datetime | None:
    """When somebody looked at a plan last; None: never."""
    return db.session.scalar(
        select(PlanLook.looked_at).where(PlanLook.plan_id == plan_id, PlanLook.principal_id == principal.id)
    )


def _deeds(plan: Plan, since: datetime) -> Sequence[Deed]:
    """What was done to a plan and to what it holds, as it was written down; the oldest first."""
    things = things_of(plan)
    ids = {f"{name}:{thing.id}": thing.id for kind, thing in things.values() for name in (thing.__tablename__, kind)}
    rows = audit.read({f"plan:{plan.id}", *ids}, _TOLD, since=since)
    actors = {row.actor_id for row in rows}
    named = db.session.scalars(select(Principal).where(Principal.id.in_(actors)))
    names = {principal.id: principal.name for principal in named}
    return [
        Deed(
            row.at,
            row.action,
            ids.get(row.target, plan.id),
            names.get(row.actor_id or "", ""),
            str(_first_of(row.details, "before", "was", "first")),
            str(_first_of(row.details, "after", "last")),
            kept="fields" in row.details,
            sponsor=str(row.details.get("sponsor", "")),
            agreed=str(row.details.get("agreed", "")),
            agreement=str(row.details.get("agreement", "")),
            reason=str(row.details.get("reason", "")),
        )
        for row in rows
    ]


def _first_of(details: Mapping[str, object], *names: str) -> object:
    """Return what was written down under the first of these names that there is; a pause has other words for it."""
    return next((details[name] for name in names if name in details), None)
