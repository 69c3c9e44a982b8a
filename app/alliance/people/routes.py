"""People and roles, for administrators: who has which role, an invitation to one, and closing accounts."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import services
from app.accounts.access import administrator_required, current_person
from app.accounts.errors import AccountClosed, ChangedElsewhere, HasRole, LastAdministrator
from app.accounts.models import AllianceRole, Person
from app.alliance.people import queries, words
from app.alliance.people.forms import AppointmentForm, InvitationForm
from app.centres.queries import vocabulary
from app.centres.words import ROLES as STAFF_ROLES
from app.plans.words import ROLES as PLAN_ROLES

bp = Blueprint("people", __name__, url_prefix="/people")

LONGEST_SEARCH = 120


@bp.context_processor
def _words() -> dict[str, object]:
    return {
        "role_words": words.ROLES,
        "role_tells": words.TELLS,
        "no_role": words.NO_ROLE,
        "happened_words": words.HAPPENED,
        "staff_role_words": STAFF_ROLES,
        "plan_role_words": PLAN_ROLES,
        "CLOSED": queries.CLOSED,
    }


@bp.get("/")
@administrator_required
def index() -> ResponseReturnValue:
    """Everybody with an account, and the form that invites somebody to a role."""
    return _index(InvitationForm.empty(vocabulary(), sent=False))


@bp.post("/")
@administrator_required
def invite() -> ResponseReturnValue:
    """Give somebody a role by their address."""
    form = InvitationForm.empty(vocabulary(), sent=True)
    if not form.validate_on_submit():
        return _index(form), 422
    try:
        person = services.invite_to_role(
            form.email.data or "", form.name.data or "", form.appointment, by=current_person()
        )
    except (AccountClosed, HasRole) as error:
        form.email.errors = [str(error.message)]
        return _index(form), error.status
    flash(_("Invited. They get a mail that says how to come in."))
    return redirect(url_for("people.show", person_id=person.id), code=303)


@bp.get("/<person_id>/")
@administrator_required
def show(person_id: str) -> ResponseReturnValue:
    """One person: their role, the work that waits for them, and what was changed."""
    person = queries.person_for(current_person(), person_id)
    return _show(person, AppointmentForm.over(person, vocabulary()))


@bp.post("/<person_id>/role/")
@administrator_required
def give_role(person_id: str) -> ResponseReturnValue:
    """Give a person another role, or none."""
    person = queries.person_for(current_person(), person_id)
    form = AppointmentForm.over(person, vocabulary())
    if not form.validate_on_submit():
        return _show(person, form), 422
    try:
        services.give_role(person_id, form.appointment, seen=form.seen.data or "", by=current_person())
    except (LastAdministrator, ChangedElsewhere, AccountClosed) as error:
        form.seen.data = services.standing_of(person)
        form.role.errors = [str(error.message)]
        return _show(person, form), error.status
    flash(_("The role is changed."))
    if not current_person().is_administrator:
        return redirect(url_for("pages.home"), code=303)
    return redirect(url_for("people.show", person_id=person_id), code=303)


@bp.post("/<person_id>/closure/")
@administrator_required
def close(person_id: str) -> ResponseReturnValue:
    """Close an account."""
    services.close_account(person_id, by=current_person())
    flash(_("The account is closed, and every device of theirs is signed out."))
    return redirect(url_for("people.show", person_id=person_id), code=303)


@bp.post("/<person_id>/reopening/")
@administrator_required
def reopen(person_id: str) -> ResponseReturnValue:
    """Reopen an account that was closed."""
    services.reopen_account(person_id, by=current_person())
    flash(_("The account is open again. It has no role yet."))
    return redirect(url_for("people.show", person_id=person_id), code=303)


def _index(form: InvitationForm) -> str:
    text = request.args.get("q", "")[:LONGEST_SEARCH]
    role = request.args.get("role", "")
    role = role if role in {*AllianceRole, queries.CLOSED} else ""
    page = request.args.get("page", 1, type=int)
    listing = queries.people(current_person(), text=text, role=role, page=page)
    return render_template(
        "alliance/people/index.html",
        listing=listing,
        works_in=queries.places_of(listing.people),
        last_seen=queries.last_seen(listing.people),
        counts=queries.counts(),
        text=text,
        role=role,
        form=form,
    )


def _show(person: Person, form: AppointmentForm) -> str:
    return render_template(
        "alliance/people/person.html",
        person=person,
        form=form,
        me=current_person(),
        work=queries.work_of(person, by=current_person()),
        history=queries.history_of(person),
        last_seen=queries.last_seen([person]).get(person.id),
        regions=vocabulary(),
    )
