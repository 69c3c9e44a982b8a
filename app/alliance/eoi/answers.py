"""What an expression of interest says, part by part: kept as plain values, read through this one value. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

LONGEST_LINE: Final = 160
LONGEST_TEXT: Final = 3_000
MOST_STAFF: Final = 10_000
MOST_LETTERS: Final = 200
HIGHEST_PILLAR: Final = 5


class Part(StrEnum):
    """The parts of the form, in their order."""

    HOST = "host"
    CENTRE = "centre"
    CAPABILITIES = "capabilities"
    RESOURCES = "resources"
    GOVERNANCE = "governance"
    CONTACT = "contact"


PILLARS: Final = ("vision", "infrastructure", "talent", "capital", "markets", "culture", "policy")
"""How applicants see their own ecosystem, 0 (nothing yet) to 5 (strong)."""

FIELDS: Final[dict[Part, tuple[str, ...]]] = {
    Part.HOST: ("organisation", "kind", "host", "region", "country", "about"),
    Part.CENTRE: ("name", "type", "ownership", "scope", "letters"),
    Part.CAPABILITIES: ("capabilities", *PILLARS, "why"),
    Part.RESOURCES: ("staff", "budget", "in_kind", "lab"),
    Part.GOVERNANCE: ("governance", "endorsement"),
    Part.CONTACT: ("contact", "role", "phone", "languages"),
}
"""What each part asks, by the names answers are kept under."""

OPTIONAL: Final = frozenset({"about", "letters", "why", "lab", "role", "phone", "in_kind", "budget"})
"""What may stay empty. Of budget and in-kind support one is needed: centres pay for themselves."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers together. A part nobody saved yet says nothing."""

    by_part: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    def of(self, part: Part) -> Mapping[str, object]:
        """What one part says."""
        return self.by_part.get(part, {})

    def text(self, name: str) -> str:
        """An answer in words, or empty."""
        said = self._said(name)
        return said if isinstance(said, str) else ""

    def number(self, name: str) -> float | None:
        """An answer as a number; None: not given."""
        said = self._said(name)
        return None if isinstance(said, bool) or not isinstance(said, int | float) else float(said)

    def yes(self, name: str) -> bool:
        """Whether something was ticked."""
        return self._said(name) is True

    def chosen(self, name: str) -> tuple[str, ...]:
        """What was chosen of several."""
        said = self._said(name)
        return tuple(str(each) for each in said) if isinstance(said, list) else ()

    @property
    def pillars(self) -> dict[str, int]:
        """The pillars that were scored."""
        scored = {name: self.number(name) for name in PILLARS}
        return {name: int(score) for name, score in scored.items() if score is not None}

    def _said(self, name: str) -> object:
        part = _PART_OF.get(name)
        return self.of(part).get(name) if part else None


_PART_OF: Final = {name: part for part, names in FIELDS.items() for name in names}


def missing_in(answers: Answers) -> dict[Part, tuple[str, ...]]:
    """What is needed before it can be submitted, by part; parts that lack nothing are not there."""
    lacking = {
        part: tuple(name for name in names if name not in OPTIONAL and _is_empty(answers.of(part).get(name)))
        for part, names in FIELDS.items()
    }
    if not answers.text("budget") and not answers.text("in_kind"):
        lacking[Part.RESOURCES] += ("budget",)
    return {part: names for part, names in lacking.items() if names}


def _is_empty(said: object) -> bool:
    return said is None or said in ("", [])
