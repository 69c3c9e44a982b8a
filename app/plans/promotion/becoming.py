"""What a note or group may become in a plan, and what its zone proposes. No queries, no clock."""

from dataclasses import dataclass
from typing import ClassVar, Final

from app.canvases.canvas import Canvas
from app.plans.items.words import ItemWords
from app.plans.models import ItemKind

ACTION: Final = "action"

KINDS: Final = (ACTION, *(kind.value for kind in ItemKind))
"""Everything a note may become, an action first. An ask is never proposed: it is made by hand."""


def proposed(canvas: Canvas | None, zone: str | None) -> str:
    """What the notes of a zone are to become, as its canvas says; an action where it says nothing."""
    if canvas is None:
        return ACTION
    named = canvas.plan_mapping.get(zone or "", "")
    if named not in KINDS and zone not in canvas.action_zones and canvas.promotion is not None:
        named = canvas.promotion.kind
    return named if named in KINDS else ACTION


def as_title(text: str, longest: int) -> str:
    """The words of a note in one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalWords:
    """What the plan promises. `reason` says why it replaces an earlier goal."""

    becomes: ClassVar[ItemKind] = ItemKind.GOAL

    title: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureWords:
    """A number the plan moves; where it stands and where it goes may be said later."""

    becomes: ClassVar[ItemKind] = ItemKind.MEASURE

    title: str
    unit: str = ""
    baseline: float | None = None
    target: float | None = None
    main: bool = False


PromotedWords = GoalWords | MeasureWords | ItemWords
"""What somebody wrote of anything but an action."""
