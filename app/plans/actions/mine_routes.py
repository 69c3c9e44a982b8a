"""What is mine to do, over all plans I may read."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import current_principal
from app.hx import htmx
from app.plans import queries, services
from app.plans.actions.todo import todos
from app.plans.blueprint import bp
from app.plans.letters import contact_queries
from app.plans.works import Works


@bp.get("/mine/")
def mine() -> ResponseReturnValue:
    """What I own or help with: late, this week, waiting and later."""
    principal = current_principal()
    plans = queries.plans_to_work_on(principal)
    found = todos(plans, contact_queries.names_of(principal), services.today_of)
    own = contact_queries.own_names_in(principal, plans)
    works = {plan.id: Works(may_change=False, names=own[plan.id]) for plan in plans if plan.sign_off is None}
    return render_template("plans/_mine.html" if htmx else "plans/mine.html", todos=found, who=principal, works=works)
