"""Requests for help: one's desk, a thread, and the forms that ask and answer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required, reader
from app.alliance.help import queries, services, words
from app.alliance.help.forms import AnswerForm, RequestForm
from app.alliance.help.topics import LabTopic, RequestState
from app.centres.queries import centre_by_id
from app.errors import NotAllowed, NotFound
from app.hx import htmx
from app.plans.promotion.words import ASKS

bp = Blueprint("help", __name__, url_prefix="/help")

_LONGEST_ABOUT = 400


@bp.context_processor
def _words() -> dict[str, object]:
    topics = {**{str(kind): word for kind, word in ASKS.items()}, **words.LAB_TOPICS}
    return {"help_words": words.STATES, "help_shapes": words.SHAPES, "topic_words": topics}


@bp.get("/")
@person_required
def desk() -> ResponseReturnValue:
    """What one's centres asked and were asked; for the secretariat, what the Lab was asked."""
    person = current_person()
    return render_template(
        "alliance/help/desk.html", desk=queries.desk_of(person), centres=list(queries.spoken_for(person).values())
    )


@bp.get("/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """What a centre asks and is asked, for those who work there; its page asks for it. Others may ask it."""
    somebody = reader()
    speaks_for = queries.spoken_for(somebody) if somebody else {}
    if somebody is None or not queries.works_at(somebody, centre_id):
        if not htmx:
            raise NotFound
        return render_template("alliance/help/_ask.html", centres=speaks_for.values(), to=centre_id)
    shown = {
        "centre": centre_by_id(centre_id),
        "requests": queries.open_at(centre_id),
        "may_ask": centre_id in speaks_for,
    }
    return render_template(f"alliance/help/{'_of_centre' if htmx else 'of_centre'}.html", **shown)


@bp.route("/of/<centre_id>/new/", methods=["GET", "POST"])
@person_required
def new(centre_id: str) -> ResponseReturnValue:
    """A centre asks the Lab, or the centre that `to` names."""
    person = current_person()
    centre = queries.centre_to_ask_for(centre_id, person)
    to = queries.centre_to_ask(request.args["to"], centre_id) if request.args.get("to") else None
    about = request.args.get("about", "")[:_LONGEST_ABOUT]
    begun = {"topic": request.args.get("topic", ""), "words": f"“{about}”\n\n" if about else ""}
    form = RequestForm(data=begun if to else {"topic": LabTopic.EXPERTISE})
    form.offer(lab=to is None)
    if not form.validate_on_submit():
        answer = render_template("alliance/help/new.html", form=form, centre=centre, to=to)
        return answer, 422 if form.is_submitted() else 200
    made = services.ask(
        person, centre_id, form.words.data or "", topic=form.topic.data or "", to_centre_id=to.id if to else None
    )
    flash(_("Asked. The answer comes to this page."))
    return redirect(url_for("help.show", request_id=made.id), code=303)


@bp.get("/<request_id>/")
@person_required
def show(request_id: str) -> ResponseReturnValue:
    """A request and its answers."""
    return _thread(request_id, AnswerForm(formdata=None))


@bp.post("/<request_id>/answers/")
@person_required
def answer(request_id: str) -> ResponseReturnValue:
    """One more answer in the thread."""
    person = current_person()
    if queries.voice_in(queries.request_found(request_id, person), person) is None:
        raise NotAllowed
    form = AnswerForm()
    if not form.validate_on_submit():
        return _thread(request_id, form), 422
    services.answer(person, request_id, form.words.data or "")
    return redirect(url_for("help.show", request_id=request_id, _anchor="answers"), code=303)


@bp.post("/<request_id>/closure/")
@person_required
def close(request_id: str) -> ResponseReturnValue:
    """Nothing is open any more."""
    services.close(current_person(), request_id)
    flash(_("Closed."))
    return redirect(url_for("help.show", request_id=request_id), code=303)


def _thread(request_id: str, form: AnswerForm) -> str:
    person = current_person()
    found = queries.request_found(request_id, person)
    voice = queries.voice_in(found, person)
    is_open = found.state != RequestState.CLOSED
    return render_template(
        "alliance/help/thread.html",
        request_=found,
        form=form,
        may_answer=is_open and voice is not None,
        may_close=is_open and voice is not None and (voice.asks or voice.centre_id is None),
    )
