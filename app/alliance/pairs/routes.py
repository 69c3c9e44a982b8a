"""Pairs of centres: brought together and ended by the secretariat, shown on the pages of both."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_timezone
from flask_babel import gettext as _
from flask_login import current_user

from app import clock
from app.accounts.access import current_person, person_required
from app.alliance.pairs import queries, services
from app.alliance.pairs.errors import PairedAlready
from app.alliance.pairs.forms import PairForm
from app.centres.queries import Vocabulary, Wanted, centre_by_id, directory
from app.centres.services import today_at
from app.hx import htmx

bp = Blueprint("pairs", __name__, url_prefix="/alliance/pairs")


@bp.route("/", methods=["GET", "POST"])
@person_required
def index() -> ResponseReturnValue:
    """Every pair, and the form of a new one."""
    person = current_person()
    queries.require_pairing(person)
    today = clock.now().astimezone(get_timezone()).date()
    form = PairForm(data={"begins_on": today})
    form.offer(centre for centre in directory(Wanted(), Vocabulary({})) if not centre.is_closed)
    if not form.validate_on_submit():
        return _index(form), 422 if form.is_submitted() else 200
    try:
        services.pair(
            person,
            form.one.data,
            form.other.data,
            form.purpose.data or "",
            begins_on=form.begins_on.data or today,
            ends_on=form.ends_on.data,
        )
    except PairedAlready as error:
        form.begins_on.errors = [str(error.message)]
        return _index(form), error.status
    flash(_("Paired. Both pages show it."))
    return redirect(url_for("pairs.index"), code=303)


def _index(form: PairForm) -> str:
    pairs = queries.all_pairs()
    over = {pair.id for pair in pairs if pair.ends_on is not None and pair.ends_on <= today_at(pair.one)}
    return render_template("alliance/pairs/index.html", form=form, pairs=pairs, over=over)


@bp.post("/<int(max=2147483647):pair_id>/end/")
@person_required
def end(pair_id: int) -> ResponseReturnValue:
    """A pair ends today."""
    services.end_pair(current_person(), pair_id)
    flash(_("Ended."))
    return redirect(url_for("pairs.index"), code=303)


@bp.get("/of/<centre_id>/")
def of_centre(centre_id: str) -> ResponseReturnValue:
    """With whom a centre is paired today, for people who sign in; its page asks for it."""
    if htmx and not (current_user.is_authenticated and current_user.is_person):
        return "", 204
    current_person()
    shown = {"centre": centre_by_id(centre_id), "pairs": queries.pairs_of(centre_id)}
    return render_template(f"alliance/pairs/{'_of_centre' if htmx else 'of_centre'}.html", **shown)
