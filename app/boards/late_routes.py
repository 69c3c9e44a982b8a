"""What became of notes that came late, for whoever wrote them, on whatever page they are by then."""

from flask import Response, jsonify, request

from app.boards import late_queries, reading
from app.boards.blueprint import bp, found
from app.boards.errors import BadBatch

MOST = 100
"""Notes one question may name."""


@bp.get("/boards/<board_id>/late/")
def fates(board_id: str) -> Response:
    """Whether notes of one's own wait, were shown, were left or are gone, and whether the workshop is closed."""
    board, seat = found(board_id)
    ids = request.args.getlist("id")
    if len(ids) > MOST:
        raise BadBatch
    became = late_queries.fates(board.id, reading.hearer(seat), ids)
    return jsonify(notes=became, over=seat.workshop.closed_at is not None)
