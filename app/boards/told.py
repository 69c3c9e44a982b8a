"""What everybody may know of the people on a board, and how it is told: all of it, or what is new. Values, no I/O."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

RATES = ((50, 10), (150, 5))
LEAST_RATE = 4
"""Frames a second for boards with up to so many people, and for larger ones."""

Point = tuple[int, int]


class Open(NamedTuple):
    """What may be known of elements: which are `public`, and which of those somebody wrote `unnamed`."""

    named: bool
    public: AbstractSet[str]
    unnamed: AbstractSet[str]

    @property
    def ties(self) -> AbstractSet[str]:
        """What may be told together with whoever writes on it or chose it."""
        return self.public - self.unnamed if self.named else frozenset()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the workshop allows at this moment: `private` while people write alone, `named` where names are shown."""

    private: bool
    named: bool


@dataclass(frozen=True, slots=True)
class View:
    """What everybody may know, by number. `writing` and `chosen` pair a note with a number, or with none."""

    people: int = 0
    who: dict[int, tuple[str, str]] = field(default_factory=dict)
    cursors: dict[int, Point] = field(default_factory=dict)
    writing: tuple[tuple[str, int | None], ...] = ()
    chosen: frozenset[tuple[str, int | None]] = frozenset()


def rate(people: int) -> int:
    """How many frames a second a board with so many people hears, and how often each page may speak."""
    return next((hertz for most, hertz in RATES if people <= most), LEAST_RATE)


def whole(view: View) -> dict[str, object]:
    """Everything, for a page that knows nothing yet or may have missed something."""
    return {
        "all": True,
        "n": view.people,
        "hz": rate(view.people),
        "who": [[number, *who] for number, who in view.who.items()],
        "at": [[number, *at] for number, at in view.cursors.items()],
        "w": _as_lists(view.writing),
        "s": _as_lists(sorted(view.chosen, key=str)),
    }


def news(before: View, now: View) -> dict[str, object]:
    """What is other than it was, and nothing where nothing is."""
    left = [[number] for number in before.cursors.keys() - now.cursors.keys() if number in now.who or not now.who]
    moved = [[number, *at] for number, at in now.cursors.items() if before.cursors.get(number) != at]
    told: dict[str, object] = {
        "who": [[number, *who] for number, who in now.who.items() if before.who.get(number) != who],
        "gone": sorted(before.who.keys() - now.who.keys()),
        "at": moved + left,
        "s": _as_lists(sorted(now.chosen - before.chosen, key=str)),
        "u": _as_lists(sorted(before.chosen - now.chosen, key=str)),
    }
    told = {name: value for name, value in told.items() if value}
    if before.people != now.people:
        told |= {"n": now.people, "hz": rate(now.people)}
    if before.writing != now.writing:
        told["w"] = _as_lists(now.writing)
    return told


def _as_lists(pairs: Iterable[tuple[str, int | None]]) -> list[list[object]]:
    return [[element] if number is None else [element, number] for element, number in pairs]
