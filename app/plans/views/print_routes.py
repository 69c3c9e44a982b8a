"""A plan on one sheet of paper."""

from functools import partial

from flask import render_template
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.plans import queries, services
from app.plans.blueprint import bp
from app.plans.letters import contact_words, lead_queries, mailbox_queries
from app.plans.measures.figures import figures_of
from app.plans.views.one_page import OnePage, Written, fit
from app.plans.views.paper import paragraphs
from app.plans.views.sheet import Sheet, compose


@bp.get("/<plan_id>/print/")
def one_page(plan_id: str) -> ResponseReturnValue:
    """Goal, number, days, actions, asks and people on one page of A4; what does not fit says how much it is."""
    plan, _deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    mirrored = i18n.direction() == "rtl"
    sheet = compose(plan, services.today_of(plan), mirrored=mirrored, sponsor_known=lead_queries.sponsor_known(plan))
    figures = figures_of(plan, sheet.today, mirrored=mirrored)
    return render_template(
        "plans/one_page.html",
        sheet=sheet,
        fitted=partial(_fitted, sheet),
        sponsor_unreached=mailbox_queries.lacks_sponsor(plan),
        sponsor_chosen=contact_words.sponsor_chosen(plan),
        figures=figures,
    )


def _fitted(sheet: Sheet, said: str, number: str, reasons: str, *, drawn: bool, measures: int) -> OnePage:
    """Return what is printed below sentences beside a status, and around a number, as they are written."""
    told = paragraphs(said), paragraphs(number), paragraphs(reasons)
    return fit(sheet, Written(*told, drawn=drawn, measures=measures))
