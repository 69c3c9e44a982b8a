"""The recommendation helper: capabilities and scope an answer is ready for, with the reasons. Pure.

It only advises: whoever recommends something else says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from app.alliance.eoi.answers import Answers

MATTER: Final[dict[str, tuple[str, ...]]] = {
    "trends": ("talent", "culture", "vision"),
    "open_tech": ("infrastructure", "talent", "markets"),
    "sme": ("capital", "markets", "culture"),
    "policy": ("policy", "vision"),
    "ecosystem": ("vision", "culture", "markets"),
}
"""The pillars each capability stands on. One an administrator added stands on all of them."""

READY: Final = 3.0
POSSIBLE: Final = 2.0
AT_MOST: Final = 2
"""Capabilities of a first cycle."""

LETTERS_FOR_A_REGION: Final = 2


class Level(StrEnum):
    """How ready somebody is for a capability."""

    READY = "ready now"
    POSSIBLE = "possible with support"
    LATER = "later"
    UNKNOWN = "not scored"


class Doubt(StrEnum):
    """What is to be settled first."""

    LETTERS = "letters of two other countries"
    LAB = "lab and staff for a global scope"
    STAFF = "more capabilities than staff"
    NO_STAFF = "staff not said"
    LATER = "nothing asked for is possible yet"


@dataclass(frozen=True, slots=True)
class Readiness:
    """A capability that was asked for: the mean of the pillars that matter, 0 to 5; None where one is not scored."""

    capability: str
    mean: float | None
    pillars: tuple[tuple[str, int | None], ...]

    @property
    def level(self) -> Level:
        if self.mean is None:
            return Level.UNKNOWN
        if self.mean >= READY:
            return Level.READY
        return Level.POSSIBLE if self.mean >= POSSIBLE else Level.LATER


@dataclass(frozen=True, slots=True)
class Advice:
    """What the rules recommend, and why: the capabilities by readiness, a scope, what is to be asked first."""

    readiness: tuple[Readiness, ...]
    capabilities: tuple[str, ...]
    scope: str
    doubts: tuple[Doubt, ...]


def advise(answers: Answers) -> Advice:
    """What the rules say of an answer."""
    asked = answers.chosen("capabilities")
    readiness = sorted((_ready(each, answers.pillars) for each in asked), key=_worst_last)
    fit = [each for each in readiness if each.level in {Level.READY, Level.POSSIBLE}][:AT_MOST]
    scope, doubts = _scope(answers)
    return Advice(
        tuple(readiness),
        tuple(each.capability for each in fit),
        scope,
        (*doubts, *_of_staff(answers, asked), *((Doubt.LATER,) if asked and not fit else ())),
    )


def _ready(capability: str, pillars: dict[str, int]) -> Readiness:
    matter = MATTER.get(capability) or tuple(dict.fromkeys(name for names in MATTER.values() for name in names))
    scored = [pillars[name] for name in matter if name in pillars]
    mean = sum(scored) / len(scored) if len(scored) == len(matter) else None
    return Readiness(capability, mean, tuple((name, pillars.get(name)) for name in matter))


def _worst_last(each: Readiness) -> float:
    return -(each.mean if each.mean is not None else -1)


def _scope(answers: Answers) -> tuple[str, tuple[Doubt, ...]]:
    """What is asked for, or the next smaller scope that needs nothing more."""
    wanted = answers.text("scope") or "national"
    letters = answers.number("letters") or 0
    if wanted == "global" and not answers.yes("lab"):
        return "regional" if letters >= LETTERS_FOR_A_REGION else "national", (Doubt.LAB,)
    if wanted == "regional" and letters < LETTERS_FOR_A_REGION:
        return "national", (Doubt.LETTERS,)
    return wanted, ()


def _of_staff(answers: Answers, asked: Sequence[str]) -> tuple[Doubt, ...]:
    staff = answers.number("staff")
    if staff is None:
        return (Doubt.NO_STAFF,)
    return (Doubt.STAFF,) if len(asked) > staff else ()
