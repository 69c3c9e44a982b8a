"""What of a plan may be shown to people outside, part by part. Pure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Shown(StrEnum):
    """A part of a plan that a link may show. People's names are a part of their own; see `ALWAYS`."""

    GOAL = "goal"
    STATUS = "status"
    NUMBERS = "numbers"
    ACTIONS = "actions"
    MILESTONES = "milestones"
    EVIDENCE = "evidence"
    RESULT = "result"
    PEOPLE = "people"


USUAL = (Shown.GOAL, Shown.NUMBERS, Shown.MILESTONES)
"""What is proposed: progress, and nobody's name."""

ALWAYS: Final = Shown.STATUS
"""How a plan stands or ended heads every page: a result without it would say whatever its team wishes."""


def shown_by(parts: Iterable[str]) -> list[Shown]:
    """Return what a link with these parts shows, in the order in which it is offered."""
    chosen = {ALWAYS, *parts}
    return [part for part in Shown if part in chosen]
