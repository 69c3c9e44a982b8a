"""Days, weight and words of what a published plan promises: none of them changes silently."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app import clock
from app.accounts.models import Principal
from app.db import db
from app.plans import promised_days, promised_words
from app.plans.errors import DayMissing, ReasonMissing
from app.plans.models import Action, DueMove, Milestone, Plan
from app.plans.services.holding import today_of
from app.plans.status.due_days import due_that_counts, is_or_was_critical, overdue


@dataclass(frozen=True, slots=True)
class Mover:
    """Who moves a day, and why; `pause_id` is the pause that moves it, where nobody chose the day."""

    person: Principal
    reason: str = ""
    pause_id: str | None = None


def keep_move(plan: Plan, item: Action | Milestone, after: date | None, by: Mover) -> set[str]:
    """Keep that something is due on another day than was promised, in the caller's transaction, before it is.

    It returns the name of the day where it was kept.

    While the plan is drafted, and where there was no day yet, nothing is promised.

    Raises:
        DayMissing (422): the plan is published, and it would have no day any longer.
        ReasonMissing: the plan is published, and nobody said why.
    """
    if plan.published_at is None or item.due_on is None or item.due_on == after:
        return set()
    if after is None:
        raise DayMissing
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
        pause_id=by.pause_id,
    )
    db.session.add(move)
    return {"due_on"}


def keep_promise(
    plan: Plan,
    item: Action | Milestone,
    by: Mover,
    *,
    due_on: date | None,
    critical: bool | None,
    words: Mapping[str, str],
) -> set[str]:
    """Keep what a published plan promised of something, before it is due, weighs or says something else.

    `words` are the new ones, by name. It returns the name of the day where that was kept.

    Raises:
        DayMissing (422): it would have no day any longer.
        ReasonMissing: nobody said why.
    """
    _refuse_silent_words(item, words, reason=by.reason)
    told = keep_move(plan, item, due_on, by)
    _ease(plan, item, critical=critical, reason=by.reason)
    return told


def set_due_date(item: Action | Milestone, due_on: date | None) -> None:
    """Let something be due on the day somebody chose; the day it has is not chosen anew."""
    if item.due_on != due_on:
        _keep_missed(item, due_on)
        item.due_on, item.dated_at = due_on, clock.now()


def _ease(plan: Plan, item: Action | Milestone, *, critical: bool | None, reason: str) -> None:
    """Keep that something of a published plan was critical before it is so no longer, and let nobody do that silently.

    Raises:
        ReasonMissing: nobody said why.
    """
    if plan.published_at is None or not item.critical or critical is not False:
        return
    if not reason:
        raise ReasonMissing
    item.was_critical = True
    _keep_missed(item, item.due_on)


def _refuse_silent_words(item: Action | Milestone, words: Mapping[str, str], *, reason: str) -> None:
    """Refuse other words without a reason for what is critical in a published plan, or was; `words` are the new ones.

    Raises:
        ReasonMissing: nobody said why.
    """
    if not reason and promised_words.needs_reason(item, words):
        raise ReasonMissing


def _keep_missed(item: Action | Milestone, after: date | None) -> None:
    """Keep the day that is over of an action, and of a milestone that is critical or was, before its day moves.

    While an action is parked it misses no day: what was over on the day it was parked counts. Of what is done the day
    is kept too, since somebody may say that it is not done after all; see `due_days.missed_on`.
    """
    counts = is_or_was_critical(item) or (isinstance(item, Action) and item.due_on is not None)
    if counts and item.plan.published_at is not None:
        item.missed_on = item.missed_on or _missed(item, after)


def _missed(item: Action | Milestone, after: date | None) -> date | None:
    """Return the day that is over: the one something has.

    Of what is critical, or was, it is also the first it had where it moves later once more.
    """
    parked_on = item.parked_on if isinstance(item, Action) else None
    plan, counts_until = item.plan, parked_on or today_of(item.plan)
    again = is_or_was_critical(item) and _is_later(item, after)
    firsts = (promised_days.first_chosen(plan, item), promised_days.first_agreed(plan, item)) if again else ()
    return overdue(item, plan, counts_until) or next((on for on in firsts if on and on < counts_until), None)


def _is_later(item: Action | Milestone, after: date | None) -> bool:
    """True when somebody chooses a later day than something has, or than it has as that counts."""
    if after is None or item.due_on is None:
        return True
    counts = due_that_counts(item, item.plan) or item.due_on
    return after != item.due_on and after > min(item.due_on, counts)
