"""What somebody who signs in sees of their workshops: today's or the next one whole, the others as a list."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from app import clock
from app.accounts.models import Principal
from app.canvases.strips import Bar
from app.workshops import agenda, tongues
from app.workshops.agenda_queries import agenda_of, ids_planned_by, seats_held_by, workshops_known_to
from app.workshops.agenda_view import strip_of
from app.workshops.models import Workshop
from app.workshops.queries import ended_among

LINGERS = timedelta(hours=12)
"""So long after its last step a workshop still counts as going on: rooms run late."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A workshop in a list. `day` is the number of the day that is on or comes next, from 0."""

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

    @property
    def finished(self) -> bool:
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
    """Somebody's workshops: those to come by date, those that are over with the latest first."""

    coming: tuple[Entry, ...]
    finished: tuple[Entry, ...]


def mine(person: Principal) -> Mine:
    """Every workshop the person plans or sits in."""
    planned = ids_planned_by(person)
    led = {seat.workshop_id for seat in seats_held_by(person) if seat.facilitates}
    known = workshops_known_to(person)
    ended = ended_among([workshop.id for workshop in known])
    entries = [
        entry_of(workshop, leads=workshop.id in led, plans=workshop.id in planned, ended=workshop.id in ended)
        for workshop in known
    ]
    return Mine(
        coming=tuple(sorted((each for each in entries if not each.finished), key=lambda each: each.starts)),
        finished=tuple(sorted((each for each in entries if each.finished), key=lambda each: each.starts, reverse=True)),
    )


def today_of(entry: Entry) -> Today:
    """An entry, whole."""
    steps = [step for step in entry.workshop.steps if step.day == entry.day]
    return Today(
        entry=entry,
        bars=strip_of(steps),
        languages=[tongues.own_name(code) for code in entry.workshop.languages],
    )


def entry_of(workshop: Workshop, *, leads: bool, plans: bool, ended: bool = False) -> Entry:
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
    )
