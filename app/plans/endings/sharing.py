"""What of a plan may be shown to people outside, part by part. Pure."""

from enum import StrEnum


class Shown(StrEnum):
    """A part of a plan that a link may show. People's names are a part of their own."""

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
