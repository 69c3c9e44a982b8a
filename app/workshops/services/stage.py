"""Moving the room: one verb per button of the cockpit, each in one transaction.

Every verb first says that the stage is about to change, so that boards lock their rows,
then locks the stage itself: no note slips between *Next* and *private*. `seen` is the mark
of where the person saw the room (`stage.mark`): of two who press at once one moves it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields

from sqlalchemy import select, update

from app import audit, clock
from app.db import db, transaction
from app.events import inside, publish, surrounded
from app.workshops import phases, stage
from app.workshops.errors import NowhereToGo, RoomMoved, WorkshopOver
from app.workshops.events import (
    NotesRevealed,
    PhaseEntered,
    StageChanged,
    StageChanging,
    StepEntered,
    WorkshopClosed,
)
from app.workshops.models import Seat, Stage, Step, Visit
from app.workshops.policy import Deed, require
from app.workshops.stage import Place, Scene, StageState, Writing

_FIELDS = tuple(field.name for field in fields(StageState))


def state_of(row: Stage) -> StageState:
    """The stage as a value."""
    kept = {name: getattr(row, name) for name in _FIELDS}
    return StageState(**{**kept, "writing": Writing(row.writing)})


def scenes_of(workshop_id: str) -> tuple[Scene, ...]:
    """The agenda as the stage plays it."""
    steps = db.session.scalars(select(Step).where(Step.workshop_id == workshop_id).order_by(Step.position))
    return tuple(Scene(step.id, step.minutes, phases.from_json(step.phases), step.screen is not None) for step in steps)


def advance(seat: Seat, *, seen: str) -> None:
    """Go on: to the next phase, then to the next step, then to the end of the workshop. Starts it, too.

    Raises:
        NotAllowed: the seat does not lead.
        WorkshopOver: the workshop is closed.
        RoomMoved: the room is not where the person saw it.
        NowhereToGo: the agenda is empty, or the workshop has ended.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        there = stage.following(scenes, state)
        if there is not None:
            keep(row, stage.enter(scenes, state, there, clock.now()))
        elif state.step_id is not None:
            keep(row, stage.end(state, clock.now()))
            audit.record("workshop.end", f"workshop:{row.workshop_id}", actor_id=seat.principal_id)
        else:
            raise NowhereToGo


def go_back(seat: Seat, *, seen: str) -> None:
    """Go to the phase before, or to the last phase of the step before; from the end into the last step again.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `advance`.
        NowhereToGo: this is the first phase of the first step.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        there = stage.preceding(scenes, state)
        if there is None:
            raise NowhereToGo
        keep(row, stage.enter(scenes, state, there, clock.now()))


def jump(seat: Seat, step_id: str, phase: int = 0, *, seen: str) -> None:
    """Go straight to a phase of a step.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `advance`.
        NowhereToGo: no such step in this agenda, or no such phase in it.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        number = next((number for number, scene in enumerate(scenes) if scene.id == step_id), None)
        if number is None or not 0 <= phase < max(1, len(scenes[number].phases)):
            raise NowhereToGo
        keep(row, stage.enter(scenes, state, Place(number, phase), clock.now()))


def set_writing(seat: Seat, writing: Writing, *, seen: str) -> None:
    """Open, hide or close writing by hand; leaving *private* reveals what was written.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `advance`.
        NowhereToGo: no step is on.
    """
    with changing(seat, seen=seen) as row:
        state = state_of(row)
        if state.step_id is None:
            raise NowhereToGo
        keep(row, stage.write(state, writing))
        audit.record("stage.writing", f"workshop:{row.workshop_id}", actor_id=seat.principal_id, writing=writing)


def set_frozen(seat: Seat, *, frozen: bool) -> None:
    """Stop all editing but the facilitators', or let it go on. Works whatever else happened: it is the emergency brake.

    Raises:
        NotAllowed, WorkshopOver: as for `advance`.
    """
    with changing(seat) as row:
        keep(row, stage.freeze(state_of(row), frozen=frozen))
        audit.record("stage.freeze", f"workshop:{row.workshop_id}", actor_id=seat.principal_id, frozen=frozen)


@inside(WorkshopClosed)
def end_with_workshop(event: WorkshopClosed) -> None:
    """A workshop that is closed has ended, wherever its room was."""
    publish(StageChanging(event.workshop_id))
    row = _locked(event.workshop_id)
    if row.ended_at is None:
        keep(row, stage.end(state_of(row), clock.now()))


@contextmanager
def changing(seat: Seat, *, seen: str | None = None) -> Iterator[Stage]:
    """The stage, locked behind the boards, for a seat that leads; `seen` must be where the room is."""
    with surrounded(StageChanging(seat.workshop_id)), transaction():
        require(seat, Deed.MOVE_THE_ROOM)
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        publish(StageChanging(seat.workshop_id))
        row = _locked(seat.workshop_id)
        if seen is not None and seen != stage.mark(state_of(row)):
            raise RoomMoved
        yield row


def _locked(workshop_id: str) -> Stage:
    return db.session.scalars(
        select(Stage)
        .where(Stage.workshop_id == workshop_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def keep(row: Stage, changed: StageState) -> None:
    """Write the stage down and tell what is new about it."""
    before = state_of(row)
    if changed == before:
        return
    for name, value in asdict(changed).items():
        setattr(row, name, value)
    row.version += 1
    if changed.step_id != before.step_id:
        _visit(row.workshop_id, changed)
    if changed.generation != before.generation:
        publish(NotesRevealed(row.workshop_id, changed.generation, before.step_id))
    if (changed.step_id, changed.phase) != (before.step_id, before.phase):
        publish(PhaseEntered(row.workshop_id, changed.step_id, changed.phase))
    publish(StageChanged(row.workshop_id))


def _visit(workshop_id: str, entered: StageState) -> None:
    now = clock.now()
    db.session.execute(
        update(Visit).where(Visit.workshop_id == workshop_id, Visit.ended_at.is_(None)).values(ended_at=now)
    )
    if entered.step_id is not None:
        db.session.add(Visit(workshop_id=workshop_id, step_id=entered.step_id, started_at=now))
        publish(StepEntered(workshop_id, entered.step_id))
