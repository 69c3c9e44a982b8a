"""Verbs of boards that come from elsewhere than a browser's ops: opening them, and the reveal."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from app.boards import log, queries
from app.boards.engine import order
from app.boards.engine.decide import put
from app.boards.engine.state import EVERYONE, Element
from app.boards.engine.state import Board as State
from app.boards.events import BoardWritten
from app.boards.log import Draft, Entry
from app.boards.models import Board
from app.canvases.canvas import Canvas
from app.canvases.placing import place
from app.db import db, transaction
from app.errors import NotFound
from app.events import inside, publish
from app.ids import new_id
from app.workshops.events import AgendaChanged, NotesRevealed, StageChanging, WorkshopMade
from app.workshops.models import Sharing, Step
from app.workshops.queries import canvases_of, stage_of, steps_of


def board_for(workshop_id: str, canvas: str) -> Board:
    """The board the whole room shares for a canvas of its workshop, opened where it is missing.

    Raises:
        NotFound: the canvas is not in the workshop.
    """
    found = queries.plenary_board(workshop_id, canvas)
    if found is not None:
        return found
    if not queries.has_canvas(workshop_id, canvas):
        raise NotFound
    with transaction():
        _open(workshop_id, [canvas])
    opened = queries.plenary_board(workshop_id, canvas)
    if opened is None:
        raise NotFound
    return opened


@inside(WorkshopMade)
@inside(AgendaChanged)
def open_missing_boards(event: WorkshopMade | AgendaChanged) -> None:
    """Every canvas that comes into a workshop has its board at once."""
    _open(event.workshop_id, queries.canvases_without_board(event.workshop_id))


@inside(StageChanging)
def hold_boards(event: StageChanging) -> None:
    """Nothing is written while the stage changes: what comes after it sees the new rules."""
    log.lock_all(queries.connection(), event.workshop_id)


@inside(NotesRevealed)
def reveal(event: NotesRevealed) -> None:
    """Make public what was written for this reveal: shuffled, in the grid of its zone, nobody's unless names are shown.

    An author is named only if names were shown already when the note was written. A board
    whose step lets people pick what they share keeps its notes hidden: each author shares
    some by hand.
    """
    connection = queries.connection()
    canvases = canvases_of(event.workshop_id)
    for board_id in log.lock_all(connection, event.workshop_id):
        board = log.lock(connection, board_id)
        if board is None or _is_picked(event.workshop_id, board.canvas):
            continue
        state = log.read_state(connection, board_id, board.seq)
        hidden = [note for note in state.elements.values() if _waits(note, event.generation)]
        if not hidden:
            continue
        # The order in which people wrote must not show: the seed is the board's own, the order before it random ids.
        hidden.sort(key=lambda note: note.id)
        random.Random(f"{board.epoch}:{event.generation}").shuffle(hidden)  # noqa: S311 - a layout, not a secret
        draft = Draft(board_id, state)
        named = queries.names_shown(board.workshop_id, board.canvas)
        for note in _laid_out(hidden, state, canvases.get(board.canvas)):
            shown = replace(note, audience=EVERYONE, generation=0, named=note.named and named)
            draft.add(Entry(put(shown), gesture=f"reveal-{event.generation}"))
        draft.write(connection)
        publish(BoardWritten(board_id))


def _open(workshop_id: str, canvases: Sequence[str]) -> None:
    """Open boards. Of two who do so at once one is quicker, and both find the same."""
    for canvas in canvases:
        row = {"id": new_id(), "workshop_id": workshop_id, "canvas": canvas, "epoch": new_id(), "seq": 0, "rules": {}}
        statement = log.insert_into(queries.connection().dialect.name, log.boards).values(row)
        db.session.execute(statement.on_conflict_do_nothing())


def _waits(note: Element, generation: int) -> bool:
    return note.audience != EVERYONE and not note.deleted and note.generation == generation


def _is_picked(workshop_id: str, canvas: str) -> bool:
    """Whether the step on this canvas leaves the choice to its people: the current step, else any on it."""
    steps = [step for step in steps_of(workshop_id) if step.screen == canvas]
    current = stage_of(workshop_id).step_id
    here: list[Step] = [step for step in steps if step.id == current] or steps
    return bool(here) and all(step.sharing == Sharing.PICK for step in here)


def _laid_out(notes: Sequence[Element], state: State, canvas: Canvas | None) -> list[Element]:
    """The notes one after another in the free places of their zones, each behind what lies there."""
    lying: dict[str, list[Element]] = defaultdict(list)
    for element in state.elements.values():
        if element.audience == EVERYONE and not element.deleted:
            lying[element.zone].append(element)
    laid = []
    for note in notes:
        before = lying[note.zone]
        last = max((element.z for element in before), default=None)
        zone = canvas.zone(note.zone) if canvas else None
        x, y = place(zone, len(before), inside=canvas.ring_inside(zone)) if canvas and zone else (note.x, note.y)
        laid.append(replace(note, x=x, y=y, z=order.after(last, "11")))
        before.append(laid[-1])
    return laid
