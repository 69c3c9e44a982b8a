"""Pages of calls: the public list, one call, and the form that writes it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, i18n
from app.accounts import timezones
from app.accounts.access import current_person, person_required, reader
from app.alliance.calls import policy, queries, services
from app.alliance.calls.errors import CallChanged, CriteriaInUse
from app.alliance.calls.forms import CallForm
from app.alliance.calls.models import Call
from app.alliance.eoi.blueprint import in_templates
from app.alliance.eoi.queries import drafts_of
from app.alliance.markup import render

bp = Blueprint("calls", __name__, url_prefix="/calls")
bp.context_processor(in_templates)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Every call somebody may read."""
    somebody = reader()
    return render_template(
        "calls/index.html",
        calls=queries.calls_for(somebody),
        now=clock.now(),
        keeps=policy.keeps_desk(somebody),
        reviews=policy.may_review(somebody),
    )


@bp.get("/<call_id>/")
def show(call_id: str) -> ResponseReturnValue:
    """One call: what it asks for, until when, and by which criteria answers are read."""
    somebody = reader()
    call = queries.call_for(somebody, call_id)
    keeps = policy.keeps_desk(somebody)
    return render_template(
        "calls/call.html",
        call=call,
        standing=call.standing(clock.now()),
        rendered=render(i18n.pick(call.body)),
        whole=sum(each.weight for each in call.weighed),
        keeps=keeps,
        drafts=drafts_of(call.id) if keeps else 0,
    )


@bp.route("/new/", methods=["GET", "POST"])
@person_required
def new() -> ResponseReturnValue:
    """Write a call; nobody else sees it yet."""
    policy.require_keeper(current_person())
    form = CallForm.over(zone=current_person().timezone or "UTC")
    if not form.validate_on_submit():
        return _form_page(form), 422 if form.is_submitted() else 200
    made = services.make_call(current_person(), form.words)
    flash(_("Saved. Nobody else sees it until you publish it."))
    return redirect(url_for("calls.show", call_id=made.id), code=303)


@bp.route("/<call_id>/edit/", methods=["GET", "POST"])
@person_required
def edit(call_id: str) -> ResponseReturnValue:
    """Change a call, unless somebody else has changed it meanwhile."""
    policy.require_keeper(current_person())
    call = queries.call_for(current_person(), call_id)
    form = CallForm.over(call)
    if not form.validate_on_submit():
        return _form_page(form, call), 422 if form.is_submitted() else 200
    if form.is_older_than(call.version):
        form.renew(call.version)
        return _form_page(form, call, stale=True), CallChanged.status
    try:
        services.change_call(current_person(), call.id, form.words, version=call.version)
    except CriteriaInUse as error:
        form.criteria.errors = [str(error.message)]
        return _form_page(form, call), error.status
    flash(_("Saved."))
    return redirect(url_for("calls.show", call_id=call.id), code=303)


@bp.post("/<call_id>/publication/")
@person_required
def publish(call_id: str) -> ResponseReturnValue:
    """Everybody may read it from now on."""
    services.publish_call(current_person(), call_id)
    flash(_("The call is published."))
    return redirect(url_for("calls.show", call_id=call_id), code=303)


def _form_page(form: CallForm, call: Call | None = None, *, stale: bool = False) -> str:
    zones = timezones.choices(i18n.language())
    return render_template("calls/form.html", form=form, call=call, stale=stale, zones=zones)
