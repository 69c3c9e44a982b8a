"""The actions and milestones of a plan as they lie over its hundred days. No queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.plans import days, promised_days
from app.plans.actions.standing import Standing
from app.plans.models import Action, ActionStatus, DueMove, Milestone, Plan
from app.plans.status.check_ins import late_until
from app.plans.status.due_days import counted_day, is_done
from app.plans.status.firm_days import counts_by, firm_of
from app.plans.views import gantt
from app.plans.views.gantt import Drawing, Span
from app.plans.views.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Lying:
    """An action or a milestone on the timeline. `first` and `due` are its days, None where nobody set them.

    `done_day` is the day on which it was done, None where that is not known or it is not; `promised` is the day it was
    promised for first. `first_on` and `due_on` are the dates of `first` and `due` as these count.
    """

    key: str
    of: Action | Milestone
    standing: Standing
    first: int | None
    due: int | None
    moves: Sequence[DueMove]
    waits: Sequence[Action]
    done_day: int | None = None
    promised: int | None = None
    first_on: date | None = None
    due_on: date | None = None

    @property
    def is_action(self) -> bool:
        return isinstance(self.of, Action)

    @property
    def done(self) -> bool:
        return self.of.done_on is not None

    @property
    def ends(self) -> int | None:
        """The day on which its bar ends: the one on which it was done, or is due."""
        return self.due if self.done_day is None else self.done_day

    @property
    def early(self) -> list[Action]:
        """What comes before it and is due only once it has begun."""
        begins = self.of.start_on or self.of.due_on if isinstance(self.of, Action) else None
        return [each for each in self.waits if begins and each.due_on and each.due_on >= begins]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What lies on it, the first due first, what has no day yet, and its drawing; `dates` are all its days.

    All are days that count, as `day` is, which is today's or that of the sign-off: `firm` where the sponsor did not
    agree to others, or not yet.
    """

    lines: Sequence[Lying]
    undated: Sequence[Lying]
    drawing: Drawing
    dates: Sequence[date]
    day: int | None
    firm: bool

    @property
    def unshown(self) -> bool:
        """True when something done on it is shown by nothing."""
        return any(each.standing.unshown for each in self.lines)


def lay_out(sheet: Sheet, *, mirrored: bool) -> Timeline:
    """The timeline of a plan; without a day 1 nothing lies on it."""
    everything = [*(_action(row.action, row.standing, sheet) for row in sheet.rows)]
    everything += [_milestone(each, sheet) for each in sheet.plan.milestones]
    placed = sorted((each for each in everything if each.due is not None), key=lambda each: (each.due or 0, each.key))
    spans = [_span(each, sheet) for each in placed]
    begins = counts_by(sheet.plan)
    day = days.day_of(late_until(sheet.plan, sheet.today), begins) if begins else None
    return Timeline(
        lines=placed,
        undated=[each for each in everything if each.due is None],
        drawing=gantt.draw(spans, day, mirrored=mirrored),
        dates=[days.date_of(day, begins) for day in range(1, days.LENGTH + 1)] if begins else [],
        day=day,
        firm=firm_of(sheet.plan) is not None,
    )


def _action(action: Action, standing: Standing, sheet: Sheet) -> Lying:
    first = counted_day(action, sheet.plan, on=action.start_on) if action.start_on else None
    due = counted_day(action, sheet.plan)
    return Lying(
        f"action-{action.number}",
        action,
        standing,
        first,
        due,
        sheet.moves_of(action),
        sheet.waits_of(action) if action.status != ActionStatus.DONE else (),
        _done_day(action, sheet.plan),
        promised_days.promised_day(sheet.plan, action),
        _counted_on(first, action.start_on, sheet.plan),
        _counted_on(due, action.due_on, sheet.plan),
    )


def _milestone(milestone: Milestone, sheet: Sheet) -> Lying:
    due = counted_day(milestone, sheet.plan)
    return Lying(
        f"milestone-{milestone.number}",
        milestone,
        sheet.standing_of(milestone),
        None,
        due,
        sheet.moves_of(milestone),
        (),
        _done_day(milestone, sheet.plan),
        promised_days.promised_day(sheet.plan, milestone),
        due_on=_counted_on(due, milestone.due_on, sheet.plan),
    )


def _counted_on(day: int | None, on: date | None, plan: Plan) -> date | None:
    """Return the date of a day as it counts: its own, but where days the sponsor did not agree to are left out."""
    begins = counts_by(plan)
    if day is None or on is None or begins is None or firm_of(plan) is None or days.day_of(on, begins) == day:
        return on
    return days.date_of(day, begins)


def _done_day(item: Action | Milestone, plan: Plan) -> int | None:
    begins = counts_by(plan)
    return days.day_of(item.done_on, begins) if begins and item.done_on and is_done(item) else None


def _span(lying: Lying, sheet: Sheet) -> Span:
    numbers = sheet.action_numbers
    needs = lying.of.needs if isinstance(lying.of, Action) else ()
    return Span(
        key=lying.key,
        due=lying.ends or 0,
        first=lying.first,
        promised=lying.promised,
        needs=[f"action-{numbers[need.needs_id]}" for need in needs if need.needs_id in numbers],
    )
