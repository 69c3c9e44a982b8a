"""The agenda as a calendar file, in the workshop's own time zone: a step an event, or a day an event."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from icalendar import Calendar, Event

from app.i18n import pick
from app.texts import one_line
from app.workshops.agenda_view import DayView
from app.workshops.models import Workshop


def write(workshop: Workshop, days: Sequence[DayView], *, per_day: bool, address: str, now: datetime) -> bytes:
    """The file, with the rules of the time zone in it. `address` is where the workshop is on the web."""
    calendar = Calendar()
    calendar.add("prodid", "-//Baraza//run sheet//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(workshop.title))
    events = _days(workshop, days) if per_day else _steps(workshop, days)
    for event in events:
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", workshop.agenda_version)
        event.add("url", address)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _steps(workshop: Workshop, days: Sequence[DayView]) -> Iterator[Event]:
    for row in (row for day in days for row in day.rows):
        event = _event(f"{row.step.id}@{workshop.id}.baraza", row.slot.starts, row.slot.ends)
        event.add("summary", one_line(f"{pick(row.title)} · {workshop.title}"))
        event.add("description", "\n\n".join(part for part in (pick(row.prompt), row.step.note) if part))
        event.add("location", one_line(", ".join(part for part in (row.step.room, workshop.place) if part)))
        yield event


def _days(workshop: Workshop, days: Sequence[DayView]) -> Iterator[Event]:
    for day in days:
        if day.starts is None or day.ends is None:
            continue
        event = _event(f"day-{day.day.id}@{workshop.id}.baraza", day.starts, day.ends)
        event.add("summary", one_line(workshop.title))
        event.add("description", "\n".join(f"{row.slot.starts:%H:%M} {pick(row.title)}" for row in day.rows))
        event.add("location", one_line(workshop.place))
        yield event


def _event(uid: str, starts: datetime, ends: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    return event
