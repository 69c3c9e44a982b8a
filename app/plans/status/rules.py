"""The status of a plan on a day by its rules, and why. Pure: facts come in as days of the plan, words go out as codes.

The first rule that matches wins:

- draft: it was not published
- not started: before day 1
- done: the closing review is recorded
- no data: no check-in for 21 days, or no reading of a main measure for 30, or of any while none is a main one;
  of one that was added to others later, since it was added
- off track: something critical more than 7 days late; a main measure under half of what
  its curve asks once a fifth of that is over, on day 20; over 30 % of due actions late, blocked or late when they
  were moved; an open risk of
  high likelihood and large impact without an owner
- needs attention: something critical 1–7 days late; a main measure under 85 %, or another
  under that; 10–30 % of due actions late, blocked or late when they were moved; no check-in for 10 days; an ask
  without an answer for 7; the sponsor does not agree to a changed promise; a critical action
  that was late is parked; something critical missed an earlier day and is not done; something
  is late that was critical when it was promised
- on track otherwise

What was added to the published plan less than a week before it was due is no due action once it is done: what nobody
promised in time makes nothing that is late a smaller part of the whole.

A measure that nobody counted, or not in its unit, stands where it began: to count nothing is no better than to count
badly. The curve of
one that was added later begins on that day.

What else is known stays among the reasons where there is no data: silence makes nothing less late.

Silence counts from day 1: on day 21 of a plan nobody spoke of, 21 days are silent. Where a plan was written down or
published after day 1, it counts from then on, as long as nobody has said anything. At a sign-off it counts until day
100 alone: nobody is asked for check-ins and numbers after that, and whoever signs some days later stands no worse.

Longer than most modules: the rules and what they look at are read together.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.plans.days import LAST_FROM, LENGTH
from app.plans.measures.curve import gone_by

SILENT_ALL = 21
UNREAD_ALL = 30
SILENT = 10
UNANSWERED = 7
LATE = 7
JUDGED_AFTER = 0.2
"""Numbers are compared with their curve after this part of it: after day 20, or later where it began later."""

FAR_BEHIND = 0.5
BEHIND = 0.85


class Status(StrEnum):
    """How a plan stands. `NO_DATA` is grey and never anything else; a `DRAFT` promises nothing yet."""

    DRAFT = "draft"
    NOT_STARTED = "not_started"
    DONE = "done"
    NO_DATA = "no_data"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class Why(StrEnum):
    """A reason for a status, as templates put it into words."""

    SILENT = "silent"
    UNREAD = "unread"
    CRITICAL_LATE = "critical-late"
    ONCE_CRITICAL_LATE = "once-critical-late"
    MISSED = "missed"
    BEHIND = "behind"
    UNCOUNTED = "uncounted"
    MANY_LATE = "many-late"
    RISK_ALONE = "risk-alone"
    UNANSWERED = "unanswered"
    REFUSED = "refused"
    PARKED_LATE = "parked-late"
    PARKED_MISSED = "parked-missed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a plan is not on track: what brings it to `status`, or would if there was no graver one.

    `name` are people's words for the thing, of a refused promise who refused it; `of` which kind
    the thing is, `anchor` where it stands on the plan's page. `days` late or silent; `value` read
    where the curve asks for `asked`; `count` of `total` due actions, `moved` of which were late when they were moved.
    `outside`: a later number lies after day 100, as these days count. `last` is the day of the last number, where that
    is one of the last of a plan that is over: nobody is asked for another. `in_other`: its numbers were told in
    another unit.
    """

    why: Why
    status: Status
    name: str = ""
    anchor: str = ""
    of: str = ""
    days: int = 0
    value: float = 0
    asked: float = 0
    unit: str = ""
    count: int = 0
    total: int = 0
    moved: int = 0
    blocked: bool = False
    outside: bool = False
    last: int | None = None
    in_other: bool = False


class Counted(NamedTuple):
    """A measure today: shares of the gain, expected and actual, both as numbers too, and the day it was last read.

    `begins` is the day on which it was added to the published plan, at whose end its curve begins; 0 for others.
    `outside`: a later number lies after day 100. `other_on` is the day of the last number in another unit, where there
    is none in its own: somebody told one, which says nothing in this unit.
    A portfolio judges thousands of these and of what is due: a tuple is made in a quarter of the time.
    """

    name: str
    anchor: str
    main: bool
    expected: float
    actual: float
    asked: float
    value: float
    unit: str = ""
    read_on: int | None = None
    begins: int = 0
    outside: bool = False
    other_on: int | None = None


class Due(NamedTuple):
    """An action or a milestone. `day` is the day it is due, None where nobody said; `was_critical` as in the models.

    `missed`: an earlier day of it was over when it moved, `missed_day` is that one where somebody chose a later since.
    `hasty`: it was added to the published plan less than a week before it was due.
    """

    name: str
    anchor: str
    of: str
    day: int | None
    done: bool
    critical: bool = False
    blocked: bool = False
    was_critical: bool = False
    missed: bool = False
    missed_day: int | None = None
    hasty: bool = False


@dataclass(frozen=True, slots=True)
class Danger:
    """An open risk. `alone`: nobody sees to it."""

    name: str
    anchor: str
    grave: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """An ask without an answer, the day it was made, and how many dates ago that was, as it is told everywhere."""

    name: str
    anchor: str
    day: int
    dates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the rules look at. Days count from day 1; `day` is today, None while the plan has no day 1.

    `drafted`: it was not published. `until` is the day until which silence counts, None where that is today.

    `done` counts due actions that are done and not among `actions`, `since` is the day after which somebody could
    say how it goes. `refused` names who does not agree to what the plan promises, `parked_late` the critical
    actions that were set aside when they were late, with where they stand, and `parked_missed` those that had missed
    an earlier day.
    """

    day: int | None
    drafted: bool = False
    until: int | None = None
    since: int = 0
    closed: bool = False
    last_check_in: int | None = None
    measures: tuple[Counted, ...] = ()
    actions: tuple[Due, ...] = ()
    done: int = 0
    milestones: tuple[Due, ...] = ()
    risks: tuple[Danger, ...] = ()
    asks: tuple[Waiting, ...] = ()
    refused: tuple[str, ...] = ()
    parked_late: tuple[tuple[str, str], ...] = ()
    parked_missed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status by the rules, with every reason for it and for what would follow, the gravest first."""

    status: Status
    reasons: tuple[Reason, ...] = ()


def judge(facts: Facts) -> Verdict:
    """The status by the rules."""
    day = facts.day
    if facts.drafted:
        return Verdict(Status.DRAFT)
    if facts.closed and day is not None and day >= 1:
        return Verdict(Status.DONE)
    if day is None or day < 1:
        return Verdict(Status.NOT_STARTED)
    known = sorted(_known(facts, day), key=lambda reason: reason.status is not Status.RED)
    if unknown := tuple(_unknown(facts, _asked_until(facts, day))):
        told = {reason.why for reason in unknown}
        return Verdict(Status.NO_DATA, (*unknown, *(each for each in known if each.why not in told)))
    return Verdict(known[0].status if known else Status.GREEN, tuple(known))


def unknown_for(verdict: Verdict) -> int:
    """Return for how many days there has been no data, today among them; 0 where there is some."""
    limits = {Why.SILENT: SILENT_ALL, Why.UNREAD: UNREAD_ALL}
    unknown = (each for each in verdict.reasons if each.status is Status.NO_DATA)
    return max((each.days - limits[each.why] + 1 for each in unknown), default=0)


def silent_days(day: int, last: int | None, since: int = 0) -> int:
    """Return for how many days nothing was said, until anything was for how many since a day.

    What was said before day 1 does not count.
    """
    return day - max(0, since if last is None else last)


def _known(facts: Facts, day: int) -> Iterator[Reason]:
    """Yield what brings a plan off track or needs attention."""
    yield from _critical(facts, day)
    yield from _behind(facts, day)
    yield from _many_late(facts, day)
    yield from _dangers(facts)
    yield from _silence(facts, _asked_until(facts, day))
    yield from _unanswered(facts, day)
    yield from (Reason(Why.REFUSED, Status.AMBER, name) for name in facts.refused)
    yield from (Reason(Why.PARKED_LATE, Status.AMBER, name, anchor) for name, anchor in facts.parked_late)
    yield from (Reason(Why.PARKED_MISSED, Status.AMBER, name, anchor) for name, anchor in facts.parked_missed)


def _asked_until(facts: Facts, day: int) -> int:
    return day if facts.until is None else min(day, facts.until)


def _unknown(facts: Facts, day: int) -> Iterator[Reason]:
    if (silent := silent_days(day, facts.last_check_in, facts.since)) >= SILENT_ALL:
        yield Reason(Why.SILENT, Status.NO_DATA, days=silent)
    # While nobody marked a main one, each measure is asked for.
    main = [measure for measure in facts.measures if measure.main] or list(facts.measures)
    # Measures added in place of all others bring no more time: they are asked for as those were.
    all_new = all(measure.begins for measure in main)
    for measure in main:
        added = 0 if all_new else measure.begins
        # A number of a day before it was added makes it no longer silent than none does.
        told_on = measure.other_on if measure.read_on is None else measure.read_on
        last = None if added and (told_on or 0) < added else told_on
        if (unread := silent_days(day, last, max(facts.since, added - 1))) >= UNREAD_ALL:
            said = (measure.name, measure.anchor)
            over = last if day > LENGTH and last is not None and last >= LAST_FROM else None
            yield Reason(Why.UNREAD, Status.NO_DATA, *said, days=unread, outside=measure.outside, last=over)
    if not main and (unread := silent_days(day, None, facts.since)) >= UNREAD_ALL:
        yield Reason(Why.UNREAD, Status.NO_DATA, days=unread)


def _critical(facts: Facts, day: int) -> Iterator[Reason]:
    for due in (*facts.actions, *facts.milestones):
        late = _late(due, day) if due.critical or due.was_critical else 0
        if late > 0 and due.critical:
            status = Status.RED if late > LATE else Status.AMBER
            yield Reason(Why.CRITICAL_LATE, status, due.name, due.anchor, due.of, days=late, blocked=due.blocked)
        elif late > 0:
            yield Reason(Why.ONCE_CRITICAL_LATE, Status.AMBER, due.name, due.anchor, due.of, days=late)
        moved = due.missed and not due.done and (late <= 0 or due.missed_day is not None)
        if moved and (due.critical or due.was_critical):
            yield Reason(Why.MISSED, Status.AMBER, due.name, due.anchor, due.of)


def is_judged(day: int, begins: int) -> bool:
    """True once a measure is compared with its curve, which begins at the end of day `begins`."""
    return gone_by(day, begins) > JUDGED_AFTER


def judged_from(begins: int) -> int:
    """Return the first day on which a measure is compared with its curve, which begins at the end of day `begins`."""
    return next(day for day in range(begins, LENGTH + 1) if is_judged(day, begins))


def _behind(facts: Facts, day: int) -> Iterator[Reason]:
    for measure in facts.measures:
        if not is_judged(day, measure.begins) or measure.actual >= BEHIND * measure.expected:
            continue
        far = measure.main and measure.actual < FAR_BEHIND * measure.expected
        status = Status.RED if far else Status.AMBER
        yield Reason(
            Why.UNCOUNTED if measure.read_on is None else Why.BEHIND,
            status,
            measure.name,
            measure.anchor,
            value=measure.value,
            asked=measure.asked,
            unit=measure.unit,
            outside=measure.outside,
            in_other=measure.other_on is not None,
        )


def _many_late(facts: Facts, day: int) -> Iterator[Reason]:
    counts = [action for action in facts.actions if not (action.done and action.hasty)]
    missed = [action for action in counts if action.missed and not action.done]
    due = [each for each in counts if each in missed or (each.day is not None and each.day <= day)]
    late = [action for action in due if not action.done and (action.blocked or _late(action, day) > 0)]
    moved = [action for action in missed if action not in late]
    stuck, total = [*late, *moved], len(due) + facts.done
    # Counted, not divided: 3 of 10 is exactly 30 %, and no float may make it more.
    if len(stuck) * 10 > 3 * total:
        yield Reason(Why.MANY_LATE, Status.RED, count=len(stuck), total=total, moved=len(moved))
    elif stuck and len(stuck) * 10 >= total:
        yield Reason(Why.MANY_LATE, Status.AMBER, count=len(stuck), total=total, moved=len(moved))


def _dangers(facts: Facts) -> Iterator[Reason]:
    for risk in facts.risks:
        if risk.grave and risk.alone:
            yield Reason(Why.RISK_ALONE, Status.RED, risk.name, risk.anchor)


def _silence(facts: Facts, day: int) -> Iterator[Reason]:
    if (silent := silent_days(day, facts.last_check_in, facts.since)) >= SILENT:
        yield Reason(Why.SILENT, Status.AMBER, days=silent)


def _unanswered(facts: Facts, day: int) -> Iterator[Reason]:
    for ask in facts.asks:
        if day - ask.day >= UNANSWERED:
            yield Reason(Why.UNANSWERED, Status.AMBER, ask.name, ask.anchor, days=ask.dates)


def _late(due: Due, day: int) -> int:
    """Return how many days late something is, from the first day it missed on where it is late once more."""
    if due.done or due.day is None:
        return 0
    late = day - due.day
    return late if late <= 0 or due.missed_day is None else max(late, day - due.missed_day)
