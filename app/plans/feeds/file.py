"""Plans as a calendar file: what is due and pauses as whole days, check-ins at nine in the plan's own time zone.

What a file says depends on rows and on which day it is, so that it is the same until one of them changes.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from icalendar import Calendar, Event

from app.plans import days
from app.plans.actions.standing_words import (
    critical_words,
    day_before_words,
    done_later,
    done_words,
    late_words,
    sealed_before_words,
    was_parked_words,
)
from app.plans.feeds.happenings import Happening, What
from app.plans.models import Action, Milestone, Plan
from app.plans.promised_days import day_before_pauses
from app.plans.promised_words import first_of
from app.plans.was_parked import was_parked
from app.plans.went_words import went_words
from app.plans.words import MOVES
from app.texts import one_line

_NINE = time(9)
_LASTS = timedelta(minutes=30)
_A_DAY = timedelta(days=1)


def write(name: str, found: Sequence[tuple[Happening, str]]) -> bytes:
    """The file of these happenings, each with the address it leads to, in the language of this answer."""
    calendar = Calendar()
    calendar.add("prodid", "-//Baraza//plans//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", one_line(name))
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-published-ttl", "PT1H")
    for happening, address in found:
        calendar.add_component(_event(happening, address))
    dates = [happening.on for happening, _address in found]
    if dates:
        # Of time zones only what is needed here: fifty years of changes are 3 KB, and some programs read but a few.
        calendar.add_missing_timezones(min(dates), max(dates) + _A_DAY)
    return bytes(calendar.to_ical())


def _event(happening: Happening, address: str) -> Event:
    plan = happening.plan
    event = Event()
    event.add("uid", f"{happening.key}@{plan.id}.baraza")
    event.add("dtstamp", _changed(happening))
    event.add("sequence", _sequence(happening))
    if happening.what == What.CHECK_IN:
        starts = datetime.combine(happening.on, _NINE, ZoneInfo(plan.timezone))
        event.add("dtstart", starts)
        event.add("dtend", starts + _LASTS)
    else:
        event.add("dtstart", happening.on)
        event.add("dtend", (happening.last or happening.on) + _A_DAY)
        event.add("transp", "TRANSPARENT")
    event.add("summary", summary(happening))
    event.add("description", "\n".join(_told(happening)))
    event.add("url", address)
    return event


def summary(happening: Happening) -> str:
    """What stands in the calendar, with how that went last."""
    said = {
        What.ACTION: lambda: _("Action %(number)s: %(title)s", number=happening.number, title=happening.name),
        What.MILESTONE: lambda: _("Milestone: %(title)s", title=happening.name),
        What.REPLY: lambda: _("Answer due: %(title)s", title=happening.name),
        What.REVIEW: lambda: _("Day %(day)s: review", day=happening.day),
        What.CHECK_IN: lambda: _("Check-in for week %(week)s", week=happening.number),
        What.PAUSE: lambda: _("Paused: %(reason)s", reason=happening.name),
    }
    return one_line(" · ".join([str(said[happening.what]()), *_went(happening)[-1:]]))


def _went(happening: Happening) -> list[str]:
    if happening.is_silent:
        return [_("no check-in")]
    return went_words(happening.went, happening.on)


def _told(happening: Happening) -> Iterable[str]:
    yield happening.plan.title
    if happening.day is not None:
        yield _("Day %(day)s of 100", day=happening.day)
    if happening.owner:
        yield happening.owner
    if happening.is_unagreed:
        yield _("The sponsor has not agreed to it.")
    yield from _went(happening)
    if happening.of is not None:
        yield from _promised(happening.plan, happening.of)
    if happening.done:
        yield from _done(happening)
    elif happening.what == What.ACTION and happening.of is not None:
        yield str(next(said for status, said in MOVES.items() if status == getattr(happening.of, "status", "")))


def _promised(plan: Plan, item: Action | Milestone) -> Iterable[str]:
    """Yield that something is critical, or was, and the words it was promised with first."""
    if weight := critical_words(item):
        yield weight
    if first := first_of(plan, item).title:
        yield _("First promised") + f": {one_line(first)}"
    if isinstance(item, Action):
        yield from map(was_parked_words, was_parked(item))


def _done(happening: Happening) -> Iterable[str]:
    """Yield that something is done, that nothing shows it yet, and how late or after which promise it was."""
    # What is done stands alike on every day.
    how = happening.standing(happening.on)
    yield done_words(how.unshown)
    if happening.of is not None and (before := day_before_pauses(happening.plan, happening.of)):
        yield day_before_words(before)
    if how.late_done:
        yield late_words(how.late_done)
    if how.postponed_to:
        yield done_later(how)
    if how.sealed_before:
        yield sealed_before_words(how.sealed_before)


def _sequence(happening: Happening) -> int:
    """How often it was moved: by itself, by a pause, or with day 1."""
    plan = happening.plan
    item_id = happening.of.id if happening.of is not None else ""
    return sum(move.item_id == item_id for move in plan.due_moves) + _day_ones(plan) + plan.pauses_moved


def _day_ones(plan: Plan) -> int:
    """How often the plan began on another day."""
    begins = [version.day_one for version in plan.goals] + [plan.day_one]
    return sum(before != after for before, after in pairwise(begins))


def _gone_by(happening: Happening) -> Iterable[datetime]:
    """Yield since when it is told that something was missed: once its day was over."""
    if happening.went.is_missing:
        over = happening.on + _A_DAY
    elif happening.is_silent and happening.day is not None and happening.plan.calendar is not None:
        over = days.date_of(happening.day + 1, happening.plan.calendar)
    else:
        return
    yield datetime.combine(over, time(), ZoneInfo(happening.plan.timezone))


def _changed(happening: Happening) -> datetime:
    """When what a calendar shows of it changed last, as far as rows say so."""
    plan = happening.plan
    item_id = happening.of.id if happening.of is not None else ""
    moments = [plan.created_at, *(move.moved_at for move in plan.due_moves if move.item_id == item_id)]
    moments += [version.replaced_at for version in plan.goals]
    moments += [plan.pauses_moved_at] if plan.pauses_moved_at else []
    moments += _gone_by(happening)
    return max(moments).astimezone(UTC)
