"""Finding what a reveal depends on: its boards, and the rules of the moment for each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select

from app.boards import inbox_queries, log, queries, scene
from app.boards.engine.audience import EVERYONE, INBOX
from app.boards.log import Locked
from app.boards.models import Board, Element
from app.canvases.canvas import Canvas
from app.db import db
from app.workshops.events import NotesRevealed
from app.workshops.queries import canvases_of, stage_of
from app.workshops.services.stage import scenes_of, state_of
from app.workshops.stage import Held, Scene, looks_first, written_in
from app.workshops.stage import hidden as hidden_writings


@dataclass(frozen=True, slots=True)
class Terms:
    """All that a reveal of one board depends on: where two are equal, it comes to the same.

    `leading` marks whose elements nobody need look at first; None where nobody looks. `veil` is the key of aliases.
    What was written alone by those who were `removed` stays hidden.
    """

    board: Locked
    generation: int
    canvas: Canvas | None
    named: bool
    leading: frozenset[str] | None
    veil: bytes | None
    removed: frozenset[str] = frozenset()


def reveals_ahead(workshop_id: str) -> list[NotesRevealed]:
    """What will be told of each hidden writing of a workshop, should it be revealed now."""
    hidden = hidden_writings(scenes_of(workshop_id), state_of(stage_of(workshop_id)))
    return [NotesRevealed(workshop_id, each.generation, each.step_id) for each in hidden]


def left_at_the_end(workshop_id: str) -> list[Held]:
    """Return the hidden writings that an end of the workshop left with their authors, on some boards at least."""
    return [each for each in state_of(stage_of(workshop_id)).held if each.left]


def boards_waiting(workshop_id: str, generations: Collection[int]) -> list[str]:
    """The boards of a workshop on which something waits for one of these reveals."""
    query = select(Element.board_id).join(Board, Board.id == Element.board_id).where(*_waits(workshop_id, generations))
    return list(db.session.scalars(query.distinct()))


def hidden_on(workshop_id: str, generations: Collection[int]) -> dict[tuple[str, int], int]:
    """Canvas and number of the hidden writing → how much waits there for these reveals, of whatever type."""
    query = (
        select(Board.canvas, Element.generation, queries.pieces())
        .join(Board, Board.id == Element.board_id)
        .where(
            *_waits(workshop_id, generations),
            Element.audience.not_in(marks_of_removed(workshop_id)),
        )
        .group_by(Board.canvas, Element.generation)
    )
    return {(canvas, generation): count for canvas, generation, count in db.session.execute(query)}


def left_hidden_in(workshop_id: str, generations: Collection[int]) -> set[int]:
    """Return those of these hidden writings in which something waits of people who were removed: it stays hidden."""
    of_removed = Element.audience.in_(marks_of_removed(workshop_id))
    query = select(Element.generation).join(Board, Board.id == Element.board_id)
    return set(db.session.scalars(query.where(*_waits(workshop_id, generations), of_removed).distinct()))


def marks_of_removed(workshop_id: str) -> frozenset[str]:
    """Return the seats that were ended, with what stands for each where nobody is named: audiences of their own."""
    return scene.marks_of_removed(queries.connection(), workshop_id, queries.veil_of(workshop_id))


def notes_alone(
    workshop_id: str, generations: Collection[int], marks: Collection[str], *, shown: Collection[str] = ()
) -> dict[str, list[str]]:
    """Return what waits for these reveals and is said to be some people's alone, by board.

    On the canvases in `shown` nothing waits for them any more.
    """
    query = (
        select(Element.board_id, Element.id)
        .join(Board, Board.id == Element.board_id)
        .where(*_waits(workshop_id, generations), Element.audience.in_(marks), Board.canvas.not_in(shown))
    )
    found: dict[str, list[str]] = {}
    for board_id, id_ in db.session.execute(query):
        found.setdefault(board_id, []).append(id_)
    return found


def _waits(workshop_id: str, generations: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    return (
        Board.workshop_id == workshop_id,
        Element.audience != EVERYONE,
        Element.audience.not_like(f"{INBOX}%"),
        Element.deleted_seq.is_(None),
        Element.generation.in_(generations),
    )


def terms_of(event: NotesRevealed) -> list[Terms]:
    """The boards that are revealed, locked in id order, each with its terms.

    A board whose step lets people pick what they share is none of them; where canvases are named, no other is.
    """
    connection, canvases = queries.connection(), canvases_of(event.workshop_id)
    scenes = scenes_of(event.workshop_id)
    veil, removed = queries.veil_of(event.workshop_id), marks_of_removed(event.workshop_id)
    found = []
    for board_id in log.lock_all(connection, event.workshop_id):
        board = log.lock(connection, board_id)
        steps = written_in(scenes, event.step_id, board.canvas) if board else []
        if board is None or (steps and all(step.picks for step in steps)):
            continue
        if event.canvases is not None and board.canvas not in event.canvases:
            continue
        terms = _terms(board, event.generation, canvases.get(board.canvas), steps=steps, veil=veil)
        found.append(replace(terms, removed=removed))
    return found


def terms_on(workshop_id: str, board_id: str) -> Terms | None:
    """The terms under which late notes are shown on a board, which is locked; None where it is gone."""
    board = log.lock(queries.connection(), board_id)
    if board is None:
        return None
    canvas = canvases_of(workshop_id).get(board.canvas)
    steps = written_in(scenes_of(workshop_id), None, board.canvas)
    return _terms(board, 0, canvas, steps=steps, veil=queries.veil_of(workshop_id))


def _terms(
    board: Locked, generation: int, canvas: Canvas | None, *, steps: Sequence[Scene], veil: bytes | None
) -> Terms:
    leading = inbox_queries.leading_marks(board.id) if looks_first(steps) else None
    named = queries.names_shown(board.workshop_id, board.canvas)
    return Terms(board, generation, canvas, named, None if leading is None else frozenset(leading), veil)
