"""The caseload of a coach, and the notes that stand on a plan."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, current_principal, person_required
from app.alliance.coaching import queries, services
from app.alliance.coaching.forms import NoteForm
from app.alliance.portfolio.words import STATUS_WORDS
from app.alliance.practices.queries import centres_to_write_for
from app.errors import NotAllowed
from app.hx import htmx
from app.plans.queries import plan_and_deeds

bp = Blueprint("coaching", __name__)


@bp.get("/portfolio/caseload/")
@person_required
def caseload() -> ResponseReturnValue:
    """The plans one coaches, the one that needs its coach most first."""
    found = queries.caseload_of(current_person(), request.args.get("coach", "")[:120])
    return render_template(
        "alliance/coaching/caseload.html", load=found, status_words=STATUS_WORDS, form=NoteForm(formdata=None)
    )


@bp.route("/coaching/plans/<plan_id>/", methods=["GET", "POST"])
def notes(plan_id: str) -> ResponseReturnValue:
    """What the coach wrote to the team; the page of a plan asks for it. The coach writes more."""
    principal = current_principal()
    plan, _deeds = plan_and_deeds(plan_id, principal)
    may_note = queries.may_note(principal, plan)
    if request.method == "POST" and not may_note:
        raise NotAllowed
    form = NoteForm()
    if not form.validate_on_submit():
        part = "_notes" if htmx and request.method == "GET" else "notes"
        answer = render_template(
            f"alliance/coaching/{part}.html",
            plan=plan,
            notes=queries.notes_on(plan_id),
            own=queries.on_the_staff(plan.centre_id),
            form=form,
            may_note=may_note,
            writes_cards=plan.centre_id in {centre.id for centre in centres_to_write_for(principal)},
        )
        return answer, 422 if form.is_submitted() else 200
    services.leave_note(principal, plan_id, form.words.data or "")
    flash(_("The note stands on the plan."))
    if form.back.data == "caseload":
        return redirect(url_for("coaching.caseload"), code=303)
    return redirect(url_for("plans.show", plan_id=plan_id, _anchor="coach"), code=303)
