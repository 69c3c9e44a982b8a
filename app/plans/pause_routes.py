"""Pauses of a plan: what there are, a new one, and when one ends."""

from datetime import date
from typing import cast

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.models import Plan
from app.plans.pause_forms import AgreedForm, EndForm, PauseForm


@bp.route("/<plan_id>/pauses/", methods=["GET", "POST"])
def pauses(plan_id: str) -> ResponseReturnValue:
    """The pauses of a plan, and a form for one more."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = PauseForm()
    form.about(plan)
    if not form.validate_on_submit():
        return _page(plan, form), 422 if form.is_submitted() else 200
    services.pause_plan(
        principal,
        plan_id,
        first=cast("date", form.first.data),
        last=cast("date", form.last.data),
        reason=form.reason.data or "",
        agreed=form.agreed.data or "",
    )
    return _back(plan)


@bp.post("/pauses/<pause_id>/")
def change_pause(pause_id: str) -> ResponseReturnValue:
    """A pause ends on another day."""
    principal = current_principal()
    found = queries.pause_found(pause_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    services.require_change_now(plan, deeds)
    form = EndForm()
    form.about(plan, found)
    if not form.validate_on_submit():
        new = PauseForm(formdata=None)
        new.about(plan)
        return _page(plan, new, changing=form), 422
    services.change_pause(principal, pause_id, last=cast("date", form.last.data), agreed=form.agreed.data or "")
    return _back(plan)


@bp.post("/pauses/<pause_id>/drop/")
def drop_pause(pause_id: str) -> ResponseReturnValue:
    """A pause was none."""
    form = AgreedForm()
    form.validate()
    return _back(services.drop_pause(current_principal(), pause_id, agreed=form.agreed.data or ""))


def _page(plan: Plan, form: PauseForm, changing: EndForm | None = None) -> str:
    """The page; `changing` is the form of the pause that could not be changed so."""
    return render_template("plans/pauses.html", plan=plan, form=form, changing=changing, today=services.today_of(plan))


def _back(plan: Plan) -> ResponseReturnValue:
    return redirect(url_for("plans.pauses", plan_id=plan.id), code=303)
