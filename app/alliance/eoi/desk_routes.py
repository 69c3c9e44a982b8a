"""The desk: what came in, by state and age, and one expression of interest with everything about it."""

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.accounts.access import current_person, person_required
from app.alliance.calls import policy as calls_policy
from app.alliance.calls import queries as call_queries
from app.alliance.eoi import decision_routes, queries, record_routes, review_routes, services
from app.alliance.eoi.blueprint import desk as bp
from app.alliance.eoi.desk_forms import QuestionForm, ReasonForm, check_form
from app.alliance.eoi.desk_page import desk_page
from app.alliance.eoi.errors import MarksChanged, NoSuchMove, NotLooked, WhyMissing
from app.alliance.eoi.file_routes import handed_out
from app.alliance.eoi.policy import require_keeping
from app.alliance.eoi.states import AT_WORK, State
from app.centres.queries import vocabulary
from app.errors import NotFound

__all__ = ["bp", "decision_routes", "record_routes", "review_routes"]


@bp.get("/desk/")
@person_required
def queue() -> ResponseReturnValue:
    """What came in. A word that is in no list asks for nothing, as an old bookmark would."""
    person = current_person()
    asked = request.args.get("state", "")
    state = asked if asked in list(State) else ""
    calls = call_queries.calls_for(person)
    call_id = request.args.get("call", "")
    call_id = call_id if call_id in {call.id for call in calls} else ""
    return render_template(
        "eoi/desk/queue.html",
        interests=queries.queue(person, state=state, call_id=call_id),
        counts=queries.counts(person),
        state=state,
        call_id=call_id,
        calls=calls,
        words=vocabulary(),
        now=clock.now(),
        me=person.id,
        keeps=calls_policy.keeps_desk(person),
        at_work=AT_WORK,
    )


@bp.get("/desk/<eoi_id>/")
@person_required
def show(eoi_id: str) -> ResponseReturnValue:
    """One of them, as far as somebody may read it."""
    return desk_page(current_person(), eoi_id)


@bp.get("/desk/<eoi_id>/files/<file_id>/")
@person_required
def file(eoi_id: str, file_id: str) -> Response:
    """A file of one that somebody may read."""
    interest, point = queries.interest_for(current_person(), eoi_id)
    if not point.may_read:
        raise NotFound
    return handed_out(queries.file_for(interest, file_id))


@bp.post("/desk/<eoi_id>/take-up/")
@person_required
def take_up(eoi_id: str) -> ResponseReturnValue:
    """Begin to check it."""
    services.take_up(current_person(), eoi_id)
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


@bp.post("/desk/<eoi_id>/check-list/")
@person_required
def check(eoi_id: str) -> ResponseReturnValue:
    """Keep the marks of the list."""
    interest, point = queries.interest_for(current_person(), eoi_id)
    require_keeping(point)
    form = check_form(interest)
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, check_form=form), 422
    try:
        services.check(current_person(), eoi_id, form.checks, seen=form.seen.data or "")
    except MarksChanged as error:
        form.renew(queries.interest_whole(eoi_id))
        return desk_page(current_person(), eoi_id, check_form=form, check_stale=form), error.status
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id, _anchor="list-h"), code=303)


@bp.post("/desk/<eoi_id>/passage/")
@person_required
def pass_on(eoi_id: str) -> ResponseReturnValue:
    """Let reviewers read it."""
    _interest, point = queries.interest_for(current_person(), eoi_id)
    require_keeping(point)
    form = ReasonForm()
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, pass_form=form), 422
    try:
        services.pass_on(current_person(), eoi_id, reason=form.reason.data or "")
    except (NotLooked, WhyMissing) as error:
        form.reason.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, pass_form=form), error.status
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id), code=303)


@bp.post("/desk/<eoi_id>/questions/")
@person_required
def ask(eoi_id: str) -> ResponseReturnValue:
    """Ask the applicant something."""
    _interest, point = queries.interest_for(current_person(), eoi_id)
    require_keeping(point)
    form = QuestionForm()
    if not form.validate_on_submit():
        return desk_page(current_person(), eoi_id, question_form=form), 422
    try:
        services.ask(current_person(), eoi_id, form.question.data or "")
    except NoSuchMove as error:
        form.question.errors = [str(error.message)]
        return desk_page(current_person(), eoi_id, question_form=form), error.status
    return redirect(url_for("eoi_desk.show", eoi_id=eoi_id, _anchor="thread-h"), code=303)
