"""Checking in by a link, outside everything one signs in for."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import Invalid
from app.plans import queries, services
from app.plans.check_ins import link_queries
from app.plans.check_ins.form import CheckInForm
from app.plans.errors import EmptyCheckIn, LinkGone, PlanSigned, ReasonMissing
from app.plans.evidence.forms import EvidenceForm
from app.plans.evidence.routes import REFUSED, room_for, taken_from
from app.plans.models import CheckInLink, Plan
from app.plans.status.firm_days import plan_day
from app.plans.words import in_templates
from app.security import reads_up_to

bp = Blueprint("check_in", __name__, url_prefix="/c")
bp.context_processor(in_templates)


@bp.get("/<token>/")
def by_link(token: str) -> ResponseReturnValue:
    """The form of a check-in; after it was filed today, what was filed. Opening it changes nothing."""
    link = link_queries.link_for(token)
    plan = queries.plan_found(link.plan_id)
    filed = link_queries.filed_by(link)
    today = services.today_of(plan)
    if filed is not None and filed.on == today and "more" not in request.args:
        more, show = url_for("check_in.by_link", token=token, more=1), url_for("check_in.show_by_link", token=token)
        return render_template(
            "plans/link/filed.html", plan=plan, link=link, filed=filed, more_address=more, show_address=show
        )
    return _form(plan, link, token, CheckInForm.over(plan, link.owner))


@bp.post("/<token>/")
def file_by_link(token: str) -> ResponseReturnValue:
    """File the check-in; the same form sent again is the same check-in. If the link is over, words are given back."""
    link = link_queries.link_made(token)
    if link_queries.is_over(link) and (written := CheckInForm()).written():
        return render_template("plans/link/gone.html", error=LinkGone(), link=link, form=written), LinkGone.status
    link = link_queries.link_for(token)
    plan = queries.plan_found(link.plan_id)
    form = CheckInForm.over(plan, link.owner)
    form.refuse_foreign()
    if not form.validate():
        return _form(plan, link, token, form), 422
    try:
        services.check_in_by_link(token, form.words())
    except PlanSigned as error:
        return render_template("plans/link/gone.html", error=error, link=link, form=form), error.status
    except (EmptyCheckIn, ReasonMissing) as error:
        return _form(plan, link, token, form, refused=error), error.status
    return redirect(url_for("check_in.by_link", token=token), code=303)


def _most_bytes() -> int:
    """Let whoever holds a link that works send a file."""
    return room_for(link_queries.link_for((request.view_args or {})["token"]).id)


@bp.get("/<token>/evidence/")
def show_by_link(token: str) -> str:
    """The form for something that shows what was done."""
    link = link_queries.link_for(token)
    plan = queries.plan_found(link.plan_id)
    form = EvidenceForm()
    form.about(plan)
    return render_template("plans/link/evidence.html", plan=plan, link=link, token=token, form=form)


@bp.post("/<token>/evidence/")
@reads_up_to(_most_bytes)
def keep_by_link(token: str) -> ResponseReturnValue:
    """Something that shows what was done. What is wrong with its file is said at its field, and the words stay."""
    link = link_queries.link_for(token)
    plan = queries.plan_found(link.plan_id)
    form = EvidenceForm()
    form.about(plan)
    status, refused = 422, None
    if form.validate():
        try:
            with taken_from(form) as came:
                services.add_evidence_by_link(token, form.words(), came)
            return redirect(url_for("check_in.show_by_link", token=token, kept=1), code=303)
        except PlanSigned as error:
            refused, status = error, error.status
        except REFUSED as error:
            form.refuse_file(str(error.message))
            status = error.status
    answer = render_template("plans/link/evidence.html", plan=plan, link=link, token=token, form=form, refused=refused)
    return answer, status


def _form(plan: Plan, link: CheckInLink, token: str, form: CheckInForm, *, refused: Invalid | None = None) -> str:
    today = services.today_of(plan)
    filed = link_queries.filed_by(link)
    day = plan_day(plan, today)
    address = url_for("check_in.file_by_link", token=token)
    return render_template(
        "plans/link/check_in.html",
        plan=plan,
        link=link,
        address=address,
        form=form,
        day=day,
        filed=filed,
        refused=refused,
    )
