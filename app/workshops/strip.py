"""An agenda drawn as a strip: minutes run along it, and height repeats what colour says.

Talk lies low, writing alone fills the lower half, work together stands higher, deciding
takes the full height. Figures are percentages, so the strip fits any width.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter

from app.workshops.phases import Phase, PhaseKind


class Mode(StrEnum):
    """What people do, as the strip shows it."""

    TALK = "talk"
    ALONE = "alone"
    TOGETHER = "together"
    DECIDE = "decide"


_MODES = {
    PhaseKind.BRIEF: Mode.TALK,
    PhaseKind.LOCK: Mode.TALK,
    PhaseKind.PRIVATE: Mode.ALONE,
    PhaseKind.VOTE: Mode.DECIDE,
    PhaseKind.DECIDE: Mode.DECIDE,
    PhaseKind.ASSIGN: Mode.DECIDE,
}

_HEIGHTS = {Mode.TALK: 30, Mode.ALONE: 55, Mode.TOGETHER: 75, Mode.DECIDE: 100}


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of the strip; all four figures are percentages of its size, from the top at the start."""

    mode: Mode
    x: float
    width: float
    y: int
    height: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars, and where one step ends and the next begins."""

    bars: tuple[Bar, ...]
    cuts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A step as the strip needs it: minutes, and the phases that fill them; none means talk."""

    minutes: int
    phases: Sequence[Phase] = ()


def mode_of(kind: PhaseKind) -> Mode:
    return _MODES.get(kind, Mode.TOGETHER)


def draw(steps: Iterable[Stretch]) -> Strip:
    """The strip of these steps, side by side."""
    steps = list(steps)
    whole = sum(step.minutes for step in steps)
    bars, cuts, gone = [], [], 0
    for step in steps:
        for mode, minutes in _runs(step):
            bars.append(_bar(mode, gone, minutes, whole))
            gone += minutes
        cuts.append(_percent(gone, whole))
    return Strip(tuple(bars), tuple(cuts[:-1]))


def _runs(step: Stretch) -> Iterator[tuple[Mode, int]]:
    """Neighbouring phases of one mode as one run."""
    parts = [(mode_of(phase.kind), phase.minutes) for phase in step.phases] or [(Mode.TALK, step.minutes)]
    for mode, run in groupby(parts, key=itemgetter(0)):
        yield mode, sum(minutes for _mode, minutes in run)


def _bar(mode: Mode, start: int, minutes: int, whole: int) -> Bar:
    x = _percent(start, whole)
    return Bar(mode, x, round(_percent(start + minutes, whole) - x, 2), 100 - _HEIGHTS[mode], _HEIGHTS[mode])


def _percent(minutes: int, whole: int) -> float:
    return round(100 * minutes / whole, 2)
