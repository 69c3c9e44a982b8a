"""Days of a plan or its gist, counted without what its sponsor did not agree to, or not yet. Pure."""

from datetime import date
from typing import NamedTuple

from app.plans import days
from app.plans.agreeing import Unagreed, unagreed_days
from app.plans.models import Plan, Reading
from app.plans.status.check_ins import is_closed, last_beside_end, late_until
from app.plans.status.gist import PlanGist, ReadingGist


class Firm(NamedTuple):
    """How the days count by what needs no agreement or has one, and the changes that are left out."""

    calendar: days.Calendar
    unagreed: tuple[Unagreed, ...] = ()


def firm_of(plan: Plan | PlanGist) -> Firm | None:
    """Return how the days count without what the sponsor did not agree to; None where they do so anyway."""
    unagreed = plan.unagreed if isinstance(plan, PlanGist) else unagreed_days(plan)
    if not unagreed or unagreed[0].without == plan.calendar:
        return None
    return Firm(unagreed[0].without, unagreed)


def counts_by(plan: Plan | PlanGist) -> days.Calendar | None:
    """Return the calendar by which a plan is asked for its numbers; None without a day 1.

    It counts without what the sponsor did not agree to, or not yet, as its status does, also once it is signed off.
    """
    firm = firm_of(plan)
    return firm.calendar if firm else plan.calendar


def plan_day(plan: Plan | PlanGist, today: date) -> int | None:
    """Return which day of a plan it is, once it is signed off the one on which it was; None without a day 1."""
    return days.day_of(late_until(plan, today), plan.calendar) if plan.calendar else None


class FirmDay(NamedTuple):
    """What is to be known beside the day of a plan.

    `day_one` is the one it was published with, where it has another one now; `day` the day it is without what the
    sponsor did not agree to, where that is another one: a pause, or where `moved` day 1. Once the plan is over or
    signed off, `ends` are the dates of day 100 with that and without it instead, and `counted` is the day without it,
    of a plan that was signed off the one on which it was. `paused` is day 1 and the date on which the plan begins
    instead, where it pauses from day 1 on.
    """

    day_one: date | None = None
    day: int | None = None
    moved: bool = False
    ends: tuple[date, date] | None = None
    counted: int | None = None
    paused: tuple[date, date] | None = None


def firm_day(plan: Plan | PlanGist, today: date) -> FirmDay | None:
    """Return what is to be known beside the day of a plan; None where that is nothing.

    Once its days are over or it is closed no day counts.
    """
    if plan.calendar is None:
        return None
    until, firm = late_until(plan, today), firm_of(plan)
    day = days.day_of(until, plan.calendar)
    counts = day <= days.LENGTH and plan.signed_on is None and not is_closed(plan, today)
    without = days.day_of(until, firm.calendar) if firm else day
    ends = days.date_of(days.LENGTH, plan.calendar), days.date_of(days.LENGTH, firm.calendar if firm else plan.calendar)
    found = FirmDay(
        day_one=plan.first_day_one if plan.first_day_one != plan.day_one else None,
        day=without if counts and without != day else None,
        moved=firm is not None and firm.calendar.day_one != plan.day_one,
        ends=ends if ends[0] != ends[1] and not counts else None,
        counted=without if not counts and without != day else None,
        paused=_paused_from_day_one(plan.calendar),
    )
    return found if found.day_one or found.day is not None or found.ends or found.paused else None


def _paused_from_day_one(calendar: days.Calendar) -> tuple[date, date] | None:
    begins = days.date_of(1, calendar)
    return (calendar.day_one, begins) if begins != calendar.day_one else None


class SignedDay(NamedTuple):
    """The day on which a plan was signed off, and which it was without what the sponsor did not agree to.

    `counted` is None where that is the same one; `ended` is when day 100 was without it.
    """

    on: date
    day: int
    counted: int | None
    ended: date


def signed_day(plan: Plan | PlanGist, today: date) -> SignedDay | None:
    """Return the day on which a plan was signed off; None where it is not, or has no day 1."""
    if plan.calendar is None or plan.signed_on is None or plan.signed_on > today:
        return None
    firm = firm_of(plan)
    begins = firm.calendar if firm else plan.calendar
    day, counted = days.day_of(plan.signed_on, plan.calendar), days.day_of(plan.signed_on, begins)
    ended = days.date_of(days.LENGTH, begins)
    return SignedDay(plan.signed_on, day, counted if counted != day else None, ended)


class LastSaid(NamedTuple):
    """The date of the last check-in, and whether a pause began after it."""

    on: date
    before_pause: bool


def said_before(plan: Plan | PlanGist, today: date) -> LastSaid | None:
    """Return when the last check-in was, where fewer days of the plan than dates have passed since; None elsewhere."""
    last, firm = last_beside_end(plan, today), firm_of(plan)
    begins = firm.calendar if firm else plan.calendar
    if last is None or begins is None:
        return None
    if days.day_of(today, begins) - days.day_of(last.on, begins) == (today - last.on).days:
        return None
    return LastSaid(last.on, any(last.on < first <= today for first, _last in begins.pauses))


def needs_pause(plan: Plan | PlanGist, told: Reading | ReadingGist | None, firm: Firm | None) -> bool:
    """True when a number counts only with a pause to which the sponsor did not agree, or not yet; see `firm_of`."""
    if told is None or firm is None or plan.calendar is None:
        return False
    ends, would_end = (days.date_of(days.LENGTH, each) for each in (plan.calendar, firm.calendar))
    return would_end < told.on <= ends
