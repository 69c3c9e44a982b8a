"""A board's history over HTTP: its moments, the board as it was, and ways back that are shown before they happen."""

from http import HTTPStatus

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.boards.blueprint import found, shared
from app.boards.browsing import count_reading
from app.boards.errors import BadBatch
from app.boards.models import Board
from app.boards.reading import hearer
from app.history import moment_queries, pages, policy, replaying, services
from app.history.errors import BoardMovedOn, NoSuchMoment
from app.history.forms import OF_A_PERSON, OF_A_ZONE, BackForm, NameForm, PersonForm, WhenForm
from app.history.policy import Deed
from app.history.wish import DEED, Wish
from app.hx import htmx
from app.workshops.errors import WorkshopOver
from app.workshops.models import Seat

bp = Blueprint("history", __name__, url_prefix="/history")
bp.before_request(count_reading)


@bp.get("/for/<workshop_id>/<canvas>/")
def index_for(workshop_id: str, canvas: str) -> ResponseReturnValue:
    """The history of the board the room shares for a canvas."""
    board, _seat = shared(workshop_id, canvas)
    return redirect(url_for("history.index", board_id=board.id), code=303)


@bp.get("/<board_id>/")
def index(board_id: str) -> str:
    """What is remembered of a board, newest first."""
    return _moments(*found(board_id), before=request.args.get("before", type=int))


@bp.post("/<board_id>/versions/")
def name(board_id: str) -> ResponseReturnValue:
    """Name a moment of the board."""
    board, seat = found(board_id)
    policy.require(seat, Deed.NAME_MOMENTS)
    form = NameForm()
    if not form.validate_on_submit():
        return _moments(board, seat, form=form), HTTPStatus.UNPROCESSABLE_ENTITY
    services.name_moment(seat, board_id, name=(form.name.data or "").strip(), seq=form.seq.data)
    return _moments(board, seat) if htmx else redirect(url_for("history.index", board_id=board_id), code=303)


@bp.get("/<board_id>/at/")
def find(board_id: str) -> ResponseReturnValue:
    """The board at a moment of the workshop's clock."""
    board, seat = found(board_id)
    form = WhenForm(request.args)
    if not form.validate() or form.when.data is None:
        raise NoSuchMoment
    seq = pages.row_at(board, seat, form.when.data)
    return redirect(url_for("history.show", board_id=board_id, seq=seq), code=303)


@bp.get("/<board_id>/at/<int:seq>/")
def show(board_id: str, seq: int) -> str:
    """The board as it was after a row of its log, as this seat was allowed to see it."""
    return render_template("history/past.html", **pages.past_context(*found(board_id), seq))


@bp.get("/<board_id>/replay/")
def replay(board_id: str) -> str:
    """How the board came about: its way through time, to go along at will."""
    seq = request.args.get("at", type=int)
    return render_template("history/replay.html", **pages.replay_context(*found(board_id), seq))


@bp.get("/<board_id>/stretches/<int:since>/")
def stretch(board_id: str, since: int) -> Response:
    """The rows behind one that their reader may hear, as far as a stretch goes; with `whole` the board before them."""
    board, seat = found(board_id)
    whole = "whole" in request.args
    told = replaying.stretch(board, seat.workshop, hearer(seat), since, begun=whole)
    return Response(told, mimetype="application/json")


@bp.get("/<board_id>/ways/")
def way(board_id: str) -> ResponseReturnValue:
    """What is to go back to a moment one looks at: on to what would change then."""
    board, _seat = _leading(board_id)
    form = pages.from_here(board, 0)
    form.process(request.args)
    if not form.validate():
        raise BadBatch
    since, what = form.since.data or 0, form.what.data
    if what.startswith(OF_A_PERSON):
        whose = what.removeprefix(OF_A_PERSON)
        return redirect(url_for("history.undoing", board_id=board_id, whose=whose, since=since), code=303)
    zone = what.removeprefix(OF_A_ZONE) if what.startswith(OF_A_ZONE) else None
    return redirect(url_for("history.restoration", board_id=board_id, since=since, zone=zone), code=303)


@bp.get("/<board_id>/restorations/<int:since>/")
def restoration(board_id: str, since: int) -> str:
    """What would happen if the board, or a zone of it, were as it was."""
    board, seat = _leading(board_id)
    return _preview(board, seat, pages.wish_for(board, since, request.args.get("zone")))


@bp.post("/<board_id>/restorations/<int:since>/")
def restore(board_id: str, since: int) -> ResponseReturnValue:
    """Let the board, or a zone of it, be as it was."""
    board, seat = _leading(board_id)
    return _go_back(board, seat, pages.wish_for(board, since, request.form.get("zone")))


@bp.get("/<board_id>/undoings/")
def choose(board_id: str) -> ResponseReturnValue:
    """Whose doing is to be looked at, since when."""
    board, _seat = _leading(board_id)
    form = PersonForm.among(moment_queries.everybody(board.workshop_id))
    form.process(request.args)
    if not form.validate():
        raise BadBatch
    since = pages.row_before(board, form.minutes.data)
    return redirect(url_for("history.undoing", board_id=board_id, whose=form.seat.data, since=since), code=303)


@bp.get("/<board_id>/undoings/<whose>/<int:since>/")
def undoing(board_id: str, whose: str, since: int) -> str:
    """What would happen without what one person did since a row."""
    board, seat = _leading(board_id)
    return _preview(board, seat, pages.wish_without(board, whose, since))


@bp.post("/<board_id>/undoings/<whose>/<int:since>/")
def undo(board_id: str, whose: str, since: int) -> ResponseReturnValue:
    """Take back what one person did since a row, as far as nobody went on from it."""
    board, seat = _leading(board_id)
    return _go_back(board, seat, pages.wish_without(board, whose, since))


@bp.get("/<board_id>/reversals/<version_id>/")
def reversal(board_id: str, version_id: str) -> str:
    """What would happen if a way back were taken back itself."""
    board, seat = _leading(board_id)
    return _preview(board, seat, _reversing(board, version_id))


@bp.post("/<board_id>/reversals/<version_id>/")
def reverse(board_id: str, version_id: str) -> ResponseReturnValue:
    """Take a way back back, as far as nobody went on from it."""
    board, seat = _leading(board_id)
    return _go_back(board, seat, _reversing(board, version_id))


def _leading(board_id: str) -> tuple[Board, Seat]:
    """The board, for a seat that may take it back; to all others no form says what it would do."""
    board, seat = found(board_id)
    policy.require(seat, Deed.GO_BACK)
    if seat.workshop.closed_at is not None:
        raise WorkshopOver
    return board, seat


def _moments(board: Board, seat: Seat, *, before: int | None = None, form: NameForm | None = None) -> str:
    template = "history/_moments.html" if htmx else "history/index.html"
    return render_template(template, **pages.moments_context(board, seat, before=before, form=form))


def _preview(board: Board, seat: Seat, wish: Wish, *, refused: object = None) -> str:
    return render_template("history/plan.html", **pages.plan_context(board, seat, wish, refused=refused))


def _go_back(board: Board, seat: Seat, wish: Wish) -> ResponseReturnValue:
    """Let it happen and tell of it where moments are; what is not as it was shown is shown again."""
    form = BackForm()
    if not form.validate_on_submit():
        raise BadBatch
    try:
        services.go_back(seat, board.id, wish, seen=form.seen.data or "")
    except BoardMovedOn as error:
        return _preview(board, seat, wish, refused=error.message), error.status
    flash(_("Done. Everybody sees it already, and it can be taken back."))
    return redirect(url_for("history.index", board_id=board.id), code=303)


def _reversing(board: Board, version_id: str) -> Wish:
    """The wish to be without the rows of a way back.

    Raises:
        NoSuchMoment: nothing was taken back then.
    """
    version = moment_queries.version_of(board.id, version_id)
    if version.gesture is None:
        raise NoSuchMoment
    return Wish(DEED, version.seq, gesture=version.gesture)
