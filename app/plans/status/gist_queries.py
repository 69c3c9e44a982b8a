"""Reading plans in gist: the same few questions, however many plans, each for columns and never for objects.

What has no part in a status is not read: of the readings of a measure the last, of check-ins the last and the reviews;
of actions that are done how many are due. Of plans that may have no data everything is read that says how they stood
before.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement

from app.plans.days import Calendar
from app.plans.models import Agreement
from app.plans.status.afterwards import is_late, stretches_of
from app.plans.status.changed_promise_queries import say_edits, say_moves, say_postponed, say_reworded, say_unsettled
from app.plans.status.gist import (
    ActionGist,
    AskGist,
    CheckInGist,
    MeasureGist,
    MilestoneGist,
    ParkedGist,
    PauseGist,
    PlanGist,
    ReadingGist,
    RiskGist,
)
from app.plans.status.item_queries import (
    PAUSES,
    PAUSES_CHANGED,
    actions_of,
    asks_of,
    check_ins_of,
    may_be_silent,
    milestones_of,
    rests,
    risks_of,
    so_far,
)
from app.plans.status.listing_queries import Listing, listed, say_reopened
from app.plans.status.measure_queries import measures_of, read_what_counts, say_otherwise
from app.plans.status.reached_queries import Reach, todays, told
from app.plans.status.sponsor_queries import say_sponsors


def gists(reached: ColumnElement[bool], readable: ColumnElement[bool] | None = None) -> list[PlanGist]:
    """The plans a condition on Plan and Centre holds for, the oldest first; `readable` is asked of each."""
    found = listed(reached, readable)
    plans = found.plans
    zones: defaultdict[date, list[str]] = defaultdict(list)
    for timezone, today in todays({plan.timezone for plan in plans.values()}).items():
        zones[today].append(timezone)
    _say_doubts(found)
    reach = Reach(reached, zones)
    if plans:
        silent = _fill(plans, reach)
        if found.days_moved and silent:
            say_moves(plans, silent)
        if silent:
            say_edits(plans, silent)
    if found.days_moved:
        say_postponed(plans, reach)
    if found.reworded:
        say_reworded(plans, reach)
    if found.moved:
        say_otherwise(found.moved)
    return list(plans.values())


def _say_doubts(found: Listing) -> None:
    """Say of the plans of a listing what is asked of few of them."""
    if found.unsettled:
        say_unsettled(found.plans, found.unsettled)
    if found.reopened:
        say_reopened(found.plans, found.reopened)
    if found.led or found.agreed:
        say_sponsors(found.plans, found.led, found.agreed)


def _fill(plans: Mapping[str, PlanGist], reach: Reach) -> list[str]:
    """Fill in what plans hold; return the ids of those that may have no data."""
    for plan, row in told(plans, reach.of_plans(PAUSES)):
        plan.pauses.append(PauseGist._make(row))
    pausing_ids = [plan.id for plan in plans.values() if plan.pauses]
    if pausing_ids:
        for plan, [agreement] in told(plans, PAUSES_CHANGED.where(Agreement.plan_id.in_(pausing_ids))):
            plan.lengthened.append(agreement)
    for plan in plans.values():
        spans = [(each.first, each.last) for each in plan.pauses]
        plan.calendar = Calendar.with_pauses(plan.day_one, spans) if plan.day_one else None
    latest = max(reach.zones)
    silent = {plan.id for plan, _row in told(plans, reach.of_plans(may_be_silent(latest, reach)))}
    silent |= {plan.id for plan in plans.values() if plan.unagreed or plan.promised_before or _was_paused_late(plan)}
    pausing = {plan.id for plan in plans.values() if plan.calendar and rests(plan.calendar, reach)}
    resting = sorted(silent | pausing)
    _fill_items(plans, reach, latest, resting)
    for plan, (done, *row) in told(plans, so_far(reach, resting)):
        plan.done += done
        if row[0] is not None:
            plan.check_ins.append(CheckInGist._make(row))
    measures = told(plans, reach.of_plans(measures_of(reach)))
    for plan, (on, value, filed_at, unit, *row, created_at, proxy, source) in measures:
        read = [] if on is None else [ReadingGist(on, value, filed_at, unit)]
        plan.measures.append(MeasureGist._make([*row, read, created_at, proxy, source]))
    read_what_counts(plans, latest, silent)
    _fill_check_ins(plans, sorted(silent))
    return sorted(silent)


def _was_paused_late(plan: PlanGist) -> bool:
    """True when a plan has a pause that was entered afterwards: it is told how it stood then."""
    return any(is_late(each, plan) for each in stretches_of(plan))


def _fill_check_ins(plans: Mapping[str, PlanGist], silent: Sequence[str]) -> None:
    """Let plans that may have no data have all their check-ins."""
    if not silent:
        return
    for plan_id in silent:
        plans[plan_id].check_ins = []
    for plan, row in told(plans, check_ins_of(silent)):
        plan.check_ins.append(CheckInGist._make(row))


def _fill_items(plans: Mapping[str, PlanGist], reach: Reach, latest: date, resting: Sequence[str]) -> None:
    for plan, (*row, parked_on) in told(plans, reach.of_plans(actions_of(latest, resting))):
        if parked_on is None:
            plan.actions.append(ActionGist._make(row))
        else:
            plan.parked_actions.append(ParkedGist._make([*row, parked_on]))
    for plan, row in told(plans, reach.of_plans(milestones_of(latest, resting))):
        plan.milestones.append(MilestoneGist._make(row))
    for plan, row in told(plans, reach.of_plans(risks_of(resting))):
        plan.risks.append(RiskGist._make(row))
    for plan, row in told(plans, reach.of_plans(asks_of(resting))):
        plan.asks.append(AskGist._make(row))
