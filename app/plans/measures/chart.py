"""The curve of a measure as SVG: what is expected, what was read, and the gap between them. No text, no colours.

Across, a day is its percentage of the width, so that a chart keeps its type size at any
width; down, lengths are in CSS pixels. For readers from right to left the positions are
mirrored here, not in the browser, so that text stays upright.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import ceil, floor, log10
from unicodedata import east_asian_width

from app.plans.days import KEY_DAYS, LENGTH
from app.plans.measures.curve import Curve, Earlier, Promise, Step
from app.plans.status.rules import UNREAD_ALL

HEIGHT = 218
TOP = 22
"""Room above the highest line, for a word."""

WORD = 18
"""From one word to the next below it, so that they do not touch."""

HIGHEST, LOWEST = 12, TOP + HEIGHT - 6
"""Where words lie at most: within the picture, and above the days."""

BESIDE_THE_TARGET = 45
"""From this day on words on a phone reach as far as the word at the target."""

BESIDE_THE_FIRST = 30
"""The same, as far as the longer words at the target that was promised first."""

NARROWEST = 250
"""CSS pixels across which a chart has at least, on a phone of 320, with the numbers beside it of one letter."""

_LETTER, _WIDE_LETTER = 8, 14
"""How wide a letter is at most, and one of a script with square letters."""

_AWAY = 10
"""From a dot to the words beside it."""

_LIES_ON = 12
"""Words whose middle is nearer to a dot lie on it."""

_MIDDLE = 5
"""From the foot of words to their middle."""

_ABOVE, _BELOW, _OVER_THE_TARGET = 12, 22, 8
_NEAR = 12
_NUMBER = 9
_LINES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A course to draw: from where to where, by which curve, and what was read on which days, in order.

    `begins` is the day at whose end the curve does.
    `earlier` is what was promised instead on days before one of them, in order. `late` are the places in `read` of
    numbers that were told on a later day.
    """

    baseline: float
    target: float
    curve: str
    steps: Sequence[Step] = ()
    read: Sequence[tuple[int, float]] = ()
    day: int | None = None
    earlier: Sequence[Earlier] = ()
    late: Collection[int] = ()
    begins: int = 0

    @property
    def began(self) -> float:
        """Return the number it began with, as it was promised first."""
        return self.earlier[0].promise.baseline if self.earlier else self.baseline

    def asked(self, day: int) -> float:
        """Return the number that is expected by the end of a day, as it was promised on it."""
        then = next((each for each in self.earlier if day < each.until), None)
        return (then or self.last).asked(day)

    @property
    def last(self) -> Earlier:
        """Return what is promised now, to the end."""
        return Earlier(LENGTH + 1, Promise(self.baseline, self.target, self.curve, self.steps, self.begins))

    @property
    def points(self) -> list[tuple[int, float]]:
        """Return what was read, and where it began unless a number was told of an earlier day."""
        if self.begins and any(day <= self.begins for day, _value in self.read):
            return list(self.read)
        return [(self.begins, self.began), *self.read]

    @property
    def first(self) -> Earlier | None:
        """What was promised first, where that was from or to elsewhere or by another curve.

        It counts no longer from its `until`.
        """
        first = self.earlier[0] if self.earlier else None
        return None if first is None or _way(first.promise) == _way(self.last.promise) else first


def _way(promise: Promise) -> tuple[object, ...]:
    """Return from where to where a promise goes, and by which curve; steps count only for a curve in steps."""
    steps = [tuple(map(float, step)) for step in promise.steps] if promise.curve == Curve.STEPPED else []
    return promise.baseline, promise.target, promise.curve, steps


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the chart: `x` as a percentage, `y` in pixels, and where text there begins.

    `late`: its number was told on a later day.
    """

    x: str
    y: float
    value: float
    day: int
    anchor: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """Where words begin or end: at `x`, `away` pixels further on, with the end of them that `anchor` names."""

    x: str
    anchor: str
    away: int


@dataclass(frozen=True, slots=True)
class Words:
    """How low words stand: at what is asked today, at what was read last, at the target and at the one before it."""

    asked: int
    last: int
    target: int
    first: int


@dataclass(frozen=True, slots=True)
class Chart:
    """What a template draws. Paths live in a view box of `0 0 100 HEIGHT`.

    `actual` is the line of what was read, `unread` the parts of it that lead through so many days without a number that
    they show no course.
    `first` is the rest of what was promised first, only where that was from or to elsewhere; `first_end` where it was
    to end, if that is another target, else `first_asked` the number it asks for today, once it counts no longer.
    """

    expected: str
    first: str
    actual: str
    unread: str
    gap: str
    lines: tuple[Spot, ...]
    days: tuple[Spot, ...]
    points: tuple[Spot, ...]
    today: Spot | None
    asked: Spot | None
    end: Spot
    first_end: Spot | None
    first_asked: float | None
    words: Words
    widest: int
    mirrored: bool
    height: int = TOP + HEIGHT

    def off_the_last(self, y: int) -> int:
        """Return how far words that end at day 100 move back so that they do not lie on the last dot."""
        last = self.points[-1] if self.points else None
        if last is None or last.day <= LENGTH - _NEAR / 2 or abs(y - _MIDDLE - last.y) >= _LIES_ON:
            return 0
        return _AWAY if self.mirrored else -_AWAY

    def beside(self, spot: Spot, words: str, wanted: str) -> Side:
        """Return where the words of a spot lie, after it (`start`) or before (`end`), within the narrowest chart too.

        That is where they are wanted, or on the other side, or from the edge that is further away.
        """
        across = NARROWEST - (self.widest - 1) * _NUMBER
        before = across * spot.day / LENGTH
        room = {"start": across - before, "end": before}
        needed = _AWAY + sum(_WIDE_LETTER if east_asian_width(each) in "WF" else _LETTER for each in words)
        other = "end" if wanted == "start" else "start"
        anchor = wanted if room[wanted] >= needed else other
        if room[anchor] >= needed:
            return Side(spot.x, anchor, _AWAY if (anchor == "start") != self.mirrored else -_AWAY)
        at_the_end = before > across / 2
        return Side("100%" if at_the_end != self.mirrored else "0%", "end" if at_the_end else "start", 0)


def draw(course: Course, *, mirrored: bool) -> Chart:
    """The chart of a course."""
    expected = _expected(course, LENGTH)
    values = [value for _day, value in (*expected, *course.read)]
    values += [course.began, course.target, *([course.first.promise.target] if course.first else [])]
    scale = round_numbers(min(*values), max(*values))
    place = _Place(scale[0], scale[-1], mirrored)
    day = course.day
    shown = None if day is None else max(0, min(LENGTH, day))
    read = [(on, value) for on, value in course.points if 0 <= on <= LENGTH]
    asked = None if shown is None or shown < 1 else place.spot(shown, course.asked(shown))
    points = tuple(
        replace(place.spot(on, value), late=at in course.late)
        for at, (on, value) in enumerate(course.read)
        if 0 <= on <= LENGTH
    )
    counted, unread = parted(_until(read, shown) if course.read else [])
    end = place.spot(LENGTH, course.target)
    first = course.first
    first_end = place.spot(LENGTH, first.promise.target) if first and first.promise.target != course.target else None
    return Chart(
        expected=_path(place, expected),
        first=_path(place, _rest_of_first(course)),
        actual=_paths(place, counted),
        unread=_paths(place, unread),
        gap=_gap(place, course, read, shown),
        lines=tuple(place.spot(0, value) for value in scale),
        days=tuple(place.spot(on, scale[0]) for on in (1, *KEY_DAYS)),
        points=points,
        today=None if shown is None or shown < 1 else place.spot(shown, scale[0]),
        asked=asked,
        end=end,
        first_end=first_end,
        first_asked=first.asked(shown) if first and not first_end and shown and shown >= first.until else None,
        words=_words(asked, points[-1] if points else None, end, first_end),
        widest=max(len(f"{value:g}") for value in scale),
        mirrored=mirrored,
    )


def spark(course: Course) -> tuple[str, str, str]:
    """The same very small, in a view box of `0 0 76 18`, which the page mirrors: what is expected, and what was read.

    The last one are the parts of that through too many days without a number.
    """
    until = LENGTH if course.day is None else max(0, min(LENGTH, course.day))
    expected = _expected(course, until)
    values = [course.began, course.target, *(value for _day, value in (*expected, *course.read))]
    low, high = min(*values), max(*values)
    span = (high - low) or 1

    def line(points: Sequence[tuple[int, float]]) -> str:
        return _joined([(on * 0.76, 18 * (1 - (value - low) / span)) for on, value in points])

    counted, unread = parted(_until(course.points, until))
    return line(expected), "".join(map(line, counted)), "".join(map(line, unread))


Points = Sequence[tuple[int, float]]


def parted(points: Points) -> tuple[Sequence[Points], Sequence[Points]]:
    """Return the parts of a line between days on which somebody counted, and those through too many days without."""
    counted: list[list[tuple[int, float]]] = []
    unread: list[list[tuple[int, float]]] = []
    for before, after in pairwise(points):
        if after[0] - before[0] >= UNREAD_ALL:
            unread.append([before, after])
        elif counted and counted[-1][-1] is before:
            counted[-1].append(after)
        else:
            counted.append([before, after])
    return counted, unread


def apart(wanted: Sequence[int], taken: Collection[int]) -> tuple[int, ...]:
    """Return how low words stand, from above to below: where they are wanted, or as near as they touch none.

    `taken` is how low other words stand, which stay.
    """
    known = [*wanted, HIGHEST, LOWEST, *taken]
    near = {y + WORD * steps for y in known for steps in range(-len(wanted), len(wanted) + 1)}
    places = [y for y in near if HIGHEST <= y <= LOWEST and all(abs(y - other) >= WORD for other in taken)]
    fitting = (
        heights
        for heights in product(places, repeat=len(wanted))
        if all(lower - upper >= WORD for upper, lower in pairwise(heights))
    )
    return min(fitting, key=lambda heights: sum(abs(y - to) for y, to in zip(heights, wanted, strict=True)))


def round_numbers(low: float, high: float) -> list[float]:
    """Round numbers from below `low` to above `high`, in equal steps; from 0 where nothing is below it."""
    low = min(low, 0) if low >= 0 or low > -high else low
    if low == high:
        high = low + 1
    rough = (high - low) / _LINES
    magnitude = 10 ** floor(log10(rough))
    step = next(factor * magnitude for factor in (1, 2, 2.5, 5, 10) if factor * magnitude >= rough * 0.999)
    first, last = floor(low / step), ceil(high / step - 1e-9)
    return [round(step * number, 10) for number in range(first, last + 1)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a day and a value lie."""

    low: float
    high: float
    mirrored: bool

    def x(self, day: float) -> float:
        return LENGTH - day if self.mirrored else day

    def y(self, value: float) -> float:
        return round(TOP + HEIGHT * (1 - (value - self.low) / (self.high - self.low)), 1)

    def spot(self, day: int, value: float) -> Spot:
        # `start` and `end` follow the direction of the text, so mirroring needs no other anchor.
        anchor = "start" if day < _NEAR else "end" if day > LENGTH - _NEAR else "middle"
        return Spot(f"{self.x(day):g}%", self.y(value), value, day, anchor)


def _words(asked: Spot | None, last: Spot | None, end: Spot, first_end: Spot | None) -> Words:
    """The upper of two spots has its word above it, the lower one below."""
    there = sorted(filter(None, (asked, last)), key=lambda spot: (spot.y, spot is last))
    wanted = [round(spot.y) + _BELOW for spot in there]
    if len(there) > 1:
        wanted[0] -= _ABOVE + _BELOW
    target = round(end.y) - _OVER_THE_TARGET
    (first,) = apart([round(first_end.y) - _OVER_THE_TARGET], [target]) if first_end else (target,)
    reach = BESIDE_THE_FIRST if first_end else BESIDE_THE_TARGET
    beside = any(spot.day >= reach for spot in there)
    heights = dict(zip(map(id, there), apart(wanted, {target, first} if beside else ()), strict=True))
    return Words(heights.get(id(asked), 0), heights.get(id(last), 0), target, first)


def _expected(course: Course, until: int) -> list[tuple[int, float]]:
    """Return the corners of what is expected, with a turn where something else was promised from that day on."""
    corners: list[tuple[int, float]] = []
    begins = course.begins
    for each in (*course.earlier, course.last):
        ends = min(until, each.until)
        if ends > begins or (not corners and each.until > until):
            corners += _corners(each, begins, ends)
            begins = ends
    return corners


def _rest_of_first(course: Course) -> list[tuple[int, float]]:
    """What was promised first, from the day it counted no longer to the end."""
    first = course.first
    if first is None or first.until >= LENGTH:
        return []
    return _corners(replace(first, until=LENGTH + 1), max(0, first.until), LENGTH)


def _corners(promised: Earlier, begins: int, ends: int) -> list[tuple[int, float]]:
    """Return the corners of one promise from a day to another; a curve in steps turns twice at each."""
    promise, further = promised.promise, promised.further
    if promise.curve == Curve.LATE:
        return [(day, promised.asked(day)) for day in (*range(begins, ends, 5), ends)]
    if promise.curve != Curve.STEPPED:
        turns = [day for day in (promise.begins - further, LENGTH - further) if begins < day < ends]
        return [(day, promised.asked(day)) for day in (begins, *turns, ends)]
    corners = [(begins, promised.asked(begins))]
    last = ends - 1 if ends == promised.until else ends
    for on in [int(step[0]) - further for step in promise.steps if begins < step[0] - further <= last]:
        corners += [(on, corners[-1][1]), (on, promised.asked(on))]
    corners.append((ends, corners[-1][1]))
    # Where all steps lie before a curve that begins later, all is asked on the last day.
    rest = [(ends, promised.asked(ends))] if ends == LENGTH and promised.asked(ends) != corners[-1][1] else []
    return corners + rest


def _until(read: Sequence[tuple[int, float]], day: int | None) -> list[tuple[int, float]]:
    """What was read up to today."""
    return [(on, value) for on, value in read if day is None or on <= day]


def _gap(place: _Place, course: Course, read: Sequence[tuple[int, float]], day: int | None) -> str:
    """What lies between the two lines from where the curve begins up to the last reading."""
    known = _since(_until(read, day), course.begins)
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    there = _expected(course, known[-1][0])
    return _path(place, [*known, *reversed(there)]) + "Z"


def _since(points: Sequence[tuple[int, float]], day: int) -> list[tuple[int, float]]:
    """Return the points of a line from a day on, with the one where it crosses that day."""
    since = [(on, value) for on, value in points if on >= day]
    before = [(on, value) for on, value in points if on < day]
    if not before or not since or since[0][0] == day:
        return since
    (first, low), (last, high) = before[-1], since[0]
    return [(day, low + (high - low) * (day - first) / (last - first)), *since]


def _path(place: _Place, points: Sequence[tuple[int, float]]) -> str:
    return _joined([(place.x(day), place.y(value)) for day, value in points])


def _paths(place: _Place, parts: Iterable[Points]) -> str:
    return "".join(_path(place, part) for part in parts)


def _joined(points: Sequence[tuple[float, float]]) -> str:
    return "".join(f"{'L' if at else 'M'}{x:.1f} {y:.1f}" for at, (x, y) in enumerate(points))
