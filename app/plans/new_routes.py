"""A plan is made by hand at a centre."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.centres.services import refuse_closed
from app.errors import NotAllowed, NotFound
from app.plans import days, permission_queries, queries, services
from app.plans.blueprint import bp
from app.plans.forms import NewPlanForm


@bp.get("/new/")
def begin() -> ResponseReturnValue:
    """Lead to the form of a new plan: of the centre somebody works for, or of the one they choose among several."""
    centres = permission_queries.centres_to_begin_at(current_principal())
    if not centres:
        raise NotAllowed
    if len(centres) > 1:
        return render_template("plans/begin.html", centres=centres)
    return redirect(url_for("plans.new", centre_id=centres[0].id))


@bp.route("/of/<centre_id>/new/", methods=["GET", "POST"])
def new(centre_id: str) -> ResponseReturnValue:
    """A plan that no workshop gave birth to."""
    principal = current_principal()
    centre = queries.centre_found(centre_id)
    if not permission_queries.may_make_plans_at(principal, centre_id):
        raise NotAllowed if permission_queries.may_see_plans_of(principal, centre_id) else NotFound
    refuse_closed(centre)
    form = NewPlanForm()
    form.today = days.today_in(centre.timezone, clock.now())
    if not form.validate_on_submit():
        answer = render_template("plans/new.html", centre=centre, form=form)
        return answer, 422 if form.is_submitted() else 200
    made = services.make_plan(
        principal, centre_id, title=form.title.data or "", goal=form.goal.data or "", day_one=form.day_one.data
    )
    return redirect(url_for("plans.show", plan_id=made.id), code=303)
