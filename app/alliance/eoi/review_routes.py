"""Reviewers are asked, say whether they have a conflict of interest, and score."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required
from app.alliance.eoi import queries, services
from app.alliance.eoi.blueprint import desk as bp
from app.alliance.eoi.desk_forms import DeclarationForm, OwnConflictForm, ReviewerForm, scores_form
from app.alliance.eoi.desk_page import desk_page
from app.alliance.eoi.errors import NoSuchMove, NotDeclared, ScoresFinal
from app.alliance.eoi.policy import Standpoint, require_keeping
from app.errors import NotAllowed


@bp.post("/desk/<eoi_id>/reviewers/")
@person_required
def ask_reviewer(eoi_id: str) -> ResponseReturnValue:
    """Ask somebody to review it."""
    interest, point = queries.interest_for(current_person(), eoi_id)
    require_keeping(point)
    form = ReviewerForm.over(queries.reviewers(), interest.reviews)
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, reviewer_form=form), 422
    services.ask_reviewer(current_person(), eoi_id, form.reviewer.data)
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id, _anchor="reviews-h"), code=303)


@bp.post("/desk/<eoi_id>/reviewers/<person_id>/release/")
@person_required
def release(eoi_id: str, person_id: str) -> ResponseReturnValue:
    """Ask somebody no longer."""
    services.release(current_person(), eoi_id, person_id)
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id, _anchor="reviews-h"), code=303)


@bp.post("/desk/<eoi_id>/declaration/")
@person_required
def declare(eoi_id: str) -> ResponseReturnValue:
    """Say whether one has a conflict. With one, this page opens no more."""
    _interest, point = queries.interest_for(current_person(), eoi_id)
    if point.own is None:
        return _own_conflict(eoi_id, point)
    form = DeclarationForm()
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, declaration_form=form), 422
    conflict = form.conflict.data == "yes"
    services.declare(current_person(), eoi_id, conflict=conflict, words=form.words.data or "")
    if conflict:
        flash(_("Thank you. It is closed to you from now on, and somebody else reviews it."))
        return redirect(url_for("eoi_desk.queue"), code=303)
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


def _own_conflict(eoi_id: str, point: Standpoint) -> ResponseReturnValue:
    """Whoever runs the desk declares a conflict without being asked to review."""
    require_keeping(point)
    form = OwnConflictForm()
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, own_conflict_form=form), 422
    services.declare(current_person(), eoi_id, conflict=True, words=form.words.data or "")
    flash(_("Thank you. It is closed to you from now on, and somebody else decides on it."))
    return redirect(url_for("eoi_desk.queue"), code=303)


@bp.post("/desk/<eoi_id>/scores/")
@person_required
def score(eoi_id: str) -> ResponseReturnValue:
    """File one's scores."""
    interest, point = queries.interest_for(current_person(), eoi_id)
    if point.own is None:
        raise NotAllowed
    if point.own.conflict is not False:
        raise NotDeclared
    form = scores_form(interest.call.weighed, point.own)
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, scores_form=form), 422
    try:
        services.file_scores(
            current_person(), eoi_id, form.scores, reasons=form.reasons, comment=form.comment.data or ""
        )
    except (NoSuchMove, ScoresFinal) as error:
        form.comment.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, scores_form=form), error.status
    flash(_("Your scores are filed. You see those of the others as soon as they filed theirs."))
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id, _anchor="reviews-h"), code=303)
