"""Ahead or behind: what the agenda planned against how the room really runs. Values and functions only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from app.workshops.agenda import Slot

ANOTHER_DAY = timedelta(hours=4)
"""A room that starts so far from its plan is run on another day: it is measured from its own start."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One time the room was in a step; `ended` is None while it still is there."""

    step_id: str
    began: datetime
    ended: datetime | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """A step beside its plan. `starts` is when it began or, for what is still to come, when it will at this pace.

    `minutes` is what was planned; `over` is how many more it took, negative where it took fewer. What is still to come
    takes fewer where the room was there before.
    """

    id: str
    starts: datetime
    minutes: int
    over: int
    past: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """How the day runs. `behind` is in minutes, negative when the room is ahead; `ends` is when the day will end."""

    behind: int
    ends: datetime | None
    runs: tuple[Run, ...]


def measure(
    slots: Sequence[Slot],
    stays: Sequence[Stay],
    *,
    current: str | None,
    now: datetime,
    until: datetime | None = None,
) -> Pace:
    """Lay the real times over the planned ones.

    `stays` are in the order in which the room made them, `until` is how long the current one lasts at least by its
    clock. Whoever goes back to a step has what it did not take yet, and so in the steps that come again after it.
    Before the start and after the end (`current` is None) nothing is late.
    """
    at = next((number for number, slot in enumerate(slots) if slot.id == current), None)
    if at is None:
        return Pace(0, None, tuple(Run(slot.id, slot.starts, slot.minutes, 0, past=False) for slot in slots))
    here, zone = slots[at], slots[at].starts.tzinfo
    started = stays[-1].began.astimezone(zone) if stays and stays[-1].step_id == here.id else now.astimezone(zone)
    spent = {slot.id: _spent(slot, _of_one_run(slot.id, stays, started)) for slot in slots[at:]}
    least = max(now, until or now).astimezone(zone)
    ends = max(started + _left(here, spent), least)
    over = _minutes(spent[here.id] + ends - started) - here.minutes
    past = [_past(slot, stays) for slot in slots[:at]]
    today = [slot for slot in slots[at:] if slot.day == here.day]
    coming = list(_coming(today, ends, spent))
    later = [Run(slot.id, slot.starts, slot.minutes, 0, past=False) for slot in slots[at:] if slot.day != here.day]
    runs = (*past, Run(here.id, started, here.minutes, over, past=False), *coming, *later)
    closes = coming[-1].starts + _left(today[-1], spent) if coming else ends
    return Pace(_minutes(closes - today[-1].ends - _shift(slots, stays, here)), closes, runs)


def runs_on_one_day(start: datetime, end: datetime) -> bool:
    """Whether one moment follows the other without a night between."""
    return end - start < ANOTHER_DAY


def _of_one_run(step_id: str, stays: Sequence[Stay], near: datetime) -> list[Stay]:
    """Return the stays in a step that belong to the run of this moment."""
    return [each for each in _run(stays, near) if each.step_id == step_id]


def _run(stays: Sequence[Stay], near: datetime) -> Sequence[Stay]:
    """Return the stays of the run a moment lies in: a rehearsal is another."""
    apart = [number for number, two in enumerate(pairwise(stays), 1) if _begins_anew(*two)]
    runs = [stays[first:last] for first, last in pairwise((0, *apart, len(stays)))]
    return next((run for run in reversed(runs) if run and run[0].began <= near), ())


def _begins_anew(one: Stay, following: Stay) -> bool:
    """True where hours lie between two stays, or the workshop ended and went on elsewhere than where it had ended."""
    ended = one.ended is not None and one.ended < following.began
    return not runs_on_one_day(one.began, following.began) or (ended and one.step_id != following.step_id)


def _spent(slot: Slot, stays: Sequence[Stay]) -> timedelta:
    """Return how long a step lasted in stays that ended; over night it lasted as long as planned."""
    spans = [(each.began, each.ended) for each in stays if each.ended]
    planned = timedelta(minutes=slot.minutes)
    return sum((end - begin if runs_on_one_day(begin, end) else planned for begin, end in spans), timedelta())


def _left(slot: Slot, spent: dict[str, timedelta]) -> timedelta:
    return max(timedelta(minutes=slot.minutes) - spent[slot.id], timedelta())


def _past(slot: Slot, stays: Sequence[Stay]) -> Run:
    last = next((each for each in reversed(stays) if each.step_id == slot.id), None)
    if last is None:
        return Run(slot.id, slot.starts, slot.minutes, 0, past=True)
    found = _of_one_run(slot.id, stays, last.began)
    began = found[0].began.astimezone(slot.starts.tzinfo)
    return Run(slot.id, began, slot.minutes, _minutes(_spent(slot, found)) - slot.minutes, past=True)


def _coming(today: Sequence[Slot], ends: datetime, spent: dict[str, timedelta]) -> Iterator[Run]:
    """Yield what comes after the first of these, which ends at `ends`."""
    for before, slot in pairwise(today):
        starts, left = ends + (slot.starts - before.ends), _left(slot, spent)
        yield Run(slot.id, starts, slot.minutes, _minutes(left) - slot.minutes, past=False)
        ends = starts + left


def _shift(slots: Sequence[Slot], stays: Sequence[Stay], here: Slot) -> timedelta:
    """How far the whole day was moved, where it was moved far."""
    last = _run(stays, stays[-1].began) if stays else ()
    began = {each.step_id: each.began for each in reversed(last)}
    first = next((slot for slot in slots if slot.day == here.day and slot.id in began), None)
    if first is None:
        return timedelta()
    shift = began[first.id] - first.starts
    return shift if abs(shift) > ANOTHER_DAY else timedelta()


def _minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
