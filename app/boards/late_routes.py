"""Late notes of whoever asks: what became of them, told on whatever page they are by then."""

from flask import Response, jsonify, request

from app import i18n
from app.accounts.access import current_principal
from app.boards import late_queries, reading
from app.boards.blueprint import bp, found
from app.boards.errors import BadBatch
from app.boards.models import Board
from app.errors import NotSignedIn
from app.workshops.models import Seat
from app.workshops.queries import canvases_of

MOST = 100
"""Notes one question may name, and a page may."""


@bp.get("/boards/<board_id>/late/")
def fates(board_id: str) -> Response:
    """Return what became of one's own notes, the words of those that a facilitator deleted, and whether it is over.

    `as` names whose notes they are: on a shared device a page of one person may ask while another is signed in.
    """
    if request.args.get("as", current_principal().id) != current_principal().id:
        raise NotSignedIn
    board, seat = found(board_id)
    ids = request.args.getlist("id")
    if len(ids) > MOST:
        raise BadBatch
    became = late_queries.fates(board.id, reading.hearer(seat), ids)
    taken = [id_ for id_, fate in zip(ids, became, strict=True) if fate == "taken"]
    with_words = {"words": late_queries.texts_of(board.id, taken), "title": _title_of(board)} if taken else {}
    return jsonify(notes=became, over=seat.workshop.closed_at is not None, **with_words)


@bp.app_template_global()
def notes_taken_from(seat: Seat) -> list[tuple[str, str]]:
    """Return somebody's notes that a facilitator deleted, each as its board and its id.

    A page names them to its scripts, which ask for their words where this device has not told them yet.
    """
    return late_queries.taken_from(seat.workshop_id, reading.hearer(seat), MOST)


def _title_of(board: Board) -> str:
    canvas = canvases_of(board.workshop_id, board.canvas).get(board.canvas)
    return i18n.pick(canvas.name) if canvas else ""
