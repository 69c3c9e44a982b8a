"""Changing the agenda: steps come, go, move and change; days likewise."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from app.accounts.models import Principal
from app.canvases.library import Canvas
from app.db import db
from app.events import ask
from app.workshops import agenda, dots, phases, queries
from app.workshops.agenda import Agenda, AgendaDay, AgendaStep
from app.workshops.agenda_queries import agenda_of, day_of, step_of
from app.workshops.dots import DotTerms
from app.workshops.drafts import StepDraft
from app.workshops.errors import BadMinutes, DayHasSteps, StepHasWork, StepRunning, UnknownCanvas
from app.workshops.events import Work, WorkOn
from app.workshops.models import Day, Sharing, Stage, Step, Workshop, WorkshopCanvas
from app.workshops.phases import Phase
from app.workshops.services.making import new_step
from app.workshops.services.planning import changing_agenda


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChange:
    """What a step is to be. Where phases have other minutes than before, their sum is the step's."""

    title: Mapping[str, str]
    prompt: Mapping[str, str]
    minutes: int
    phases: tuple[Phase, ...]
    sharing: Sharing
    moderated: bool = False
    note: str
    lead: str
    room: str
    materials: str
    votes: DotTerms = field(default_factory=DotTerms)


def add_step(
    planner: Principal, workshop_id: str, draft: StepDraft, *, canvases: Mapping[str, Canvas], version: int
) -> Step:
    """Add a step at the end of its day; its canvas is frozen into the workshop if it was not there.

    Raises:
        UnknownCanvas: it shows a canvas that is not among `canvases`.
        BadMinutes, TooManySteps, BadDays, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    canvas = canvases.get(draft.screen) if draft.screen else None
    if draft.screen and canvas is None:
        raise UnknownCanvas
    with changing_agenda(planner, workshop_id, version=version, deed="step-add") as workshop:
        planned = agenda_of(workshop)
        step = new_step(draft, {canvas.id: _frozen(workshop, canvas)} if canvas else {})
        added = AgendaStep(step.id, draft.day, draft.minutes)
        step.position = len(planned.steps)
        workshop.steps.append(step)
        _arrange(workshop, agenda.insert(planned, added, len(planned.steps)))
    return step


def change_step(planner: Principal, workshop_id: str, step_id: str, change: StepChange, *, version: int) -> None:
    """Change what a step says and lasts.

    Raises:
        BadMinutes, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="step-change") as workshop:
        step = step_of(workshop, step_id)
        _set_length(step, _minutes_meant(step, change), change.phases)
        step.title, step.prompt = dict(change.title), dict(change.prompt)
        step.sharing, step.moderated, step.note = change.sharing, change.moderated, change.note
        step.lead, step.room, step.materials = change.lead, change.room, change.materials
        step.votes = dots.as_json(change.votes)


def set_minutes(planner: Principal, workshop_id: str, step_id: str, minutes: int, *, version: int) -> None:
    """Make a step longer or shorter; its phases and every later start follow.

    Raises:
        BadMinutes, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="step-minutes") as workshop:
        step = step_of(workshop, step_id)
        _set_length(step, minutes, phases.from_json(step.phases))


def move_step(planner: Principal, workshop_id: str, step_id: str, *, day: int, place: int, version: int) -> None:
    """Move a step to number `place` of day `day`, both from 0, counted without itself.

    Raises:
        BadDays, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="step-move") as workshop:
        step = step_of(workshop, step_id)
        _arrange(workshop, agenda.move(agenda_of(workshop), step.id, day=day, place=place))


def remove_step(planner: Principal, workshop_id: str, step_id: str, *, version: int, sure: bool = True) -> None:
    """Take a step out of the agenda. Its canvas stays in the workshop, with whatever people wrote there.

    Raises:
        StepRunning: the room is in it.
        StepHasWork: people worked on its board, the room was there in no other step, and the planner is not `sure`.
        NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="step-remove") as workshop:
        step = step_of(workshop, step_id)
        if db.session.scalar(select(Stage.step_id).where(Stage.workshop_id == workshop.id)) == step.id:
            raise StepRunning
        work = _work_on(workshop, step)
        if not sure and (work.notes or work.votes):
            raise StepHasWork(work)
        workshop.steps.remove(step)
        _arrange(workshop, agenda.remove(agenda_of(workshop), step.id))


def add_day(planner: Principal, workshop_id: str, day: AgendaDay, *, version: int) -> None:
    """Add a day after the last.

    Raises:
        BadDays, DaysOutOfOrder, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="day-add") as workshop:
        workshop.days.append(Day(position=len(workshop.days), date=day.date, starts_at=day.starts_at))


def change_day(planner: Principal, workshop_id: str, position: int, day: AgendaDay, *, version: int) -> None:
    """Give a day another date or another start.

    Raises:
        DaysOutOfOrder, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="day-change") as workshop:
        kept = day_of(workshop, position)
        kept.date, kept.starts_at = day.date, day.starts_at


def remove_day(planner: Principal, workshop_id: str, position: int, *, version: int) -> None:
    """Take an empty day out; later ones move up.

    Raises:
        DayHasSteps: it is not empty.
        BadDays, NotFound, WorkshopOver, AgendaMoved: see `changing_agenda`.
    """
    with changing_agenda(planner, workshop_id, version=version, deed="day-remove") as workshop:
        gone = day_of(workshop, position)
        if any(step.day == position for step in workshop.steps):
            raise DayHasSteps
        workshop.days.remove(gone)
        db.session.flush()
        for number, day in enumerate(workshop.days):
            day.position = number
        for step in workshop.steps:
            step.day -= step.day > position


def _work_on(workshop: Workshop, step: Step) -> Work:
    """Return what lies on the board of a step, unless the room has been on it in another step too."""
    begun = {visit.step_id for visit in queries.visits_of(workshop.id)} - {step.id}
    if step.screen is None or any(each.screen == step.screen for each in workshop.steps if each.id in begun):
        return Work()
    found: list[Work] = ask(WorkOn(workshop.id, step.screen))
    return Work(sum(each.notes for each in found), sum(each.votes for each in found))


def _minutes_meant(step: Step, change: StepChange) -> int:
    before = [phase.minutes for phase in phases.from_json(step.phases)]
    after = [phase.minutes for phase in change.phases]
    return sum(after) if after and after != before else change.minutes


def _set_length(step: Step, minutes: int, flow: tuple[Phase, ...]) -> None:
    if not 1 <= minutes <= agenda.MAX_MINUTES:
        raise BadMinutes
    step.minutes = minutes
    step.phases = phases.as_json(phases.scaled(flow, minutes))


def _arrange(workshop: Workshop, planned: Agenda) -> None:
    """Let the rows stand as the agenda says."""
    rows = {step.id: step for step in workshop.steps}
    for position, step in enumerate(planned.steps):
        rows[step.id].position, rows[step.id].day = position, step.day
    workshop.steps.sort(key=lambda step: step.position)


def _frozen(workshop: Workshop, canvas: Canvas) -> Canvas:
    """The canvas as this workshop has it; it enters now if it was not there."""
    kept = db.session.get(WorkshopCanvas, (workshop.id, canvas.id))
    if kept is not None:
        return Canvas.from_body(kept.body)
    db.session.add(WorkshopCanvas(workshop_id=workshop.id, canvas=canvas.id, body=canvas.as_body()))
    return canvas
