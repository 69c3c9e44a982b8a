"""The canvases of a centre: copied from the library, changed by fields, drawn as the library's are."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.canvases import drawing, labels, strips
from app.canvases.blueprint import bp
from app.canvases.library import library
from app.canvases.own import queries, services
from app.canvases.own.changing import changed
from app.canvases.own.forms import CopyForm, OwnCanvasForm
from app.canvases.own.models import OwnCanvas
from app.canvases.own.problems import problems_of
from app.centres.errors import ChangedMeanwhile


@bp.route("/canvases/of/<centre_id>/", methods=["GET", "POST"])
@person_required
def own_of(centre_id: str) -> ResponseReturnValue:
    """A centre's own canvases, for those who work there, and the form that copies one more."""
    person = current_person()
    centre, role = queries.workplace(centre_id, person)
    form = CopyForm()
    form.offer()
    may_change = role in queries.CHANGING
    if form.is_submitted():
        queries.require_changing(role)
    if not form.validate_on_submit():
        rows = [(row, row.canvas) for row in queries.rows_of(centre_id)]
        answer = render_template(
            "canvases/own/of_centre.html",
            centre=centre,
            rows=rows,
            form=form,
            may_change=may_change,
            thumbnail=drawing.thumbnail,
        )
        return answer, 422 if form.is_submitted() else 200
    made = services.copy_canvas(person, centre_id, form.canvas.data)
    flash(_("Copied. Change what you like; the credit stays."))
    return redirect(url_for("canvases.change_own", own_id=made.id), code=303)


@bp.get("/canvases/own/<own_id>/")
@person_required
def own(own_id: str) -> ResponseReturnValue:
    """One canvas of a centre: its drawing, its zones, how to run it, where it comes from."""
    found, role = queries.own_and_role(own_id, current_person())
    canvas = found.canvas
    return render_template(
        "canvases/own/canvas.html",
        own=found,
        canvas=canvas,
        source=library().canvases.get(found.source),
        library=library(),
        plan=drawing.plan(canvas),
        small=drawing.thumbnail(canvas),
        bars=strips.of_flow(canvas.flow),
        labels=labels,
        papers=drawing.PAPERS,
        may_change=role in queries.CHANGING,
    )


@bp.route("/canvases/own/<own_id>/edit/", methods=["GET", "POST"])
@person_required
def change_own(own_id: str) -> ResponseReturnValue:
    """The form of a centre's own canvas: words, and zones as fields."""
    person = current_person()
    found, role = queries.own_and_role(own_id, person)
    queries.require_changing(role)
    form = OwnCanvasForm.over(found.canvas, found.language, found.version)
    if not form.validate_on_submit():
        strange = [str(error) for error in form.zones.errors if not isinstance(error, dict)]
        return _form_page(found, form, strange), 422 if form.is_submitted() else 200
    problems = [_("Every zone has a title and a question.")] if form.untitled() else []
    problems = problems or problems_of(changed(found.canvas, form.words(), found.language))
    if problems:
        return _form_page(found, form, problems), 422
    if form.is_older_than(found.version):
        form.renew(found.version)
        return _form_page(found, form, [], stale=True), ChangedMeanwhile.status
    services.change_own(person, own_id, form.words(), version=found.version)
    flash(_("Saved. Workshops that have it already keep it as it was."))
    return redirect(url_for("canvases.own", own_id=own_id), code=303)


@bp.post("/canvases/own/<own_id>/removal/")
@person_required
def drop_own(own_id: str) -> ResponseReturnValue:
    """Take a centre's own canvas away."""
    centre_id = services.drop_own(current_person(), own_id)
    flash(_("Taken away. Workshops that have it keep it."))
    return redirect(url_for("canvases.own_of", centre_id=centre_id), code=303)


def _form_page(found: OwnCanvas, form: OwnCanvasForm, problems: list[str], *, stale: bool = False) -> str:
    canvas = found.canvas
    return render_template(
        "canvases/own/form.html",
        own=found,
        canvas=canvas,
        form=form,
        problems=problems,
        stale=stale,
        small=drawing.thumbnail(canvas),
    )
