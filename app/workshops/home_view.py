"""What somebody who signs in sees of their workshops: today's or the next one whole, the others as a list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app import clock
from app.accounts.models import Principal
from app.canvases.strips import Bar
from app.workshops import agenda, presence, tongues
from app.workshops.agenda_queries import agenda_of, ids_planned_by, seats_held_by, workshops_known_to
from app.workshops.agenda_view import strip_of
from app.workshops.models import Workshop
from app.workshops.queries import current_steps, ended_among

LINGERS = timedelta(hours=12)
"""So long after its last step a workshop still counts as going on: rooms run late."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A workshop in a list. `day` is the number of the day that is on or comes next, from 0.

    `running` is the number of the step its room is in while people are there, from 1; else 0.
    """

    workshop: Workshop
    leads: bool
    plans: bool
    day: int
    starts: datetime
    day_ends: datetime
    ends: datetime
    now: datetime
    minutes: int
    steps: int
    ended: bool = False
    running: int = 0

    @property
    def finished(self) -> bool:
        if self.running:
            return False
        return self.ended or self.workshop.closed_at is not None or self.ends + LINGERS < self.now

    @property
    def is_today(self) -> bool:
        return self.starts.date() == self.now.date()

    @property
    def until(self) -> timedelta:
        """How long until it starts; negative once it has."""
        return self.starts - self.now


@dataclass(frozen=True, slots=True)
class Today:
    """The workshop that is on, or comes next, with what its facilitator looks for first."""

    entry: Entry
    bars: list[Bar]
    languages: list[str]


@dataclass(frozen=True, slots=True)
class Mine:
    """Somebody's workshops: those that run and those to come by date, those that are over with the latest first."""

    running: tuple[Entry, ...]
    coming: tuple[Entry, ...]
    finished: tuple[Entry, ...]


def mine(person: Principal) -> Mine:
    """Every workshop the person plans or sits in."""
    planned = ids_planned_by(person)
    led = {seat.workshop_id for seat in seats_held_by(person) if seat.facilitates}
    known = workshops_known_to(person)
    ids = [workshop.id for workshop in known]
    ended, current = ended_among(ids), current_steps(ids)
    entries = [
        entry_of(
            workshop,
            leads=workshop.id in led,
            plans=workshop.id in planned,
            ended=workshop.id in ended,
            running=_running(workshop, current.get(workshop.id)),
        )
        for workshop in known
    ]
    entries.sort(key=lambda each: each.starts)
    return Mine(
        running=tuple(each for each in entries if each.running),
        coming=tuple(each for each in entries if not each.running and not each.finished),
        finished=tuple(each for each in reversed(entries) if each.finished),
    )


def today_of(entry: Entry) -> Today:
    """An entry, whole."""
    steps = [step for step in entry.workshop.steps if step.day == entry.day]
    return Today(
        entry=entry,
        bars=strip_of(steps),
        languages=[tongues.own_name(code) for code in entry.workshop.languages],
    )


def _running(workshop: Workshop, current: str | None) -> int:
    """Return the number of the step the room is in, from 1; 0 where nobody is there, or it is in none."""
    steps = [step.id for step in workshop.steps]
    is_on = current in steps and workshop.closed_at is None and presence.here(workshop.id)
    return steps.index(str(current)) + 1 if is_on else 0


def entry_of(workshop: Workshop, *, leads: bool, plans: bool, ended: bool = False, running: int = 0) -> Entry:
    """The workshop with the day that is on now or comes next; once over, its first day."""
    planned, now = agenda_of(workshop), clock.now().astimezone(ZoneInfo(workshop.timezone))
    spans = [agenda.span(planned, number) for number in range(len(planned.days))]
    day = next((number for number, (_starts, ends) in enumerate(spans) if ends + LINGERS >= now), 0)
    return Entry(
        workshop=workshop,
        leads=leads,
        plans=plans,
        day=day,
        starts=spans[day][0],
        day_ends=spans[day][1],
        ends=spans[-1][1],
        now=now,
        minutes=agenda.total(planned),
        steps=len(planned.steps),
        ended=ended,
        running=running,
    )
