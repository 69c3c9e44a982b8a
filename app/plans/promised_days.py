"""How the days on which things are due moved once a plan was published. No queries, no clock."""

from datetime import date
from itertools import accumulate

from app.plans.models import Action, DueMove, Milestone, Pause, Plan


def moves_of(plan: Plan, item: Action | Milestone) -> list[DueMove]:
    """Return how the day of an action or a milestone moved, the first promise first.

    Moves that ended on a day they began with, as where a pause was dropped, are left out: nothing was broken.
    """
    kept: list[DueMove] = []
    for move in (each for each in plan.due_moves if each.item_id == item.id):
        back = next((at for at, before in enumerate(kept) if before.before == move.after), None)
        kept = [*kept, move] if back is None else kept[:back]
    return kept


def first_due(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something was promised to be done first; None where it is the one it has."""
    return next((move.before for move in moves_of(plan, item)), None)


def first_chosen(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something was promised first, as pauses moved it since; None where nobody moved it."""
    moves, found = moves_of(plan, item), None
    paused = _paused(plan, moves)
    for move in moves:
        if move not in paused:
            found = found or move.before
        elif found and move.before and move.after:
            found += move.after - move.before
    return found


def _paused(plan: Plan, moves: list[DueMove]) -> list[DueMove]:
    """Return the moves pauses made: for their own reason, since they were written down, by no more days than they last.

    Somebody may give the same reason for a day they choose.
    """
    found: list[DueMove] = []
    for reason in {each.reason for each in plan.pauses}:
        pauses = [each for each in plan.pauses if each.reason == reason]
        last = sum((each.last - each.first).days + 1 for each in pauses)
        own = [each for each in moves if any(_may_be_of(pause, each) for pause in pauses)]
        # A pause that was made shorter moved a day further for a while.
        moved = accumulate((each.after - each.before).days for each in own if each.after and each.before)
        found += own[: max((count for count, by in enumerate(moved, 1) if by <= last), default=0)]
    return found


def _may_be_of(pause: Pause, move: DueMove) -> bool:
    if move.reason != pause.reason or move.before is None or move.after is None:
        return False
    return move.moved_at >= pause.made_at and move.before >= pause.first
