"""How a plan stood at each of its sign-offs, also at those that were taken back. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from enum import Enum, auto
from typing import Any, NamedTuple

from app.plans.endings.sealed_items import is_unshown, promised_in
from app.plans.status.came import Unreached, unreached_in
from app.plans.status.rules import Reason, Status, Verdict, Why


class LastKnown(NamedTuple):
    """How a plan stood by the rules on the last day on which there was data, and for how many days there is none."""

    status: Status
    day: int
    days: int


class AtEnd(NamedTuple):
    """How a plan stood by the rules when it was signed off, on which day; and before, where there was no data then.

    `again`: it had been signed off before, which was taken back. `undone` is how many critical things it was signed off
    without, `unshown` how many were done with nothing that shows it, `unreached` how far it came where it did not reach
    its target. All are said of those alone that were taken back.
    """

    verdict: Verdict
    day: int
    last_known: LastKnown | None = None
    again: bool = False
    undone: int = 0
    unshown: int = 0
    unreached: Unreached | None = None

    @property
    def status(self) -> Status:
        return self.verdict.status


class Turn(Enum):
    """Which sign-off of a plan one is: the only one, the first of several, or a later one."""

    ONLY = auto()
    FIRST = auto()
    AGAIN = auto()


class SignedOff(NamedTuple):
    """How a plan stood at one of its sign-offs, which one that is, and how many critical things were not done or shown.

    `unreached` is how far it came where it did not reach its target. This is None, and `undone` and `unshown` are 0,
    for the sign-off that counts: that is said of the plan itself.
    """

    status: Status
    day: int
    turn: Turn
    undone: int = 0
    unshown: int = 0
    unreached: Unreached | None = None


def at_end_in(at_end: AtEnd | None) -> dict[str, Any] | None:
    """Return how a plan stood by the rules when it was signed off, as plain values."""
    if at_end is None:
        return None
    return {
        "status": at_end.status,
        "day": at_end.day,
        "reasons": [asdict(each) for each in at_end.verdict.reasons],
        "last_known": at_end.last_known._asdict() if at_end.last_known else None,
    }


def at_end_from(said: dict[str, Any] | None) -> AtEnd | None:
    """Return how a plan stood by what `at_end_in` returned; None where an earlier server kept nothing."""
    if not said:
        return None
    reasons = [{**each, "why": Why(each["why"]), "status": Status(each["status"])} for each in said["reasons"]]
    known = said["last_known"]
    return AtEnd(
        Verdict(Status(said["status"]), tuple(Reason(**each) for each in reasons)),
        said["day"],
        LastKnown(Status(known["status"]), known["day"], known["days"]) if known else None,
    )


def ended_before(seals: Iterable[str]) -> tuple[AtEnd, ...]:
    """Return how a plan stood at each sign-off that was taken back, the first one first, by what was sealed."""
    found = enumerate(map(_at_end_sealed, seals))
    return tuple(each._replace(again=number > 0) for number, each in found if each)


def sign_offs(at_end: AtEnd | None, before: Sequence[AtEnd]) -> tuple[SignedOff, ...]:
    """Return how a plan stood at each of its sign-offs, the first one first: each status of a day once.

    `before` is what `ended_before` returned, `at_end` how it stood at the sign-off that counts, if one does.
    """
    last = [at_end._replace(again=bool(before))] if at_end else []
    stood: dict[tuple[Status, int], AtEnd] = {}
    for each in (*before, *last):
        same = stood.setdefault((each.status, each.day), each)
        stood[each.status, each.day] = same._replace(
            undone=max(same.undone, each.undone),
            unshown=max(same.unshown, each.unshown),
            unreached=same.unreached or each.unreached,
        )
    once = Turn.ONLY if len(stood) == 1 else Turn.FIRST
    return tuple(
        SignedOff(each.status, each.day, Turn.AGAIN if each.again else once, each.undone, each.unshown, each.unreached)
        for each in stood.values()
    )


def ended(status: Status, at_end: AtEnd | None, before: Sequence[AtEnd]) -> bool:
    """True when a plan that is signed off stood so at any of its sign-offs, also at one that was taken back."""
    return at_end is not None and any(each.status is status for each in sign_offs(at_end, before))


def _at_end_sealed(sealed: str) -> AtEnd | None:
    try:
        said = json.loads(sealed)
    except ValueError:
        # Lists of plans stay readable where one seal was damaged.
        return None
    at_end = at_end_from(said.get("at_end"))
    return at_end and at_end._replace(undone=_undone_in(said), unshown=_unshown_in(said), unreached=unreached_in(said))


def _undone_in(said: dict[str, Any]) -> int:
    """Return how many critical actions and milestones were not done, parked or not, by what was sealed."""
    return sum(not done and _is_critical(each) for _kind, done, each in promised_in(said))


def _unshown_in(said: dict[str, Any]) -> int:
    """Return how many critical actions and milestones were done with nothing that shows it, by what was sealed."""
    return sum(is_unshown(each) and _is_critical(each) for _kind, _done, each in promised_in(said))


def _is_critical(said: Mapping[str, Any]) -> bool:
    return bool(said.get("critical") or said.get("was_critical"))
