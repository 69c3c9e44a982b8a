"""Bars over the hundred days, as an SVG draws them: across in per cent, down in CSS pixels. No text, no colours.

Across, a day is a hundredth of the width, so that a timeline keeps its type size at any
width. For readers from right to left the places are mirrored here, not in the browser, so
that text stays upright.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.plans.days import KEY_DAYS, LENGTH

TOP = 44
"""Room above the first row, for the days."""

ROW = 54
"""A row: words above, a bar below, as high as a finger needs."""

MIDDLE = 36
"""Where the middle of a bar lies in its row."""

_ROOM = 6
"""So many days a shape beside a bar needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What lies on a row: from day `first` to day `due`, one day alone where nobody said when it begins.

    What is done is `due` on the day it was done. `promised` is the day it was due at first. `needs` are keys of
    what comes before it.
    """

    key: str
    due: int
    first: int | None = None
    promised: int | None = None
    needs: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, all numbers in per cent of the width but `y`, its middle. `tip` is where its later end lies."""

    key: str
    x: int
    width: int
    y: int
    tip: int
    outside: bool
    ghost: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Wait:
    """A thin line from the end of one bar to the beginning of one that waits for it.

    `early`: it begins before the other one ends.
    """

    x: int
    y: int
    to_x: int
    to_y: int
    early: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A day marked from top to bottom."""

    day: int
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a template draws."""

    bars: Mapping[str, Bar]
    waits: tuple[Wait, ...]
    keys: tuple[Line, ...]
    today: Line | None
    height: int


def draw(spans: Sequence[Span], day: int | None, *, mirrored: bool) -> Drawing:
    """The bars of `spans`, one below the other, on a plan whose day today is `day`."""
    bars = {span.key: _bar(span, at, mirrored) for at, span in enumerate(spans)}
    return Drawing(
        bars=bars,
        waits=tuple(_waits(spans, bars)),
        keys=tuple(_line(key, mirrored) for key in KEY_DAYS),
        today=_line(day, mirrored) if day is not None and 1 <= day <= LENGTH else None,
        height=TOP + ROW * len(spans),
    )


def _bar(span: Span, at: int, mirrored: bool) -> Bar:  # noqa: FBT001 - a third word reads worse
    first, due = _within(span.first or span.due), _within(span.due)
    x, width = _stretch(min(first, due), due, mirrored)
    ghost = None
    if span.promised is not None and span.promised != span.due:
        promised = _within(span.promised)
        ghost = _stretch(min(first, promised), promised, mirrored)
    return Bar(span.key, x, width, TOP + ROW * at + MIDDLE, x if mirrored else x + width, due > LENGTH - _ROOM, ghost)


def _waits(spans: Sequence[Span], bars: Mapping[str, Bar]) -> Iterator[Wait]:
    of = {span.key: span for span in spans}
    for span in spans:
        for needed in (of[key] for key in span.needs if key in of):
            before, after = bars[needed.key], bars[span.key]
            begins = after.x + after.width if before.tip == before.x else after.x
            yield Wait(before.tip, before.y, begins, after.y, (span.first or span.due) <= needed.due)


def _within(day: int) -> int:
    return max(1, min(LENGTH, day))


def _stretch(first: int, last: int, mirrored: bool) -> tuple[int, int]:  # noqa: FBT001 - likewise
    return (LENGTH - last if mirrored else first - 1), last - first + 1


def _line(day: int, mirrored: bool) -> Line:  # noqa: FBT001 - likewise
    """`start` and `end` follow the direction of the text, so mirroring needs no other anchor."""
    anchor = "start" if day <= _ROOM else "end" if day > LENGTH - _ROOM else "middle"
    return Line(day, (LENGTH - day if mirrored else day - 1) + 0.5, anchor)
