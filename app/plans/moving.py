"""What would lie outside the hundred days if these began on another day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from app.moments import day_month_year
from app.plans import days
from app.plans.models import Action, ActionStatus, Plan
from app.texts import isolated


class Happens(StrEnum):
    """What happens on a date."""

    DUE = "due"
    BEGINS = "begins"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Dated:
    """Something of a plan with a date: what is due or begins then, or a measure that was read."""

    on: date
    name: str
    happens: Happens = Happens.DUE

    def __str__(self) -> str:
        """Say it in the reader's language, the name apart from what is written around it."""
        told = {"name": isolated(self.name), "date": day_month_year(self.on)}
        match self.happens:
            case Happens.READ:
                said = _("“%(name)s” (read on %(date)s)", **told)
            case Happens.BEGINS:
                said = _("“%(name)s” (begins on %(date)s)", **told)
            case Happens.DUE:
                said = _("“%(name)s” (due on %(date)s)", **told)
        return str(said)


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
    """Everything with a date but actions that are parked: they are given a day when they are taken up again."""
    for action in plan.actions:
        if action.due_on:
            yield Dated(action.due_on, action.title)
        if action.status != ActionStatus.DONE:
            yield from _still_to_do(action)
    yield from (Dated(milestone.due_on, milestone.title) for milestone in plan.milestones if milestone.due_on)
    yield from (Dated(ask.reply_by, ask.title) for ask in plan.asks if ask.reply_by and ask.answered_on is None)
    yield from (Dated(parked.again_on, parked.title) for parked in plan.parked if parked.again_on)
    for measure in plan.measures:
        yield from (Dated(reading.on, measure.name, Happens.READ) for reading in measure.readings)


def _still_to_do(action: Action) -> Iterator[Dated]:
    if action.start_on:
        yield Dated(action.start_on, action.title, Happens.BEGINS)
    yield from (Dated(part.due_on, part.title) for part in action.parts if part.due_on and part.done_on is None)
