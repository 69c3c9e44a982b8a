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

    With `words` those that facilitators alone see beside their author come with their words as well, with `where` the
    workshop of the board: a card on a page of another workshop names it. `as` names whose
    notes they are: on a shared device a page of one person may ask while another is signed in.
    """
    if request.args.get("as", current_principal().id) != current_principal().id:
        raise NotSignedIn
    board, seat = found(board_id)
    ids = request.args.getlist("id")
    if len(ids) > MOST:
        raise BadBatch
    became = late_queries.fates(board.id, reading.hearer(seat), ids)
    told = {"taken", "facilitators", "waits"} if "words" in request.args else {"taken"}
    worded = [id_ for id_, fate in zip(ids, became, strict=True) if fate in told]
    with_words = {"words": late_queries.texts_of(board.id, worded), "title": _title_of(board)} if worded else {}
    workshop = seat.workshop
    where = {"workshop": {"id": workshop.id, "title": workshop.title}} if "where" in request.args else {}
    return jsonify(notes=became, over=workshop.closed_at is not None, **with_words, **where)


@bp.app_template_global()
def notes_taken_from(seat: Seat) -> list[tuple[str, str]]:
    """Return somebody's notes that a facilitator deleted, each as its board and its id.

    A page names them to its scripts, which ask for their words where this device has not told them yet.
    """
    return late_queries.taken_from(seat.workshop_id, reading.hearer(seat), MOST)


@bp.app_template_global()
def notes_unshown_from(seat: Seat) -> list[tuple[str, str]]:
    """Return somebody's notes that facilitators see beside them and nobody else, each as its board and its id.

    A page names them to its scripts, which keep their words on the device: where nobody is named, nobody can tell
    whose they are once the workshop is closed.
    """
    return late_queries.unshown_from(seat.workshop_id, reading.hearer(seat), MOST)


@bp.app_template_global()
def words_of_removed(workshop_id: str) -> list[late_queries.Written]:
    """Return what whoever asks wrote in a workshop in which their seat was ended: no board is open to them any more."""
    return late_queries.words_of_removed(workshop_id, current_principal().id, MOST)


def _title_of(board: Board) -> str:
    canvas = canvases_of(board.workshop_id, board.canvas).get(board.canvas)
    return i18n.pick(canvas.name) if canvas else ""
