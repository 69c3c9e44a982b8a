"""Who works in a centre: invited, given another role, removed. Each answers with the list of staff."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts.access import current_person, person_required, reader
from app.centres import policy, queries, services, words
from app.centres.blueprint import bp
from app.centres.events import SharesWanted
from app.centres.forms import InviteForm, RemovalForm, RoleForm
from app.centres.models import Centre, StaffRole
from app.centres.policy import Deed
from app.errors import AppError
from app.events import ask
from app.hx import htmx


@bp.post("/centres/<centre_id>/staff/")
@person_required
def invite(centre_id: str) -> ResponseReturnValue:
    """Invite somebody to work in a centre."""
    centre = queries.centre_for(Deed.CHANGE_STAFF, centre_id, current_person())
    form = InviteForm()
    if not form.validate_on_submit():
        return _invitation(centre, form), 422
    services.invite_staff(
        centre.id,
        email=form.email.data or "",
        name=form.name.data or "",
        role=StaffRole(form.role.data),
        by=current_person(),
    )
    return _staff(centre, _("Invited. A mail with the way in is going out."))


@bp.post("/centres/<centre_id>/staff/<person_id>/role/")
@person_required
def give_role(centre_id: str, person_id: str) -> ResponseReturnValue:
    """Give somebody who works there another role."""
    centre = queries.centre_for(Deed.CHANGE_STAFF, centre_id, current_person())
    form = RoleForm()
    if not form.validate_on_submit():
        raise AppError
    services.change_role(centre.id, person_id, form.chosen, by=current_person())
    return _staff(centre, _("The role is changed."))


@bp.post("/centres/<centre_id>/staff/<person_id>/removal/")
@person_required
def remove(centre_id: str, person_id: str) -> ResponseReturnValue:
    """End somebody's place in a centre; their account stays."""
    centre = queries.centre_for(Deed.CHANGE_STAFF, centre_id, current_person())
    ends_shares = bool(RemovalForm().ends_shares.data)
    services.remove_staff(centre.id, person_id, ends_shares=ends_shares, by=current_person())
    return _staff(
        centre,
        _("Removed, and the links they made are ended. Their account stays.")
        if ends_shares
        else _("Removed. Their account stays."),
    )


def staff_context(centre: Centre, form: InviteForm | None = None) -> dict[str, object]:
    """What the list of staff needs; nothing about anybody for those who have not signed in."""
    somebody = reader()
    if somebody is None or not policy.may_see_staff(somebody):
        return {"staff": None, "may_change_staff": False}
    role = queries.staff_role(centre.id, somebody)
    may_change = policy.may(somebody, Deed.CHANGE_STAFF, staff_role=role)
    return {
        "staff": queries.staff_of(centre),
        "works_here": role is not None,
        "may_change_staff": may_change,
        "shares": _shares_in(centre) if may_change else {},
        "form": form or InviteForm(formdata=None),
        "tells": words.ROLES_TELL,
    }


def _shares_in(centre: Centre) -> dict[str, int]:
    """Return how many links that show plans of a centre outside, and work, each person made, by their ids."""
    return {maker: count for counted in ask(SharesWanted(centre.id)) for maker, count in counted.items()}


def _staff(centre: Centre, news: str) -> ResponseReturnValue:
    if htmx:
        return render_template("centres/_staff.html", centre=centre, news=news, **staff_context(centre))
    flash(news)
    return redirect(url_for("centres.show", centre_id=centre.id, _anchor="staff"), code=303)


def _invitation(centre: Centre, form: InviteForm) -> str:
    name = "centres/_staff.html" if htmx else "centres/staff.html"
    return render_template(name, centre=centre, **staff_context(centre, form))
