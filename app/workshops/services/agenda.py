"""Changing the agenda of a workshop."""

from app.workshops import agenda
from app.workshops.agenda import Agenda, AgendaDay, AgendaStep, Problem
from app.workshops.errors import BadDays, BadMinutes, DaysOutOfOrder, TooManySteps
from app.workshops.models import Workshop

_REFUSALS = {
    Problem.TOO_MANY_STEPS: TooManySteps,
    Problem.MINUTES: BadMinutes,
    Problem.DAYS: BadDays,
    Problem.NO_SUCH_DAY: BadDays,
    Problem.DAY_ORDER: DaysOutOfOrder,
}


def agenda_of(workshop: Workshop) -> Agenda:
    """The workshop's days and steps as the clock sees them."""
    return Agenda(
        zone=workshop.timezone,
        days=tuple(AgendaDay(day.date, day.starts_at) for day in workshop.days),
        steps=tuple(AgendaStep(step.id, step.day, step.minutes) for step in workshop.steps),
    )


def check(workshop: Workshop) -> None:
    """Refuse an agenda that cannot stand.

    Raises:
        TooManySteps, BadMinutes, BadDays, DaysOutOfOrder: as they say.
    """
    found = agenda.problem(agenda_of(workshop))
    if found:
        raise _REFUSALS[found]
