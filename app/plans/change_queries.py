"""Finding what changed in a plan, and when somebody looked at it last."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from app import audit
from app.accounts.models import Principal
from app.db import db
from app.plans.changes import Change, StatusMove, changes
from app.plans.models import Plan, PlanLook

_MOVING = ("action.move", "action.change")


def changes_since(plan: Plan, since: datetime) -> list[Change]:
    """Everything that changed in a plan after a moment, the newest first."""
    return changes(plan, _status_moves(plan, since), since)


def last_look(plan_id: str, principal: Principal) -> datetime | None:
    """When somebody looked at a plan last; None: never."""
    return db.session.scalar(
        select(PlanLook.looked_at).where(PlanLook.plan_id == plan_id, PlanLook.principal_id == principal.id)
    )


def _status_moves(plan: Plan, since: datetime) -> Sequence[StatusMove]:
    """How far somebody said actions are outside a check-in; only deeds tell when and who."""
    ids = {f"action:{action.id}": action.id for action in plan.actions}
    rows = audit.read(ids, _MOVING, since=since)
    actors = {row.actor_id for row in rows}
    named = db.session.scalars(select(Principal).where(Principal.id.in_(actors)))
    names = {principal.id: principal.name for principal in named}
    found = [
        StatusMove(
            row.at,
            ids[row.target],
            str(row.details.get("before")),
            str(row.details.get("after")),
            names.get(row.actor_id or "", ""),
        )
        for row in rows
    ]
    return [move for move in found if move.before != move.after]
