"""A plan is made by hand at a centre."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_principal
from app.centres.models import Centre
from app.centres.services import refuse_closed
from app.errors import NotAllowed, NotFound
from app.plans import days, permission_queries, queries, services, suggested_queries
from app.plans.blueprint import bp
from app.plans.new_form import NewPlanForm


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
    asked = request.form.get("do", "")
    if not form.is_submitted():
        form.suggest(principal.name)
        return _form(form, centre), 200
    if asked == "more":
        form.lay_rows(more=1)
        return _form(form, centre), 200
    publishes = asked == "publish"
    fits = form.validate()
    form.lay_rows()
    missing = services.missing_from(form.words(), form.today) if publishes else ()
    form.show_missing(missing)
    if missing or not fits:
        return _form(form, centre), 422
    made = services.begin_plan(principal, centre_id, form.words(), publish=publishes)
    return redirect(url_for("plans.show", plan_id=made.id), code=303)


def _form(form: NewPlanForm, centre: Centre) -> str:
    """The page of the form, with the names of those who work at the centre to pick from."""
    return render_template("plans/new.html", centre=centre, form=form, people=suggested_queries.names_at(centre.id))
