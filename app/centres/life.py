"""The life of a centre, from candidate to closed: which steps need a reason, and on which days. No clock here."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Phase(StrEnum):
    """Where a centre stands in its life, in order."""

    CANDIDATE = "candidate"
    SELECTED = "selected"
    ACTIVE = "active"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Decision:
    """Which phase begins on a day, and in whose words it was decided."""

    phase: Phase
    on: date
    words: str = ""


def needs_reason(before: str, after: str) -> bool:
    """Whether the way from one phase to another is not simply on to the next: back, or over one between."""
    order = list(Phase)
    return order.index(Phase(after)) - order.index(Phase(before)) != 1


def may_begin(on: date, *, last: date | None, today: date) -> bool:
    """Whether a phase can have begun on a day: not before the last one did, today at the latest."""
    return (last or date.min) <= on <= today
