"""The partners of a centre, for those who change its page."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.centres import queries, services
from app.centres.blueprint import bp
from app.centres.forms import PartnerForm
from app.centres.policy import Deed


@bp.route("/centres/<centre_id>/partners/", methods=["GET", "POST"])
@person_required
def partners(centre_id: str) -> ResponseReturnValue:
    """Who works with the centre, and the form of one more."""
    person = current_person()
    centre = queries.centre_for(Deed.CHANGE_CENTRE, centre_id, person)
    form = PartnerForm()
    if not form.validate_on_submit():
        answer = render_template(
            "centres/partners.html", centre=centre, partners=queries.partners_of(centre), form=form, may_drop=True
        )
        return answer, 422 if form.is_submitted() else 200
    services.add_partner(
        centre_id, name=form.name.data or "", gives=form.gives.data or "", link=form.link.data or "", by=person
    )
    flash(_("Added."))
    return redirect(url_for("centres.partners", centre_id=centre_id), code=303)


@bp.post("/centres/<centre_id>/partners/<partner_id>/removal/")
@person_required
def drop_partner(centre_id: str, partner_id: str) -> ResponseReturnValue:
    """They work with the centre no longer."""
    services.drop_partner(centre_id, partner_id, by=current_person())
    flash(_("Removed."))
    return redirect(url_for("centres.partners", centre_id=centre_id), code=303)
