"""Boards over HTTP: the list and the wall as pages, and for browsers without a socket the same ops and rows."""

from flask import Blueprint, Response, g, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.boards import pages, queries, reading, services, wire, writing
from app.boards.desk import desk
from app.boards.errors import BadBatch, BadNote, refusal
from app.boards.forms import NoteForm
from app.boards.models import Board
from app.errors import TooMuch
from app.hx import htmx
from app.security import reads_json
from app.workshops.models import Seat
from app.workshops.queries import workshop_and_seat

bp = Blueprint("boards", __name__)


@bp.get("/boards/for/<workshop_id>/<canvas>/list/")
def list_for(workshop_id: str, canvas: str) -> ResponseReturnValue:
    """The board the room shares for a canvas, as a list by zone."""
    return _list(*_shared(workshop_id, canvas))


@bp.get("/boards/for/<workshop_id>/<canvas>/wall/")
def wall_for(workshop_id: str, canvas: str) -> str:
    """The board the room shares for a canvas, as the wall shows it."""
    return _wall(*_shared(workshop_id, canvas))


@bp.get("/boards/<board_id>/list/")
def show_list(board_id: str) -> ResponseReturnValue:
    """A board as a list by zone."""
    return _list(*_found(board_id))


@bp.get("/boards/<board_id>/wall/")
def show_wall(board_id: str) -> str:
    """A board as the wall shows it: what everybody may see, nothing of one's own."""
    return _wall(*_found(board_id))


@bp.post("/boards/<board_id>/notes/")
def add_note(board_id: str) -> ResponseReturnValue:
    """Write a note without scripts: the same op, through the same committer."""
    board, seat = _found(board_id)
    form = NoteForm()
    if not form.validate_on_submit():
        raise BadBatch
    text = (form.text.data or "").replace("\r\n", "\n").strip()
    batch = writing.batch_for(
        board,
        seat,
        pages.canvas_of(board),
        note_id=form.note.data or "",
        zone_id=form.zone.data or "",
        text=text,
        pm=form.pm.data or 0,
    )
    answer = desk().committer.submit(seat.principal_id, batch)
    if code := wire.refusal_in(answer):
        error = refusal(code)
        if not isinstance(error, BadNote):
            raise error
        typed = pages.Typed(form.zone.data or "", form.text.data or "", str(error.message))
        return _list(board, seat, typed), error.status
    return redirect(url_for("boards.show_list", board_id=board.id, _anchor=form.note.data), code=303)


@bp.get("/boards/<board_id>/snapshot/")
def snapshot(board_id: str) -> Response:
    """The whole board as its reader may see it."""
    board, seat = _found(board_id)
    audience = None if request.args.get("only") == "public" else seat.id
    queries.look_again()
    epoch, seq = queries.head(board.id)
    answer = make_response()
    answer.set_etag(f"{epoch}-{seq}-{audience or 'all'}")
    if not request.if_none_match.contains(answer.get_etag()[0] or ""):
        answer.set_data(desk().snapshots.read(board.id, audience))
        answer.mimetype = "application/json"
    answer.make_conditional(request)
    return answer


@bp.get("/boards/<board_id>/ops/")
def ops(board_id: str) -> Response:
    """The rows behind `since` that their reader may see."""
    board, seat = _found(board_id)
    since = request.args.get("since", default=-1, type=int)
    if since < 0:
        raise BadBatch
    audience = reading.audience(seat, only=request.args.get("only"))
    queries.look_again()
    return jsonify(reading.frame_since(board.id, request.args.get("e", ""), since, audience))


@bp.post("/boards/<board_id>/ops/")
@reads_json
def take_ops(board_id: str) -> Response:
    """Take a batch of ops, as the socket does; the answer comes once they are on the disk."""
    principal = current_principal()
    if (request.content_length or 0) > wire.MOST_BYTES:
        raise TooMuch
    batch = wire.read_batch(wire.read_json(request.get_data(cache=False)))
    if batch.board_id != board_id:
        raise BadBatch
    return jsonify(desk().committer.submit(principal.id, batch))


def _found(board_id: str) -> tuple[Board, Seat]:
    """The board and the asker's seat; the answer speaks the workshop's language and keeps its time."""
    board, seat = queries.board_and_seat(board_id, current_principal().id)
    i18n.speak(seat.workshop.language)
    g.workshop_timezone = seat.workshop.timezone
    return board, seat


def _shared(workshop_id: str, canvas: str) -> tuple[Board, Seat]:
    workshop_and_seat(workshop_id, current_principal())
    return _found(services.board_for(workshop_id, canvas).id)


def _list(board: Board, seat: Seat, typed: pages.Typed | None = None) -> str:
    """The list alone for htmx, a page of its own for everybody else."""
    name = "boards/_list.html" if htmx else "boards/list.html"
    return render_template(name, **pages.list_context(board, seat, typed))


def _wall(board: Board, seat: Seat) -> str:
    return render_template("boards/_wall.html", **pages.wall_context(board, seat))
