"""Everything numbered in a plan, from milestones to thanks: a form for each kind, new or there already."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.centres.errors import ChangedMeanwhile
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.fields import asks_for_another
from app.plans.items.forms import SHELVES

_KIND = "<any(milestones,risks,asks,decisions,assumptions,people,parked,thanks,commitments):item_kind>"


@bp.route(f"/<plan_id>/{_KIND}/", methods=["GET", "POST"])
def new_item(plan_id: str, item_kind: str) -> ResponseReturnValue:
    """Something more in a plan."""
    principal = current_principal()
    shelf = SHELVES[item_kind]
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = shelf.form()
    form.about(plan, None)
    if not form.validate_on_submit():
        answer = render_template("plans/item.html", plan=plan, shelf=shelf, item=None, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.add_item(principal, plan_id, shelf.table, form.words())
    if asks_for_another():
        return redirect(url_for("plans.new_item", plan_id=plan_id, item_kind=item_kind, saved="yes"), code=303)
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor=item_kind), code=303)


@bp.route(f"/{_KIND}/<item_id>/", methods=["GET", "POST"])
def item(item_kind: str, item_id: str) -> ResponseReturnValue:
    """Something in a plan, to be changed or closed."""
    principal = current_principal()
    shelf = SHELVES[item_kind]
    found = queries.item_found(shelf.table, item_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    services.require_change_now(plan, deeds)
    services.refuse_what_sponsor_answers(found)
    form = shelf.form(obj=found)
    form.about(plan, found)
    if not form.validate_on_submit():
        answer = render_template("plans/item.html", plan=plan, shelf=shelf, item=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    try:
        services.change_item(principal, shelf.table, item_id, form.words(), reason=form.why(), seen=form.seen.data)
    except ChangedMeanwhile as late:
        form.seen.data = services.mark_of(found)
        return render_template(
            "plans/item.html", plan=plan, shelf=shelf, item=found, form=form, stale=True
        ), late.status
    return redirect(url_for("plans.show", plan_id=plan.id, _anchor=item_kind), code=303)
