"""What a workshop is made from: the brief somebody fills in, and steps drawn from canvases before they have ids."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.canvases.library import Canvas
from app.i18n import in_every_language
from app.workshops.agenda import AgendaDay
from app.workshops.dots import DotTerms
from app.workshops.models import Ask, Sharing, WorkshopKind
from app.workshops.phases import Phase, PhaseKind, scaled
from app.workshops.words import PHASES

UNIT = 5


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
    moderated: bool = False
    note: str = ""
    lead: str = ""
    room: str = ""
    materials: str = ""
    votes: DotTerms = field(default_factory=DotTerms)


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


def flow_of(draft: StepDraft, canvases: Mapping[str, Canvas]) -> tuple[Phase, ...]:
    """The phases the step is going to have, filling its minutes."""
    canvas = canvases[draft.screen] if draft.screen else None
    flow = draft.phases if draft.phases is not None else phases_of(canvas) if canvas else ()
    return scaled(flow, draft.minutes)


def break_of(minutes: int, title: Mapping[str, str] | None = None) -> StepDraft:
    """A break, called so in every language of the product where nobody calls it otherwise."""
    called = title or in_every_language(PHASES[PhaseKind.BREAK])
    return StepDraft(minutes=minutes, title=called, phases=(Phase(PhaseKind.BREAK, minutes),))


def middle_length(canvas: Canvas) -> int:
    """Minutes between the least and the most the canvas asks for, in fives as people plan, 5 at least."""
    return max(UNIT, round((canvas.minutes.least + canvas.minutes.most) / 2 / UNIT) * UNIT)


def terms_of(canvas: Canvas) -> DotTerms:
    """Return how a step on the canvas votes where nobody says otherwise."""
    said = canvas.votes
    return DotTerms(dots=said.dots, one_per_note=said.one_per_note, zone=said.zone) if said else DotTerms()


def from_canvases(chosen: Iterable[tuple[Canvas, int]]) -> tuple[StepDraft, ...]:
    """A step for each canvas with its minutes, all on one day."""
    return tuple(
        StepDraft(title=canvas.name, minutes=minutes, screen=canvas.id, votes=terms_of(canvas))
        for canvas, minutes in chosen
    )


def over_days(drafts: Sequence[StepDraft], days: int) -> tuple[StepDraft, ...]:
    """The steps cut into `days` stretches of about the same length, in their order."""
    whole = sum(draft.minutes for draft in drafts) or 1
    gone, spread = 0, []
    for draft in drafts:
        middle = gone + draft.minutes / 2
        spread.append(replace(draft, day=min(int(middle * days / whole), days - 1)))
        gone += draft.minutes
    return tuple(spread)
