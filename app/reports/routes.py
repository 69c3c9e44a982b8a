"""Minutes to print, boards to take along, and boards brought back."""

from collections.abc import Callable, Sequence
from datetime import date
from http import HTTPStatus
from zoneinfo import ZoneInfo

from flask import Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app import aside, clock, i18n
from app.accounts.access import current_principal
from app.downloads import as_attachment, file_name
from app.errors import AppError, NotAllowed
from app.reports import boards_file, filing, minutes_view, picture_view, plan_routes, queries, services
from app.reports.blueprint import bp
from app.reports.forms import BoardsForm
from app.reports.queries import BoardFound
from app.security import reads_up_to
from app.workshops import words
from app.workshops.models import Seat, Workshop
from app.workshops.queries import workshop_and_seat

__all__ = ["bp", "plan_routes"]

AROUND_A_FILE = 64 * 1024
"""What the form may hold beside the file."""


def _most_bytes() -> int:
    """Let those who lead the workshop send a file; of anybody else's body nothing is read.

    Raises:
        NotSignedIn, NotFound, SeatEnded, NotAllowed: it is nobody who does.
    """
    _led((request.view_args or {})["workshop_id"])
    return boards_file.MOST_BYTES + AROUND_A_FILE


@bp.get("/workshops/<workshop_id>/minutes/")
def minutes(workshop_id: str) -> ResponseReturnValue:
    """What a workshop decided, voted and wrote, as sheets to print."""
    principal = current_principal()
    workshop = _told(queries.workshop_to_read(workshop_id, principal))
    return render_template(
        "reports/minutes.html",
        minutes=minutes_view.compose(workshop),
        may_load=queries.may_load(workshop, principal),
        role_names=words.ROLES,
    )


@bp.get("/workshops/<workshop_id>/boards.json")
def boards(workshop_id: str) -> ResponseReturnValue:
    """Every board of a workshop as a file that loads again."""
    principal = current_principal()
    workshop = queries.workshop_to_read(workshop_id, principal)
    answer = _json(workshop, lambda: queries.boards_to_read(workshop), _("boards"))
    services.taken_along(principal, f"workshop:{workshop_id}", "json")
    return answer


@bp.get("/boards/<board_id>.json")
def board(board_id: str) -> ResponseReturnValue:
    """One board as a file that loads again."""
    principal = current_principal()
    workshop, board = queries.board_to_read(board_id, principal)
    answer = _json(workshop, lambda: [queries.found_on(board)], board.canvas)
    services.taken_along(principal, f"board:{board_id}", "json")
    return answer


@bp.get("/boards/<board_id>.csv")
def board_sheet(board_id: str) -> ResponseReturnValue:
    """One board as a sheet, a row a note."""
    principal = current_principal()
    workshop, board = queries.board_to_read(board_id, principal)
    _told(workshop)
    found = aside.read(lambda: queries.found_on(board))
    name = file_name(workshop.title, board.canvas, _today(workshop), ending="csv")
    answer = _file(filing.sheet_of(found), "text/csv; charset=utf-8", name)
    services.taken_along(principal, f"board:{board_id}", "csv")
    return answer


@bp.get("/boards/<board_id>/picture/")
def picture(board_id: str) -> ResponseReturnValue:
    """One board as it lies, all of it or a zone, on a page to print."""
    workshop, board = queries.board_to_read(board_id, current_principal())
    _told(workshop)
    paper = "a3" if request.args.get("paper") == "a3" else "a4"
    found = picture_view.compose(board, request.args.get("zone", ""))
    return render_template("reports/picture.html", paper=paper, **found)


@bp.route("/workshops/<workshop_id>/boards/", methods=["GET", "POST"])
@reads_up_to(_most_bytes)
def load(workshop_id: str) -> ResponseReturnValue:
    """Load boards from a file into the empty boards of a workshop."""
    workshop, seat = _led(workshop_id)
    _told(workshop)
    form = BoardsForm()
    status, refused = HTTPStatus.OK, None
    if form.validate_on_submit():
        try:
            loaded = services.load_boards(seat, form.file.data.read())
        except AppError as error:
            status, refused = HTTPStatus(error.status), error.message
        else:
            flash(ngettext("%(num)s note or group was loaded.", "%(num)s notes and groups were loaded.", loaded))
            return redirect(url_for("workshops.show_cockpit", workshop_id=workshop_id), code=303)
    elif form.is_submitted():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_template("reports/load.html", workshop=workshop, form=form, refused=refused), status


def _led(workshop_id: str) -> tuple[Workshop, Seat]:
    """The workshop, and the seat of its facilitator who is asking."""
    workshop, seat = workshop_and_seat(workshop_id, current_principal())
    if not seat.facilitates:
        raise NotAllowed
    return workshop, seat


def _told(workshop: Workshop) -> Workshop:
    """The workshop; the answer keeps its time, and its language where the reader has none of ours."""
    i18n.fall_back_to(workshop.language)
    g.workshop_timezone = workshop.timezone
    return workshop


def _json(workshop: Workshop, find: Callable[[], Sequence[BoardFound]], what: str) -> Response:
    body = aside.read(lambda: boards_file.write(filing.file_of(workshop, find())))
    return _file(body, "application/json", file_name(workshop.title, what, _today(workshop), ending="json"))


def _file(body: bytes, mimetype: str, name: str) -> Response:
    answer = Response(body, content_type=mimetype)
    as_attachment(answer.headers, name)
    return answer


def _today(workshop: Workshop) -> date:
    """Return which day it is where the workshop takes place."""
    return clock.now().astimezone(ZoneInfo(workshop.timezone)).date()
