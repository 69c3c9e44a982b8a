"""What a workshop is made from: the brief somebody fills in, and steps drawn from canvases before they have ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.canvases.library import Canvas
from app.workshops.agenda import AgendaDay
from app.workshops.models import Ask, Sharing, WorkshopKind
from app.workshops.phases import Phase, PhaseKind, share_out

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


def phases_of(canvas: Canvas) -> tuple[Phase, ...]:
    """The canvas's own flow as phases of a step."""
    return tuple(Phase(PhaseKind(part.kind), part.minutes, dict(part.line)) for part in canvas.flow)


def middle_length(canvas: Canvas) -> int:
    """Minutes between the least and the most the canvas asks for."""
    return (canvas.minutes.least + canvas.minutes.most) // 2


def from_canvases(chosen: Sequence[tuple[Canvas, int]], *, days: int = 1) -> tuple[StepDraft, ...]:
    """A step for each canvas with its minutes, rounded to fives so that the sum stays, over `days`."""
    if not chosen:
        return ()
    minutes = [each for _canvas, each in chosen]
    units = max(round(sum(minutes) / UNIT), len(chosen))
    drafts = [
        StepDraft(title=canvas.name, minutes=UNIT * share, screen=canvas.id)
        for (canvas, _minutes), share in zip(chosen, share_out(units, minutes), strict=True)
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
