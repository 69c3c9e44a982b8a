"""Boards over HTTP: the list and the wall as pages, and for browsers without a socket the same ops and rows."""

from functools import partial

from flask import Response, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app import aside, i18n
from app.accounts.access import current_principal
from app.boards import (
    answers,
    canvas_routes,
    hidden_routes,
    inbox_queries,
    late_queries,
    late_routes,
    note_routes,
    offline_routes,
    overview_routes,
    pages,
    queries,
    reading,
    rules_routes,
    text_routes,
    wire,
    writing,
)
from app.boards.blueprint import bp, found, found_still, shared
from app.boards.desk import desk
from app.boards.errors import BadBatch, BadNote, refusal
from app.boards.forms import NoteForm
from app.boards.fullness_queries import how_full
from app.boards.models import Board
from app.errors import AppError, TooMuch
from app.hx import htmx
from app.ids import digest
from app.security import reads_json
from app.workshops.models import Seat
from app.workshops.policy import Deed as RoomDeed
from app.workshops.policy import require

__all__ = [
    "bp",
    "canvas_routes",
    "hidden_routes",
    "late_routes",
    "note_routes",
    "offline_routes",
    "overview_routes",
    "rules_routes",
    "text_routes",
]

bp.add_app_template_filter(answers.answers_of, "answers")


@bp.get("/boards/for/<workshop_id>/<canvas>/list/")
def list_for(workshop_id: str, canvas: str) -> ResponseReturnValue:
    """The board the room shares for a canvas, as a list by zone."""
    return _list(*shared(workshop_id, canvas))


@bp.app_template_global()
def list_of_step(workshop_id: str, canvas: str) -> Markup | None:
    """The list of the step's board within a participant's page: over a weak line a second answer is seconds away.

    None where it is refused: then the page asks for it, and says why.
    """
    try:
        context = pages.list_context(*shared(workshop_id, canvas))
    except AppError:
        return None
    return Markup(render_template("boards/_list.html", alone=False, inside=True, **context))  # noqa: S704 - a template of ours


@bp.get("/boards/for/<workshop_id>/<canvas>/wall/")
def wall_for(workshop_id: str, canvas: str) -> str:
    """The board the room shares for a canvas, as the wall shows it."""
    return _wall(*shared(workshop_id, canvas))


@bp.get("/boards/for/<workshop_id>/<canvas>/inbox/")
def inbox_for(workshop_id: str, canvas: str) -> str:
    """How much on a board only its authors and the facilitators see, for the cockpit: a number, no words."""
    board, seat = shared(workshop_id, canvas)
    require(seat, RoomDeed.MOVE_THE_ROOM)
    waiting = late_queries.to_be_shown_on(board.id, board.workshop_id)
    return render_template(
        "boards/_inbox.html",
        board=board,
        workshop=seat.workshop,
        waiting=waiting,
        put_back=inbox_queries.waiting_in(board.id) - waiting,
        full=how_full(board.id),
    )


@bp.get("/boards/for/<workshop_id>/<canvas>/glance/")
def glance_for(workshop_id: str, canvas: str) -> str:
    """The board the room shares for a canvas, in small and in figures, for the cockpit."""
    board, seat = shared(workshop_id, canvas)
    require(seat, RoomDeed.MOVE_THE_ROOM)
    return render_template("boards/_glance.html", **pages.glance_context(board, seat))


@bp.get("/boards/<board_id>/list/")
def show_list(board_id: str) -> ResponseReturnValue:
    """A board as a list by zone."""
    return _list(*found(board_id))


@bp.get("/boards/<board_id>/parts/")
def list_parts(board_id: str) -> str:
    """What the scripts of the list copy for menus and questions; nothing of the board itself."""
    return render_template("boards/_list_parts.html", **pages.parts_context(*found(board_id)))


@bp.get("/boards/<board_id>/wall/")
def show_wall(board_id: str) -> str:
    """A board as the wall shows it: what everybody may see, nothing of one's own."""
    return _wall(*found(board_id))


@bp.post("/boards/<board_id>/notes/")
def add_note(board_id: str) -> ResponseReturnValue:
    """Write a note without scripts: the same op, through the same committer."""
    board, seat = found(board_id)
    form = NoteForm()
    if not form.validate_on_submit():
        raise BadBatch
    try:
        note_id = _add(board, seat, form)
    except BadNote as error:
        # What somebody wrote stands in its field again.
        typed = pages.Typed(form.zone.data or "", form.text.data or "", str(error.message))
        return _list(board, seat, typed), error.status
    if form.room.data:
        return redirect(url_for("workshops.room", workshop_id=board.workshop_id, _anchor=note_id), code=303)
    return redirect(url_for("boards.show_list", board_id=board.id, _anchor=note_id), code=303)


@bp.get("/boards/<board_id>/snapshot/")
def snapshot(board_id: str) -> Response:
    """The whole board as its reader may see it."""
    board, seat = found(board_id)
    only = request.args.get("only")
    who = reading.hearer(seat, only=only)
    queries.look_again()
    epoch, seq = queries.head(board.id)
    answer = make_response()
    answer.set_etag(f"{epoch}-{seq}-{who.seat or 'all'}{'-leads' if who.leads else ''}")
    if not request.if_none_match.contains(answer.get_etag()[0] or ""):
        answer.set_data(desk().snapshots.read(board.id, lambda: reading.hearer(found_still(board_id), only=only)))
        answer.mimetype = "application/json"
    answer.make_conditional(request)
    return answer


@bp.get("/boards/<board_id>/ops/")
def ops(board_id: str) -> Response:
    """The rows behind `since` that their reader may see."""
    board, seat = found(board_id)
    since = request.args.get("since", default=-1, type=int)
    if since < 0:
        raise BadBatch
    who = reading.hearer(seat, only=request.args.get("only"))
    frame = partial(reading.frame_as_json, board.id, request.args.get("e", ""), since, who)
    queries.look_again()
    far = queries.head(board.id)[1] - since > reading.ROWS_BY_SOCKET
    if far:
        rows = aside.read(frame)
        found_still(board_id)
    else:
        rows = frame()
    return Response(rows, mimetype="application/json")


@bp.post("/boards/<board_id>/ops/")
@reads_json
def take_ops(board_id: str) -> Response:
    """Take a batch of ops, as the socket does; the answer comes once they are on the disk."""
    # However long it is on its way, no connection of the database waits for it.
    body = request.get_data(cache=False) if (request.content_length or 0) <= wire.MOST_BYTES else None
    principal = current_principal()
    # What comes in pieces says its length only when it is there.
    if body is None or len(body) > wire.MOST_BYTES:
        raise TooMuch
    batch = wire.read_batch(wire.read_json(body))
    if batch.board_id != board_id:
        raise BadBatch
    # Who has no seat waits in no line, and learns no more than where there is no board.
    queries.board_and_seat(board_id, principal.id)
    return jsonify(desk().committer.submit(principal.id, batch))


def _add(board: Board, seat: Seat, form: NoteForm) -> str:
    """Commit the note; its id. The same form with other words is another note."""
    text = (form.text.data or "").replace("\r\n", "\n").strip()
    zone_id = form.zone.data or ""
    note_id = f"e_{digest(f'{form.note.data} {zone_id} {text}')[:22]}"
    canvas, pm = pages.canvas_of(board), form.pm.data or 0
    batch = writing.batch_for(board, seat, canvas, note_id=note_id, zone_id=zone_id, text=text, pm=pm)
    batch = writing.promised(batch, form.said.data or "")
    if code := wire.refusal_in(desk().committer.submit(seat.principal_id, batch)):
        raise refusal(code)
    return note_id


def _list(board: Board, seat: Seat, typed: pages.Typed | None = None) -> str:
    """The list alone for htmx, a page of its own for everybody else."""
    name = "boards/_list.html" if htmx else "boards/list.html"
    return render_template(name, alone=not htmx, part=bool(htmx), **pages.list_context(board, seat, typed))


def _wall(board: Board, seat: Seat) -> str:
    i18n.speak(seat.workshop.language)
    return render_template("boards/_wall.html", **pages.wall_context(board, seat))
