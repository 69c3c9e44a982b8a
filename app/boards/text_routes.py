"""What a page needs to write in a note: how its text came about, as Yjs keeps it."""

from base64 import b64encode

from flask import Response, jsonify

from app.boards import text_queries
from app.boards.blueprint import bp, found


@bp.get("/boards/<board_id>/texts/<note_id>/")
def show_text(board_id: str, note_id: str) -> Response:
    """The text of a note at a row of the log; `y` is null where it grows from its words."""
    board, seat = found(board_id)
    text = text_queries.text_of(board, note_id, seat)
    return jsonify(y=text.state and b64encode(text.state).decode(), t=text.words, s=text.seq)
