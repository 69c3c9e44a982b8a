"""The ruler of a plan: a hundred ticks as SVG paths and percentages, so that it keeps its type size at any width.

For readers from right to left the positions are mirrored here, not in the browser, so that text stays upright.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from app.plans.days import KEY_DAYS, LENGTH

_NEAR_THE_EDGE = 12
"""So many days from either end a word above the ruler no longer fits around its tick."""

_APART, _BEFORE_THE_END = 8, 12
"""So many days two numbers under the ruler need between them on a phone; the last one ends at its tick."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on the ruler. `x` is a percentage of its width; `anchor` is where text at `x` begins."""

    day: int
    x: str
    anchor: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Ruler:
    """What a template draws. `ahead` and `past` are path data in a view box of `0.5 0 100 10`."""

    ahead: str
    past: str
    today: Mark | None
    keys: tuple[Mark, ...]
    marks: tuple[Mark, ...]


def draw(day: int | None, *, marks: Iterable[tuple[int, str]] = (), named: Iterable[int] = (), mirrored: bool) -> Ruler:
    """A ruler on which `day` is today.

    `marks` are days with the kind of thing that is due on them; those outside the plan
    are left out. `named` are days whose numbers stand there too, where two do not touch.
    """
    done = 0 if day is None else max(0, min(LENGTH, day))
    return Ruler(
        ahead=_ticks(done + 1, LENGTH, mirrored),
        past=_ticks(1, done, mirrored),
        today=_mark(day, mirrored, room=_NEAR_THE_EDGE) if day is not None and 1 <= day <= LENGTH else None,
        keys=tuple(_mark(key, mirrored) for key in _keys(named)),
        marks=tuple(_mark(due, mirrored, kind=kind) for due, kind in marks if 1 <= due <= LENGTH),
    )


def _keys(named: Iterable[int]) -> list[int]:
    keys = list(KEY_DAYS)
    for day in named:
        if 1 <= day <= LENGTH - _BEFORE_THE_END and all(abs(day - key) >= _APART for key in keys):
            keys.append(day)
    return sorted(keys)


def _ticks(first: int, last: int, mirrored: bool) -> str:  # noqa: FBT001 - three more words read worse
    return "".join(f"M{LENGTH + 1 - day if mirrored else day} 0V10" for day in range(first, last + 1))


def _mark(day: int, mirrored: bool, *, kind: str = "", room: int = 1) -> Mark:  # noqa: FBT001 - likewise
    """`start` and `end` follow the direction of the text, so a mirrored ruler needs no other anchor."""
    x = (LENGTH - day if mirrored else day - 1) + 0.5
    anchor = "start" if day < room else "end" if day > LENGTH - room else "middle"
    return Mark(day, f"{x}%", anchor, kind)
