"""The agenda, to be changed. Every change answers with the whole agenda, for htmx alone, else by going back to it."""

from collections.abc import Sequence
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.canvases.library import library
from app.canvases.own.queries import own_canvases
from app.hx import htmx
from app.i18n import pick
from app.texts import isolated
from app.workshops import agenda_forms as forms
from app.workshops import agenda_view, queries, tongues, words
from app.workshops.agenda_queries import step_of, workshop_to_plan
from app.workshops.blueprint import bp
from app.workshops.errors import StepHasWork
from app.workshops.models import Workshop
from app.workshops.services import agenda as planning
from app.workshops.step_form import StepForm

ANCHOR = "agenda"


@bp.get("/w/<workshop_id>/agenda/")
@person_required
def agenda(workshop_id: str) -> ResponseReturnValue:
    """The agenda of a workshop this person plans."""
    return _agenda(workshop_to_plan(workshop_id, current_person()))


@bp.post("/w/<workshop_id>/agenda/steps/")
@person_required
def add_step(workshop_id: str) -> ResponseReturnValue:
    """Add a step at the end of a day."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    own = own_canvases(workshop.host_id)
    form = forms.NewStepForm.offering(library(), own)
    if not form.validate_on_submit():
        return _agenda(workshop, adding=form), 422
    canvases = {**library().canvases, **own}
    draft = form.draft(canvases, workshop.language)
    step = planning.add_step(person, workshop.id, draft, canvases=canvases, version=form.seen)
    return _changed(workshop, _("The step was added."), anchor=f"step-{step.id}")


@bp.route("/w/<workshop_id>/agenda/steps/<step_id>/", methods=["GET", "POST"])
@person_required
def step_form(workshop_id: str, step_id: str) -> ResponseReturnValue:
    """The agenda with one step open, to be changed. A change of its phases leaves it open."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    step = step_of(workshop, step_id)
    sent = request.method == "POST"
    form = StepForm.over(workshop, step, sent=sent)
    if not sent or not form.validate_on_submit():
        return _agenda(workshop, opened=step_id, form=form, day=step.day), 422 if sent else 200
    deed = request.form.get("deed", "save")
    change = form.change(workshop, step, deed=deed)
    planning.change_step(person, workshop.id, step_id, change, version=form.seen)
    if deed == "save":
        return _changed(workshop, _("The step was saved."), anchor=f"step-{step_id}")
    if not htmx:
        return redirect(url_for(".step_form", workshop_id=workshop.id, step_id=step_id), code=303)
    return _agenda(workshop, opened=step_id, form=StepForm.over(workshop, step, sent=False), day=step.day)


@bp.post("/w/<workshop_id>/agenda/steps/<step_id>/minutes/")
@person_required
def set_minutes(workshop_id: str, step_id: str) -> ResponseReturnValue:
    """Make a step longer or shorter."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = forms.MinutesForm()
    version = form.accept()
    planning.set_minutes(person, workshop.id, step_id, form.wanted, version=version)
    return _changed(workshop, _("Later steps start at new times."), anchor=f"step-{step_id}")


@bp.post("/w/<workshop_id>/agenda/steps/<step_id>/place/")
@person_required
def place_step(workshop_id: str, step_id: str) -> ResponseReturnValue:
    """Move a step up, down, or anywhere."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = forms.PlaceForm()
    version = form.accept()
    day, place = form.where()
    before = queries.steps_not_held(workshop.id) - {step_id}
    planning.move_step(person, workshop.id, step_id, day=day, place=place, version=version)
    passed = queries.steps_not_held(workshop.id) - before
    warnings = [
        _passed_over(row) for each in agenda_view.compose(workshop) for row in each.rows if row.step.id in passed
    ]
    return _changed(workshop, _("The step was moved."), anchor=f"step-{step_id}", warnings=warnings)


@bp.post("/w/<workshop_id>/agenda/steps/<step_id>/removal/")
@person_required
def remove_step(workshop_id: str, step_id: str) -> ResponseReturnValue:
    """Take a step out; asks first where people have worked on its board."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    version, sure = forms.AgendaForm().accept(), request.form.get("sure") == "yes"
    try:
        planning.remove_step(person, workshop.id, step_id, version=version, sure=sure)
    except StepHasWork as asked:
        return _agenda(workshop, leaving=step_id, work=asked.work), asked.status
    return _changed(workshop, _("The step was taken out."))


@bp.post("/w/<workshop_id>/agenda/days/")
@person_required
def add_day(workshop_id: str) -> ResponseReturnValue:
    """Add a day at the end."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = forms.DayForm()
    version = form.accept()
    planning.add_day(person, workshop.id, form.said(), version=version)
    return _changed(workshop, _("The day was added."), day=len(workshop.days) - 1)


@bp.post("/w/<workshop_id>/agenda/days/<int:position>/")
@person_required
def change_day(workshop_id: str, position: int) -> ResponseReturnValue:
    """Give a day another date or start."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = forms.DayForm()
    version = form.accept()
    planning.change_day(person, workshop.id, position, form.said(), version=version)
    return _changed(workshop, _("The day was changed."), day=position)


@bp.post("/w/<workshop_id>/agenda/days/<int:position>/removal/")
@person_required
def remove_day(workshop_id: str, position: int) -> ResponseReturnValue:
    """Take an empty day out."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    planning.remove_day(person, workshop.id, position, version=forms.AgendaForm().accept())
    return _changed(workshop, _("The day was taken out."), day=0)


def _passed_over(row: agenda_view.Row) -> str:
    """Say of a step that lies before the current one now what becomes of it."""
    title = isolated(pick(row.title))
    said = _(
        "“%(step)s” now lies before the current step: Next does not come to it. To hold it, open it in the cockpit.",
        step=title,
    )
    return str(said)


def _changed(
    workshop: Workshop, said: str, *, day: int | None = None, anchor: str = ANCHOR, warnings: Sequence[str] = ()
) -> ResponseReturnValue:
    shown = _day_shown(workshop) if day is None else day
    if htmx:
        return _agenda(workshop, said=said, warnings=warnings, day=shown)
    for warning in warnings:
        flash(warning)
    return redirect(url_for(".agenda", workshop_id=workshop.id, day=shown or None, _anchor=anchor), code=303)


def _agenda(workshop: Workshop, **context: object) -> str:
    """The agenda alone for htmx, the page with it for everyone else."""
    days = agenda_view.compose(workshop)
    shown = {
        "said": "",
        "opened": None,
        "form": None,
        "day": _day_shown(workshop),
        "leaving": None,
        "warnings": (),
        **context,
    }
    shown["leaving"] = next((row for each in days for row in each.rows if row.step.id == shown["leaving"]), None)
    own = own_canvases(workshop.host_id)
    adding = shown.pop("adding", None) or forms.NewStepForm.offering(library(), own, formdata=None)
    return render_template(
        "workshops/_agenda.html" if htmx else "workshops/agenda.html",
        workshop=workshop,
        days=days,
        adding=adding,
        phase_names=words.PHASES,
        own_name=tongues.own_name,
        one_day=timedelta(days=1),
        not_held=queries.steps_not_held(workshop.id),
        **shown,
    )


def _day_shown(workshop: Workshop) -> int:
    """The day whose steps are before the person's eyes."""
    asked = request.args.get("day", default=0, type=int)
    return min(max(asked, 0), len(workshop.days) - 1)
