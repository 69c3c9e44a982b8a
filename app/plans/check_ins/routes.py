"""Check-ins of those who are signed in: what was said so far, and the form for today."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.check_ins.form import CheckInForm
from app.plans.policy import Deed
from app.plans.views.sheet import compose


@bp.route("/<plan_id>/check-ins/", methods=["GET", "POST"])
def check_ins(plan_id: str) -> ResponseReturnValue:
    """Every check-in of a plan; who may change the plan files one here."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    form = CheckInForm.over(plan, principal.name)
    if form.is_submitted():
        services.require_change(deeds)
        form.refuse_foreign()
        if form.validate():
            services.check_in(principal, plan_id, form.words())
            return redirect(url_for("plans.show", plan_id=plan_id, _anchor="check-ins"), code=303)
    answer = render_template(
        "plans/check_ins.html",
        sheet=compose(plan, services.today_of(plan), mirrored=False),
        form=form,
        owner=principal.name,
        may_change=Deed.CHANGE in deeds,
    )
    return answer, 422 if form.is_submitted() else 200
