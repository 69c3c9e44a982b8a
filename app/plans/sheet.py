"""A plan as a page shows it today: where it is, what is next, its actions by period. No queries, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.plans import days, ruler
from app.plans.days import Period
from app.plans.models import Action, ActionStatus, Plan
from app.plans.ruler import Ruler
from app.plans.standing import Standing, mark_of, standing


@dataclass(frozen=True, slots=True)
class Row:
    """An action as it stands today. `day` is the day it is due, None while the plan has no day 1."""

    action: Action
    standing: Standing
    day: int | None

    @property
    def done(self) -> bool:
        return self.action.status == ActionStatus.DONE


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
    """Everything a page says of a plan. `day` is today's number, None while there is no day 1."""

    plan: Plan
    today: date
    day: int | None
    last_date: date | None
    left: int
    ruler: Ruler
    stretches: tuple[Stretch, ...]
    next: Row | None

    @property
    def rows(self) -> list[Row]:
        return [row for stretch in self.stretches for row in stretch.rows]

    @property
    def done(self) -> int:
        return sum(stretch.done for stretch in self.stretches)

    @property
    def late(self) -> int:
        return sum(row.standing.late for row in self.rows)

    @property
    def days_to_next(self) -> int:
        """How many days until the next action is due; 0 also when there is none."""
        return (self.next.action.due_on - self.today).days if self.next and self.next.action.due_on else 0


def compose(plan: Plan, today: date, *, mirrored: bool) -> Sheet:
    """The plan as it is on `today`; `mirrored` for readers from right to left."""
    rows = sorted((_row(action, plan, today) for action in plan.actions), key=_by_due_day)
    day = days.day_of(today, plan.day_one) if plan.day_one else None
    return Sheet(
        plan=plan,
        today=today,
        day=day,
        last_date=days.date_of(days.LENGTH, plan.day_one) if plan.day_one else None,
        left=days.days_left(day or 0),
        ruler=ruler.draw(day, marks=_marks(rows), mirrored=mirrored),
        stretches=tuple(_stretches(rows)),
        next=next((row for row in rows if not row.done and row.action.due_on and row.action.due_on >= today), None),
    )


def _row(action: Action, plan: Plan, today: date) -> Row:
    day = days.day_of(action.due_on, plan.day_one) if action.due_on and plan.day_one else None
    return Row(action, standing(action.status, action.due_on, today), day)


def _by_due_day(row: Row) -> tuple[date, int]:
    return row.action.due_on or date.max, row.action.number


def _stretches(rows: Sequence[Row]) -> list[Stretch]:
    grouped = groupby(rows, key=lambda row: None if row.day is None else days.period_of(row.day))
    return [Stretch(period, tuple(members)) for period, members in grouped]


def _marks(rows: Sequence[Row]) -> list[tuple[int, str]]:
    """What is due on each day, for the ruler."""
    dated = [row for row in rows if row.day is not None]
    return [(day or 0, mark_of([row.standing for row in due])) for day, due in groupby(dated, key=lambda row: row.day)]
