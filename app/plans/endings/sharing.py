"""What of a plan may be shown to people outside, part by part. Pure."""

from collections.abc import Collection
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
    MAIN = "main"
    """What its main measures count, in one line each, where the numbers themselves are not shown."""


USUAL = (Shown.GOAL, Shown.NUMBERS, Shown.MILESTONES)
"""What is proposed: progress, and nobody's name."""

ALWAYS: Final = frozenset({Shown.STATUS, Shown.MAIN})
"""How a plan stands or ended heads every page: a result without it would say whatever its team wishes. It is kept with
each new link; what was made before shows no more than its centre chose then, but beside a result.
"""


def shown_by(parts: Collection[str]) -> list[Shown]:
    """Return what a link with these parts shows, in the order in which it is offered."""
    chosen = {*parts, *(ALWAYS if Shown.RESULT in parts else ())}
    return [part for part in Shown if part in chosen]
