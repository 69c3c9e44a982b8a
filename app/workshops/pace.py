"""Ahead or behind: what the agenda planned against how the room really runs. Values and functions only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.workshops.agenda import Slot

ANOTHER_DAY = timedelta(hours=4)
"""A room that starts so far from its plan is run on another day: it is measured from its own start."""


@dataclass(frozen=True, slots=True)
class Run:
    """A step beside its plan. `starts` is when it began or, for what is still to come, when it will at this pace.

    `minutes` is what was planned; `over` is how many more it took, negative where it took fewer.
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
    began: Mapping[str, datetime],
    *,
    current: str | None,
    now: datetime,
    until: datetime | None = None,
) -> Pace:
    """Lay the real times over the planned ones.

    `began` says when each step that was run was entered last, `until` how long the current one lasts at least by
    its clock. Before the start and
    after the end (`current` is None) nothing is late.
    """
    at = next((number for number, slot in enumerate(slots) if slot.id == current), None)
    if at is None:
        return Pace(0, None, tuple(Run(slot.id, slot.starts, slot.minutes, 0, past=False) for slot in slots))
    here = slots[at]
    started = began.get(here.id, now).astimezone(here.starts.tzinfo)
    least = max(now, until or now).astimezone(here.starts.tzinfo)
    ends = max(started + timedelta(minutes=here.minutes), least)
    behind = ends - here.ends - _shift(slots, began, here)
    past = _past(slots[:at], began, started)
    over = _minutes(ends - started) - here.minutes
    this = Run(here.id, started, here.minutes, over, past=False)
    drift = ends - here.ends
    coming = [_coming(slot, drift if slot.day == here.day else timedelta()) for slot in slots[at + 1 :]]
    last = [run for run, slot in zip((this, *coming), slots[at:], strict=True) if slot.day == here.day][-1]
    return Pace(_minutes(behind), last.starts + timedelta(minutes=last.minutes + last.over), (*past, this, *coming))


def _shift(slots: Sequence[Slot], began: Mapping[str, datetime], here: Slot) -> timedelta:
    """How far the whole day was moved, where it was moved far."""
    first = next((slot for slot in slots if slot.day == here.day and slot.id in began), None)
    if first is None:
        return timedelta()
    shift = began[first.id] - first.starts
    return shift if abs(shift) > ANOTHER_DAY else timedelta()


def _past(slots: Sequence[Slot], began: Mapping[str, datetime], until: datetime) -> list[Run]:
    runs: list[Run] = []
    for slot in reversed(slots):
        start = began.get(slot.id)
        if start is None or start > until:
            runs.append(Run(slot.id, slot.starts, slot.minutes, 0, past=True))
            continue
        took = _minutes(until - start) if runs_on_one_day(start, until) else slot.minutes
        until = start.astimezone(slot.starts.tzinfo)
        runs.append(Run(slot.id, until, slot.minutes, took - slot.minutes, past=True))
    return runs[::-1]


def runs_on_one_day(start: datetime, end: datetime) -> bool:
    """Whether one moment follows the other without a night between."""
    return end - start < ANOTHER_DAY


def _coming(slot: Slot, drift: timedelta) -> Run:
    return Run(slot.id, slot.starts + drift, slot.minutes, 0, past=False)


def _minutes(span: timedelta) -> int:
    return round(span / timedelta(minutes=1))
