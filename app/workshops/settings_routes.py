"""What a workshop says of itself, who plans it with you, and when it is over."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import i18n
from app.accounts import timezones
from app.accounts.access import current_person, person_required
from app.centres.errors import ChangedMeanwhile
from app.workshops import codes, words
from app.workshops.agenda_queries import colleagues_of, facilitators_of, workshop_to_plan
from app.workshops.blueprint import bp
from app.workshops.cockpit_view import Ending, asked_before_closing
from app.workshops.errors import NotesHidden
from app.workshops.forms import CofacilitatorForm, WorkshopForm, said_by
from app.workshops.models import SeatRole, Workshop
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
    if form.is_older_than(workshop.version):
        form.renew(workshop.version)
        return _settings(workshop, form=form, stale=True), ChangedMeanwhile.status
    details.change_details(person, workshop.id, form.brief(), version=workshop.version)
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
    if current_app.config["SMTP_URL"]:
        flash(_("%(name)s co-facilitates now, and a mail is on its way.", name=seat.name))
    else:
        flash(
            _(
                "%(name)s co-facilitates now. No mail server is set up, so their mail lies in the outbox folder of the "
                "server: ask whoever runs it.",
                name=seat.name,
            )
        )
    return redirect(url_for(".settings", workshop_id=workshop.id, _anchor="people"), code=303)


@bp.post("/w/<workshop_id>/co-facilitators/<person_id>/")
@person_required
def add_cofacilitator(workshop_id: str, person_id: str) -> ResponseReturnValue:
    """Give a colleague of the host centre a co-facilitator's seat."""
    workshop = workshop_to_plan(workshop_id, current_person())
    seat = details.add_cofacilitator(current_person(), workshop.id, person_id)
    flash(_("%(name)s co-facilitates now.", name=seat.name))
    return redirect(url_for(".settings", workshop_id=workshop.id, _anchor="people"), code=303)


@bp.post("/w/<workshop_id>/co-facilitators/<seat_id>/removal/")
@person_required
def dismiss(workshop_id: str, seat_id: str) -> ResponseReturnValue:
    """End the seat of somebody who leads."""
    seat = details.dismiss(current_person(), workshop_id, seat_id)
    flash(_("%(name)s leads it no longer. In the cockpit they can be let back in.", name=seat.name))
    return redirect(url_for(".settings", workshop_id=workshop_id, _anchor="people"), code=303)


@bp.post("/w/<workshop_id>/closure/")
@person_required
def close(workshop_id: str) -> ResponseReturnValue:
    """End the workshop; asks first where notes are hidden, late, or may still come in."""
    person = current_person()
    try:
        details.close_workshop(person, workshop_id, sure=request.form.get("sure") == "yes")
    except NotesHidden as asked:
        workshop = workshop_to_plan(workshop_id, person)
        return _settings(workshop, ending=asked_before_closing(workshop, asked)), asked.status
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
    workshop: Workshop,
    *,
    form: WorkshopForm | None = None,
    inviting: CofacilitatorForm | None = None,
    stale: bool = False,
    ending: Ending | None = None,
) -> str:
    """The page; a form that is given comes back with what was wrong in it."""
    leading = facilitators_of(workshop)
    facilitators = sum(seat.role == SeatRole.FACILITATOR for seat in leading)
    agenda = url_for("workshops.agenda", workshop_id=workshop.id)
    return render_template(
        "workshops/settings.html",
        workshop=workshop,
        stale=stale,
        ending=ending,
        form=form or WorkshopForm.over(current_person(), data=said_by(workshop), sent=False),
        inviting=inviting or CofacilitatorForm(formdata=None),
        leading=leading,
        removable=lambda seat: seat.role != SeatRole.FACILITATOR or facilitators > 1,
        lead_link=f"{current_app.config['PUBLIC_URL']}{url_for('accounts.sign_in', next=agenda)}",
        colleagues=colleagues_of(workshop),
        roles=words.ROLES,
        zones=timezones.choices(i18n.language()),
        show_code=codes.show,
    )
