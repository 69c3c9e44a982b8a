"""The agenda as a page draws it: each step with its times, its place, its canvas and its strip."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.canvases import strips
from app.canvases.library import Canvas, FlowLine
from app.canvases.strips import Bar
from app.workshops import agenda, phases
from app.workshops.agenda import Agenda, Slot
from app.workshops.agenda_queries import agenda_of, canvases_of
from app.workshops.drafts import StepDraft, flow_of
from app.workshops.models import Day, Step, Workshop
from app.workshops.phases import Phase, PhaseKind
from app.workshops.stage_view import title_of


@dataclass(frozen=True, slots=True)
class Row:
    """A step on a page. `number` counts on its day from 1; `up` and `down` are places as a form says them."""

    step: Step
    slot: Slot
    canvas: Canvas | None
    phases: tuple[Phase, ...]
    bars: list[Bar]
    number: int
    up: str | None
    down: str | None

    @property
    def title(self) -> dict[str, str]:
        """What the step is called: by itself, else by its canvas."""
        return dict(title_of(self.step, self.canvas))

    @property
    def prompt(self) -> dict[str, str]:
        """The question on the screens: the step's own, else what its canvas is for."""
        return self.step.prompt or (self.canvas.purpose if self.canvas else {})


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the agenda, drawn: `ends` is None while it has no steps."""

    day: Day
    rows: tuple[Row, ...]
    minutes: int
    bars: list[Bar]
    starts: datetime | None
    ends: datetime | None


def compose(workshop: Workshop) -> tuple[DayView, ...]:
    """Every day of the workshop, drawn."""
    planned, canvases = agenda_of(workshop), canvases_of(workshop)
    slots = {slot.id: slot for slot in agenda.times(planned)}
    rows = [_row(step, planned, slots[step.id], canvases.get(step.screen or "")) for step in workshop.steps]
    return tuple(_day(day, [row for row in rows if row.step.day == day.position]) for day in workshop.days)


def strip_of(steps: Sequence[Step]) -> list[Bar]:
    """The strip of some steps, side by side."""
    return strips.of_parts([(step.minutes, _lines(phases.from_json(step.phases), step.minutes)) for step in steps])


def strip_of_drafts(drafts: Sequence[StepDraft], canvases: Mapping[str, Canvas]) -> list[Bar]:
    """The strip of steps that are still to be made."""
    return strips.of_parts([(draft.minutes, _lines(flow_of(draft, canvases), draft.minutes)) for draft in drafts])


def _day(day: Day, rows: list[Row]) -> DayView:
    return DayView(
        day=day,
        rows=tuple(rows),
        minutes=sum(row.step.minutes for row in rows),
        bars=strip_of([row.step for row in rows]),
        starts=rows[0].slot.starts if rows else None,
        ends=rows[-1].slot.ends if rows else None,
    )


def _row(step: Step, planned: Agenda, slot: Slot, canvas: Canvas | None) -> Row:
    return Row(
        step=step,
        slot=slot,
        canvas=canvas,
        phases=phases.from_json(step.phases),
        bars=strip_of([step]),
        number=agenda.place_of(planned, step.id)[1] + 1,
        up=_place(agenda.earlier(planned, step.id)),
        down=_place(agenda.later(planned, step.id)),
    )


def _place(there: tuple[int, int] | None) -> str | None:
    return f"{there[0]}:{there[1]}" if there else None


def _lines(flow: Sequence[Phase], minutes: int) -> list[FlowLine]:
    """The phases as the strip takes them; a step without any is talk."""
    return [FlowLine(phase.kind, phase.minutes, {}) for phase in flow] or [FlowLine(PhaseKind.BRIEF, minutes, {})]
