"""What a plan that was signed off did not keep, for people outside: by name, or counted without names. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.plans.actions.standing import Unshown
from app.plans.endings.promises import DoneWithDoubt, Promises, Undone


@dataclass(frozen=True, slots=True)
class DoneCount:
    """How many things whose names are not shown were done with a doubt; one may have several.

    `late_critical` are those of the late ones that are critical or were; `later` are critical or were, and were done in
    time and later than first promised. `not_said`: nothing says how one would see it. `undone_before` were not done at
    an earlier sign-off, `unshown_before` not shown.
    """

    late: int
    late_critical: int
    later: int
    in_part: int
    unshown: int
    not_said: int
    reworded: int
    undone_before: int
    unshown_before: int


class UndoneCount(NamedTuple):
    """How many things whose names are not shown were not done, and how many of them are critical or were."""

    all: int
    critical: int


@dataclass(frozen=True, slots=True)
class Unkept:
    """What was not done by the sign-off: `named`, or how many `actions` and `milestones` whose names are not shown.

    `done_actions` and `done_milestones` count those without names that were done with a doubt.
    """

    named: tuple[Undone, ...]
    actions: UndoneCount
    milestones: UndoneCount
    done_actions: DoneCount
    done_milestones: DoneCount

    @property
    def undone(self) -> int:
        """Return how much was not done."""
        return len(self.named) + self.actions.all + self.milestones.all


def unkept_in(promises: Promises, shown: Collection[str]) -> Unkept:
    """Return what was not kept, by name where its kind is among those that are shown."""
    hidden = [each for each in promises.undone if each.kind not in shown]
    doubted = [each for each in promises.doubted if each.kind not in shown]
    return Unkept(
        named=tuple(each for each in promises.undone if each.kind in shown),
        actions=_undone(each for each in hidden if each.kind == "action"),
        milestones=_undone(each for each in hidden if each.kind == "milestone"),
        done_actions=_counted(each for each in doubted if each.kind == "action"),
        done_milestones=_counted(each for each in doubted if each.kind == "milestone"),
    )


def _undone(hidden: Iterable[Undone]) -> UndoneCount:
    found = [each.critical or each.was_critical for each in hidden]
    return UndoneCount(len(found), sum(found))


def _counted(done: Iterable[DoneWithDoubt]) -> DoneCount:
    found = list(done)
    late = [each for each in found if each.late]
    missing = [each.unshown for each in found]
    before = [each.sealed_before for each in found if each.sealed_before]
    return DoneCount(
        late=len(late),
        late_critical=sum(each.critical or each.was_critical for each in late),
        later=sum(each.done_after is not None and not each.late for each in found),
        in_part=sum(each.parts is not None for each in found),
        unshown=missing.count(Unshown.NOT_SHOWN),
        not_said=missing.count(Unshown.NOT_SAID),
        reworded=sum(any(each.first) for each in found),
        undone_before=sum(not each.unshown for each in before),
        unshown_before=sum(each.unshown for each in before),
    )
