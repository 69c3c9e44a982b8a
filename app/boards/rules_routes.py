"""What people may do on a board and in its zones: a part of the cockpit, and a page of its own without scripts."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.boards import pages, policy, queries, services
from app.boards.blueprint import bp, found, shared
from app.boards.errors import BadBatch
from app.boards.forms import RulesForm, rules_form
from app.boards.models import Board
from app.hx import htmx
from app.workshops.models import Seat
from app.workshops.policy import Deed, require


@bp.get("/boards/for/<workshop_id>/<canvas>/rules/")
def rules_for(workshop_id: str, canvas: str) -> str:
    """The rules of the board the room shares for a canvas."""
    return _shown(*shared(workshop_id, canvas))


@bp.get("/boards/<board_id>/rules/")
def show_rules(board_id: str) -> str:
    """The rules of a board."""
    return _shown(*found(board_id))


@bp.post("/boards/<board_id>/rules/")
def set_rules(board_id: str) -> ResponseReturnValue:
    """Let people do more or less."""
    board, seat = found(board_id)
    form = rules_form(pages.canvas_of(board), board.rules)
    if not form.validate_on_submit():
        raise BadBatch
    services.set_rules(seat, board.id, form.chosen())
    if htmx:
        return _shown(*queries.board_and_seat(board.id, seat.principal_id), kept=True)
    return redirect(url_for("workshops.show_cockpit", workshop_id=seat.workshop_id), code=303)


def _shown(board: Board, seat: Seat, *, kept: bool = False) -> str:
    require(seat, Deed.MOVE_THE_ROOM)
    name = "boards/_rules.html" if htmx else "boards/rules.html"
    canvas = pages.canvas_of(board)
    form: RulesForm = rules_form(canvas, board.rules)
    ruled = len(policy.zone_rules(board.rules))
    return render_template(name, board=board, workshop=seat.workshop, canvas=canvas, form=form, ruled=ruled, kept=kept)
