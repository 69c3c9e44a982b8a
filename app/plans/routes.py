"""Pages of a plan: reading it, changing it, and turning a note into an action."""

from collections import defaultdict
from datetime import date
from http import HTTPStatus

from flask import Blueprint, jsonify, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app import i18n
from app.accounts.access import current_principal
from app.errors import NotFound
from app.hx import htmx
from app.plans import queries, services
from app.plans.days import date_of, day_of
from app.plans.forms import ActionForm, GoalForm, PromotionForm
from app.plans.models import Action, Origin, Plan
from app.plans.policy import Deed
from app.plans.sheet import Sheet, compose

bp = Blueprint("plans", __name__, url_prefix="/plans")


@bp.get("/")
def index() -> ResponseReturnValue:
    """The plans this person may read."""
    found = queries.plans_seen_by(current_principal())
    return render_template("plans/_list.html" if htmx else "plans/index.html", sheets=[_sheet(plan) for plan in found])


@bp.get("/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """The plans of a centre. Its page asks for everybody who reads it, and tells whoever may read none why."""
    if htmx and not current_user.is_authenticated:
        return "", HTTPStatus.NO_CONTENT
    principal = current_principal()
    centre = queries.centre_found(centre_id)
    found = queries.plans_seen_by(principal, centre_id=centre_id)
    if not found and not queries.may_see_plans_of(principal, centre_id):
        if htmx:
            return render_template("plans/_closed.html")
        raise NotFound
    name = "plans/_list.html" if htmx else "plans/of_centre.html"
    return render_template(name, centre=centre, sheets=[_sheet(plan) for plan in found])


@bp.get("/<plan_id>/")
def show(plan_id: str) -> ResponseReturnValue:
    """A plan: its goal, its day, its actions, and where they came from."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    return render_template(
        "plans/_plan.html" if htmx else "plans/page.html",
        sheet=_sheet(plan),
        may_change=Deed.CHANGE in deeds,
        sits=queries.sits_in_workshop_of(plan, principal),
        workshop=queries.workshop_of(plan),
    )


@bp.route("/<plan_id>/goal/", methods=["GET", "POST"])
def goal(plan_id: str) -> ResponseReturnValue:
    """What the plan promises and when its days begin, to be changed."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change(deeds)
    form = GoalForm(obj=plan)
    form.plan = plan
    if not form.validate_on_submit():
        answer = render_template("plans/goal.html", plan=plan, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.change_plan(
        principal, plan_id, title=form.title.data or "", goal=form.goal.data or "", day_one=form.day_one.data
    )
    return redirect(url_for("plans.show", plan_id=plan_id), code=303)


@bp.route("/actions/<action_id>/", methods=["GET", "POST"])
def action(action_id: str) -> ResponseReturnValue:
    """One action, to be changed."""
    principal = current_principal()
    found, deeds = queries.action_and_deeds(action_id, principal)
    services.require_change(deeds)
    form = ActionForm(obj=found)
    form.place(found.plan.day_one, services.today_of(found.plan), kept=found.due_on)
    if not form.validate_on_submit():
        answer = render_template("plans/action.html", action=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.change_action(principal, action_id, form.words())
    return redirect(action_address(found), code=303)


@bp.get("/promotion/")
def promotion() -> ResponseReturnValue:
    """The form that makes a note an action; for a note that became one, that action."""
    form = PromotionForm(request.args)
    seat = queries.seat_at(form.board.data or "", current_principal())
    note = services.note_to_promote(seat, form.board.data or "", form.note.data or "")[1]
    earlier = queries.action_from(note.board_id, note.id)
    if earlier:
        return _promotion(action=earlier)
    form.place(*queries.calendar_of(seat.workshop))
    form.title.data = str(note.props.get("text", ""))[:400]
    return _promotion(form=form, note=note)


@bp.post("/actions/")
def promote() -> ResponseReturnValue:
    """Make a note an action."""
    form = PromotionForm()
    seat = queries.seat_at(form.board.data or "", current_principal())
    form.place(*queries.calendar_of(seat.workshop))
    if not form.validate_on_submit():
        note = services.note_to_promote(seat, form.board.data or "", form.note.data or "")[1]
        return _promotion(form=form, note=note), HTTPStatus.UNPROCESSABLE_ENTITY
    made = services.promote(seat, form.board.data or "", form.note.data or "", form.words())
    if not htmx:
        return redirect(action_address(made), code=303)
    answer = make_response(_promotion(action=made))
    answer.headers["HX-Trigger"] = "plan:changed"
    return answer


@bp.get("/days/")
def days_of() -> ResponseReturnValue:
    """Which day of the plan a date is, asked while somebody chooses one."""
    seat = queries.seat_at(request.args.get("board", ""), current_principal())
    day_one, _today = queries.calendar_of(seat.workshop)
    return render_template("plans/_due.html", board_id=request.args["board"], day=_day_typed(day_one), day_one=day_one)


@bp.get("/outcomes/")
def outcomes() -> ResponseReturnValue:
    """Which notes of a board became which actions; the address only for those who may read the plan."""
    principal = current_principal()
    seat = queries.seat_at(request.args.get("board", ""), principal)
    found = queries.outcomes_on(request.args.get("board", ""))
    plan = queries.plan_of(seat.workshop_id)
    readable = plan is not None and plan in queries.plans_seen_by(principal, centre_id=plan.centre_id)
    became: dict[str, list[dict[str, object]]] = defaultdict(list)
    for note_id, each in found:
        became[note_id].append({"number": each.number, "address": action_address(each) if readable else None})
    return jsonify(outcomes=became)


@bp.app_context_processor
def _addresses() -> dict[str, object]:
    return {"action_address": action_address, "note_address": note_address, "date_of": date_of}


def note_address(origin: Origin) -> str:
    """Where the note lies on its board."""
    return f"/boards/{origin.board_id}/list/#{origin.note_id}"


def action_address(action: Action) -> str:
    """Where an action stands on the page of its plan."""
    return url_for("plans.show", plan_id=action.plan_id, _anchor=f"action-{action.number}")


def _promotion(**context: object) -> str:
    """The part alone for htmx, the whole page for everybody else."""
    return render_template("plans/_promotion.html" if htmx else "plans/promotion.html", **context)


def _day_typed(day_one: date | None) -> int | None:
    try:
        typed = date.fromisoformat(request.args.get("due_on", ""))
    except ValueError:
        return None
    return day_of(typed, day_one) if day_one else None


def _sheet(plan: Plan) -> Sheet:
    return compose(plan, services.today_of(plan), mirrored=i18n.direction() == "rtl")
