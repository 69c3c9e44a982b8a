"""Verbs of boards that come from elsewhere than a browser's ops: opening them, the reveal, and forgetting."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import delete

from app import clock
from app.boards import forgetting, inbox_queries, log, queries, text
from app.boards.engine.audience import inbox_of
from app.boards.engine.state import Element
from app.boards.engine.whole import put
from app.boards.events import BoardWritten
from app.boards.log import Draft, Entry
from app.boards.models import Board, RefusedOp
from app.boards.revealing import revealed
from app.db import db, transaction
from app.errors import NotFound
from app.events import inside, publish
from app.ids import new_id
from app.workshops.events import AgendaChanged, NotesRevealed, StageChanging, WorkshopMade
from app.workshops.models import Sharing, Step
from app.workshops.queries import canvases_of, steps_of

REFUSALS_KEPT: Final = timedelta(days=30)
"""Long enough to ask for the words of a note that was not taken."""


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
    some by hand. Where a facilitator looks at notes first, those of participants come there.
    """
    connection = queries.connection()
    canvases = canvases_of(event.workshop_id)
    for board_id in log.lock_all(connection, event.workshop_id):
        board = log.lock(connection, board_id)
        steps = _written_in(event, board.canvas) if board else []
        if board is None or (steps and all(step.sharing == Sharing.PICK for step in steps)):
            continue
        leading = inbox_queries.leading_marks(board_id) if any(step.moderated for step in steps) else None
        draft = Draft(board_id, log.read_state(connection, board_id, board.seq))
        named = queries.names_shown(board.workshop_id, board.canvas)
        seed = f"{board.epoch}:{event.generation}"
        shown = list(revealed(draft.state, event.generation, canvases.get(board.canvas), seed=seed, named=named))
        if not shown:
            continue
        for element in shown:
            draft.add(Entry(put(_looked_at_first(element, leading)), gesture=f"reveal-{event.generation}"))
        draft.write(connection)
        # What was deleted in private goes no further than the words that are left.
        text.forget(connection, board_id, [element.id for element in shown])
        publish(BoardWritten(board_id))


def forget_refusals() -> None:
    """Drop what was refused long ago, with its words. An op that is sent again after that counts as kept."""
    with transaction():
        db.session.execute(delete(RefusedOp).where(RefusedOp.at < clock.now() - REFUSALS_KEPT))


def forget_drafts(workshop_id: str) -> None:
    """Let nobody hear the drafts behind what others see by now."""
    for board_id in queries.board_ids_in(workshop_id):
        with transaction():
            forgetting.forget_drafts(queries.connection(), board_id)


def forget_people(workshop_id: str) -> None:
    """Let nothing tie what was written without names to those who wrote it, now that the workshop is closed."""
    for board_id in queries.board_ids_in(workshop_id):
        with transaction():
            forgetting.forget_people(queries.connection(), board_id)


def _open(workshop_id: str, canvases: Sequence[str]) -> None:
    """Open boards. Of two who do so at once one is quicker, and both find the same."""
    for canvas in canvases:
        row = {"id": new_id(), "workshop_id": workshop_id, "canvas": canvas, "epoch": new_id(), "seq": 0, "rules": {}}
        statement = log.insert_into(queries.connection().dialect.name, log.boards).values(row)
        db.session.execute(statement.on_conflict_do_nothing())


def _written_in(event: NotesRevealed, canvas: str) -> list[Step]:
    """The step people wrote in, if it is on this canvas, else all that are."""
    steps = [step for step in steps_of(event.workshop_id) if step.screen == canvas]
    return [step for step in steps if step.id == event.step_id] or steps


def _looked_at_first(element: Element, leading: Collection[str] | None) -> Element:
    """A revealed element as it is where facilitators look at it first; they need not look at their own."""
    if leading is None or element.author is None or element.author in leading:
        return element
    return replace(element, audience=inbox_of(element.author))
