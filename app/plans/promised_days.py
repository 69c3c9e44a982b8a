"""How the days on which things are due moved once a plan was published. No queries, no clock."""

from datetime import date

from app.plans.models import Action, DueMove, Milestone, Plan


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
    paused, found = {each.reason for each in plan.pauses}, None
    for move in moves_of(plan, item):
        # A pause moves a day for its own reason.
        if move.reason not in paused:
            found = found or move.before
        elif found and move.before and move.after:
            found += move.after - move.before
    return found
