"""Days that actions and milestones missed, without what their sponsor did not agree to. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from app.plans.agreeing import unagreed_days, unagreed_pauses
from app.plans.models import Action, DueMove, Milestone, Plan
from app.plans.status.gist import ActionGist, DueMoveGist, MilestoneGist, ParkedGist, PlanGist

Missing = Action | Milestone | ActionGist | ParkedGist | MilestoneGist


class _Shift(NamedTuple):
    """By how much a pause that began on a day moved what was due on another; `counts` where nobody has to agree more.

    `begun` is None where the pause was taken back.
    """

    before: date
    by: timedelta
    begun: date | None
    counts: bool


def missed_firmly(item: Missing, plan: Plan | PlanGist) -> date | None:
    """Return the day that something missed as it counts; None where it missed none.

    It is kept as every pause had moved it by then, and a sponsor may answer later. The days of pauses to which they did
    not agree, or not yet, are taken off again, as they are of the day that something has; see `due_days.due_day`.
    """
    missed = item.missed_on
    pauses = plan.unagreed_pauses if isinstance(plan, PlanGist) else unagreed_pauses(plan)
    if missed is None or not pauses:
        return missed
    # What was chosen last comes first; what is critical may have missed the first day it had, though it moved in time.
    chosen = reversed(list(_chosen(_moves_of(item, plan), plan, pauses)))
    return next((found for on, since in chosen if (found := _as_counted(missed, on, since))), missed)


def _as_counted(missed: date, chosen: date, since: Iterable[_Shift]) -> date | None:
    """Return a day that was missed as it counts, where it is a chosen one as pauses moved it since; None elsewhere."""
    kept = counts = chosen
    for shift in since:
        if kept == missed:
            break
        if kept == shift.before or shift.begun is None or shift.begun <= kept:
            kept, counts = kept + shift.by, counts + (shift.by if shift.counts else timedelta())
    return counts if kept == missed else None


def _chosen(
    moves: Sequence[DueMove | DueMoveGist], plan: Plan | PlanGist, pauses: frozenset[str]
) -> Iterator[tuple[date, list[_Shift]]]:
    """Yield each day that somebody chose for something, and how pauses moved its days since, the first one first."""
    if moves and moves[0].before:
        yield moves[0].before, list(_shifts(moves, plan, pauses))
    for at, move in enumerate(moves, 1):
        if move.pause_id is None and move.after:
            yield move.after, list(_shifts(moves[at:], plan, pauses))


def _shifts(moves: Iterable[DueMove | DueMoveGist], plan: Plan | PlanGist, pauses: frozenset[str]) -> Iterator[_Shift]:
    left_out = plan.unagreed if isinstance(plan, PlanGist) else unagreed_days(plan)
    begun = {each.id: each.first for each in plan.pauses}
    for move in moves:
        if move.pause_id and move.before and move.after:
            # Of a pause the sponsor may have agreed to its first days alone.
            counts = move.pause_id not in pauses or not left_out or move.moved_at < left_out[0].made_at
            yield _Shift(move.before, move.after - move.before, begun.get(move.pause_id), counts)


def _moves_of(item: Missing, plan: Plan | PlanGist) -> Sequence[DueMove | DueMoveGist]:
    """Return how the day of something moved; what a gist stands for in a plan is found by its number."""
    kind = "milestone" if isinstance(item, Milestone | MilestoneGist) else "action"
    if isinstance(plan, PlanGist):
        return plan.due_moves.get((kind, item.number), ())
    things = plan.milestones if kind == "milestone" else [*plan.actions, *plan.parked_actions]
    item_id = next((each.id for each in things if each.number == item.number), None)
    return [each for each in plan.due_moves if each.item_id == item_id]
