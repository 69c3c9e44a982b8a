"""Days on which actions and milestones are due, how they count, and which of them were missed. Pure."""

from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from app.plans import days
from app.plans.agreeing import unagreed_pauses
from app.plans.models import Action, ActionStatus, Milestone, MilestoneState, Part, Pause, Plan
from app.plans.status.check_ins import late_until
from app.plans.status.firm_days import Firm, firm_of
from app.plans.status.gist import ActionGist, MilestoneGist, ParkedGist, PauseGist, PlanGist
from app.plans.status.missed_days import missed_firmly


class DatedPart(NamedTuple):
    """A part of an action as its day counts. `dated_at` is when somebody chose that, or the part was made."""

    due_on: date | None
    dated_at: datetime


def dated_part(part: Part, plan: Plan) -> DatedPart:
    """Return a part of an action as its day counts: a pause moves it and leaves no edit."""
    # Nobody asks when a day was chosen unless days are left out, and edits of many plans take long to read.
    edits = plan.edits if firm_of(plan) else ()
    chosen = [each.made_at for each in edits if each.item_id == part.id and "due_on" in each.said]
    return DatedPart(part.due_on, max([part.created_at, *chosen]))


def is_or_was_critical(item: Action | ActionGist | ParkedGist | Milestone | MilestoneGist) -> bool:
    """True when something is critical, or was once its plan was published."""
    return item.critical or item.was_critical


def is_done(item: Action | ActionGist | Milestone | MilestoneGist) -> bool:
    """True when an action or a milestone is done."""
    if isinstance(item, Action | ActionGist):
        return item.status == ActionStatus.DONE
    return item.state == MilestoneState.DONE


def missed_on(item: Action | Milestone, plan: Plan) -> date | None:
    """Return the day that something missed, as it counts; None where it was done by then, though it moved since."""
    missed = missed_firmly(item, plan)
    return None if missed and item.done_on and item.done_on <= missed else missed


def day_that_counts(
    item: Action | Milestone | ActionGist | MilestoneGist | DatedPart, plan: Plan | PlanGist
) -> date | None:
    """Return the day something is due, or had before somebody let it have none, as earlier servers did of milestones.

    Of a milestone in a gist its query does that.
    """
    if item.due_on or isinstance(item, ActionGist | MilestoneGist | DatedPart) or isinstance(plan, PlanGist):
        return item.due_on
    return next((each.before for each in reversed(plan.due_moves) if each.item_id == item.id), None)


def due_day(
    item: Action | Milestone | ActionGist | ParkedGist | MilestoneGist | DatedPart,
    begins: days.Calendar,
    firm: Firm,
    *,
    due_on: date | None = None,
) -> int | None:
    """Return the day on which something is due, None where nobody said.

    A pause moved what was dated before it, so that goes back to the date it had. What was dated since stays there, as
    everything does when day 1 moves, and so does what lies in a pause: no day it moved does.
    """
    due_on = due_on or item.due_on
    if due_on is None:
        return None
    dated = item.dated_at if isinstance(item, tuple) else item.dated_at or item.created_at
    before = next((each.without for each in firm.unagreed if each.made_at >= dated), None)
    paused = replace(before, day_one=begins.day_one) if before else begins
    day = days.day_of(due_on, begins)
    is_moved = before is not None and days.date_of(day, begins) == due_on
    return days.day_of(days.date_of(day, paused) if is_moved else due_on, firm.calendar)


def due_that_counts(item: Action | Milestone, plan: Plan) -> date | None:
    """Return the date on which something is due without what the sponsor did not agree to; None where nobody said."""
    due_on, firm = item.due_on, firm_of(plan)
    if due_on is None or firm is None or plan.calendar is None:
        return due_on
    due = due_day(item, plan.calendar, firm)
    return days.date_of(due, firm.calendar) if due is not None else due_on


def counted_day(item: Action | Milestone, plan: Plan, *, on: date | None = None) -> int | None:
    """Return the number that the day of something has without what the sponsor did not agree to.

    It is the day it is due, or `on`, which moved with that. None where nobody said a day, or there is no day 1.
    """
    on, firm = on or item.due_on, firm_of(plan)
    if on is None or plan.calendar is None:
        return None
    return (
        due_day(item, *_as_done(item, plan, plan.calendar, firm), due_on=on) if firm else days.day_of(on, plan.calendar)
    )


class DueBy(NamedTuple):
    """The date on which something is due as it counts, and for how many days of its plan that is over.

    `late` is 0 on that day, and negative before it.
    """

    on: date
    late: int

    def days_on(self, today: date) -> int | None:
        """Return how many days late it is, or negative how many dates are left.

        None where its date is over and no day of the plan passed since, because it pauses.
        """
        left = (self.on - today).days
        return self.late if self.late > 0 else -left if left >= 0 else None


def due_by(
    item: Action | Milestone | ActionGist | MilestoneGist | DatedPart, plan: Plan | PlanGist, today: date
) -> DueBy | None:
    """Return by when something is due and how late it is, as a status counts it; None where nobody said a day.

    Once the plan is signed off it is as late as it was then. What is late again that was late when it was moved is late
    from the day it missed first, as it is once it is done.
    """
    due = due_as_dated(item, plan, today)
    if due is None or due.late <= 0 or isinstance(item, DatedPart) or is_done(item):
        return due
    until = late_until(plan, today)
    missed = missed_by(item, plan, until) if missed_before(item, plan, until) else None
    return missed if missed and missed.late > due.late else due


def due_as_dated(
    item: Action | Milestone | ActionGist | MilestoneGist | DatedPart, plan: Plan | PlanGist, today: date
) -> DueBy | None:
    """Return by when something is due by the day it has now, and how late it is by that; see `due_by`.

    What is late without the pauses and the day 1 to which the sponsor did not agree, or not yet, is late by those days,
    where they make it later.
    """
    due_on = _due_on(item, plan)
    if due_on is None:
        return None
    today = late_until(plan, today)
    if plan.calendar is None:
        return DueBy(due_on, (today - due_on).days)
    late = days.day_of(today, plan.calendar) - days.day_of(due_on, plan.calendar)
    firm = firm_of(plan)
    due = due_day(item, *_as_done(item, plan, plan.calendar, firm), due_on=due_on) if firm else None
    if firm is None or due is None or (firmly := days.day_of(today, firm.calendar) - due) <= max(0, late):
        return DueBy(due_on, late)
    return DueBy(days.date_of(due, firm.calendar), firmly)


def _due_on(item: Action | Milestone | ActionGist | MilestoneGist | DatedPart, plan: Plan | PlanGist) -> date | None:
    return item.due_on if isinstance(item, Action) else day_that_counts(item, plan)


def _as_done(
    item: Action | Milestone | ActionGist | MilestoneGist | DatedPart,
    plan: Plan | PlanGist,
    begins: days.Calendar,
    firm: Firm,
) -> tuple[days.Calendar, Firm]:
    """Return how the days counted when something was done, and the changes until then: none moved its day since."""
    done_on = None if isinstance(item, DatedPart) or not is_done(item) else item.done_on
    since = [each for each in firm.unagreed if done_on and days.today_in(plan.timezone, each.made_at) > done_on]
    if not since:
        return begins, firm
    without = replace(since[0].without, day_one=begins.day_one)
    return without, Firm(firm.calendar, firm.unagreed[: -len(since)])


def missed_by(
    item: Action | Milestone | ActionGist | MilestoneGist, plan: Plan | PlanGist, done_on: date
) -> DueBy | None:
    """Return the day that something missed, and how many days after it something was done, by the days that count.

    None where it missed none. A pause that needs no agreement or has one moves that day too, where it was recorded
    once that was over.
    """
    missed = item.missed_on
    if missed is None or plan.calendar is None:
        return DueBy(missed, (done_on - missed).days) if missed else None
    missed = _moved_by_pauses(missed, item, plan, done_on)
    firm = firm_of(plan)
    calendars = [plan.calendar, firm.calendar] if firm else [plan.calendar]
    return DueBy(missed, max(days.day_of(done_on, each) - days.day_of(missed, each) for each in calendars))


def missed_before(
    item: Action | Milestone | ActionGist | MilestoneGist, plan: Plan | PlanGist, until: date
) -> date | None:
    """Return the day that something missed by a date, as pauses moved it, where somebody chose a later one since.

    What is critical no longer keeps its day too, though nobody moved that.
    """
    missed = item.missed_on
    if missed is None:
        return None
    due_on = _due_on(item, plan)
    dated_at = item.dated_at or (item.created_at if isinstance(item, Action | Milestone) else None)
    if due_on is None or dated_at is None:
        return None
    if due_on <= missed or days.today_in(plan.timezone, dated_at) <= missed:
        return None
    return _moved_by_pauses(missed, item, plan, until)


def _moved_by_pauses(
    missed: date, item: Action | Milestone | ActionGist | MilestoneGist, plan: Plan | PlanGist, done_on: date
) -> date:
    """Return a day that was missed as it counts, and as pauses moved it that were recorded after it, and before
    something was done.
    """
    counts = missed_firmly(item, plan) or missed
    dated_at = item.dated_at or (item.created_at if isinstance(item, Action | Milestone) else None)
    unagreed = plan.unagreed_pauses if isinstance(plan, PlanGist) else unagreed_pauses(plan)
    agreed: list[Pause | PauseGist] = [each for each in plan.pauses if each.id not in unagreed]
    since = [
        each
        for each in agreed
        if (dated_at is None or each.made_at >= dated_at)
        and missed < days.today_in(plan.timezone, each.made_at) <= done_on
    ]
    if not since or plan.day_one is None:
        return counts
    spans = [(each.first, each.last) for each in agreed if each not in since]
    before = days.Calendar.with_pauses(plan.day_one, spans)
    after = days.Calendar.with_pauses(plan.day_one, [(each.first, each.last) for each in agreed])
    return days.date_of(days.day_of(counts, before), after)


def was_late_when_moved(
    item: Action | Milestone | ActionGist | MilestoneGist, plan: Plan | PlanGist, today: date
) -> bool:
    """True when something is not done and was late when somebody moved it, also where it is late once more."""
    if is_done(item) or item.missed_on is None:
        return False
    due = due_as_dated(item, plan, today)
    return due is None or due.late <= 0 or missed_before(item, plan, late_until(plan, today)) is not None


def overdue(item: Action | Milestone, plan: Plan, on: date) -> date | None:
    """Return the day on which something was due, where that is over on a date; None where it is not.

    It is over by the plan's days, or by the days that need no agreement or have one.
    """
    due_on = day_that_counts(item, plan)
    if plan.calendar is None:
        return due_on if due_on and due_on < on else None
    return due_before(item, on, plan.calendar, firm_of(plan) or Firm(plan.calendar), due_on=due_on)


def due_before(
    item: Action | Milestone | ParkedGist,
    on: date,
    begins: days.Calendar,
    firm: Firm,
    *,
    due_on: date | None = None,
) -> date | None:
    """Return the day on which something was due, where that is before a date by the dates or by `firm`."""
    due_on = due_on or item.due_on
    if due_on is None or due_on < on:
        return due_on
    due = due_day(item, begins, firm, due_on=due_on)
    late = due is not None and due < days.day_of(on, firm.calendar)
    return days.date_of(due, firm.calendar) if due is not None and late else None
