"""Moving the room: one verb per button of the cockpit, each in one transaction.

Every verb first says that the stage is about to change, so that boards lock their rows,
then locks the stage itself: no note slips between *Next* and *private*. `seen` is the mark
of where the person saw the room (`stage.mark`): of two who press at once one moves it.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update

from app import audit, clock
from app.db import db, transaction
from app.events import inside, publish, surrounded
from app.workshops import phases, queries, stage
from app.workshops.errors import (
    AnotherBoardShown,
    NotesHidden,
    NotesLeft,
    NothingHidden,
    NowhereToGo,
    RoomMoved,
    WayChanged,
    WorkshopOver,
)
from app.workshops.events import (
    EndAsked,
    EndLeaves,
    EndShows,
    NotesRevealed,
    PhaseEntered,
    StageChanged,
    StageChanging,
    StepEntered,
    WorkshopClosed,
)
from app.workshops.models import Seat, Sharing, Stage, Step, Visit
from app.workshops.policy import Deed, require
from app.workshops.services.seats import came
from app.workshops.stage import Held, Place, Scene, Shut, StageState, Unshown, Voted, Writing

_FIELDS = tuple(field.name for field in fields(StageState))


def state_of(row: Stage) -> StageState:
    """The stage as a value."""
    kept = {name: getattr(row, name) for name in _FIELDS}
    held, shut = tuple(Held.read(each) for each in row.held), tuple(Shut(*each) for each in row.shut)
    voted = tuple(Voted(*each) for each in row.voted)
    return StageState(**{**kept, "writing": Writing(row.writing), "held": held, "shut": shut, "voted": voted})


def scenes_of(workshop_id: str) -> tuple[Scene, ...]:
    """The agenda as the stage plays it."""
    steps = db.session.scalars(select(Step).where(Step.workshop_id == workshop_id).order_by(Step.position))
    return tuple(
        Scene(
            step.id,
            step.minutes,
            phases.from_json(step.phases),
            step.screen,
            picks=step.sharing == Sharing.PICK,
            moderated=step.moderated,
        )
        for step in steps
    )


class Leaving(StrEnum):
    """What becomes of notes that are still hidden when the workshop ends; `CHOSEN` says so board by board."""

    ASK = "ask"
    REVEAL = "reveal"
    KEEP = "keep"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered before the end; `shows` and `leaves` are canvases, where they chose board by board."""

    leaving: Leaving = Leaving.ASK
    shows: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()


def advance(seat: Seat, *, seen: str, answer: Answer = Answer(), way: str | None = None) -> None:
    """Go on: to the next phase, then to the next step, then to the end of the workshop. Starts it, too.

    Where notes are hidden the workshop ends only once somebody said what becomes of them, on each board. `way` is what
    the button said of where it leads (`stage.way`).

    Raises:
        NotAllowed: the seat does not lead.
        WorkshopOver: the workshop is closed.
        RoomMoved: the room is not where the person saw it.
        WayChanged: *Next* does something else since.
        NowhereToGo: the agenda is empty, or the workshop has ended.
        NotesHidden: it would end, notes are hidden or late, and nobody said what becomes of them on some board.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        there = stage.following(scenes, state)
        _refuse_another_way(scenes, state, there, way)
        if there is not None:
            keep(row, stage.enter(scenes, state, there, clock.now()))
        elif state.step_id is not None:
            _end(row, state, scenes, answer)
            audit.record("workshop.end", f"workshop:{row.workshop_id}", actor_id=seat.principal_id)
        else:
            raise NowhereToGo


def _end(row: Stage, state: StageState, scenes: tuple[Scene, ...], answer: Answer) -> None:
    if answer.leaving is Leaving.ASK:
        ask_what_stays(row.workshop_id)
    if answer.leaving is Leaving.CHOSEN:
        _end_as_chosen(row, state, scenes, answer)
        return
    if answer.leaving is Leaving.REVEAL:
        hidden = tuple(each.generation for each in stage.hidden(scenes, state))
        keep(row, stage.reveal(scenes, state, hidden, clock.now()))
        publish(EndShows(row.workshop_id))
    if answer.leaving is Leaving.KEEP:
        publish(EndLeaves(row.workshop_id))
    keep(row, stage.end(scenes, state_of(row), clock.now()))


def _end_as_chosen(row: Stage, state: StageState, scenes: tuple[Scene, ...], answer: Answer) -> None:
    """Show what is left on some boards, leave it with its authors on others, and end.

    Raises:
        NotesHidden: there is a board about which nobody said anything: its notes came meanwhile.
    """
    unshown = _unshown(row.workshop_id)
    settled = stage.settle(unshown, shows=answer.shows, leaves=answer.leaves)
    if settled.undecided:
        raise NotesHidden(unshown)
    keep(row, stage.end(scenes, state, clock.now(), shows=settled.shown))
    publish(EndShows(row.workshop_id, settled.shown))
    publish(EndLeaves(row.workshop_id, settled.left))


def ask_what_stays(workshop_id: str) -> None:
    """Refuse to end a workshop while notes are hidden or late, as a part of the caller's transaction.

    Raises:
        NotesHidden: some are.
    """
    hidden = stage.hidden(scenes_of(workshop_id), state_of(queries.stage_of(workshop_id)))
    publish(EndAsked(workshop_id, tuple(each.generation for each in hidden)))


def notes_come_until(workshop_id: str) -> datetime | None:
    """Return until when notes may come in that were written before writing closed; None where none may."""
    return stage.late_until(state_of(queries.stage_of(workshop_id)), clock.now())


def asked_before_the_end(workshop_id: str) -> tuple[Unshown, ...]:
    """Return the notes *Next* asks about before it ends the workshop from here; none where it does not end it."""
    state, scenes = state_of(queries.stage_of(workshop_id)), scenes_of(workshop_id)
    if state.step_id is None or stage.following(scenes, state) is not None:
        return ()
    with transaction():
        return _unshown(workshop_id)


def _unshown(workshop_id: str) -> tuple[Unshown, ...]:
    """Return the notes that not everybody sees, as a part of the caller's transaction."""
    try:
        ask_what_stays(workshop_id)
    except NotesHidden as asked:
        return asked.unshown
    return ()


def go_back(seat: Seat, *, seen: str, way: str | None = None) -> None:
    """Go to the phase before, or to the last phase of the step before; from the end into the last step again.

    Nothing is revealed, not even where that phase is a *Reveal*.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved, WayChanged: as for `advance`.
        NowhereToGo: this is the first phase of the first step.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        there = stage.preceding(scenes, state)
        if there is None:
            raise NowhereToGo
        _refuse_another_way(scenes, state, there, way)
        keep(row, stage.enter(scenes, state, there, clock.now(), reveals=False))


def jump(seat: Seat, step_id: str, phase: int = 0, *, seen: str, way: str | None = None) -> None:
    """Go straight to a phase of a step. Nothing is revealed, not even where that phase is a *Reveal*.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved, WayChanged: as for `advance`.
        NowhereToGo: no such step in this agenda, or no such phase in it.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        number = next((number for number, scene in enumerate(scenes) if scene.id == step_id), None)
        if number is None or not 0 <= phase < max(1, len(scenes[number].phases)):
            raise NowhereToGo
        _refuse_another_way(scenes, state, Place(number, phase), way)
        keep(row, stage.enter(scenes, state, Place(number, phase), clock.now(), reveals=False))


def _refuse_another_way(scenes: tuple[Scene, ...], state: StageState, there: Place | None, way: str | None) -> None:
    """Refuse a move whose button said something else.

    Raises:
        WayChanged: it did.
    """
    if way is not None and way != stage.way(scenes, state, there):
        raise WayChanged


def set_writing(seat: Seat, writing: Writing, *, seen: str) -> None:
    """Open, hide or close writing by hand. What was written alone stays hidden until it is revealed.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `advance`.
        NowhereToGo: no step is on.
    """
    with changing(seat, seen=seen) as row:
        state = state_of(row)
        if state.step_id is None:
            raise NowhereToGo
        keep(row, stage.write(scenes_of(row.workshop_id), state, writing, clock.now()))
        audit.record("stage.writing", f"workshop:{row.workshop_id}", actor_id=seat.principal_id, writing=writing)


def reveal(seat: Seat, *, seen: str, generations: Collection[int] | None = None) -> None:
    """Show hidden writings to all, of whatever step; where none is named, all there are.

    Raises:
        NotAllowed, WorkshopOver, RoomMoved: as for `advance`.
        NotesLeft: they were left with their authors when the workshop ended.
        NothingHidden: none of them is hidden any more.
    """
    with changing(seat, seen=seen) as row:
        state, scenes = state_of(row), scenes_of(row.workshop_id)
        hidden = {each.generation for each in stage.hidden(scenes, state)}
        chosen = hidden if generations is None else hidden.intersection(generations)
        if not chosen and any(each.left for each in state.held if not generations or each.generation in generations):
            raise NotesLeft
        if not chosen:
            raise NothingHidden
        keep(row, stage.reveal(scenes, state, chosen, clock.now()))
        audit.record("stage.reveal", f"workshop:{row.workshop_id}", actor_id=seat.principal_id)


def set_frozen(seat: Seat, *, frozen: bool) -> None:
    """Stop all editing but the facilitators', or let it go on. Works whatever else happened: it is the emergency brake.

    Raises:
        NotAllowed, WorkshopOver: as for `advance`.
    """
    with changing(seat) as row:
        keep(row, stage.freeze(state_of(row), frozen=frozen))
        audit.record("stage.freeze", f"workshop:{row.workshop_id}", actor_id=seat.principal_id, frozen=frozen)


def show_alone(seat: Seat, canvas: str, spotlight: str | None) -> None:
    """Let the wall show one zone or element of this board alone, `zone:hope` or `element:e_…`; None: all of it again.

    Whether there is such a thing is the wall's to find out: where there is none it shows the whole board.

    Raises:
        NotAllowed, WorkshopOver: as for `advance`.
        AnotherBoardShown: the wall does not show this board.
    """
    with changing(seat) as row:
        state = state_of(row)
        if canvas not in {each.canvas for each in scenes_of(row.workshop_id) if each.id == state.step_id}:
            raise AnotherBoardShown
        keep(row, stage.show_alone(state, spotlight))


@inside(WorkshopClosed)
def end_with_workshop(event: WorkshopClosed) -> None:
    """A workshop that is closed has ended, wherever its room was. Its boards are held."""
    row = _locked(event.workshop_id)
    if row.ended_at is None:
        keep(row, stage.end(scenes_of(row.workshop_id), state_of(row), clock.now()))


@contextmanager
def changing(seat: Seat, *, seen: str | None = None) -> Iterator[Stage]:
    """The stage, locked behind the boards, for a seat that leads; `seen` must be where the room is."""
    with surrounded(StageChanging(seat.workshop_id)), transaction():
        require(seat, Deed.MOVE_THE_ROOM)
        publish(StageChanging(seat.workshop_id))
        # Whoever closed the workshop or ended the seat held the boards until now.
        db.session.expire_all()
        require(seat, Deed.MOVE_THE_ROOM)
        if seat.workshop.closed_at is not None:
            raise WorkshopOver
        row = _locked(seat.workshop_id)
        if seen is not None and seen != stage.mark(state_of(row)):
            raise RoomMoved
        # Where sockets are blocked nothing else tells that they are there.
        came(seat)
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
    done = stage.effects(scenes_of(row.workshop_id), before, changed)
    for name, value in asdict(changed).items():
        setattr(row, name, value)
    row.version += 1
    if changed.step_id != before.step_id:
        _visit(row.workshop_id, changed)
    for each in done.revealed:
        shown = frozenset(each.shown) if each.left else None
        publish(NotesRevealed(row.workshop_id, each.generation, each.step_id, shown))
    if (changed.step_id, changed.phase) != (before.step_id, before.phase):
        publish(PhaseEntered(row.workshop_id, changed.step_id, changed.phase, opens_vote=done.opens_vote))
    publish(StageChanged(row.workshop_id))


def _visit(workshop_id: str, entered: StageState) -> None:
    now = clock.now()
    db.session.execute(
        update(Visit).where(Visit.workshop_id == workshop_id, Visit.ended_at.is_(None)).values(ended_at=now)
    )
    if entered.step_id is not None:
        db.session.add(Visit(workshop_id=workshop_id, step_id=entered.step_id, started_at=now))
        publish(StepEntered(workshop_id, entered.step_id))
