"""The frame of a plan: scope, capability, initiative and agreement, and the baton."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.centres.errors import ChangedMeanwhile
from app.centres.queries import vocabulary
from app.plans import permission_queries, queries, services
from app.plans.blueprint import bp
from app.plans.errors import NoSuchChoice
from app.plans.frame_forms import BatonForm, FrameForm
from app.plans.models import Baton


@bp.route("/<plan_id>/frame/", methods=["GET", "POST"])
def frame(plan_id: str) -> ResponseReturnValue:
    """What the plan stands in, to be changed."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = FrameForm(obj=plan)
    form.about(plan, vocabulary())
    if not form.validate_on_submit():
        answer = render_template("plans/frame.html", plan=plan, form=form)
        return answer, 422 if form.is_submitted() else 200
    if form.is_older_than(plan.version):
        form.renew(plan.version)
        return render_template("plans/frame.html", plan=plan, form=form, stale=True), ChangedMeanwhile.status
    services.change_frame(principal, plan_id, form.frame(), version=plan.version)
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor="frame"), code=303)


@bp.post("/<plan_id>/baton/")
def pass_baton(plan_id: str) -> ResponseReturnValue:
    """Somebody else moves next."""
    principal = current_principal()
    services.require_change(permission_queries.deeds_in(plan_id, principal))
    form = BatonForm()
    if not form.validate():
        raise NoSuchChoice
    services.pass_baton(principal, plan_id, Baton(form.baton.data))
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor="people"), code=303)
