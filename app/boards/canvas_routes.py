"""The board as a plane: a page of its own, and the part that the page of the room shows on a wide screen."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.boards import pages
from app.boards.blueprint import bp, found, shared
from app.boards.models import Board
from app.hx import htmx
from app.workshops.models import Seat


@bp.get("/boards/<board_id>/")
def show(board_id: str) -> ResponseReturnValue:
    """A board as a plane."""
    return _canvas(*found(board_id))


@bp.get("/boards/for/<workshop_id>/<canvas>/canvas/")
def canvas_for(workshop_id: str, canvas: str) -> ResponseReturnValue:
    """The board the room shares for a canvas, as a plane."""
    return _canvas(*shared(workshop_id, canvas))


@bp.get("/boards/<board_id>/plane-parts/")
def plane_parts(board_id: str) -> str:
    """What the plane asks people with; nothing of the board itself."""
    return render_template("boards/_plane_parts.html", **pages.parts_context(*found(board_id)))


def _canvas(board: Board, seat: Seat) -> str:
    """The plane alone for htmx, a page of its own for everybody else."""
    name = "boards/_canvas.html" if htmx else "boards/board.html"
    return render_template(name, part=bool(htmx), **pages.canvas_context(board, seat))
