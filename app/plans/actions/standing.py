"""How an action stands today: a shape, a word and how many days, from its status and how late it is. No clock here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

SOON = 3
"""An action is due soon so many days before."""


class Shape(StrEnum):
    """What is drawn beside the word; no status is told by colour alone."""

    DONE = "ok"
    UNDER_WAY = "half"
    BLOCKED = "stop"
    LATE = "warn"
    WAITING = "wait"


class Unshown(StrEnum):
    """What is missing of evidence: what was to be shown, or anything, where nothing says how one would see it."""

    NOT_SHOWN = "not_shown"
    NOT_SAID = "not_said"


class SealedBefore(NamedTuple):
    """The first sign-off, reopened since, at which something that is done was not; `unshown`: it was, and not shown."""

    on: date
    unshown: bool = False


class DoneLate(NamedTuple):
    """How many days of its plan late something was done, when, and the day that these are counted from, where known.

    `moved`: that is another day than the one it has.
    """

    days: int
    done_on: date | None
    due_on: date | None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """How an action stands. `days` is positive when late and negative or 0 when soon due; None: neither.

    `tone` names the colour: `ok`, `warn`, `off`, `go` or `wait`. `unshown`: it is done, and nothing shows
    that; `late_done` is how late it was done. `moved_late`: it was late when it was moved. `postponed_to`
    is when something critical was done, where that was later than first promised and not late. `undone`: its plan was
    signed off without it; `sealed_before`: it is done, and was not, or not shown, at a sign-off that was reopened.
    `counted_from` is the day from which that is counted, where it has another: the one it missed before somebody moved
    it, or the one without what the sponsor did not agree to.
    """

    shape: Shape
    tone: str
    days: int | None = None
    unshown: Unshown | None = None
    late_done: DoneLate | None = None
    moved_late: bool = False
    postponed_to: date | None = None
    undone: bool = False
    sealed_before: SealedBefore | None = None
    counted_from: date | None = None

    @property
    def late(self) -> bool:
        return self.days is not None and self.days > 0

    @property
    def done_late(self) -> int:
        """How many days late it was done; 0 where it was not."""
        return self.late_done.days if self.late_done else 0


def standing(status: str, days: int | None) -> Standing:
    """How an action of `status` stands that is so many days late, or due in so many where that is negative."""
    if days is not None and days < -SOON:
        days = None
    if status == "done":
        return Standing(Shape.DONE, "ok")
    if status == "blocked":
        return Standing(Shape.BLOCKED, "off", days)
    if days is not None:
        return Standing(Shape.LATE, "off" if days > 0 else "warn", days)
    if status == "doing":
        return Standing(Shape.UNDER_WAY, "go")
    return Standing(Shape.WAITING, "wait")


def mark_of(standings: list[Standing]) -> str:
    """The mark on the ruler for what is due on one day: late things first, done only when all are."""
    if any(each.late for each in standings):
        return "risk"
    return "done" if all(each.shape == Shape.DONE for each in standings) else "plan"
