"""What a workshop says of itself, who plans it with you, and when it is over."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import i18n
from app.accounts import timezones
from app.accounts.access import current_person, person_required
from app.workshops import codes, words
from app.workshops.agenda_queries import colleagues_of, facilitators_of, workshop_to_plan
from app.workshops.blueprint import bp
from app.workshops.forms import CofacilitatorForm, WorkshopForm, said_by
from app.workshops.models import Workshop
from app.workshops.services import details


@bp.route("/w/<workshop_id>/settings/", methods=["GET", "POST"])
@person_required
def settings(workshop_id: str) -> ResponseReturnValue:
    """The details of a workshop, to be changed."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = WorkshopForm.over(person, data=said_by(workshop))
    if not form.validate_on_submit():
        return _settings(workshop, form=form), 422 if form.is_submitted() else 200
    details.change_details(person, workshop.id, form.brief())
    flash(_("The workshop was saved."))
    return redirect(url_for(".settings", workshop_id=workshop.id), code=303)


@bp.post("/w/<workshop_id>/co-facilitators/")
@person_required
def invite_cofacilitator(workshop_id: str) -> ResponseReturnValue:
    """Give somebody a co-facilitator's seat, by e-mail address."""
    person = current_person()
    workshop = workshop_to_plan(workshop_id, person)
    form = CofacilitatorForm()
    if not form.validate_on_submit():
        return _settings(workshop, inviting=form), 422
    seat = details.invite_cofacilitator(person, workshop.id, email=form.email.data or "", name=form.name.data or "")
    flash(_("%(name)s co-facilitates now, and a mail is on its way.", name=seat.name))
    return redirect(url_for(".settings", workshop_id=workshop.id, _anchor="people"), code=303)


@bp.post("/w/<workshop_id>/co-facilitators/<person_id>/")
@person_required
def add_cofacilitator(workshop_id: str, person_id: str) -> ResponseReturnValue:
    """Give a colleague of the host centre a co-facilitator's seat."""
    workshop = workshop_to_plan(workshop_id, current_person())
    seat = details.add_cofacilitator(current_person(), workshop.id, person_id)
    flash(_("%(name)s co-facilitates now.", name=seat.name))
    return redirect(url_for(".settings", workshop_id=workshop.id, _anchor="people"), code=303)


@bp.post("/w/<workshop_id>/closure/")
@person_required
def close(workshop_id: str) -> ResponseReturnValue:
    """End the workshop."""
    details.close_workshop(current_person(), workshop_id)
    flash(_("The workshop is closed. Everything can still be read."))
    return redirect(url_for(".settings", workshop_id=workshop_id), code=303)


@bp.post("/w/<workshop_id>/closure/removal/")
@person_required
def reopen(workshop_id: str) -> ResponseReturnValue:
    """Let a closed workshop go on."""
    details.reopen_workshop(current_person(), workshop_id)
    flash(_("The workshop is open again, with a new code."))
    return redirect(url_for(".settings", workshop_id=workshop_id), code=303)


def _settings(
    workshop: Workshop, *, form: WorkshopForm | None = None, inviting: CofacilitatorForm | None = None
) -> str:
    """The page; a form that is given comes back with what was wrong in it."""
    return render_template(
        "workshops/settings.html",
        workshop=workshop,
        form=form or WorkshopForm.over(current_person(), data=said_by(workshop), sent=False),
        inviting=inviting or CofacilitatorForm(formdata=None),
        leading=facilitators_of(workshop),
        colleagues=colleagues_of(workshop),
        roles=words.ROLES,
        zones=timezones.choices(i18n.language()),
        show_code=codes.show,
    )
