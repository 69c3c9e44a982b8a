"""The ring of seats on the wall: people fill it from the crown to both sides, so the canopy grows as they come.

Figures are units of a 960 × 960 drawing with the QR code in the middle. Values and functions only.
"""

import math
from dataclasses import dataclass

CENTRE = 480.0
OUTER = 432.0
SMALLEST_WITH_INITIALS = 13.0
MOST = 300
"""So many seats can be told apart on a wall; beyond them the number alone speaks."""

_LANES = ((60, 1), (140, 2), (MOST, 3))
_LANE_GAP = 46.0
_LARGEST = 29.0
_AIR = 24.0


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a seat."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """Places in the order they fill, all of radius `r`; `hole` is half the side of the square that fits inside."""

    spots: tuple[Spot, ...]
    r: float
    hole: float

    @property
    def has_initials(self) -> bool:
        return self.r >= SMALLEST_WITH_INITIALS


def draw(count: int) -> Ring:
    """A ring for so many people, in one, two or three lanes."""
    count = min(max(count, 2), MOST)
    lanes = next(lanes for most, lanes in _LANES if count <= most)
    around = -(-count // lanes)
    around += around % 2
    step = 2 * math.pi / around
    inner = OUTER - _LANE_GAP * (lanes - 1)
    roomiest = _LARGEST if lanes == 1 else 0.45 * _LANE_GAP
    radius = round(min(roomiest, 0.77 * math.pi * inner / around), 1)
    spots = tuple(
        _spot(side * (turn + 0.5) * step, OUTER - _LANE_GAP * lane)
        for turn in range(around // 2)
        for lane in range(lanes)
        for side in (1, -1)
    )
    return Ring(spots[: count + count % 2], radius, round((inner - radius - _AIR) / math.sqrt(2), 1))


def _spot(angle: float, distance: float) -> Spot:
    return Spot(round(CENTRE + distance * math.sin(angle), 1), round(CENTRE - distance * math.cos(angle), 1))
