"""The actions and milestones of a plan as they lie over its hundred days. No queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.plans import days
from app.plans.actions.standing import Standing
from app.plans.models import Action, ActionStatus, DueMove, Milestone
from app.plans.views import gantt
from app.plans.views.gantt import Drawing, Span
from app.plans.views.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Lying:
    """An action or a milestone on the timeline. `first` and `due` are its days, None where nobody set them."""

    key: str
    of: Action | Milestone
    standing: Standing
    first: int | None
    due: int | None
    moves: Sequence[DueMove]
    waits: Sequence[Action]

    @property
    def is_action(self) -> bool:
        return isinstance(self.of, Action)

    @property
    def done(self) -> bool:
        return self.of.done_on is not None

    @property
    def early(self) -> list[Action]:
        """What comes before it and is due only once it has begun."""
        begins = self.of.start_on or self.of.due_on if isinstance(self.of, Action) else None
        return [each for each in self.waits if begins and each.due_on and each.due_on >= begins]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What lies on it, the first due first, what has no day yet, and its drawing; `dates` are all its days."""

    lines: Sequence[Lying]
    undated: Sequence[Lying]
    drawing: Drawing
    dates: Sequence[date]


def lay_out(sheet: Sheet, *, mirrored: bool) -> Timeline:
    """The timeline of a plan; without a day 1 nothing lies on it."""
    everything = [*(_action(row.action, row.standing, sheet) for row in sheet.rows)]
    everything += [_milestone(each, sheet) for each in sheet.plan.milestones]
    placed = sorted((each for each in everything if each.due is not None), key=lambda each: (each.due or 0, each.key))
    spans = [_span(each, sheet) for each in placed]
    begins = sheet.plan.calendar
    return Timeline(
        lines=placed,
        undated=[each for each in everything if each.due is None],
        drawing=gantt.draw(spans, sheet.day, mirrored=mirrored),
        dates=[days.date_of(day, begins) for day in range(1, days.LENGTH + 1)] if begins else [],
    )


def _action(action: Action, standing: Standing, sheet: Sheet) -> Lying:
    return Lying(
        f"action-{action.number}",
        action,
        standing,
        sheet.day_of(action.start_on),
        sheet.day_of(action.due_on),
        sheet.moves_of(action),
        sheet.waits_of(action) if action.status != ActionStatus.DONE else (),
    )


def _milestone(milestone: Milestone, sheet: Sheet) -> Lying:
    return Lying(
        f"milestone-{milestone.number}",
        milestone,
        sheet.standing_of(milestone),
        None,
        sheet.day_of(milestone.due_on),
        sheet.moves_of(milestone),
        (),
    )


def _span(lying: Lying, sheet: Sheet) -> Span:
    numbers = sheet.action_numbers
    needs = lying.of.needs if isinstance(lying.of, Action) else ()
    return Span(
        key=lying.key,
        due=lying.due or 0,
        first=lying.first,
        promised=sheet.day_of(lying.moves[0].before) if lying.moves else None,
        needs=[f"action-{numbers[need.needs_id]}" for need in needs if need.needs_id in numbers],
    )
