"""Files of an expression of interest over HTTP: they come in from a form, and go out as attachments alone."""

from typing import BinaryIO, cast

from flask import Response, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.alliance.eoi import queries, services
from app.alliance.eoi.blueprint import door as bp
from app.alliance.eoi.errors import FilesFull, FileTooLarge
from app.alliance.eoi.forms import FileForm
from app.alliance.eoi.intake import intake
from app.alliance.eoi.models import Interest, InterestFile
from app.alliance.eoi.services.filing import MOST_FILES
from app.alliance.eoi.states import takes_files
from app.assets import files
from app.assets.errors import ScannerAway
from app.assets.intake import intake as assets
from app.assets.papers import MOST_BYTES, MOST_READ
from app.boards.queries import look_again
from app.errors import Invalid, NotFound, TooMuch
from app.security import keep_of_each_file, reads_up_to
from app.sparing import sparing_log

log = sparing_log(__name__)

AROUND_A_FILE = 64 * 1024
"""What a form may hold beside the file."""

ALONE = "sandbox; default-src 'none'"
"""The content security policy of a file somebody opens by itself, should a browser ever do so."""


def _most_bytes() -> int:
    """Let whoever holds a link send a file.

    Raises:
        NoSuchInterest: the link opens nothing.
        FileTooLarge: it is far too large, and says so itself; nothing of it is read.
        FilesBusy, FilesTooFast: too many are on their way.
    """
    interest = queries.interest_by_token((request.view_args or {})["eoi_token"])
    most = MOST_READ + AROUND_A_FILE
    if (request.content_length or 0) > most:
        raise FileTooLarge
    # However long it is on its way, no connection of the database waits for it.
    look_again()
    intake().let_in(interest.id)
    g.file_of = interest.id
    keep_of_each_file(MOST_BYTES + 1)
    return most


@bp.teardown_request
def _let_go(_error: BaseException | None) -> None:
    """The file is here, or will not be."""
    if (interest_id := g.pop("file_of", None)) is not None:
        intake().let_go(interest_id)


@bp.errorhandler(FileTooLarge)
def _too_large(error: FileTooLarge) -> ResponseReturnValue:
    """Say at the field what could not come: the form is made anew, for what came with it was never read."""
    token = (request.view_args or {})["eoi_token"]
    form = FileForm(formdata=None)
    form.file.errors = [str(error.message)]
    return _page(queries.interest_by_token(token), token, form), error.status


@bp.get("/mine/<eoi_token>/files/")
def files_of(eoi_token: str) -> ResponseReturnValue:
    """The files, and the form that adds one."""
    return _page(queries.interest_by_token(eoi_token), eoi_token, FileForm())


@bp.post("/mine/<eoi_token>/files/")
@reads_up_to(_most_bytes)
def add_file(eoi_token: str) -> ResponseReturnValue:
    """Add a file. What is refused is said at its field; everything else was saved before."""
    interest = queries.interest_by_token(eoi_token)
    form = FileForm()
    if not form.validate_on_submit():
        return _page(interest, eoi_token, form), 422
    sent = request.files["file"]
    try:
        services.add_file(
            eoi_token, cast("BinaryIO", sent.stream), name=sent.filename or "", about=form.about.data or ""
        )
    except (Invalid, TooMuch, FilesFull, ScannerAway) as error:
        form.file.errors = [str(error.message)]
        return _page(queries.interest_by_token(eoi_token), eoi_token, form), error.status
    flash(_("The file is there."))
    return redirect(url_for("eoi.files_of", eoi_token=eoi_token), code=303)


@bp.get("/mine/<eoi_token>/files/<file_id>/")
def own_file(eoi_token: str, file_id: str) -> Response:
    """One's own file again."""
    return handed_out(queries.file_for(queries.interest_by_token(eoi_token), file_id))


@bp.post("/mine/<eoi_token>/files/<file_id>/removal/")
def drop_file(eoi_token: str, file_id: str) -> ResponseReturnValue:
    """Take a file off a draft."""
    services.drop_file(eoi_token, file_id)
    flash(_("The file is gone."))
    return redirect(url_for("eoi.files_of", eoi_token=eoi_token), code=303)


def handed_out(file: InterestFile) -> Response:
    """A file to be kept, never shown: no browser runs anything of it here.

    Raises:
        NotFound: its bytes are gone.
    """
    path = files.path_of(assets().folder, file.sha256)
    if not path.is_file():
        log.error("a file of an expression of interest is gone: %s", path)
        raise NotFound
    answer = send_file(
        path, mimetype=file.kind, as_attachment=True, download_name=file.name, etag=file.sha256, max_age=0
    )
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(interest: Interest, eoi_token: str, form: FileForm) -> str:
    return render_template(
        "eoi/files.html",
        interest=interest,
        token=eoi_token,
        form=form,
        most=MOST_FILES,
        takes_files=takes_files(interest.state),
        standing=interest.call.standing(clock.now()),
    )
