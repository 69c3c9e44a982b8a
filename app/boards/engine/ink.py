"""Strokes: drawn by their author alone, piece by piece, and never changed once they are whole."""

from collections.abc import Mapping
from typing import Any

from app.boards.engine import schema
from app.boards.engine.reach import ARRANGE, by, changeable, comes_too_late
from app.boards.engine.state import INK, Board, Context, Element, Refusal

MOST_IN_STROKE = 8_000
"""Numbers in one stroke."""


def draw_on(board: Board, context: Context, op: schema.AddInk) -> list[schema.Event] | Refusal:
    """Let a stroke go on from the number `at`: what came twice is there once."""
    stroke = changeable(board, context, op.id, ARRANGE)
    if isinstance(stroke, Refusal):
        return stroke
    if refused := _refused(stroke, context, op):
        return Refusal(refused)
    return [schema.InkAdded(id=op.id, at=op.at, pts=op.pts, final=op.final, by=by(context), aud=stroke.audience)]


def bad_stroke(given: Mapping[str, Any]) -> str | None:
    """Why this is no beginning of a stroke."""
    return "malformed" if len(given.get("pts", ())) % _of_a_point(pressure=given.get("pressure")) else None


def _refused(stroke: Element, context: Context, op: schema.AddInk) -> str | None:
    end = op.at + len(op.pts)
    faults = (
        (stroke.type != INK, "bad-target"),
        (not context.wrote(stroke), "not-yours"),
        (stroke.final, "ink-final"),
        (comes_too_late(context, stroke, op.pm), "revealed"),
        (op.at > len(stroke.pts or ()), "ink-gap"),
        (end > MOST_IN_STROKE, "ink-long"),
        (end % _of_a_point(pressure=stroke.pressure), "malformed"),
    )
    return next((code for is_so, code in faults if is_so), None)


def _of_a_point(*, pressure: bool | None) -> int:
    return 3 if pressure else 2
