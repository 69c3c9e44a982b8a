"""A recommendation, a decision, and the centre that comes out of it."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.accounts.errors import AccountClosed, BadName
from app.alliance.eoi import queries, services
from app.alliance.eoi.blueprint import desk as bp
from app.alliance.eoi.desk_forms import NEW, CentreChoiceForm, DecisionForm, RecommendForm, TakeBackForm
from app.alliance.eoi.desk_page import desk_page, today_for
from app.alliance.eoi.errors import CentreThere, NoSuchMove
from app.alliance.eoi.models import Interest
from app.alliance.eoi.policy import require_keeping
from app.alliance.eoi.readiness import advise
from app.alliance.eoi.states import State, outcomes_from
from app.centres.errors import CodeTaken
from app.centres.queries import Wanted, directory, vocabulary
from app.errors import Invalid


@bp.post("/desk/<eoi_id>/recommendation/")
@person_required
def recommend(eoi_id: str) -> ResponseReturnValue:
    """Recommend capabilities and a scope."""
    interest = _kept(eoi_id)
    advice = advise(interest.answers)
    form = RecommendForm.over(interest, vocabulary(), advice.capabilities, advice.scope)
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, recommend_form=form), 422
    try:
        services.recommend(
            current_person(),
            eoi_id,
            capabilities=form.capabilities.data or (),
            scope=form.scope.data,
            reason=form.reason.data or "",
        )
    except NoSuchMove as error:
        form.reason.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, recommend_form=form), error.status
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


@bp.post("/desk/<eoi_id>/recommendation/taking-back/")
@person_required
def take_back(eoi_id: str) -> ResponseReturnValue:
    """Take the recommendation back, so that it is reviewed again."""
    _kept(eoi_id)
    form = TakeBackForm()
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, take_back_form=form), 422
    try:
        services.take_back(current_person(), eoi_id, form.reason.data or "")
    except NoSuchMove as error:
        form.reason.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, take_back_form=form), error.status
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


@bp.post("/desk/<eoi_id>/decision/")
@person_required
def decide(eoi_id: str) -> ResponseReturnValue:
    """Decide, and send the letter."""
    interest = _kept(eoi_id)
    form = DecisionForm.over(interest, today_for(current_person(), interest))
    if not outcomes_from(interest.state):
        form.outcome.errors = [str(NoSuchMove.message)]
        return desk_page(current_person(), eoi_id, decision_form=form), NoSuchMove.status
    if not form.validate_on_submit() or form.decided_on.data is None:
        return desk_page(current_person(), eoi_id, decision_form=form), 422
    services.decide(current_person(), eoi_id, form.chosen, words=form.words.data or "", on=form.decided_on.data)
    flash(_("Decided. The letter is on its way."))
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


@bp.post("/desk/<eoi_id>/centre/")
@person_required
def link_centre(eoi_id: str) -> ResponseReturnValue:
    """Say which centre came out of it, or make it from what was answered and invite its director."""
    interest = _kept(eoi_id)
    if interest.state != State.ACCREDITED:
        raise NoSuchMove
    if interest.centre_id is not None:
        raise CentreThere
    form = CentreChoiceForm.over(interest, directory(Wanted(), vocabulary()))
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, centre_form=form), 422
    if form.centre.data != NEW:
        services.link_centre(current_person(), eoi_id, form.centre.data)
        return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)
    director = form.director.data or ""
    try:
        services.found_centre(current_person(), eoi_id, director=director, timezone=form.timezone.data or "")
    except (BadName, AccountClosed) as error:
        form.director.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, centre_form=form), error.status
    except (Invalid, CodeTaken) as error:
        form.centre.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, centre_form=form), error.status
    flash(_("The centre is there, and its director is invited.") if director else _("The centre is there."))
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


def _kept(eoi_id: str) -> Interest:
    interest, point = queries.interest_for(current_person(), eoi_id)
    require_keeping(point)
    return interest
