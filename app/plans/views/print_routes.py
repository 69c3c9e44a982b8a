"""A plan on one sheet of paper."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.letters import contact_queries
from app.plans.measures.figures import figures_of
from app.plans.views.one_page import fit
from app.plans.views.sheet import compose


@bp.get("/<plan_id>/print/")
def one_page(plan_id: str) -> ResponseReturnValue:
    """Goal, number, days, actions, asks and people on one page of A4; what does not fit says how much it is."""
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    mirrored = i18n.direction() == "rtl"
    sheet = compose(plan, services.today_of(plan), mirrored=mirrored, sponsor_known=contact_queries.sponsor_known(plan))
    sponsor_unreached = contact_queries.lacks_sponsor(plan)
    figures = figures_of(plan, sheet.today, mirrored=mirrored)
    drawn_by = any(each.drawn_by for each in figures[:1])
    return render_template(
        "plans/one_page.html",
        sheet=sheet,
        printed=fit(sheet, also=sponsor_unreached + drawn_by),
        sponsor_unreached=sponsor_unreached,
        figures=figures,
    )
