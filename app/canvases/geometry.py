"""Where zones lie, in whole board units: 4800 wide, 2700 high, origin top left, never mirrored."""

from dataclasses import dataclass
from itertools import combinations, pairwise

from app.canvases.canvas import Zone

WIDTH, HEIGHT = 4800, 2700


@dataclass(frozen=True, slots=True)
class Box:
    """`left` and `top` belong to the box, `right` and `bottom` no longer do."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        return self.width * self.height

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def box(zone: Zone, *, width: int = WIDTH, height: int = HEIGHT) -> Box:
    """The zone on a plane of this size. Edges are rounded, not sizes, so that neighbours still touch."""
    right, bottom = zone.x + zone.w, zone.y + zone.h
    return Box(round(zone.x * width), round(zone.y * height), round(right * width), round(bottom * height))


def rings(zones: tuple[Zone, ...]) -> tuple[Zone, ...]:
    """The rings among these zones, from the outermost in."""
    return tuple(sorted((zone for zone in zones if zone.is_ring), key=lambda zone: zone.z))


def overlaps(zones: tuple[Zone, ...]) -> list[tuple[Zone, Zone]]:
    """Pairs of zones of which neither may lie on the other; inner rings lie on purpose."""
    return [(one, other) for one, other in combinations(_ground(zones), 2) if box(one).meets(box(other))]


def is_covered(zones: tuple[Zone, ...]) -> bool:
    """True when zones that do not overlap leave no part of the board without one."""
    board = Box(0, 0, WIDTH, HEIGHT)
    boxes = [box(zone) for zone in _ground(zones)]
    return all(board.holds(each) for each in boxes) and sum(each.area for each in boxes) == board.area


def are_nested(zones: tuple[Zone, ...]) -> bool:
    """True when each ring lies wholly within the one before."""
    return all(
        outer.z < inner.z and box(outer).holds(box(inner)) and box(outer) != box(inner)
        for outer, inner in pairwise(rings(zones))
    )


def _ground(zones: tuple[Zone, ...]) -> list[Zone]:
    outermost = rings(zones)[:1]
    return [zone for zone in zones if not zone.is_ring or zone in outermost]
