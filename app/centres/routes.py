"""Pages of centres: the directory, one centre, and the form that makes or changes it."""

from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock, i18n
from app.accounts import timezones
from app.accounts.access import current_person, person_required, reader
from app.centres import life_routes, partner_routes, policy, queries, services, staff_routes, term_routes
from app.centres.blueprint import bp
from app.centres.centre_form import CentreForm
from app.centres.errors import ChangedMeanwhile
from app.centres.life import Phase
from app.centres.models import Centre, TermKind
from app.centres.policy import Deed
from app.centres.queries import Vocabulary, Wanted
from app.hx import htmx

__all__ = ["bp", "life_routes", "partner_routes", "staff_routes", "term_routes"]


@bp.get("/centres/")
def directory() -> ResponseReturnValue:
    """Every centre, or those somebody looks for."""
    words = queries.vocabulary()
    wanted = _wanted(words)
    shown = {
        "words": words,
        "wanted": wanted,
        "centres": queries.directory(wanted, words),
        "may_make": policy.may(reader(), Deed.MAKE_CENTRE),
        "may_change_terms": policy.may(reader(), Deed.CHANGE_TERMS),
    }
    if not htmx:
        return render_template("centres/directory.html", **shown)
    answer = Response(render_template("centres/_list.html", **shown))
    answer.headers["HX-Replace-Url"] = _address(wanted)
    return answer


@bp.get("/centres/<centre_id>/")
def show(centre_id: str) -> ResponseReturnValue:
    """A centre: what it says of itself, and who works there for those who sign in."""
    centre = queries.centre_by_id(centre_id)
    return render_template(
        "centres/centre.html",
        centre=centre,
        words=queries.vocabulary(),
        here=_time_in(centre),
        may_change=_may_change(centre),
        partners=queries.partners_of(centre),
        **life_routes.life_context(centre),
        **staff_routes.staff_context(centre),
    )


@bp.get("/centres/new/")
@person_required
def new() -> ResponseReturnValue:
    """The form for a new centre."""
    policy.require(current_person(), Deed.MAKE_CENTRE)
    return _form_page(CentreForm.over(queries.vocabulary()))


@bp.post("/centres/")
@person_required
def create() -> ResponseReturnValue:
    """Make a centre."""
    policy.require(current_person(), Deed.MAKE_CENTRE)
    form = CentreForm.over(queries.vocabulary())
    if not form.validate_on_submit():
        return _form_page(form), 422
    made = services.make_centre(form.profile, by=current_person(), phase=form.first_phase)
    flash(_("The centre is there. Invite its director next."))
    return redirect(url_for("centres.show", centre_id=made.id), code=303)


@bp.get("/centres/<centre_id>/edit/")
@person_required
def edit(centre_id: str) -> ResponseReturnValue:
    """The form for what a centre says of itself."""
    centre = queries.centre_for(Deed.CHANGE_CENTRE, centre_id, current_person())
    return _form_page(_form_of(centre), centre)


@bp.post("/centres/<centre_id>/edit/")
@person_required
def change(centre_id: str) -> ResponseReturnValue:
    """Change a centre, unless somebody else has changed it meanwhile."""
    centre = queries.centre_for(Deed.CHANGE_CENTRE, centre_id, current_person())
    form = _form_of(centre)
    if not form.validate_on_submit():
        return _form_page(form, centre), 422
    if form.is_older_than(centre.version):
        form.renew(centre.version)
        return _form_page(form, centre, stale=True), ChangedMeanwhile.status
    services.change_centre(centre.id, form.profile, version=centre.version, by=current_person())
    flash(_("Saved."))
    return redirect(url_for("centres.show", centre_id=centre.id), code=303)


def _form_of(centre: Centre) -> CentreForm:
    """Return the form of a centre, without its region and country for those who may not say where it is."""
    may_place = policy.may(current_person(), Deed.PLACE_CENTRE)
    return CentreForm.over(queries.vocabulary(), centre, may_place=may_place)


def _form_page(form: CentreForm, centre: Centre | None = None, *, stale: bool = False) -> str:
    zones = timezones.choices(i18n.language())
    return render_template("centres/form.html", form=form, centre=centre, stale=stale, zones=zones)


def _wanted(words: Vocabulary) -> Wanted:
    """What the address asks for. A word that is in no list asks for nothing, as an old bookmark would."""

    def listed(name: str, kind: TermKind) -> str:
        asked = request.args.get(name, "")
        return asked if words.named(kind, asked) else ""

    phase = request.args.get("phase", "")
    return Wanted(
        text=request.args.get("q", "")[:200],
        region=listed("region", TermKind.REGION),
        type=listed("type", TermKind.CENTRE_TYPE),
        capability=listed("capability", TermKind.CAPABILITY),
        phase=phase if phase in set(Phase) else "",
    )


def _address(wanted: Wanted) -> str:
    """Where the same list is found again."""
    asked = {
        "q": wanted.text,
        "region": wanted.region,
        "type": wanted.type,
        "capability": wanted.capability,
        "phase": wanted.phase,
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{url_for('centres.directory')}{'?' if query else ''}{query}"


def _may_change(centre: Centre) -> bool:
    somebody = reader()
    role = queries.staff_role(centre.id, somebody) if somebody else None
    return policy.may(somebody, Deed.CHANGE_CENTRE, staff_role=role)


def _time_in(centre: Centre) -> datetime:
    return clock.now().astimezone(ZoneInfo(centre.timezone))
