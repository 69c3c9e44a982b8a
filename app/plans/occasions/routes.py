"""Workshops of a plan: opened with what it says today, and what they decided written back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.canvases.library import library
from app.errors import NotFound
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.errors import MeasureLocked
from app.plans.fields import SAY_AGREED
from app.plans.models import Occasion, Plan
from app.plans.occasions import queries as occasion_queries
from app.plans.occasions.deciding import proposals
from app.plans.occasions.forms import DecidedForm, OccasionForm
from app.plans.occasions.words import DEEDS, OCCASIONS, TELL
from app.plans.policy import Deed
from app.plans.promotion.words import IMPACTS, LIKELIHOODS


@bp.get("/<plan_id>/workshops/")
def occasions(plan_id: str) -> ResponseReturnValue:
    """The workshops of a plan: those that were opened, and the way to open one."""
    plan, deeds = queries.plan_and_deeds(plan_id, current_principal())
    return render_template(
        "plans/occasions.html", plan=plan, names=OCCASIONS, tell=TELL, may_change=Deed.CHANGE in deeds
    )


@bp.route("/<plan_id>/workshops/<occasion>/", methods=["GET", "POST"])
def open_occasion(plan_id: str, occasion: str) -> ResponseReturnValue:
    """A workshop of the plan is opened; its agenda can be changed afterwards like any other."""
    kind = _occasion(occasion)
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    form = OccasionForm()
    form.about(plan, kind)
    if not form.validate_on_submit():
        return _form(plan, kind, form), 422 if form.is_submitted() else 200
    opened = services.open_occasion(principal, plan_id, kind, form.meeting())
    return redirect(f"/w/{opened.workshop_id}/agenda/", code=303)


@bp.route("/workshops/<occasion_id>/", methods=["GET", "POST"])
def decided(occasion_id: str) -> ResponseReturnValue:
    """What the room decided, read off its boards, to be ticked and written into the plan."""
    principal = current_principal()
    found = occasion_queries.occasion_found(occasion_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    services.require_change(deeds)
    form, chosen = DecidedForm(), request.form.getlist("do")
    if form.validate_on_submit():
        try:
            services.write_back(principal, occasion_id, chosen, agreed=form.agreed.data or "")
        except MeasureLocked:
            form.agreed.errors = [SAY_AGREED]
        else:
            return redirect(url_for("plans.show", plan_id=plan.id, _anchor="decisions"), code=303)
    answer = render_template(
        "plans/decided.html",
        plan=plan,
        occasion=found,
        form=form,
        chosen=chosen if form.is_submitted() else None,
        locked=services.is_locked(plan),
        proposals=proposals(plan, occasion_queries.lying_in(found), services.today_of(plan)),
        unread=occasion_queries.unread_in(found),
        canvases=library().canvases,
        names=OCCASIONS,
        deeds=DEEDS,
        likelihoods=LIKELIHOODS,
        impacts=IMPACTS,
    )
    return answer, 422 if form.is_submitted() else 200


def _occasion(word: str) -> Occasion:
    if word not in set(Occasion):
        raise NotFound
    return Occasion(word)


def _form(plan: Plan, occasion: Occasion, form: OccasionForm) -> str:
    steps = services.steps_of(occasion)
    return render_template(
        "plans/occasion.html", plan=plan, form=form, name=OCCASIONS[occasion], tell=TELL[occasion], steps=steps
    )
