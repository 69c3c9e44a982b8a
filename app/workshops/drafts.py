"""What a workshop is made from: the brief somebody fills in, and steps drawn from canvases before they have ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.workshops.agenda import AgendaDay
from app.workshops.models import Ask, Sharing, WorkshopKind
from app.workshops.phases import Phase, PhaseKind, share_out

if TYPE_CHECKING:
    from app.canvases.library import Canvas

UNIT = 5
"""Steps drawn from a sequence last a multiple of five minutes, as people plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDraft:
    """A step to come. `phases` is None for the canvas's own flow; minutes scale them in any case."""

    minutes: int
    title: Mapping[str, str] = field(default_factory=dict)
    prompt: Mapping[str, str] = field(default_factory=dict)
    screen: str | None = None
    day: int = 0
    phases: tuple[Phase, ...] | None = None
    sharing: Sharing = Sharing.REVEAL
    note: str = ""
    lead: str = ""
    room: str = ""
    materials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a workshop is, before anything is planned. `host_id` is a centre; without it `host_name` says who hosts."""

    title: str
    timezone: str
    days: tuple[AgendaDay, ...]
    question: str = ""
    kind: WorkshopKind = WorkshopKind.CO_CREATION
    host_id: str | None = None
    host_name: str = ""
    cohost_ids: tuple[str, ...] = ()
    place: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    expected: int | None = None
    tables: int = 0
    asks: tuple[Ask, ...] = ()
    consent: str = ""
    names_shown: bool = False


def phases_of(canvas: "Canvas") -> tuple[Phase, ...]:
    """The canvas's own flow as phases of a step."""
    return tuple(Phase(PhaseKind(part.mode), part.minutes, dict(part.line)) for part in canvas.flow)


def minutes_of(canvas: "Canvas") -> int:
    """How long the canvas's flow takes at its own pace."""
    return sum(part.minutes for part in canvas.flow)


def from_canvases(canvases: "Sequence[Canvas]", *, minutes: int | None = None, days: int = 1) -> tuple[StepDraft, ...]:
    """One step per canvas, spread evenly over `days`; together they last `minutes`, or as long as their flows ask."""
    own = [minutes_of(canvas) for canvas in canvases]
    units = max((minutes or sum(own)) // UNIT, len(canvases))
    shares = [UNIT * share for share in share_out(units, own)] if canvases else []
    drafts = [
        StepDraft(title=dict(canvas.name), minutes=share, screen=canvas.id)
        for canvas, share in zip(canvases, shares, strict=True)
    ]
    return over_days(drafts, days)


def over_days(drafts: Sequence[StepDraft], days: int) -> tuple[StepDraft, ...]:
    """The steps cut into `days` stretches of about the same length, in their order."""
    whole = sum(draft.minutes for draft in drafts) or 1
    gone, spread = 0, []
    for draft in drafts:
        middle = gone + draft.minutes / 2
        spread.append(replace(draft, day=min(int(middle * days / whole), days - 1)))
        gone += draft.minutes
    return tuple(spread)
