"""A plan as a page shows it today: where it is, what is next, its actions by period. No queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.plans import days, promised_days, promised_words
from app.plans.actions.shown import (
    critical_done_late,
    critical_moved_late,
    critical_undone,
    other_done_late,
    postponed_in,
    standing_on,
    unshown_critical,
)
from app.plans.actions.standing import Standing, Unshown, mark_of
from app.plans.agreeing import Unconfirmed, agreed_day, refusers_of, unconfirmed_in
from app.plans.days import Period
from app.plans.endings.signing import may_be_signed
from app.plans.items.answers import written_for_others
from app.plans.leading import SponsorKnown
from app.plans.measures.curve import AsksLittle
from app.plans.measures.earlier import otherwise_in
from app.plans.models import Action, ActionStatus, CheckIn, DueMove, Milestone, MilestoneState, Pause, Plan, Risk
from app.plans.naming import Named, named_in
from app.plans.status import firm_days, parked
from app.plans.status.afterwards import Entered, entered_afterwards
from app.plans.status.at_end import AtEnd, LastKnown, ended_before
from app.plans.status.came import Unreached
from app.plans.status.check_ins import last_check_in, late_until
from app.plans.status.due_days import due_that_counts, is_done
from app.plans.status.ended import ToldLater, told_later, unreached
from app.plans.status.facts import is_hasty
from app.plans.status.firm_days import FirmDay, LastSaid, SignedDay
from app.plans.status.gist import Otherwise
from app.plans.status.judging import GoesBy, Judged, judged
from app.plans.status.parked import ParkedCount
from app.plans.views import ruler
from app.plans.views.ruler import Ruler
from app.plans.views.said import Line, was_before
from app.plans.words import day_words


@dataclass(frozen=True, slots=True)
class Row:
    """An action as it stands today. `day` is the day it is due, None while the plan has no day 1."""

    action: Action
    standing: Standing
    day: int | None

    @property
    def item(self) -> Action:
        return self.action

    @property
    def done(self) -> bool:
        return self.action.status == ActionStatus.DONE


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as it stands on a day; see `Row`."""

    milestone: Milestone
    standing: Standing
    day: int | None

    @property
    def item(self) -> Milestone:
        return self.milestone

    @property
    def done(self) -> bool:
        return self.milestone.state == MilestoneState.DONE


Due = Row | MilestoneRow
"""Something that has a day: an action or a milestone."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The actions of one period, the first due first; `period` is None while there is no day 1."""

    period: Period | None
    rows: tuple[Row, ...]

    @property
    def done(self) -> int:
        return sum(row.done for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page says of a plan. `day` is today's number, or that of the sign-off, None while there is no day 1.

    `next` is the action or the milestone that is due first. `sponsor_known` is what is known of its sponsor, where a
    page asked for that.
    """

    plan: Plan
    today: date
    day: int | None
    last_date: date | None
    left: int
    ruler: Ruler
    stretches: tuple[Stretch, ...]
    next: Due | None
    how: Judged
    last_check_in: CheckIn | None
    sponsor_known: SponsorKnown | None = None

    @property
    def rows(self) -> list[Row]:
        return [row for stretch in self.stretches for row in stretch.rows]

    @property
    def columns(self) -> dict[ActionStatus, list[Row]]:
        """The actions by how far they are; what was done last stands first."""
        columns = {status: [row for row in self.rows if row.action.status == status] for status in ActionStatus}
        columns[ActionStatus.DONE].sort(key=lambda row: row.action.done_on or date.min, reverse=True)
        return columns

    @property
    def done(self) -> int:
        return sum(stretch.done for stretch in self.stretches)

    @property
    def late(self) -> int:
        return sum(row.standing.late for row in self.rows)

    @property
    def due(self) -> int:
        """Number of due actions as the status counts them, and of those that are late by an earlier day."""
        return sum(row.standing.late or _is_due(row, self.today) for row in self.rows)

    @property
    def done_late(self) -> int:
        """How many actions were done after their day."""
        return sum(row.standing.done_late > 0 for row in self.rows)

    @property
    def moved_late(self) -> int:
        """How many actions that are not done were late when they were moved."""
        return sum(row.standing.moved_late for row in self.rows)

    @property
    def critical_moved_late(self) -> int:
        """How many of them are critical, or were."""
        return critical_moved_late(self.plan, self.today)

    @property
    def days_to_next(self) -> int:
        """How many days until the next action or milestone is due; 0 also when there is none."""
        due = due_that_counts(self.next.item, self.plan) if self.next else None
        return max(0, (due - self.today).days) if due else 0

    @property
    def parked(self) -> ParkedCount:
        """How many open actions are set aside."""
        return parked.parked_of(self.plan)

    @property
    def said_before(self) -> LastSaid | None:
        """Date of the last check-in, where the plan paused since; see `firm_days.said_before`."""
        return firm_days.said_before(self.plan, self.today)

    @property
    def unshown(self) -> int:
        """Number of critical actions that are done with nothing that shows what was to be shown."""
        return unshown_critical(self.plan, Unshown.NOT_SHOWN)

    @property
    def unshown_not_said(self) -> int:
        """Number of critical actions that are done with nothing that says how one sees it."""
        return unshown_critical(self.plan, Unshown.NOT_SAID)

    @property
    def critical_done_late(self) -> int:
        """How many critical things were done after their day."""
        return critical_done_late(self.plan)

    @property
    def critical_undone(self) -> int:
        """How many critical things the plan was signed off without."""
        return critical_undone(self.plan, self.today)

    @property
    def other_done_late(self) -> int:
        """How many actions that are not critical, nor were, were done after their day."""
        return other_done_late(self.plan)

    @property
    def not_critical_now(self) -> int:
        """How many things were critical once the plan was published, and are so no longer."""
        items: list[Action | Milestone] = [*self.plan.actions, *self.plan.parked_actions, *self.plan.milestones]
        return sum(each.was_critical and not each.critical for each in items)

    @property
    def paused(self) -> Pause | None:
        """The pause today lies in."""
        return self.plan.paused_on(self.today)

    @property
    def firm_day(self) -> FirmDay | None:
        """What is to be known beside the day: another day 1, what the sponsor did not agree to."""
        return firm_days.firm_day(self.plan, self.today)

    @property
    def signed_day(self) -> SignedDay | None:
        """The day on which the plan was signed off."""
        return firm_days.signed_day(self.plan, self.today)

    @property
    def day_that_counts(self) -> int | None:
        """The day without what the sponsor did not agree to, where that is another one."""
        return self.firm_day.day if self.firm_day else None

    @property
    def end_that_counts(self) -> date | None:
        """The date of day 100 without what the sponsor did not agree to; None without a day 1."""
        begins = firm_days.counts_by(self.plan)
        return days.date_of(days.LENGTH, begins) if begins else None

    @property
    def refused(self) -> tuple[str, ...]:
        """Who does not agree to what the plan promises."""
        return refusers_of(self.plan)

    @property
    def may_be_signed(self) -> bool:
        """Whether the plan is far enough to be signed off."""
        return may_be_signed(self.plan, self.today)

    @property
    def unconfirmed(self) -> tuple[Unconfirmed, ...]:
        """Who has not confirmed what the plan promises."""
        return unconfirmed_in(self.plan)

    @property
    def namings(self) -> tuple[Named, ...]:
        """Who named those that agreed to what the plan promises."""
        return named_in(self.plan)

    @property
    def goes_by(self) -> tuple[GoesBy, ...]:
        """By which promises the status goes, where the sponsor did not agree to the ones of now, or not yet."""
        return self.how.goes_by

    @property
    def asks_little(self) -> tuple[AsksLittle, ...]:
        """What its curves ask for that leave nearly everything to the end."""
        return self.how.asks_little

    @property
    def last_known(self) -> LastKnown | None:
        """How the plan stood before there was no data."""
        return self.how.last_known

    @property
    def never_counted(self) -> bool:
        """True when no number of a main measure stands behind what was known last."""
        return self.how.never_counted

    @property
    def critical_late(self) -> int:
        """How many critical things are known to be late, where there is no data, or were at the sign-off."""
        return self.how.critical_late

    @property
    def ended_before(self) -> tuple[AtEnd, ...]:
        """How the plan stood at the sign-offs that were taken back."""
        return ended_before(each.sealed for each in self.plan.reopenings)

    @property
    def at_end(self) -> AtEnd | None:
        """How the plan stood when it was signed off."""
        return self.how.at_end

    @property
    def unreached(self) -> Unreached | None:
        """How far the plan came that is over and not signed off."""
        return unreached(self.plan, self.today)

    @property
    def told_later(self) -> tuple[ToldLater, ...]:
        """The main measures for which another number was told once the plan was over."""
        return told_later(self.plan, self.today)

    @property
    def entered_afterwards(self) -> tuple[Entered, ...]:
        """The pauses that were entered once their first day was over, and how the plan stood before."""
        return entered_afterwards(self.plan)

    @property
    def otherwise(self) -> tuple[Otherwise, ...]:
        """Which measures were promised otherwise first, and what."""
        return otherwise_in((each, each.moves) for each in self.plan.measures)

    @property
    def postponed(self) -> int:
        """Number of critical things that are due, or were done, later than first promised; see `shown.postponed_in`."""
        return postponed_in(self.plan, self.today)

    @property
    def reworded(self) -> int:
        """How many critical things were first promised in other words."""
        return promised_words.reworded_in(self.plan)

    @property
    def written_for_others(self) -> int:
        """How many answers somebody else wrote down than who was asked."""
        return written_for_others(self.plan)

    @property
    def paused_days(self) -> int:
        """How many dates since day 1 were no day of the plan, because it paused."""
        if self.day is None or self.plan.day_one is None:
            return 0
        return days.day_of(late_until(self.plan, self.today), self.plan.day_one) - self.day

    @property
    def week(self) -> int | None:
        """Which week of the plan a check-in of today tells of; None outside the hundred days."""
        if self.day is None or not 1 <= self.day <= days.LENGTH:
            return None
        day = self.day_that_counts or self.day
        return days.week_told_on(day) if 1 <= day <= days.LENGTH else None

    @property
    def measure_names(self) -> dict[str, str]:
        return {measure.id: measure.name for measure in self.plan.measures}

    @property
    def action_numbers(self) -> dict[str, int]:
        return {action.id: action.number for action in self.plan.actions}

    def waits_of(self, action: Action) -> list[Action]:
        """What comes before an action and is not done yet."""
        needed = {need.needs_id for need in action.needs}
        return [each for each in self.plan.actions if each.id in needed and each.status != ActionStatus.DONE]

    def moves_of(self, item: Action | Milestone) -> list[DueMove]:
        """How the day of an action or a milestone moved, the first promise first."""
        return promised_days.moves_of(self.plan, item)

    def first_due(self, item: Action | Milestone) -> date | None:
        """The day on which something was promised first, where it is another one than now."""
        return promised_days.first_due(self.plan, item)

    def day_before_pauses(self, item: Action | Milestone) -> int | None:
        """The day that something was promised for, where pauses entered since count its date as another one."""
        return promised_days.day_before_pauses(self.plan, item)

    def was_before(self, risk: Risk) -> list[Line]:
        """What a risk was called and how grave it was before."""
        return was_before(self.plan, risk)

    def parked_late(self, action: Action) -> bool:
        """True when an action was late when it was parked."""
        return parked.was_late_when_parked(action, self.plan)

    def missed_day(self, action: Action) -> date | None:
        """The earlier day that a parked action missed."""
        return parked.missed_day(action, self.plan)

    def told_day(self, on: date) -> str | None:
        """The number of a date on which something was done, counted as beside numbers; see `agreeing.agreed_day`."""
        found = agreed_day(self.plan, on)
        return day_words(*found) if found else None

    def day_of(self, on: date | None) -> int | None:
        """The number of a date."""
        return _day_of(on, self.plan)

    def standing_of(self, milestone: Milestone) -> Standing:
        """How a milestone stands today; one that is at risk says so before its day."""
        return standing_on(milestone, self.plan, self.today)


def compose(plan: Plan, today: date, *, mirrored: bool, sponsor_known: SponsorKnown | None = None) -> Sheet:
    """The plan as it is on `today`; `mirrored` for readers from right to left."""
    rows = sorted((_row(action, plan, today) for action in plan.actions), key=_by_due_day)
    day = firm_days.plan_day(plan, today)
    return Sheet(
        plan=plan,
        today=today,
        day=day,
        last_date=days.date_of(days.LENGTH, plan.calendar) if plan.calendar else None,
        left=days.days_left(day or 0),
        ruler=ruler.draw(day, marks=_milestones(plan, today) or _marks(rows), mirrored=mirrored, named=_named(plan)),
        stretches=tuple(_stretches(rows)),
        next=_next_of([*rows, *milestone_rows(plan, today)], today),
        how=judged(plan, today),
        last_check_in=last_check_in(plan, today),
        sponsor_known=sponsor_known,
    )


def _row(action: Action, plan: Plan, today: date) -> Row:
    return Row(action, standing_on(action, plan, today), _day_of(action.due_on, plan))


def _day_of(on: date | None, plan: Plan) -> int | None:
    return days.day_of(on, plan.calendar) if on and plan.calendar else None


def milestone_rows(plan: Plan, today: date) -> list[MilestoneRow]:
    """Return the milestones of a plan as they stand on a day, in their order there."""
    return [MilestoneRow(each, standing_on(each, plan, today), _day_of(each.due_on, plan)) for each in plan.milestones]


def _next_of(rows: Sequence[Due], today: date) -> Due | None:
    ahead = [row for row in rows if _is_ahead(row, today)]
    return min(ahead, key=lambda row: due_that_counts(row.item, row.item.plan) or date.max, default=None)


def _is_ahead(row: Due, today: date) -> bool:
    if isinstance(row, MilestoneRow) and row.milestone.state == MilestoneState.MISSED:
        return False
    due_on = row.item.due_on
    over = row.done or row.standing.late or row.standing.undone
    return not over and due_on is not None and due_on >= today


def _is_due(row: Row, today: date) -> bool:
    action = row.action
    due_on = due_that_counts(action, action.plan)
    return due_on is not None and due_on <= today and not (is_done(action) and is_hasty(action, action.plan))


def _by_due_day(row: Row) -> tuple[date, int]:
    return row.action.due_on or date.max, row.action.number


def _stretches(rows: Sequence[Row]) -> list[Stretch]:
    grouped = groupby(rows, key=lambda row: None if row.day is None else days.period_of(row.day))
    return [Stretch(period, tuple(members)) for period, members in grouped]


def _milestones(plan: Plan, today: date) -> list[tuple[int, str]]:
    """The milestones for the ruler; what is at risk is marked before it is late."""
    marks = []
    for milestone in plan.milestones:
        if milestone.due_on and plan.calendar:
            told = milestone.state in {MilestoneState.AT_RISK, MilestoneState.MISSED}
            late = told or standing_on(milestone, plan, today).late
            kind = "done" if milestone.state == MilestoneState.DONE else "risk" if late else "plan"
            marks.append((days.day_of(milestone.due_on, plan.calendar), kind))
    return marks


def _named(plan: Plan) -> list[int]:
    """The days of the milestones, whose numbers stand on the ruler where there is room."""
    return [days.day_of(each.due_on, plan.calendar) for each in plan.milestones if each.due_on and plan.calendar]


def _marks(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """What is due on each day, for the ruler."""
    dated = [row for row in rows if row.day is not None]
    return [(day or 0, mark_of([row.standing for row in due])) for day, due in groupby(dated, key=lambda row: row.day)]
