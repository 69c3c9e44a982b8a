"""What people outside read of a plan, by a link: how it stands and the parts its centre chose, without signing in."""

from collections.abc import Collection
from typing import Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from app import i18n
from app.errors import NotFound
from app.plans import queries, services
from app.plans.endings import seal
from app.plans.endings.promises import promises_in
from app.plans.endings.sharing import Shown, shown_by
from app.plans.endings.unkept import Unkept, unkept_in
from app.plans.endings.words import CYCLES
from app.plans.evidence.routes import handed_out
from app.plans.letters import lead_queries
from app.plans.measures.figures import figures_of
from app.plans.models import Plan, SignOff
from app.plans.views.sheet import compose
from app.plans.words import in_templates

_COUNTS: Final = frozenset({Shown.NUMBERS, Shown.MAIN})
_STANDS: Final = frozenset({Shown.STATUS, Shown.NUMBERS, Shown.ACTIONS, Shown.MILESTONES})
"""Parts that say how a plan stands: beside them people outside read what it did not keep."""

bp = Blueprint("progress", __name__, url_prefix="/p")
bp.context_processor(in_templates)


@bp.get("/<token>/")
def by_link(token: str) -> ResponseReturnValue:
    """The parts a link shows."""
    share = queries.share_for(token)
    plan = queries.plan_found(share.plan_id)
    mirrored = i18n.direction() == "rtl"
    today = services.today_of(plan)
    parts = shown_by(share.parts)
    return render_template(
        "plans/outside/page.html",
        plan=plan,
        sheet=compose(plan, today, mirrored=mirrored, sponsor_known=lead_queries.sponsor_known(plan)),
        figures=figures_of(plan, today, mirrored=mirrored) if not _COUNTS.isdisjoint(parts) else [],
        parts=set(parts),
        token=token,
        signed=_last_signed(plan),
        unkept=_unkept(plan, parts),
        cycle_words=CYCLES,
    )


def _last_signed(plan: Plan) -> SignOff | None:
    """Return the sign-off that stands, or while the plan is reopened the last one; None before any."""
    return plan.sign_off or (plan.reopenings[-1] if plan.reopenings else None)


def _unkept(plan: Plan, parts: Collection[Shown]) -> Unkept | None:
    """Return what a plan did not keep when it was signed off last, as it was sealed, where a link shows how it stands.

    Of a sign-off that was reopened and that an earlier server sealed nothing of, nothing is known.
    """
    signed = _last_signed(plan)
    if signed is None or _STANDS.isdisjoint(parts):
        return None
    sealed = seal.opened(signed)
    if sealed is None and signed.reopened_at:
        return None
    promises = promises_in(sealed.said if sealed else seal.said_of(plan, signed.signed_on), signed.signed_on)
    shown = {kind for kind, part in (("action", Shown.ACTIONS), ("milestone", Shown.MILESTONES)) if part in parts}
    return unkept_in(promises, shown)


@bp.get("/<token>/evidence/<evidence_id>/")
def evidence(token: str, evidence_id: str) -> Response:
    """The file of evidence, where the link shows evidence."""
    share = queries.share_for(token)
    kept = [each for each in queries.plan_found(share.plan_id).evidence if each.id == evidence_id]
    if Shown.EVIDENCE not in share.parts or not kept:
        raise NotFound
    return handed_out(kept[0])
