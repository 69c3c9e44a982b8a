"""Evidence of a plan over HTTP: kept from a form, shown, and handed out to who may read the plan."""

from contextlib import AbstractContextManager, nullcontext
from typing import BinaryIO, cast

from flask import Response, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.access import current_principal
from app.assets import files, papers
from app.assets.errors import PaperTooLarge, ScannerAway
from app.assets.intake import intake
from app.assets.taking import Taken, taken
from app.boards.queries import look_again
from app.centres.errors import ChangedMeanwhile
from app.downloads import file_name
from app.errors import Invalid, NotFound, TooMuch
from app.hx import htmx
from app.plans import permission_queries, queries, services
from app.plans.blueprint import bp
from app.plans.errors import EvidenceFull, PlanSigned
from app.plans.evidence import queries as evidence_queries
from app.plans.evidence.forms import EvidenceForm
from app.plans.models import Evidence, Plan
from app.security import keep_of_each_file, reads_up_to
from app.sparing import sparing_log

log = sparing_log(__name__)

AROUND_A_FILE = 64 * 1024
"""What a form may hold beside its file."""

REFUSED = (Invalid, TooMuch, ScannerAway, EvidenceFull, PlanSigned)
"""What is said at the field of the file, with every word that was typed."""

ALONE = "sandbox; default-src 'none'"
"""The content security policy of a file somebody opens by itself."""


def room_for(sender_id: str) -> int:
    """How many bytes a form with a file may have; whoever sends it has it counted until it is here.

    Of a file that is too large no more is kept than tells so, but what was typed beside it is read.

    Raises:
        PaperTooLarge: it is far too large, and says so itself; nothing of it is read.
        ImagesTooFast, ImagesBusy: too many are on their way.
    """
    most = papers.MOST_READ + AROUND_A_FILE
    if (request.content_length or 0) > most:
        raise PaperTooLarge
    intake().count(sender_id)
    # However long it is on its way, no connection of the database waits for it.
    look_again()
    intake().let_in(sender_id)
    g.paper_of = sender_id
    keep_of_each_file(papers.MOST_BYTES + 1)
    return most


@bp.teardown_app_request
def _let_go(_error: BaseException | None = None) -> None:
    """The file is here, or will not be."""
    if (sender_id := g.pop("paper_of", None)) is not None:
        intake().let_go(sender_id)


def _most_bytes() -> int:
    """Let whoever changes the plan that the address names, or the one its evidence is of, send a file."""
    principal = current_principal()
    named = request.view_args or {}
    plan_id = named.get("plan_id") or queries.item_found(Evidence, named["evidence_id"], principal).plan_id
    services.require_change(permission_queries.deeds_in(plan_id, principal))
    return room_for(principal.id)


@bp.get("/<plan_id>/evidence/")
def evidence(plan_id: str) -> ResponseReturnValue:
    """Everything that shows what was done, and the form for one thing more."""
    plan, deeds = queries.plan_and_deeds(plan_id, current_principal())
    form = EvidenceForm()
    form.about(plan)
    return _page(plan, form, may_change=services.changes_now(plan, deeds))


@bp.post("/<plan_id>/evidence/")
@reads_up_to(_most_bytes)
def add_evidence(plan_id: str) -> ResponseReturnValue:
    """One thing more. What is wrong with its file is said at its field, and the words stay."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    form = EvidenceForm()
    form.about(plan)
    if not form.validate_on_submit():
        return _page(plan, form, may_change=True), 422
    try:
        with taken_from(form) as came:
            services.add_evidence(principal, plan_id, form.words(), came)
    except REFUSED as error:
        form.refuse_file(str(error.message))
        return _page(plan, form, may_change=True), error.status
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor="evidence"), code=303)


@bp.route("/evidence/<evidence_id>/", methods=["GET", "POST"])
@reads_up_to(_most_bytes)
def one_evidence(evidence_id: str) -> ResponseReturnValue:
    """What is said of evidence, to be changed; its file stays unless another one comes."""
    principal = current_principal()
    kept = queries.item_found(Evidence, evidence_id, principal)
    plan, deeds = queries.plan_and_deeds(kept.plan_id, principal)
    services.require_change_now(plan, deeds)
    form = EvidenceForm(obj=kept)
    form.about(plan, kept)
    if not form.validate_on_submit():
        return _change_page(plan, kept, form), 422 if form.is_submitted() else 200
    try:
        with taken_from(form) as came:
            services.change_evidence(principal, evidence_id, form.words(), came, seen=form.seen.data)
    except ChangedMeanwhile as late:
        form.seen.data = services.mark_of(kept)
        form.ask_again()
        return _change_page(plan, kept, form, stale=True), late.status
    except REFUSED as error:
        form.refuse_file(str(error.message))
        return _change_page(plan, kept, form), error.status
    return redirect(url_for("plans.evidence", plan_id=plan.id, _anchor=f"evidence-{kept.number}"), code=303)


@bp.post("/evidence/<evidence_id>/drop/")
def drop_evidence(evidence_id: str) -> ResponseReturnValue:
    """Evidence is taken out."""
    plan = services.drop_evidence(current_principal(), evidence_id)
    return redirect(url_for("plans.evidence", plan_id=plan.id), code=303)


@bp.get("/evidence/<evidence_id>/file/")
def evidence_file(evidence_id: str) -> Response:
    """The file of evidence."""
    return handed_out(queries.item_found(Evidence, evidence_id, current_principal()))


@bp.get("/of/<centre_id>/evidence/")
def library(centre_id: str) -> ResponseReturnValue:
    """What a centre's plans have to show, the newest first. Its page asks for everybody who reads it."""
    if htmx and not current_user.is_authenticated:
        return "", 204
    principal = current_principal()
    centre = queries.centre_found(centre_id)
    found = evidence_queries.library_of(principal, centre_id, request.args.get("q", "")[:200])
    if not found and not permission_queries.may_see_plans_of(principal, centre_id):
        if htmx:
            return "", 204
        raise NotFound
    page = "plans/_library.html" if htmx else "plans/library.html"
    return render_template(page, centre=centre, found=found, q=request.args.get("q", "")[:200], part=bool(htmx))


def taken_from(form: EvidenceForm) -> AbstractContextManager[Taken | None]:
    """The file that came with a form, taken in, or None."""
    sent = form.sent()
    return taken(cast("BinaryIO", sent.stream)) if sent else nullcontext()


def handed_out(kept: Evidence) -> Response:
    """A file of evidence: an image to be seen, anything else to be kept; no browser runs anything of it here.

    Raises:
        NotFound: there is no file, or its bytes are gone.
    """
    if kept.sha256 is None:
        raise NotFound
    path = files.path_of(intake().folder, kept.sha256)
    if not path.is_file():
        log.error("the file of evidence is gone: %s", path)
        raise NotFound
    title = evidence_queries.title_of_plan(kept)
    answer = send_file(
        path,
        mimetype=kept.mime,
        as_attachment=not kept.mime.startswith("image/"),
        download_name=file_name(title, "evidence", kept.number, kept.on, ending=papers.ENDINGS[kept.mime]),
        etag=kept.sha256,
        max_age=0,
        conditional=True,
    )
    answer.headers["Content-Security-Policy"] = ALONE
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _page(plan: Plan, form: EvidenceForm, *, may_change: bool) -> str:
    return render_template("plans/evidence.html", plan=plan, form=form, may_change=may_change)


def _change_page(plan: Plan, kept: Evidence, form: EvidenceForm, *, stale: bool = False) -> str:
    return render_template("plans/one_evidence.html", plan=plan, kept=kept, form=form, stale=stale)
