"""Days that move after a plan was published: never silently."""

from dataclasses import dataclass
from datetime import date

from app import clock
from app.accounts.models import Principal
from app.db import db
from app.plans.errors import ReasonMissing
from app.plans.models import Action, ActionStatus, DueMove, Milestone, Plan
from app.plans.services.holding import today_of


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves a day, and why."""

    person: Principal
    reason: str = ""


def keep_move(plan: Plan, item: Action | Milestone, after: date | None, by: Mover) -> set[str]:
    """Keep that something is due on another day than was promised, in the caller's transaction, before it is.

    It returns the name of the day where it was kept.

    While the plan is drafted, and where there was no day yet, nothing is promised.

    Raises:
        ReasonMissing: the plan is published, and nobody said why.
    """
    if plan.published_at is None or item.due_on is None or item.due_on == after:
        return set()
    if not by.reason:
        raise ReasonMissing
    move = DueMove(
        plan_id=plan.id,
        kind=item.__tablename__,
        item_id=item.id,
        before=item.due_on,
        after=after,
        reason=by.reason,
        by_id=by.person.id,
        by_name=by.person.name,
        moved_at=clock.now(),
    )
    db.session.add(move)
    return {"due_on"}


def set_due_date(item: Action | Milestone, due_on: date | None) -> None:
    """Let something be due on the day somebody chose; the day it has is not chosen anew."""
    if item.due_on != due_on:
        _keep_missed(item)
        item.due_on, item.dated_at = due_on, clock.now()


def ease(plan: Plan, item: Action | Milestone, *, critical: bool | None, reason: str) -> None:
    """Keep that something of a published plan was critical before it is so no longer, and let nobody do that silently.

    Raises:
        ReasonMissing: nobody said why.
    """
    if plan.published_at is None or not item.critical or critical is not False:
        return
    if not reason:
        raise ReasonMissing
    item.was_critical = True
    _keep_missed(item)


def _keep_missed(item: Action | Milestone) -> None:
    """Keep the day on which an action was due that is critical, or was, and that is over without its being done.

    While an action is parked it misses no day: what was over on the day it was parked counts.
    """
    if not isinstance(item, Action) or item.due_on is None or item.plan.published_at is None:
        return
    counts_until = item.parked_on or today_of(item.plan)
    if (item.critical or item.was_critical) and item.status != ActionStatus.DONE and item.due_on < counts_until:
        item.missed_on = item.missed_on or item.due_on
