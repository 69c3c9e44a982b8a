"""Late notes of whoever asks: what became of them, told on whatever page they are by then."""

from flask import Response, jsonify, request

from app.accounts.access import current_principal
from app.boards import late_queries, reading
from app.boards.blueprint import bp, found
from app.boards.errors import BadBatch
from app.errors import NotSignedIn

MOST = 100
"""Notes one question may name."""


@bp.get("/boards/<board_id>/late/")
def fates(board_id: str) -> Response:
    """Return what became of one's own notes, also where a facilitator deleted them, and whether the workshop is closed.

    `as` names whose notes they are: on a shared device a page of one person may ask while another is signed in.
    """
    if request.args.get("as", current_principal().id) != current_principal().id:
        raise NotSignedIn
    board, seat = found(board_id)
    ids = request.args.getlist("id")
    if len(ids) > MOST:
        raise BadBatch
    became = late_queries.fates(board.id, reading.hearer(seat), ids)
    return jsonify(notes=became, over=seat.workshop.closed_at is not None)
