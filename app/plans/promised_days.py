"""How the days on which things are due moved once a plan was published. No queries, no clock."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import TypeVar

from app.plans import days
from app.plans.agreeing import unagreed_pauses
from app.plans.models import Action, DueMove, Milestone, Pause, Plan
from app.plans.status.due_days import counted_day, is_done, is_or_was_critical
from app.plans.status.firm_days import counts_by
from app.plans.status.gist import DueMoveGist, PauseGist

AnyMove = TypeVar("AnyMove", bound=DueMove | DueMoveGist)


def moves_of(plan: Plan, item: Action | Milestone) -> list[DueMove]:
    """Return how the day of an action or a milestone moved, the first promise first; see `kept_moves`."""
    return kept_moves(each for each in plan.due_moves if each.item_id == item.id)


def kept_moves(moves: Iterable[AnyMove]) -> list[AnyMove]:
    """Return the moves of one thing without those that ended on a day they began with.

    So it is where a pause was dropped: nothing was broken.
    """
    kept: list[AnyMove] = []
    for move in moves:
        back = next((at for at, before in enumerate(kept) if before.before == move.after), None)
        if back is None:
            kept.append(move)
        else:
            del kept[back:]
    return kept


def first_due(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something was promised to be done first; None where it is the one it has."""
    return next((move.before for move in moves_of(plan, item)), None)


def day_before_pauses(plan: Plan, item: Action | Milestone) -> int | None:
    """Return for which day something was promised, where pauses that were entered since count its date as another one.

    They move what is not done, which keeps its day so; what is done keeps its date.
    """
    if plan.published_at is None or plan.calendar is None or item.due_on is None or not is_done(item):
        return None
    day = days.day_of(item.due_on, _when_dated(plan, item, plan.calendar.day_one, plan.pauses))
    return day if day != days.day_of(item.due_on, plan.calendar) else None


def promised_day(plan: Plan, item: Action | Milestone) -> int | None:
    """Return the number of the day for which something was promised first, by the days that count.

    Those leave out what the sponsor did not agree to; see `firm_days.counts_by`.
    """
    begins = counts_by(plan)
    if begins is None:
        return None
    if first := first_agreed(plan, item):
        return days.day_of(first, begins)
    if plan.published_at is None or item.due_on is None or not is_done(item):
        return counted_day(item, plan)
    return days.day_of(item.due_on, _when_dated(plan, item, begins.day_one, _agreed_pauses(plan)))


def _when_dated(plan: Plan, item: Action | Milestone, day_one: date, pauses: Iterable[Pause]) -> days.Calendar:
    """Return how the days counted by these pauses when somebody chose the day of something, and as pauses moved it."""
    dated = item.dated_at or item.created_at
    moved = {each.pause_id for each in plan.due_moves if each.item_id == item.id}
    spans = [(each.first, each.last) for each in pauses if each.made_at < dated or each.id in moved]
    return days.Calendar.with_pauses(day_one, spans)


def done_after(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something critical was promised first, as pauses moved it, where it was done later."""
    if not is_done(item) or not is_later(plan, item):
        return None
    return first_agreed(plan, item)


def first_agreed(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something was promised first, as pauses that need no agreement or have one moved it."""
    return first_chosen_of(moves_of(plan, item), _agreed_pauses(plan))


def is_later(plan: Plan, item: Action | Milestone) -> bool:
    """True when something critical is due, or was done, later than first promised."""
    # What is done on a day that nobody knows, as earlier servers kept it, is not said to be later.
    if not is_or_was_critical(item) or (is_done(item) and item.done_on is None) or not plan.due_moves:
        return False
    return is_postponed(item.done_on if is_done(item) else item.due_on, moves_of(plan, item), _agreed_pauses(plan))


def _agreed_pauses(plan: Plan) -> list[Pause]:
    """Return the pauses of a plan that need no agreement or have one."""
    unagreed = unagreed_pauses(plan)
    return [each for each in plan.pauses if each.id not in unagreed]


def is_postponed(on: date | None, moves: Sequence[AnyMove], agreed: Collection[Pause] | Collection[PauseGist]) -> bool:
    """True when something is due, or was done, `on` a later day than first promised, or is due on none any more.

    Pauses that are `agreed` move both days. Another pause moves it as whoever chose a day did.
    """
    first = first_chosen_of(moves, agreed)
    return first is not None and (on is None or on > first)


def first_chosen(plan: Plan, item: Action | Milestone) -> date | None:
    """Return the day on which something was promised first, as pauses moved it since; None where nobody moved it."""
    return first_chosen_of(moves_of(plan, item), plan.pauses)


def first_chosen_of(moves: Sequence[AnyMove], pauses: Collection[Pause] | Collection[PauseGist]) -> date | None:
    """Return the day before the first of these moves that no pause made, as the pauses moved it since.

    A pause that began once that day was over moved a later one alone.
    """
    found = None
    paused, begun = _paused(pauses, moves), {each.id: each.first for each in pauses}
    for move in moves:
        if move not in paused:
            found = found or move.before
        elif found and move.before and move.after and begun.get(move.pause_id or "", found) <= found:
            found += move.after - move.before
    return found


def _paused(pauses: Collection[Pause] | Collection[PauseGist], moves: Sequence[AnyMove]) -> list[AnyMove]:
    """Return the moves these pauses made, by no more days than each lasts.

    Earlier servers did not keep which move a pause made, and a day that somebody chose for its reason may be among
    those that were taken for its own.
    """
    found: list[AnyMove] = []
    for pause in pauses:
        last = (pause.last - pause.first).days + 1
        own = [each for each in moves if each.pause_id == pause.id]
        # A pause that was made shorter moved a day further for a while.
        moved = accumulate((each.after - each.before).days for each in own if each.after and each.before)
        found += own[: max((count for count, by in enumerate(moved, 1) if by <= last), default=0)]
    return found
