"""The applicant's pages: everything behind a secret link, outside all that one signs in for."""

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, i18n
from app.alliance.calls import queries as call_queries
from app.alliance.calls.standing import Standing
from app.alliance.eoi import file_routes, queries, services
from app.alliance.eoi.answers import Part, missing_in
from app.alliance.eoi.blueprint import door as bp
from app.alliance.eoi.errors import AlreadySubmitted, CallNotOpen, NoSuchMove, NotComplete, NothingAsked, PartChanged
from app.alliance.eoi.forms import AnswerForm, BeginForm, LinksForm, WithdrawalForm
from app.alliance.eoi.intake import intake
from app.alliance.eoi.models import Interest
from app.alliance.eoi.part_forms import PartForm, form_of
from app.alliance.eoi.services.holding import address_of
from app.alliance.eoi.sheet import sheet_of
from app.alliance.eoi.states import MOVES, State, takes_files
from app.centres.queries import vocabulary
from app.downloads import as_attachment, file_name
from app.errors import NotFound

__all__ = ["bp", "file_routes"]


@bp.route("/new/<call_id>/", methods=["GET", "POST"])
def begin(call_id: str) -> ResponseReturnValue:
    """Begin one: an address for its link, nothing else. The link is shown on the page that answers, once."""
    call = call_queries.call_for(None, call_id)
    if call.standing(clock.now()) is not Standing.OPEN:
        raise CallNotOpen
    form = BeginForm()
    form.offer(call, i18n.language())
    if not form.validate_on_submit():
        return render_template("eoi/begin.html", call=call, form=form), 422 if form.is_submitted() else 200
    intake().count_begun(request.remote_addr or "", form.email.data or "")
    begun = services.begin(call.id, email=form.email.data or "", language=form.language.data, once=form.once.data or "")
    return render_template("eoi/begun.html", call=call, interest=begun.interest, address=address_of(begun.token))


@bp.route("/links/", methods=["GET", "POST"])
def links() -> ResponseReturnValue:
    """New links by mail. The answer is the same for every address."""
    form = LinksForm()
    if not form.validate_on_submit():
        return render_template("eoi/links.html", form=form, sent=False), 422 if form.is_submitted() else 200
    intake().count_begun(request.remote_addr or "", form.email.data or "")
    services.ask_for_links(form.email.data or "")
    return render_template("eoi/links.html", form=form, sent=True)


@bp.get("/mine/<eoi_token>/")
def show(eoi_token: str) -> ResponseReturnValue:
    """How it stands: what is still missing, or the receipt, questions and the decision."""
    return _page(queries.interest_by_token(eoi_token), eoi_token)


@bp.route("/mine/<eoi_token>/parts/<part>/", methods=["GET", "POST"])
def part(eoi_token: str, part: str) -> ResponseReturnValue:
    """One part of the form; saved as it is, however much is missing."""
    interest = queries.interest_by_token(eoi_token)
    if part not in list(Part):
        raise NotFound
    asked = Part(part)
    if interest.state != State.DRAFT and request.method == "GET":
        return redirect(url_for("eoi.show", eoi_token=eoi_token), code=303)
    row = next((each for each in interest.parts if each.part == asked), None)
    version = row.version if row else 0
    form = form_of(asked, row.answers if row else {}, version=version, words=vocabulary())
    if not form.validate_on_submit():
        return _part_page(interest, eoi_token, form), 422 if form.is_submitted() else 200
    try:
        _save(eoi_token, form, version=version)
    except AlreadySubmitted as error:
        return _part_page(interest, eoi_token, form, refused=str(error.message)), error.status
    except PartChanged:
        now = queries.interest_by_token(eoi_token)
        form.renew(next((each.version for each in now.parts if each.part == asked), 0))
        return _part_page(now, eoi_token, form, stale=True), PartChanged.status
    flash(_("Saved."))
    return redirect(_after(eoi_token, asked), code=303)


@bp.post("/mine/<eoi_token>/submission/")
def submit(eoi_token: str) -> ResponseReturnValue:
    """Hand it in; twice is once."""
    try:
        services.submit(eoi_token)
    except NotComplete as error:
        return _page(queries.interest_by_token(eoi_token), eoi_token, refused=str(error.message)), error.status
    return redirect(url_for("eoi.show", eoi_token=eoi_token), code=303)


@bp.post("/mine/<eoi_token>/answers/")
def answer(eoi_token: str) -> ResponseReturnValue:
    """Answer the open question. Words that come too late are given back."""
    interest = queries.interest_by_token(eoi_token)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(interest, eoi_token, answer_form=form), 422
    try:
        services.answer(eoi_token, form.answer.data or "")
    except NothingAsked as error:
        now = queries.interest_by_token(eoi_token)
        return _page(now, eoi_token, refused=str(error.message), answer_form=form), error.status
    flash(_("Your answer is on its way to the desk."))
    return redirect(url_for("eoi.show", eoi_token=eoi_token), code=303)


@bp.post("/mine/<eoi_token>/withdrawal/")
def withdraw(eoi_token: str) -> ResponseReturnValue:
    """Take it back."""
    interest = queries.interest_by_token(eoi_token)
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return _page(interest, eoi_token, withdrawal_form=form), 422
    services.withdraw(eoi_token, reason=form.reason.data or "")
    return redirect(url_for("eoi.show", eoi_token=eoi_token), code=303)


@bp.post("/mine/<eoi_token>/links/")
def end_links(eoi_token: str) -> ResponseReturnValue:
    """End all other links to it."""
    services.end_other_links(eoi_token)
    flash(_("All other links are ended. A new one is on its way to your address."))
    return redirect(url_for("eoi.show", eoi_token=eoi_token), code=303)


@bp.get("/mine/<eoi_token>/receipt.json")
def receipt(eoi_token: str) -> ResponseReturnValue:
    """What was submitted, to the byte: its SHA-256 is the one on the receipt."""
    interest = queries.interest_by_token(eoi_token)
    if interest.receipt is None:
        raise NoSuchMove
    answer = Response(interest.receipt.content, mimetype="application/json")
    as_attachment(answer.headers, file_name(interest.number, interest.receipt.submitted_at.date(), ending="json"))
    return answer


def _save(eoi_token: str, form: PartForm, *, version: int) -> None:
    """Save a part over `version`. The same words sent again are no other change, whatever version they name."""
    if not form.names_a_version():
        raise PartChanged
    seen = -1 if form.is_older_than(version) else version
    services.save_part(eoi_token, form.part, form.answers(), version=seen)


def _after(eoi_token: str, saved: Part) -> str:
    """Where one goes on: the next part, then the files, or the overview for who asked for it."""
    if "overview" in request.form:
        return url_for("eoi.show", eoi_token=eoi_token)
    rest = list(Part)[list(Part).index(saved) + 1 :]
    if not rest:
        return url_for("eoi.files_of", eoi_token=eoi_token)
    return url_for("eoi.part", eoi_token=eoi_token, part=rest[0])


def _part_page(interest: Interest, eoi_token: str, form: PartForm, *, stale: bool = False, refused: str = "") -> str:
    return render_template(
        "eoi/part.html",
        interest=interest,
        token=eoi_token,
        form=form,
        stale=stale,
        refused=refused,
        parts=list(Part),
        standing=interest.call.standing(clock.now()),
    )


def _page(
    interest: Interest,
    eoi_token: str,
    *,
    refused: str = "",
    answer_form: AnswerForm | None = None,
    withdrawal_form: WithdrawalForm | None = None,
) -> str:
    return render_template(
        "eoi/show.html",
        interest=interest,
        token=eoi_token,
        missing=missing_in(interest.answers),
        other_links=queries.other_links(interest, eoi_token),
        sheet=sheet_of(interest.answers, vocabulary()),
        standing=interest.call.standing(clock.now()),
        refused=refused,
        answer_form=answer_form or AnswerForm(formdata=None),
        withdrawal_form=withdrawal_form or WithdrawalForm(formdata=None),
        may_withdraw=State.WITHDRAWN in MOVES[State(interest.state)],
        takes_files=takes_files(interest.state),
    )
