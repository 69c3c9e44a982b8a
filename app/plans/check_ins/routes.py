"""Check-ins of those who are signed in: what was said so far, and the form for today."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.check_ins.form import CheckInForm
from app.plans.errors import EmptyCheckIn, PlanSigned, ReasonMissing
from app.plans.fields import WhyForm
from app.plans.views.sheet import compose


@bp.route("/<plan_id>/check-ins/", methods=["GET", "POST"])
def check_ins(plan_id: str) -> ResponseReturnValue:
    """Every check-in of a plan; who may change the plan files one here."""
    principal = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, principal)
    form = CheckInForm.over(plan, principal.name)
    refused: PlanSigned | EmptyCheckIn | ReasonMissing | None = None
    if form.is_submitted():
        services.require_change(deeds)
        form.refuse_foreign()
        is_whole = form.validate()
        if plan.sign_off is not None:
            refused = PlanSigned()
        elif is_whole:
            try:
                services.check_in(principal, plan_id, form.words())
                return redirect(url_for("plans.show", plan_id=plan_id, _anchor="check-ins"), code=303)
            except (PlanSigned, EmptyCheckIn, ReasonMissing) as error:
                refused = error
    answer = render_template(
        "plans/check_ins.html",
        sheet=compose(plan, services.today_of(plan), mirrored=False),
        form=form,
        owner=principal.name,
        may_change=services.changes_now(plan, deeds),
        refused=refused,
    )
    return answer, refused.status if refused else 422 if form.is_submitted() else 200


@bp.route("/check-ins/<check_in_id>/review/", methods=["GET", "POST"])
def take_back_review(check_in_id: str) -> ResponseReturnValue:
    """A check-in stands for a review no longer, and why."""
    principal = current_principal()
    filed = queries.check_in_found(check_in_id, principal)
    plan, deeds = queries.plan_and_deeds(filed.plan_id, principal)
    services.require_change_now(plan, deeds)
    form = WhyForm()
    if not form.validate_on_submit():
        answer = render_template("plans/take_back.html", plan=plan, filed=filed, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.take_back_review(principal, check_in_id, reason=form.reason.data or "")
    return redirect(url_for("plans.show", plan_id=plan.id, _anchor=f"check-in-{check_in_id}"), code=303)
