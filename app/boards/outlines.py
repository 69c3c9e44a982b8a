"""Lines and strokes as paths, in board units. Pure.

The twin of `static/boards/canvas/strokes.js` and `brush.js`: what is printed is drawn as on the plane.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.boards.engine.state import Element

PEN = 4
"""How wide a pen draws that says nothing of it."""

LONG, WIDE = 18, 7
"""How far an arrow's head reaches along its line and to each side, beside a line 3 wide."""

THINNEST, WIDEST = 0.3, 1.7
"""How wide a stroke is beside its pen, without any pressure and with all of it."""

STEADY, CORNER, PRESSED = 0.6, 0.5, 255
"""How much a dot keeps of the pressure before it; the cosine of a turn that is a corner; all of the pressure."""

Point = tuple[float, float]
Corners = tuple[int, int, int, int]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class _Dot:
    """A dot of a stroke, and how far the line reaches to both sides of it."""

    at: Point
    reach: float


def stroke_path(ink: Element) -> str:
    """A stroke as it was drawn: each point says how far it is from the one before. One of one point is a dot."""
    steps = _steps(ink)
    first = steps[0] if steps else (0, 0, 0)
    others = [f"{step[0]} {step[1]}" for step in steps[1:]] or ["0 0"]
    return f"M{ink.x} {ink.y}m{first[0]} {first[1]}l{'l'.join(others)}"


def brush_path(ink: Element) -> str:
    """The line around a stroke drawn with pressure; where the hand turned at once it ends, and another begins."""
    return "".join(map(_outline, _pieces(_widths(ink))))


def stroke_corners(ink: Element) -> Corners:
    """Around a stroke, with the width of its pen."""
    pen = ink.pen or PEN
    places = _places(ink) or [(ink.x, ink.y)]
    xs, ys = [x for x, _y in places], [y for _x, y in places]
    return min(xs) - pen, min(ys) - pen, max(xs) + pen, max(ys) + pen


def on_edge(box: Corners, towards: Point) -> Point:
    """Where a line from elsewhere meets a box, if it aims at its middle; that middle where it comes from within."""
    left, top, right, bottom = box
    x, y = middle(box)
    if left == right and top == bottom:
        return x, y
    dx, dy = towards[0] - x, towards[1] - y
    far = max(abs(dx) / max(1, (right - left) / 2), abs(dy) / max(1, (bottom - top) / 2))
    return (x, y) if far <= 1 else (x + dx / far, y + dy / far)


def middle(box: Corners) -> Point:
    """The middle of a box."""
    left, top, right, bottom = box
    return (left + right) / 2, (top + bottom) / 2


def line_path(start: Point, end: Point, arrow: str | None) -> str:
    """A line with the heads it has."""
    heads = [head_path(start, end)] if arrow in {"end", "both"} else []
    heads += [head_path(end, start)] if arrow in {"start", "both"} else []
    return f"M{_said(start)}L{_said(end)}" + "".join(heads)


def head_path(start: Point, end: Point) -> str:
    """The head of an arrow at `end`, coming from `start`."""
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    foot = end[0] - ux * LONG, end[1] - uy * LONG
    one, other = ((foot[0] - uy * WIDE * way, foot[1] + ux * WIDE * way) for way in (1, -1))
    return f"M{_said(one)}L{_said(end)}L{_said(other)}"


def _steps(ink: Element) -> list[tuple[int, ...]]:
    size, pts = 3 if ink.pressure else 2, ink.pts or ()
    return [pts[at : at + size] for at in range(0, len(pts) - size + 1, size)]


def _places(ink: Element) -> list[tuple[int, int]]:
    x, y = ink.x, ink.y
    found = []
    for step in _steps(ink):
        x, y = x + step[0], y + step[1]
        found.append((x, y))
    return found


def _widths(ink: Element) -> list[_Dot]:
    """Each dot with how far it reaches; what lies on the one before is not another."""
    steps, found = _steps(ink), list[_Dot]()
    pressure = steps[0][2] / PRESSED if steps else 0
    for place, step in zip(_places(ink), steps, strict=True):
        pressure = STEADY * pressure + (1 - STEADY) * step[2] / PRESSED
        if not found or found[-1].at != place:
            reach = (ink.pen or PEN) / 2 * (THINNEST + (WIDEST - THINNEST) * pressure)
            found.append(_Dot(place, reach))
    return found


def _pieces(dots: Sequence[_Dot]) -> list[list[_Dot]]:
    """Cut at each corner, which belongs to both sides."""
    found = [list(dots[:1])]
    for index, dot in enumerate(dots[1:], 1):
        found[-1].append(dot)
        if index + 1 < len(dots):
            come, go = _way(dots[index - 1].at, dot.at), _way(dot.at, dots[index + 1].at)
            if come[0] * go[0] + come[1] * go[1] < CORNER:
                found.append([dot])
    return found


def _outline(dots: Sequence[_Dot]) -> str:
    """Along one side, around the end, and back along the other."""
    if not dots[1:]:
        return "".join(map(_circle, dots))
    there = [_beside(dots, index, dot.reach) for index, dot in enumerate(dots)]
    back = [_beside(dots, index, -dot.reach) for index, dot in enumerate(dots)][::-1]
    end, start = _number(dots[-1].reach), _number(dots[0].reach)
    around = f"A{end} {end} 0 0 1 {_said(back[0])}{_curve(back)}A{start} {start} 0 0 1 {_said(there[0])}Z"
    return f"M{_said(there[0])}{_curve(there)}{around}"


def _beside(dots: Sequence[_Dot], index: int, far: float) -> Point:
    x, y = dots[index].at
    ahead = _way(dots[max(0, index - 1)].at, dots[min(index + 1, len(dots) - 1)].at)
    return x + ahead[1] * far, y - ahead[0] * far


def _curve(points: Sequence[Point]) -> str:
    """Along these from the first to the last, bent at each."""
    if not points[2:]:
        return f"L{_said(points[-1])}"
    bends = [((one[0] + other[0]) / 2, (one[1] + other[1]) / 2) for one, other in pairwise(points[1:])]
    bends[-1] = points[-1]
    return "".join(f"Q{_said(at)} {_said(to)}" for at, to in zip(points[1:-1], bends, strict=True))


def _circle(dot: _Dot) -> str:
    (x, y), wide = dot.at, _number(dot.reach)
    across = _number(2 * dot.reach)
    return f"M{_said((x - dot.reach, y))}a{wide} {wide} 0 1 1 {across} 0a{wide} {wide} 0 1 1 -{across} 0Z"


def _way(start: Point, end: Point) -> Point:
    """Which way one is from another, one unit far."""
    far = math.hypot(end[0] - start[0], end[1] - start[1])
    return ((end[0] - start[0]) / far, (end[1] - start[1]) / far) if far else (0.0, 0.0)


def _said(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


def _number(value: float) -> str:
    """As JavaScript writes it: to a tenth, halves upwards."""
    tenths = math.floor(value * 10 + 0.5)
    return str(tenths // 10) if tenths % 10 == 0 else str(tenths / 10)
