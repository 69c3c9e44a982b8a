"""Measures of a plan: their numbers in full, how they are counted, and what was read."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts.access import current_principal
from app.accounts.models import Principal
from app.centres.errors import ChangedMeanwhile
from app.centres.queries import vocabulary
from app.errors import NotAllowed
from app.plans import days, queries, services
from app.plans.blueprint import bp
from app.plans.errors import NoSuchChoice, PlanSigned
from app.plans.measures.figures import figure_of
from app.plans.measures.forms import MeasureForm
from app.plans.measures.promised import promised_then
from app.plans.measures.reading_forms import ReadingForm, TableForm
from app.plans.models import Measure, Plan
from app.plans.policy import Deed
from app.plans.works import Works, works_on


@bp.route("/<plan_id>/measures/", methods=["GET", "POST"])
def new_measure(plan_id: str) -> ResponseReturnValue:
    """Something more to count."""
    principal = current_principal()
    plan, deeds = queries.plan_and_deeds(plan_id, principal)
    services.require_change_now(plan, deeds)
    form = MeasureForm()
    form.about(vocabulary())
    form.know_promise(plan)
    if not form.validate_on_submit():
        answer = render_template("plans/measure_form.html", plan=plan, measure=None, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.add_measure(principal, plan_id, form.words(), why=form.why.data or "")
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor="numbers"), code=303)


@bp.get("/measures/<measure_id>/")
def measure(measure_id: str) -> ResponseReturnValue:
    """One measure: its curve, every reading, and the form for the next one."""
    principal = current_principal()
    found = queries.measure_found(measure_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    form = ReadingForm.over(plan, found)
    form.on.data = _day_asked() or days.last_read(plan.calendar, services.today_of(plan))
    return _measure_page(plan, found, form, services.works_now(principal, plan, deeds))


@bp.post("/measures/<measure_id>/readings/")
def file_reading(measure_id: str) -> ResponseReturnValue:
    """A number that was counted."""
    principal = current_principal()
    found = queries.measure_found(measure_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    works = _require_to_count(principal, found, plan, deeds)
    form = ReadingForm.over(plan, found)
    if not form.validate_on_submit() or form.on.data is None:
        return _measure_page(plan, found, form, works), 422
    services.file_reading(
        principal, measure_id, on=form.on.data, value=form.whole(), note=form.note.data or "", shares=form.shares()
    )
    return redirect(url_for("plans.measure", measure_id=measure_id), code=303)


@bp.post("/measures/<measure_id>/tally/")
def tally(measure_id: str) -> ResponseReturnValue:
    """One more, or one less."""
    principal = current_principal()
    found = queries.measure_found(measure_id, principal)
    stroke, group = request.form.get("stroke", ""), request.form.get("group", "")
    if stroke not in {"1", "-1"} or group not in {"", *found.groups}:
        raise NoSuchChoice
    services.tally(principal, measure_id, up=stroke == "1", group=group)
    return redirect(url_for("plans.measure", measure_id=measure_id, _anchor="tally"), code=303)


@bp.route("/measures/<measure_id>/table/", methods=["GET", "POST"])
def reading_table(measure_id: str) -> ResponseReturnValue:
    """Numbers of many days at once."""
    principal = current_principal()
    found = queries.measure_found(measure_id, principal)
    plan, deeds = queries.plan_and_deeds(found.plan_id, principal)
    _require_to_count(principal, found, plan, deeds)
    form = TableForm()
    form.about(plan, found)
    if not form.validate_on_submit():
        answer = render_template("plans/reading_table.html", plan=plan, measure=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.file_table(principal, measure_id, form.read, note=form.note.data or "")
    return redirect(url_for("plans.measure", measure_id=measure_id), code=303)


@bp.route("/measures/<measure_id>/edit/", methods=["GET", "POST"])
def edit_measure(measure_id: str) -> ResponseReturnValue:
    """How a measure is counted, to be changed."""
    principal = current_principal()
    found = queries.measure_found(measure_id, principal)
    plan, deeds = queries.whole_plan_and_deeds(found.plan_id, principal)
    services.require_change_now(plan, deeds)
    form = MeasureForm(obj=found)
    form.about(vocabulary(), found)
    form.keep_main(plan, found)
    form.know_promise(plan, found)
    if not form.is_submitted():
        form.fill(found)
    if not form.validate_on_submit():
        answer = render_template("plans/measure_form.html", plan=plan, measure=found, form=form)
        return answer, 422 if form.is_submitted() else 200
    try:
        services.change_measure(principal, measure_id, form.words(), why=form.why.data or "", seen=form.seen.data)
    except ChangedMeanwhile as late:
        form.seen.data = services.mark_of(found)
        return render_template("plans/measure_form.html", plan=plan, measure=found, form=form, stale=True), late.status
    return redirect(url_for("plans.measure", measure_id=measure_id), code=303)


def _require_to_count(principal: Principal, found: Measure, plan: Plan, deeds: frozenset[Deed]) -> Works:
    works = works_on(principal, plan, deeds)
    if not works.counts(found, plan):
        raise NotAllowed
    if plan.sign_off is not None:
        raise PlanSigned
    return works


def _measure_page(plan: Plan, found: Measure, form: ReadingForm, works: Works) -> str:
    today = services.today_of(plan)
    figure = figure_of(found, plan, today, mirrored=i18n.direction() == "rtl")
    return render_template(
        "plans/measure.html",
        plan=plan,
        figure=figure,
        form=form,
        may_change=works.may_change,
        may_count=works.counts(found, plan),
        promised_then=lambda move: promised_then(move, found),
    )


def _day_asked() -> date | None:
    """Return the day whose number somebody comes to correct, as the address names it."""
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
