"""How the gain of a measure is expected to come, day by day, and how much of it is there. Shares from 0 to 1; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple

from app.plans.days import LENGTH


class Curve(StrEnum):
    """How the gain is expected to come: evenly, mostly towards the end, or in steps."""

    STRAIGHT = "straight"
    LATE = "late"
    STEPPED = "stepped"


LITTLE: Final = 0.5
"""A curve asks for little on a day on which it asks for less than this part of what an even one does."""

Step = Sequence[float]
"""A day and the share of the gain reached by then."""


def gone_by(day: int, begins: int = 0) -> float:
    """The part of a curve that is over by the end of `day`, where it begins at the end of day `begins`."""
    if day >= LENGTH:
        return 1.0
    return (day - begins) / (LENGTH - begins) if day > begins else 0.0


def expected_share(curve: str, day: int, steps: Sequence[Step] = (), begins: int = 0) -> float:
    """The share of the gain that is expected by the end of `day`; none until `begins`, all of it from day 100.

    Evenly: d/100. Late: (d/100)². In steps: what the last step since it began says. Of a curve that begins later, the
    days from then on count.
    """
    gone = gone_by(day, begins)
    if curve == Curve.LATE:
        return gone**2
    if curve == Curve.STEPPED and gone < 1:
        return max((share for on, share in steps if begins < on <= day), default=0.0)
    return gone


class AsksLittle(NamedTuple):
    """The share of the gain that is all a curve asks for until the end of a day."""

    share: float
    until: int


def asks_little(
    curve: str, day: int, steps: Sequence[Step] = (), *, begins: int = 0, judged: int = 0
) -> AsksLittle | None:
    """Return what a curve asks for, and until when, where that is little on a day, or will be at its half; else None.

    From day `judged` on a number is compared with it; before that, and once all days are over, its half alone counts.
    """
    half = begins + (LENGTH - begins + 1) // 2
    looked_at = [each for each in (day, half) if judged <= each < LENGTH and (each >= day or day >= LENGTH)]
    on = next((each for each in looked_at if _is_little(curve, each, steps, begins)), None)
    if on is None:
        return None
    until = next(each for each in range(on, LENGTH) if not _is_little(curve, each + 1, steps, begins))
    return AsksLittle(expected_share(curve, until, steps, begins), until)


def _is_little(curve: str, day: int, steps: Sequence[Step], begins: int) -> bool:
    return expected_share(curve, day, steps, begins) < LITTLE * gone_by(day, begins)


def actual_share(baseline: float, target: float, value: float, *, falling: bool = False) -> float:
    """The share of the way from `baseline` to `target` that `value` has come; below 0 where it went the wrong way.

    Where the target is to stay at the baseline, staying is all of it and losing is none.
    """
    if baseline == target:
        return float(value <= target if falling else value >= target)
    return (value - baseline) / (target - baseline)


def value_at(baseline: float, target: float, share: float) -> float:
    """The number that stands for a share of the gain."""
    return baseline + share * (target - baseline)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise of a measure: from where to where, by which curve, and at the end of which day that begins."""

    baseline: float
    target: float
    curve: str
    steps: Sequence[Step] = ()
    begins: int = 0

    def asked(self, day: int) -> float:
        """Return the number that is expected by the end of a day."""
        return value_at(self.baseline, self.target, expected_share(self.curve, day, self.steps, self.begins))


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier promise, for the days before `until`, and how many days `further` the plan was by its day 1 then."""

    until: int
    promise: Promise
    further: int = 0

    def asked(self, day: int) -> float:
        """Return the number that was expected by the end of a day, as days are counted now."""
        return self.promise.asked(day + self.further)


def are_steps(steps: Sequence[Step]) -> bool:
    """Whether these can be the steps of a curve: days of the plan in order, shares that never fall and end with all."""
    if not steps:
        return False
    ordered = all(before[0] < after[0] and before[1] <= after[1] for before, after in pairwise(steps))
    placed = all(1 <= day <= LENGTH and 0 <= share <= 1 for day, share in steps)
    return ordered and placed and steps[-1][1] == 1
