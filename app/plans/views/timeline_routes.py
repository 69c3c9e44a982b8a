"""The timeline of a plan: what lies when, moved by hand or by fields."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.hx import htmx
from app.plans import queries, services
from app.plans.actions.due_form import MovingForm, ScheduleForm
from app.plans.blueprint import bp
from app.plans.models import Action, Milestone, Plan
from app.plans.views.sheet import compose
from app.plans.views.timeline import lay_out


@bp.get("/<plan_id>/timeline/")
def timeline(plan_id: str) -> ResponseReturnValue:
    """Actions and milestones as bars over the hundred days, and the same as a table."""
    plan, deeds = queries.whole_plan_and_deeds(plan_id, current_principal())
    return _timeline(plan, may_change=services.changes_now(plan, deeds))


@bp.post("/actions/<action_id>/days/")
def reschedule(action_id: str) -> ResponseReturnValue:
    """An action lies on other days."""
    principal = current_principal()
    found, deeds = queries.action_and_deeds(action_id, principal)
    services.require_change_now(found.plan, deeds)
    form = ScheduleForm()
    _lay(form, found.plan, found)
    if not form.validate() or form.due_on.data is None:
        return _timeline(queries.plan_found(found.plan_id), may_change=True, refused={action_id: form}), 422
    services.reschedule(
        principal, action_id, start_on=form.start_on.data, due_on=form.due_on.data, reason=form.reason.data or ""
    )
    return _moved(found)


@bp.post("/milestones/<milestone_id>/days/")
def move_milestone(milestone_id: str) -> ResponseReturnValue:
    """A milestone lies on another day."""
    principal = current_principal()
    found = queries.item_found(Milestone, milestone_id, principal)
    plan, deeds = queries.whole_plan_and_deeds(found.plan_id, principal)
    services.require_change_now(plan, deeds)
    form = MovingForm()
    _lay(form, plan, found)
    if not form.validate() or form.due_on.data is None:
        return _timeline(queries.plan_found(plan.id), may_change=True, refused={milestone_id: form}), 422
    services.move_milestone(principal, milestone_id, due_on=form.due_on.data, reason=form.reason.data or "")
    return _moved(found)


def _moved(item: Action | Milestone) -> ResponseReturnValue:
    if htmx:
        return _timeline(queries.plan_found(item.plan_id), may_change=True)
    row = f"days-{item.__tablename__}-{item.number}"
    return redirect(url_for("plans.timeline", plan_id=item.plan_id, _anchor=row), code=303)


def _timeline(plan: Plan, *, may_change: bool, refused: dict[str, MovingForm] | None = None) -> str:
    mirrored = i18n.direction() == "rtl"
    sheet = compose(plan, services.today_of(plan), mirrored=mirrored)
    things: list[Action | Milestone] = [*plan.actions, *plan.milestones]
    forms = {each.id: _shown(plan, each) for each in things} if may_change else {}
    return render_template(
        "plans/_timeline.html" if htmx else "plans/timeline.html",
        sheet=sheet,
        lying=lay_out(sheet, mirrored=mirrored),
        forms={**forms, **(refused or {})},
        refused=refused or {},
        may_change=may_change,
    )


def _shown(plan: Plan, item: Action | Milestone) -> MovingForm:
    """The form of something as it lies, whatever was sent for another."""
    kind = ScheduleForm if isinstance(item, Action) else MovingForm
    form = kind(formdata=None, obj=item)
    _lay(form, plan, item)
    return form


def _lay(form: MovingForm, plan: Plan, item: Action | Milestone) -> None:
    form.lie(plan, item, services.due_from(plan))
    form.name_apart(item)
