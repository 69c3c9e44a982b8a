"""What would lie outside the hundred days if these began on another day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from app.moments import day_month_year
from app.plans import days
from app.plans.models import Plan
from app.texts import isolated


@dataclass(frozen=True, slots=True)
class Dated:
    """An action or a milestone with the day it is due, or a measure with a day it was `read` on."""

    on: date
    name: str
    read: bool = False

    def __str__(self) -> str:
        """Say it in the reader's language, the name apart from what is written around it."""
        told = {"name": isolated(self.name), "date": day_month_year(self.on)}
        return str(
            _("“%(name)s” (read on %(date)s)", **told) if self.read else _("“%(name)s” (due on %(date)s)", **told)
        )


def left_outside(plan: Plan, day_one: date | None) -> Sequence[Dated]:
    """What the plan holds that would be none of its days, the earliest first; nothing while there is no day 1."""
    if day_one is None:
        return ()
    calendar = days.Calendar.with_pauses(day_one, ((pause.first, pause.last) for pause in plan.pauses))
    return sorted(
        (each for each in _dated(plan) if not 1 <= days.day_of(each.on, calendar) <= days.LENGTH),
        key=lambda each: (each.on, each.name),
    )


def say_outside(outside: Sequence[Dated]) -> str:
    """How much would be outside, and what first."""
    sentence = ngettext(
        "With this day 1, %(first)s would lie outside the hundred days.",
        "With this day 1, %(num)s things would lie outside the hundred days, first of all %(first)s.",
        len(outside),
        first=str(outside[0]),
    )
    return str(sentence)


def _dated(plan: Plan) -> Iterator[Dated]:
    yield from (Dated(action.due_on, action.title) for action in plan.actions if action.due_on)
    yield from (Dated(milestone.due_on, milestone.title) for milestone in plan.milestones if milestone.due_on)
    for measure in plan.measures:
        yield from (Dated(reading.on, measure.name, read=True) for reading in measure.readings)
