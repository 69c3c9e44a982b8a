"""Actions of a plan and their parts: a form for each, and ticks."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.centres.errors import ChangedMeanwhile
from app.errors import NotAllowed
from app.hx import htmx
from app.plans import queries, services
from app.plans.actions.forms import ActionForm, MoveForm, ParkForm, PartForm, TakeUpForm
from app.plans.blueprint import bp
from app.plans.errors import Circle, DueOutsidePlan, NoSuchChoice, ReasonMissing
from app.plans.fields import asks_for_another
from app.plans.models import Action, ActionStatus, Plan
from app.plans.views.sheet import compose
from app.plans.works import Works, works_on


@bp.route("/<plan_id>/actions/", methods=["GET", "POST"])
def new_action(plan_id: str) -> ResponseReturnValue:
    """An action that comes from no note."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = ActionForm()
    form.about(plan, None)
    if not form.validate_on_submit():
        answer = render_template("plans/action.html", plan=plan, action=None, form=form)
        return answer, 422 if form.is_submitted() else 200
    made = services.add_action(principal, plan_id, form.words())
    if asks_for_another():
        return redirect(url_for("plans.new_action", plan_id=plan_id, saved="yes"), code=303)
    return redirect(action_address(made), code=303)


@bp.route("/actions/<action_id>/", methods=["GET", "POST"])
def action(action_id: str) -> ResponseReturnValue:
    """One action, to be changed."""
    principal = current_principal()
    found, deeds = queries.action_and_deeds(action_id, principal)
    services.require_change_now(found.plan, deeds)
    form = ActionForm(obj=found)
    form.about(found.plan, found)
    if not form.validate_on_submit():
        answer = render_template("plans/action.html", plan=found.plan, action=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    try:
        services.change_action(principal, action_id, form.words(), reason=form.reason.data or "", seen=form.seen.data)
    except ChangedMeanwhile as late:
        form.seen.data = services.seen_of(found)
        return render_template("plans/action.html", plan=found.plan, action=found, form=form, stale=True), late.status
    except Circle as round_about:
        form.first.errors = [str(round_about.message)]
        return render_template("plans/action.html", plan=found.plan, action=found, form=form), round_about.status
    return redirect(action_address(found), code=303)


@bp.get("/<plan_id>/kanban/")
def kanban(plan_id: str) -> ResponseReturnValue:
    """The actions as cards in columns, by how far they are."""
    principal = current_principal()
    plan, deeds = queries.whole_plan_and_deeds(plan_id, principal)
    return _cards(plan, services.works_now(principal, plan, deeds))


@bp.post("/actions/<action_id>/status/")
def move_action(action_id: str) -> ResponseReturnValue:
    """An action goes to another column, on the wall of cards or in somebody's own list."""
    form = MoveForm()
    principal = current_principal()
    found, deeds = queries.action_and_deeds(action_id, principal)
    if not works_on(principal, found.plan, deeds).moves(found):
        raise NotAllowed
    if not form.validate():
        raise NoSuchChoice
    status, reason = ActionStatus(form.status.data), form.blocked_reason.data or None
    if status == ActionStatus.BLOCKED and not (reason or found.blocked_reason):
        raise ReasonMissing
    services.move_action(principal, action_id, status, reason=reason)
    if back := _back():
        return redirect(back, code=303)
    if htmx:
        plan = queries.plan_found(found.plan_id)
        return _cards(plan, services.works_now(principal, plan, deeds))
    return redirect(url_for("plans.kanban", plan_id=found.plan_id, _anchor=f"action-{found.number}"), code=303)


@bp.post("/actions/<action_id>/parking/")
def park_action(action_id: str) -> ResponseReturnValue:
    """An action is set aside."""
    form = ParkForm()
    found, deeds = queries.action_and_deeds(action_id, current_principal())
    services.require_change(deeds)
    if not form.validate():
        raise ReasonMissing
    services.park_action(current_principal(), action_id, reason=form.parked_reason.data or "")
    return redirect(url_for("plans.show", plan_id=found.plan_id, _anchor="parked"), code=303)


@bp.post("/actions/<action_id>/return/")
def take_up_action(action_id: str) -> ResponseReturnValue:
    """A parked action counts again."""
    form = TakeUpForm()
    if not form.validate():
        raise DueOutsidePlan
    taken = services.take_up_action(current_principal(), action_id, due_on=form.due_on.data)
    return redirect(action_address(taken), code=303)


@bp.route("/actions/<action_id>/parts/", methods=["GET", "POST"])
def add_part(action_id: str) -> ResponseReturnValue:
    """A part more."""
    principal = current_principal()
    found, deeds = queries.action_and_deeds(action_id, principal)
    services.require_change_now(found.plan, deeds)
    form = PartForm()
    form.about(found)
    if not form.validate_on_submit():
        answer = render_template("plans/part.html", plan=found.plan, action=found, part=None, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.add_part(principal, action_id, form.words())
    return redirect(parts_address(found), code=303)


@bp.route("/parts/<part_id>/", methods=["GET", "POST"])
def part(part_id: str) -> ResponseReturnValue:
    """A part, to be changed."""
    principal = current_principal()
    found = queries.part_found(part_id, principal)
    of, deeds = queries.action_and_deeds(found.action_id, principal)
    services.require_change_now(of.plan, deeds)
    form = PartForm(obj=found)
    form.about(of, found)
    if not form.validate_on_submit():
        answer = render_template("plans/part.html", plan=of.plan, action=of, part=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    try:
        services.change_part(principal, part_id, form.words(), seen=form.seen.data)
    except ChangedMeanwhile as late:
        form.seen.data = services.mark_of(found)
        return render_template(
            "plans/part.html", plan=of.plan, action=of, part=found, form=form, stale=True
        ), late.status
    return redirect(parts_address(of), code=303)


@bp.post("/parts/<part_id>/tick/")
def tick_part(part_id: str) -> ResponseReturnValue:
    """A part is done, or is not after all."""
    principal = current_principal()
    found = queries.part_found(part_id, principal)
    of, _deeds = queries.action_and_deeds(found.action_id, principal)
    services.tick_part(principal, part_id, done=request.form.get("done") == "yes")
    if back := _back():
        return redirect(back, code=303)
    return redirect(parts_address(of), code=303)


@bp.post("/parts/<part_id>/drop/")
def drop_part(part_id: str) -> ResponseReturnValue:
    """A part is taken out."""
    return redirect(parts_address(services.drop_part(current_principal(), part_id)), code=303)


def _back() -> str | None:
    """Return the page with a list of their own from which somebody came, if they did."""
    return {"mine": url_for("plans.mine"), "home": "/"}.get(request.form.get("back", ""))


def _cards(plan: Plan, works: Works) -> str:
    sheet = compose(plan, services.today_of(plan), mirrored=i18n.direction() == "rtl")
    page = "plans/_kanban.html" if htmx else "plans/kanban.html"
    own = any(works.moves(row.action) for row in sheet.rows)
    return render_template(page, sheet=sheet, may_change=works.may_change, works=works, may_move=own)


def action_address(action: Action) -> str:
    """Where an action stands on the page of its plan."""
    return url_for("plans.show", plan_id=action.plan_id, _anchor=f"action-{action.number}")


def parts_address(action: Action) -> str:
    """Where the parts of an action stand."""
    return url_for("plans.action", action_id=action.id, _anchor="parts")
