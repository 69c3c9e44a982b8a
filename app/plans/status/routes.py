"""Publishing a plan, and what its leader says against the rules."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.errors import NoSuchOverride
from app.plans.status import override
from app.plans.status.forms import OverrideForm
from app.plans.status.judging import judged


@bp.post("/<plan_id>/publication/")
def publish(plan_id: str) -> ResponseReturnValue:
    """The plan counts from now on."""
    services.publish_plan(current_principal(), plan_id)
    flash(
        _(
            "The plan is published. The staff of the centre and the alliance's secretariat and administrators read it, "
            "its regional office sees it in the portfolio, and people outside read it only by a link."
        )
    )
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)


@bp.route("/<plan_id>/overrides/", methods=["GET", "POST"])
def overrides(plan_id: str) -> ResponseReturnValue:
    """What was said against the rules, and the form to say it again."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    how = judged(plan, services.today_of(plan))
    form = OverrideForm()
    form.offer(override.values_for(how.status))
    if form.is_submitted() and not form.value.choices:
        raise NoSuchOverride
    if not form.validate_on_submit():
        answer = render_template("plans/overrides.html", plan=plan, how=how, form=form, days=override.DAYS)
        return answer, 422 if form.is_submitted() else 200
    services.override_status(principal, plan_id, value=form.value.data, reason=form.reason.data or "")
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)


@bp.post("/<plan_id>/overrides/withdrawal/")
def withdraw_override(plan_id: str) -> ResponseReturnValue:
    """The rules alone say how the plan stands."""
    services.withdraw_override(current_principal(), plan_id)
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)
