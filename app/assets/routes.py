"""Images of boards over HTTP: one comes in from a form or as the body alone, one goes out to who may see it."""

from http import HTTPStatus
from typing import BinaryIO, cast

from flask import Blueprint, Response, g, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.assets import files, queries, services
from app.assets import wire as asset_wire
from app.assets.errors import ImageTooLarge, NoImage
from app.assets.forms import ImageForm
from app.assets.intake import intake
from app.assets.kinds import MOST_BYTES
from app.boards import pages, reading, wire, writing
from app.boards.blueprint import found
from app.boards.desk import desk
from app.boards.errors import refusal
from app.boards.models import Asset, Board
from app.boards.queries import look_again
from app.errors import Invalid, NotFound
from app.ids import digest
from app.security import reads_json, reads_up_to
from app.sparing import sparing_log
from app.workshops.models import Seat

bp = Blueprint("assets", __name__)
log = sparing_log(__name__)

AROUND_A_FILE = 64 * 1024
"""What a form may hold beside the image."""

ENDINGS = {"image/jpeg": "jpg", "image/webp": "webp"}

ALONE = "sandbox; default-src 'none'"
"""The content security policy of an image somebody opens by itself."""


def _most_bytes() -> int:
    """Let those who have a seat send an image.

    Raises:
        NotSignedIn, NotFound, SeatEnded: it is nobody who has one.
        ImageTooLarge: it says so itself.
        ImagesBusy: too many are on their way.
    """
    found((request.view_args or {})["board_id"])
    most = MOST_BYTES + AROUND_A_FILE
    if (request.content_length or 0) > most:
        raise ImageTooLarge
    principal_id = current_principal().id
    # However long it is on its way, no connection of the database waits for it.
    look_again()
    intake().let_in(principal_id)
    g.image_of = principal_id
    return most


@bp.teardown_request
def _let_go(_error: BaseException | None) -> None:
    """The image is here, or will not be."""
    if (principal_id := g.pop("image_of", None)) is not None:
        intake().let_go(principal_id)


@bp.get("/boards/<board_id>/assets/")
def new(board_id: str) -> str:
    """A form that puts an image on a board, for browsers without scripts too."""
    board, seat = found(board_id)
    services.require_adding(board, seat)
    return _page(board, seat, _form(board, seat))


@bp.post("/boards/<board_id>/assets/")
@reads_up_to(_most_bytes)
def put(board_id: str) -> ResponseReturnValue:
    """Put an image on a board, from the form or alone; alone its sender sees it until an element shows it."""
    board, seat = found(board_id)
    if "zone" in request.form:
        return _put_from_form(board, seat)
    return _came(board, services.put_on(board, seat, _sent()))


def _came(board: Board, asset: Asset) -> ResponseReturnValue:
    address = url_for("assets.show", board_id=board.id, asset_id=asset.id)
    said = jsonify(id=asset.id, href=address, mime=asset.mime, w=asset.width, h=asset.height)
    return said, HTTPStatus.CREATED, {"Location": address}


@bp.post("/boards/<board_id>/assets/copies/")
@reads_json
def copy(board_id: str) -> ResponseReturnValue:
    """Put an image of another board on this one; its sender sees it until an element shows it."""
    board, seat = found(board_id)
    services.require_adding(board, seat)
    wanted = asset_wire.read_wanted(request.stream.read(asset_wire.MOST_BYTES + 1))
    source = queries.asset_to_copy(wanted.board, wanted.asset, current_principal())
    return _came(board, services.copy_to(board, seat, source))


@bp.get("/boards/<board_id>/assets/<asset_id>")
def show(board_id: str, asset_id: str) -> Response:
    """An image of a board. A browser may keep it, and asks each time whether it may still show it."""
    asset = queries.asset_for(board_id, asset_id, current_principal())
    path = files.path_of(intake().folder, asset.sha256)
    if not path.is_file():
        log.error("the file of an image is gone: %s", path)
        raise NotFound
    answer = send_file(
        path,
        mimetype=asset.mime,
        download_name=f"image-{asset.id[:6]}.{ENDINGS[asset.mime]}",
        etag=asset.sha256,
        max_age=0,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _put_from_form(board: Board, seat: Seat) -> ResponseReturnValue:
    """Put the image there and show it in its zone. The same form with another image is another deed."""
    form = _form(board, seat)
    if not form.validate_on_submit():
        return _page(board, seat, form), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        asset = services.put_on(board, seat, _sent())
    except Invalid as error:
        form.image.errors = [str(error.message)]
        return _page(board, seat, form), error.status
    text = form.text.data or ""
    once = digest(f"{form.once.data} {asset.id} {text}")[:22]
    canvas, zone_id, pm = pages.canvas_of(board), form.zone.data or "", form.pm.data or 0
    batch = writing.showing(board, seat, canvas, asset, once=once, zone_id=zone_id, text=text, pm=pm)
    batch = writing.promised(batch, form.said.data or "")
    if code := wire.refusal_in(desk().committer.submit(seat.principal_id, batch)):
        raise refusal(code)
    return redirect(url_for("boards.show_list", board_id=board.id, _anchor=writing.image_id(once)), code=303)


def _form(board: Board, seat: Seat) -> ImageForm:
    rules = reading.rules(board, seat)
    form = ImageForm(pm=pages.composed_for(rules), said=pages.said(rules))
    return form.offer(pages.canvas_of(board).in_order)


def _page(board: Board, seat: Seat, form: ImageForm) -> str:
    canvas, picks = pages.canvas_of(board), reading.rules(board, seat)["picks"]
    return render_template(
        "assets/new.html", board=board, workshop=seat.workshop, canvas=canvas, form=form, picks=picks
    )


def _sent() -> BinaryIO:
    """The image, to be read once. What comes in a form lies on the disk by then."""
    if request.mimetype != "multipart/form-data":
        return cast("BinaryIO", request.stream)
    file = request.files.get("image")
    if file is None:
        raise NoImage
    return cast("BinaryIO", file.stream)
