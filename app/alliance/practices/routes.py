"""The showcase, open to everybody, and the pages on which cards are written, proposed and adapted."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import i18n
from app.accounts.access import current_person, person_required, reader
from app.accounts.models import Principal
from app.alliance.practices import queries, services, words
from app.alliance.practices.errors import CardOpen
from app.alliance.practices.forms import AdaptationForm, CardForm, MoveForm, form_of
from app.alliance.practices.models import Practice
from app.alliance.practices.sketch import sketch
from app.alliance.practices.states import CardDeed, CardState, CardWords, moves_from
from app.centres.errors import ChangedMeanwhile
from app.centres.models import Centre
from app.centres.queries import centre_by_id
from app.errors import NotAllowed
from app.hx import htmx
from app.plans.errors import NoSuchChoice

bp = Blueprint("practices", __name__)


@bp.context_processor
def _words() -> dict[str, object]:
    return {"card_words": words.STATES, "card_shapes": words.SHAPES, "card_moves": words.MOVES}


@bp.get("/showcase/")
def showcase() -> ResponseReturnValue:
    """What worked somewhere, for everybody."""
    text, language = request.args.get("q", "")[:200], request.args.get("language", "")
    language = language if i18n.is_language(language) else ""
    found = queries.showcase(text, language)
    somebody = reader()
    writes = somebody is not None and somebody.is_person
    return render_template("alliance/practices/showcase.html", cards=found, text=text, chosen=language, writes=writes)


@bp.get("/showcase/<practice_id>/")
def card(practice_id: str) -> ResponseReturnValue:
    """One card: what was done, how one sees that it worked, and who adapted it."""
    return _card(practice_id, MoveForm(formdata=None))


def _card(practice_id: str, move_form: MoveForm, *, stale: bool = False) -> str:
    somebody = reader()
    found, deeds = queries.card_and_deeds(practice_id, somebody)
    move_form.renew(found.version)
    return render_template(
        "alliance/practices/card.html",
        card=found,
        stale=stale,
        moves=moves_from(found.state, deeds),
        may_change=CardDeed.CHANGE in deeds and found.state != CardState.PUBLISHED,
        may_publish=CardDeed.PUBLISH in deeds,
        may_adapt=_may_adapt(found, somebody),
        mine={centre.id for centre in queries.centres_to_write_for(somebody)} if somebody else set(),
        move_form=move_form,
    )


@bp.get("/practices/")
@person_required
def desk() -> ResponseReturnValue:
    """The cards of one's own centres, and what waits for whoever publishes."""
    person = current_person()
    return render_template(
        "alliance/practices/desk.html",
        cards=queries.own_cards(person),
        waiting=queries.proposed_cards(person),
        centres=queries.centres_to_write_for(person),
    )


@bp.get("/practices/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """What a centre showed and what it adapted; its page asks for it."""
    centre = centre_by_id(centre_id)
    shown = {"centre": centre, "cards": queries.cards_of(centre_id), "adapted": queries.adapted_by(centre_id)}
    return render_template(f"alliance/practices/{'_of_centre' if htmx else 'of_centre'}.html", **shown)


@bp.route("/practices/of/<centre_id>/new/", methods=["GET", "POST"])
@person_required
def new(centre_id: str) -> ResponseReturnValue:
    """A new card of a centre, by hand or from one of its plans."""
    person = current_person()
    centre = queries.centre_to_write_for(centre_id, person)
    plan_id = request.args.get("plan") or None
    begun = _begun(centre, plan_id, person)
    form = CardForm.over(begun)
    if not form.validate_on_submit():
        answer = render_template("alliance/practices/form.html", form=form, centre=centre, card=None)
        return answer, 422 if form.is_submitted() else 200
    made = services.write_card(person, centre_id, form.words, plan_id=plan_id)
    flash(_("The draft is there. Propose it once it says all it should."))
    return redirect(url_for("practices.card", practice_id=made.id), code=303)


@bp.route("/practices/<practice_id>/", methods=["GET", "POST"])
@person_required
def change(practice_id: str) -> ResponseReturnValue:
    """The form of a card that is not published."""
    person = current_person()
    found, deeds = queries.card_and_deeds(practice_id, person)
    if CardDeed.CHANGE not in deeds:
        raise NotAllowed
    if found.state == CardState.PUBLISHED:
        raise CardOpen
    form = form_of(found)
    page = {"form": form, "centre": found.centre, "card": found}
    if not form.validate_on_submit():
        return render_template("alliance/practices/form.html", **page), 422 if form.is_submitted() else 200
    if form.is_older_than(found.version):
        form.renew(found.version)
        return render_template("alliance/practices/form.html", **page, stale=True), ChangedMeanwhile.status
    services.change_card(person, practice_id, form.words, version=found.version)
    flash(_("Saved."))
    return redirect(url_for("practices.card", practice_id=practice_id), code=303)


@bp.post("/practices/<practice_id>/state/")
@person_required
def move(practice_id: str) -> ResponseReturnValue:
    """Propose a card, publish it, or bring it back to a draft."""
    person = current_person()
    found, deeds = queries.card_and_deeds(practice_id, person)
    if not deeds:
        raise NotAllowed
    form = MoveForm()
    if not form.validate():
        raise NoSuchChoice
    if form.is_older_than(found.version):
        return _card(practice_id, form, stale=True), ChangedMeanwhile.status
    state, said = CardState(form.state.data), form.words.data or ""
    moved = services.move_card(person, practice_id, state, version=found.version, words=said)
    flash(str(words.STATES[moved.state]))
    if not queries.is_seen(practice_id, person):
        # A draft is its centre's alone, so the secretariat goes back to the list.
        return redirect(url_for("practices.desk"), code=303)
    return redirect(url_for("practices.card", practice_id=practice_id), code=303)


@bp.route("/practices/<practice_id>/adaptations/", methods=["GET", "POST"])
@person_required
def adapt(practice_id: str) -> ResponseReturnValue:
    """A centre says that it adapted what another did."""
    person = current_person()
    found, _deeds = queries.card_and_deeds(practice_id, person)
    centres = [centre for centre in queries.centres_to_write_for(person) if centre.id != found.centre_id]
    if not centres:
        raise NotAllowed
    form = AdaptationForm()
    form.offer(centres, [card for card in queries.own_cards(person) if card.id != found.id])
    if not form.validate_on_submit():
        answer = render_template("alliance/practices/adaptation.html", form=form, card=found)
        return answer, 422 if form.is_submitted() else 200
    services.adapt(person, practice_id, form.centre.data, form.words.data or "", card_id=form.card.data or None)
    flash(_("Linked. Both centres show it."))
    return redirect(url_for("practices.card", practice_id=practice_id, _anchor="adapted"), code=303)


@bp.post("/practices/adaptations/<adaptation_id>/removal/")
@person_required
def take_back(adaptation_id: str) -> ResponseReturnValue:
    """A centre did not adapt it after all."""
    practice_id = services.take_back_adaptation(current_person(), adaptation_id)
    flash(_("Taken back."))
    return redirect(url_for("practices.card", practice_id=practice_id), code=303)


def _begun(centre: Centre, plan_id: str | None, person: Principal) -> CardWords:
    """What a new card begins with: nothing, or what its plan says."""
    if plan_id is None:
        return CardWords(title="", language=centre.language)
    return sketch(queries.plan_of_centre(plan_id, centre.id, person))


def _may_adapt(found: Practice, somebody: Principal | None) -> bool:
    if somebody is None or found.state != CardState.PUBLISHED:
        return False
    taken = {found.centre_id, *(said.centre_id for said in found.adaptations)}
    return any(centre.id not in taken for centre in queries.centres_to_write_for(somebody))
