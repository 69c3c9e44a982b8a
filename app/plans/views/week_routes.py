"""The weekly meeting of a plan."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.hx import htmx
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.letters import lead_queries
from app.plans.measures.figures import figures_of
from app.plans.views.meeting import meeting_of
from app.plans.views.sheet import compose


@bp.get("/<plan_id>/week/")
def week(plan_id: str) -> ResponseReturnValue:
    """The weekly meeting: a minute each, the number, the plan, the next steps."""
    plan, deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    mirrored = i18n.direction() == "rtl"
    sheet = compose(plan, services.today_of(plan), mirrored=mirrored, sponsor_known=lead_queries.sponsor_known(plan))
    return render_template(
        "plans/_week.html" if htmx else "plans/week.html",
        sheet=sheet,
        meeting=meeting_of(sheet),
        figures=figures_of(plan, sheet.today, mirrored=mirrored),
        may_change=services.changes_now(plan, deeds),
    )
