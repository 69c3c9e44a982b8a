"""The actions of a plan as a list that can be narrowed and put in order."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.hx import htmx
from app.plans import queries, services
from app.plans.actions.wanted import ORDERS, owners_in, read_wanted
from app.plans.blueprint import bp
from app.plans.views.sheet import compose


@bp.get("/<plan_id>/list/")
def action_list(plan_id: str) -> ResponseReturnValue:
    """Every action, or those that are asked for."""
    plan, deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    wanted = read_wanted(request.args)
    sheet = compose(plan, services.today_of(plan), mirrored=i18n.direction() == "rtl")
    return render_template(
        "plans/_list_of_actions.html" if htmx else "plans/list_of_actions.html",
        sheet=sheet,
        rows=wanted.of(sheet.rows),
        wanted=wanted,
        owners=owners_in(sheet.rows),
        orders=ORDERS,
        may_change=services.changes_now(plan, deeds),
    )
