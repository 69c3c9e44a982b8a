"""The agenda as the clock sees it: days, steps, and when each step starts.

Values and functions only. Titles, prompts and canvases live elsewhere; here a step
is an id with minutes on a day. Steps stand in the order they are run, days ascending.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

MAX_STEPS = 120
MAX_DAYS = 10
MAX_MINUTES = 600
"""The longest step, in minutes."""


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """A day: its date and the local time its first step starts."""

    date: date
    starts_at: time


@dataclass(frozen=True, slots=True)
class AgendaStep:
    """A step on day `day`, counted from 0, lasting `minutes`."""

    id: str
    day: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Agenda:
    """Days and steps in the workshop's time zone, an IANA name."""

    zone: str
    days: tuple[AgendaDay, ...]
    steps: tuple[AgendaStep, ...]

    def on(self, day: int) -> tuple[AgendaStep, ...]:
        return tuple(step for step in self.steps if step.day == day)

    def step(self, step_id: str) -> AgendaStep:
        return next(step for step in self.steps if step.id == step_id)


@dataclass(frozen=True, slots=True)
class Slot:
    """A step with its aware local start and end. `later` counts midnights since its day began."""

    id: str
    day: int
    minutes: int
    starts: datetime
    ends: datetime
    later: int


class Problem(StrEnum):
    """Why an agenda cannot stand."""

    TOO_MANY_STEPS = "too-many-steps"
    MINUTES = "minutes"
    DAYS = "days"
    DAY_ORDER = "day-order"
    NO_SUCH_DAY = "no-such-day"


def problem(agenda: Agenda) -> Problem | None:
    """Say why `agenda` cannot stand, or None where it can."""
    if len(agenda.steps) > MAX_STEPS:
        return Problem.TOO_MANY_STEPS
    if any(not 1 <= step.minutes <= MAX_MINUTES for step in agenda.steps):
        return Problem.MINUTES
    if not 1 <= len(agenda.days) <= MAX_DAYS:
        return Problem.DAYS
    if any(not 0 <= step.day < len(agenda.days) for step in agenda.steps):
        return Problem.NO_SUCH_DAY
    begins = [(day.date, day.starts_at) for day in agenda.days]
    return None if begins == sorted(begins) else Problem.DAY_ORDER


def times(agenda: Agenda) -> tuple[Slot, ...]:
    """When each step starts and ends. Minutes are minutes that pass, also on a night the clock is changed."""
    return tuple(slot for number in range(len(agenda.days)) for slot in _day_times(agenda, number))


def span(agenda: Agenda, day: int) -> tuple[datetime, datetime]:
    """When a day starts and when its last step ends."""
    zone = ZoneInfo(agenda.zone)
    starts = datetime.combine(agenda.days[day].date, agenda.days[day].starts_at, zone).astimezone(UTC)
    ends = starts + timedelta(minutes=total(agenda, day))
    return starts.astimezone(zone), ends.astimezone(zone)


def total(agenda: Agenda, day: int | None = None) -> int:
    """Minutes of all steps, or of one day's."""
    return sum(step.minutes for step in agenda.steps if day in {None, step.day})


def insert(agenda: Agenda, step: AgendaStep, place: int) -> Agenda:
    """The agenda with `step` as number `place` of its day, counted from 0; beyond the end means last."""
    before = sum(1 for other in agenda.steps if other.day < step.day)
    at = before + min(max(place, 0), len(agenda.on(step.day)))
    return replace(agenda, steps=(*agenda.steps[:at], step, *agenda.steps[at:]))


def remove(agenda: Agenda, step_id: str) -> Agenda:
    return replace(agenda, steps=tuple(step for step in agenda.steps if step.id != step_id))


def move(agenda: Agenda, step_id: str, *, day: int, place: int) -> Agenda:
    """The agenda with the step as number `place` of day `day`, counted without itself."""
    return insert(remove(agenda, step_id), replace(agenda.step(step_id), day=day), place)


def change(agenda: Agenda, step_id: str, *, minutes: int) -> Agenda:
    steps = tuple(replace(step, minutes=minutes) if step.id == step_id else step for step in agenda.steps)
    return replace(agenda, steps=steps)


def place_of(agenda: Agenda, step_id: str) -> tuple[int, int]:
    """The step's day and its number on that day, both from 0."""
    step = agenda.step(step_id)
    return step.day, agenda.on(step.day).index(step)


def earlier(agenda: Agenda, step_id: str) -> tuple[int, int] | None:
    """Where one move up leads: over the step before, from a morning to the evening before, or nowhere."""
    day, place = place_of(agenda, step_id)
    if place:
        return day, place - 1
    return (day - 1, len(agenda.on(day - 1))) if day else None


def later(agenda: Agenda, step_id: str) -> tuple[int, int] | None:
    """Where one move down leads: over the step after, from an evening to the next morning, or nowhere."""
    day, place = place_of(agenda, step_id)
    if place + 1 < len(agenda.on(day)):
        return day, place + 1
    return (day + 1, 0) if day + 1 < len(agenda.days) else None


def _day_times(agenda: Agenda, number: int) -> Iterator[Slot]:
    zone, day = ZoneInfo(agenda.zone), agenda.days[number]
    moment = span(agenda, number)[0].astimezone(UTC)
    for step in agenda.on(number):
        starts, moment = moment.astimezone(zone), moment + timedelta(minutes=step.minutes)
        yield Slot(
            step.id, number, step.minutes, starts, moment.astimezone(zone), later=(starts.date() - day.date).days
        )
