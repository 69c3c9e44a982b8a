"""The small pictures of a portfolio as SVG numbers: how far a number is, and how it went. Percentages and path data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.alliance.portfolio.listing import Number
from app.plans.measures.chart import Points, parted

_LEFT: Final = 2.0
_WIDE: Final = 74.0
_FLOOR: Final = 21.0
_HIGH: Final = 18.0
"""The trend is drawn in a box of 80 by 24, with room for its strokes and its last point."""


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar for what is done and a mark for what the curve asks today, as percentages of its width."""

    done: str
    mark: str


@dataclass(frozen=True, slots=True)
class Spark:
    """Two lines as path data, what was asked and what was read, and where the last reading lies.

    `unread` are the parts of the second one through too many days without a number.
    """

    asked: str
    read: str
    unread: str
    x: str
    y: str


def meter(number: Number) -> Meter:
    """How far the number is. What goes beyond either end ends there; the mark keeps within the bar."""
    return Meter(done=f"{_within(number.share):.1%}", mark=f"{min(_within(number.expected), 0.994):.1%}")


def spark(number: Number) -> Spark | None:
    """How the number went, or None while fewer than two readings are there: one is no trend."""
    if len(number.trail) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    shares = [share for _day, share in (*number.trail, *number.asked)]
    top, low = max(*shares, 0.01), min(*shares, 0.0)
    first, last = number.trail[0][0], number.trail[-1][0]

    def place(point: tuple[int, float]) -> tuple[float, float]:
        day, share = point
        along = (day - first) / (last - first) if last > first else 1.0
        return _LEFT + _WIDE * along, _FLOOR - _HIGH * (share - low) / (top - low)

    def line(points: Points) -> str:
        return _path([place(point) for point in points])

    x, y = place(number.trail[-1])
    counted, unread = parted(number.trail)
    lines = (line(number.asked), "".join(map(line, counted)), "".join(map(line, unread)))
    return Spark(*lines, f"{x:.1f}", f"{y:.1f}")


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) if points else ""


def _within(share: float) -> float:
    return max(0.0, min(1.0, share))
