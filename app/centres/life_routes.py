"""The life of a centre: its steps, and the form of the next one for whoever decides."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required, reader
from app.centres import policy, queries, services
from app.centres.blueprint import bp
from app.centres.life_form import LifeStepForm
from app.centres.models import Centre
from app.centres.policy import Deed


@bp.route("/centres/<centre_id>/steps/", methods=["GET", "POST"])
@person_required
def steps(centre_id: str) -> ResponseReturnValue:
    """Where the centre stands and how it came there, to be decided anew."""
    person = current_person()
    centre = queries.centre_for(Deed.DECIDE_LIFE, centre_id, person)
    taken = queries.steps_of(centre)
    form = LifeStepForm.of(centre, last=taken[0].on if taken else None, today=services.today_at(centre))
    if not form.validate_on_submit():
        answer = render_template("centres/life.html", centre=centre, steps=taken, tells_why=True, form=form)
        return answer, 422 if form.is_submitted() else 200
    services.take_step(centre_id, form.decision, by=person)
    flash(_("Written down."))
    return redirect(url_for("centres.show", centre_id=centre_id, _anchor="life"), code=303)


def life_context(centre: Centre) -> dict[str, object]:
    """What a centre's page says of its life; the words of decisions are for people who sign in."""
    somebody = reader()
    return {
        "steps": queries.steps_of(centre),
        "tells_why": policy.may_see_staff(somebody),
        "may_decide": policy.may(somebody, Deed.DECIDE_LIFE),
    }
