"""Plans on one axis of dates: where each lies, its two reviews, and where a coach has several in one week.

Places are percentages of the axis; for readers from right to left they are mirrored here. No queries, no clock.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.alliance.portfolio.listing import Review, Row
from app.texts import folded


@dataclass(frozen=True, slots=True)
class Held:
    """A review of a plan."""

    row: Row
    review: Review


@dataclass(frozen=True, slots=True)
class Clash:
    """Several reviews that one coach has in the week that begins on a Monday."""

    coach: str
    week: date
    reviews: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A review on the axis; `clashes`: its coach has another in the same week."""

    review: Review
    x: str
    clashes: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A plan on the axis, from its day 1 to its last day."""

    row: Row
    x: str
    width: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """The first day of a month on the axis."""

    begins: date
    x: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """What a page draws. `today` is a place on the axis, or nothing where that lies outside."""

    months: tuple[Month, ...]
    today: str
    bars: tuple[Bar, ...]
    clashes: tuple[Clash, ...]
    without: int


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date
    mirrored: bool

    def share(self, on: date) -> float:
        share = (on - self.first).days / max(1, (self.last - self.first).days)
        return 1 - share if self.mirrored else share

    def x(self, on: date) -> str:
        return f"{100 * self.share(on):.2f}%"


def in_time(rows: Sequence[Row]) -> list[Row]:
    """The plans that have a day 1, the earliest first."""
    return sorted(
        (row for row in rows if row.day_one), key=lambda row: (row.day_one or date.max, folded(row.centre), row.plan_id)
    )


def lay_out(rows: Sequence[Row], today: date, *, shown: int, mirrored: bool) -> Timeline:
    """The first so many plans on an axis that has room for them; clashes are sought among all."""
    placed = in_time(rows)
    clashes = clashes_among(placed)
    clashing = {(held.row.plan_id, held.review.day) for clash in clashes for held in clash.reviews}
    drawn = placed[:shown]
    if not drawn:
        return Timeline((), "", (), clashes, len(rows) - len(placed))
    first = min(row.day_one for row in drawn if row.day_one).replace(day=1)
    axis = _Axis(first, _month_after(max(row.reviews[-1].on for row in drawn)), mirrored)
    return Timeline(
        months=_months(axis),
        today=axis.x(today) if axis.first <= today <= axis.last else "",
        bars=tuple(_bar(row, axis, clashing) for row in drawn),
        clashes=clashes,
        without=len(rows) - len(placed),
    )


def clashes_among(rows: Sequence[Row]) -> tuple[Clash, ...]:
    """Weeks in which a coach has several reviews that were not held yet, the earliest first."""
    found: defaultdict[tuple[date, str], list[Held]] = defaultdict(list)
    for row in rows:
        for review in row.reviews if row.coach else ():
            if not review.held:
                found[(_monday(review.on), folded(row.coach))].append(Held(row, review))
    return tuple(
        Clash(several[0].row.coach, week, tuple(sorted(several, key=lambda held: (held.review.on, held.row.centre))))
        for (week, _coach), several in sorted(found.items())
        if len(several) > 1
    )


def _bar(row: Row, axis: _Axis, clashing: set[tuple[str, int]]) -> Bar:
    ends = (axis.share(row.day_one or axis.first), axis.share(row.reviews[-1].on))
    signs = tuple(
        Sign(review, axis.x(review.on), clashes=(row.plan_id, review.day) in clashing) for review in row.reviews
    )
    return Bar(row, f"{100 * min(ends):.2f}%", f"{100 * abs(ends[1] - ends[0]):.2f}%", signs)


def _months(axis: _Axis) -> tuple[Month, ...]:
    months, begins = [], axis.first
    while begins < axis.last:
        months.append(Month(begins, axis.x(begins)))
        begins = _month_after(begins)
    return tuple(months)


def _month_after(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=32)).replace(day=1)


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
