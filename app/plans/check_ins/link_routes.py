"""The check-in links of a plan, for those who may change it."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.plans import days, queries, services
from app.plans.blueprint import bp
from app.plans.check_ins import link_queries
from app.plans.check_ins.link_forms import LinkForm
from app.plans.models import Plan
from app.workshops import qr


@bp.route("/<plan_id>/links/", methods=["GET", "POST"])
def links(plan_id: str) -> ResponseReturnValue:
    """The check-in links of a plan. A new one is shown once, on the page that answers."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    form = LinkForm()
    form.today = services.today_of(plan)
    if not form.is_submitted():
        form.until.data = _default_end(plan)
        form.owner.data = request.args.get("for", "")[:120]
    made = None
    if form.validate_on_submit() and form.until.data:
        ends = datetime.combine(form.until.data + timedelta(days=1), time(), ZoneInfo(plan.timezone))
        made = services.make_link(principal, plan_id, owner=form.owner.data or "", expires_at=ends)
    address = url_for("check_in.by_link", token=made.token, _external=True) if made else None
    answer = render_template(
        "plans/links.html",
        plan=plan,
        form=form,
        links=link_queries.links_of(plan_id),
        over_by=link_queries.over_by,
        left={each.id for each in link_queries.left_links(plan)},
        ended_with_rights=link_queries.ended_with_rights(plan_id),
        address=address,
        drawn=qr.draw(address) if address else None,
        made=made.row if made else None,
    )
    return answer, 422 if form.is_submitted() and made is None else 200


@bp.post("/links/<link_id>/revocation/")
def revoke_link(link_id: str) -> ResponseReturnValue:
    """The link no longer works; `again`: the form for a new one for the same person is filled in."""
    link = services.revoke_link(current_principal(), link_id)
    again: dict[str, Any] = {"for": link.owner} if "again" in request.args else {}
    return redirect(url_for("plans.links", plan_id=link.plan_id, **again), code=303)


def _default_end(plan: Plan) -> date:
    """A month after day 100, or after a plan's length where there is no day 1."""
    today = services.today_of(plan)
    last = days.date_of(days.LENGTH, plan.calendar) if plan.calendar else today + timedelta(days=days.LENGTH)
    return max(last, today) + timedelta(days=days.TOLD_WITHIN)
