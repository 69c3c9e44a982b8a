"""Pages of a plan: reading it, and changing what it says of itself and its actions."""

from collections.abc import Sequence
from http import HTTPStatus

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import i18n
from app.accounts.access import current_principal
from app.centres.errors import ChangedMeanwhile
from app.errors import NotFound
from app.hx import htmx
from app.plans import filters, frame_routes, new_routes, pause_routes, permission_queries, queries, services
from app.plans.actions import list_routes, mine_routes
from app.plans.actions import routes as action_routes
from app.plans.actions.routes import action_address
from app.plans.blueprint import bp
from app.plans.check_ins import link_routes
from app.plans.check_ins import routes as check_in_routes
from app.plans.days import date_of
from app.plans.endings import routes as ending_routes
from app.plans.evidence import routes as evidence_routes
from app.plans.feeds import routes as feed_routes
from app.plans.forms import GoalForm
from app.plans.items import routes as item_routes
from app.plans.letters import contact_routes, lead_queries
from app.plans.measures import routes as measure_routes
from app.plans.models import ItemOrigin, Origin, Plan
from app.plans.occasions import routes as occasion_routes
from app.plans.plan_page import plan_page
from app.plans.promotion import routes as promotion_routes
from app.plans.status import routes as status_routes
from app.plans.suggested_queries import names_to_pick
from app.plans.views import (
    calendar_routes,
    change_routes,
    live_routes,
    print_routes,
    timeline_routes,
    week_routes,
)
from app.plans.views.sheet import Sheet, compose
from app.plans.words import in_templates

__all__ = [
    "action_routes",
    "bp",
    "calendar_routes",
    "change_routes",
    "check_in_routes",
    "contact_routes",
    "ending_routes",
    "evidence_routes",
    "feed_routes",
    "filters",
    "frame_routes",
    "item_routes",
    "link_routes",
    "list_routes",
    "live_routes",
    "measure_routes",
    "mine_routes",
    "new_routes",
    "occasion_routes",
    "pause_routes",
    "print_routes",
    "promotion_routes",
    "status_routes",
    "timeline_routes",
    "week_routes",
]

bp.context_processor(in_templates)


@bp.get("/")
def index() -> ResponseReturnValue:
    """The plans this person may read."""
    principal = current_principal()
    found = queries.plans_seen_by(principal)
    return render_template(
        "plans/_list.html" if htmx else "plans/index.html",
        sheets=_sheets(found),
        begin_at=url_for("plans.begin") if permission_queries.centres_to_begin_at(principal) else None,
    )


@bp.get("/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """The plans of a centre. Its page asks for everybody who reads it, and tells whoever may read none why."""
    if htmx and not current_user.is_authenticated:
        return "", HTTPStatus.NO_CONTENT
    principal = current_principal()
    centre = queries.centre_found(centre_id)
    found = queries.plans_seen_by(principal, centre_id=centre_id)
    if not found and not permission_queries.may_see_plans_of(principal, centre_id):
        if htmx:
            return render_template("plans/_closed.html")
        raise NotFound
    may_make = not centre.is_closed and permission_queries.may_make_plans_at(principal, centre_id)
    return render_template(
        "plans/_list.html" if htmx else "plans/of_centre.html",
        centre=centre,
        sheets=_sheets(found),
        begin_at=url_for("plans.new", centre_id=centre_id) if may_make else None,
    )


@bp.get("/<plan_id>/")
def show(plan_id: str) -> ResponseReturnValue:
    """A plan: its goal, its status and why, its day, its numbers, its actions, and where they came from."""
    principal = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, principal)
    return plan_page(plan, deeds, principal)


@bp.route("/<plan_id>/goal/", methods=["GET", "POST"])
def goal(plan_id: str) -> ResponseReturnValue:
    """What the plan promises, when its days begin and who stands for it, to be changed."""
    principal = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = GoalForm(obj=plan)
    form.about(plan)
    if not form.validate_on_submit():
        answer = render_template("plans/goal.html", plan=plan, form=form)
        return answer, 422 if form.is_submitted() else 200
    if form.is_older_than(plan.version):
        form.renew(plan.version)
        return render_template("plans/goal.html", plan=plan, form=form, stale=True), ChangedMeanwhile.status
    services.change_plan(
        principal,
        plan_id,
        title=form.title.data or "",
        goal=form.goal.data or "",
        day_one=form.day_one.data,
        roles=form.roles(),
        reason=form.reason.data or "",
        version=plan.version,
    )
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)


@bp.app_context_processor
def _addresses() -> dict[str, object]:
    return {
        "action_address": action_address,
        "note_address": note_address,
        "date_of": date_of,
        "names_to_pick": names_to_pick,
    }


def note_address(origin: Origin | ItemOrigin) -> str:
    """Where the note lies on its board."""
    return f"/boards/{origin.board_id}/list/#{origin.note_id}"


def _mirrored() -> bool:
    return i18n.direction() == "rtl"


def _sheets(plans: Sequence[Plan]) -> list[Sheet]:
    known, mirrored = lead_queries.sponsors_known(plans), _mirrored()
    return [
        compose(plan, services.today_of(plan), mirrored=mirrored, sponsor_known=known.get(plan.id)) for plan in plans
    ]
