"""What people outside read of a plan, by a link: the parts its centre chose, read-only, without signing in."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app import i18n
from app.errors import NotFound
from app.plans import queries, services
from app.plans.endings.sharing import Shown
from app.plans.endings.words import CYCLES
from app.plans.evidence.routes import handed_out
from app.plans.measures.figures import figures_of
from app.plans.views.sheet import compose
from app.plans.words import in_templates

bp = Blueprint("progress", __name__, url_prefix="/p")
bp.context_processor(in_templates)


@bp.get("/<token>/")
def by_link(token: str) -> ResponseReturnValue:
    """The parts a link shows."""
    share = queries.share_for(token)
    plan = queries.plan_found(share.plan_id)
    mirrored = i18n.direction() == "rtl"
    today = services.today_of(plan)
    return render_template(
        "plans/outside/page.html",
        plan=plan,
        sheet=compose(plan, today, mirrored=mirrored),
        figures=figures_of(plan, today, mirrored=mirrored) if Shown.NUMBERS in share.parts else [],
        parts=set(share.parts),
        token=token,
        cycle_words=CYCLES,
    )


@bp.get("/<token>/evidence/<evidence_id>/")
def evidence(token: str, evidence_id: str) -> Response:
    """The file of evidence, where the link shows evidence."""
    share = queries.share_for(token)
    kept = [each for each in queries.plan_found(share.plan_id).evidence if each.id == evidence_id]
    if Shown.EVIDENCE not in share.parts or not kept:
        raise NotFound
    return handed_out(kept[0])
