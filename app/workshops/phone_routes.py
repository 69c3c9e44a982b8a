"""One phone for a table: others come in beside whoever holds it, and take turns."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import i18n
from app.accounts import browsers
from app.accounts import services as accounts
from app.accounts.access import current_principal, current_session, let_in_beside, take_turn
from app.accounts.devices import device_name
from app.accounts.errors import BadName
from app.errors import AppError, NotAllowed, NotFound
from app.workshops import phones, queries, welcome
from app.workshops.blueprint import bp
from app.workshops.errors import AskedLately, JoiningLocked, ManyAsk, NameReserved, NameTaken, PhoneFull, RoomFull
from app.workshops.join_forms import JoinForm
from app.workshops.models import Seat, Workshop
from app.workshops.room_routes import here
from app.workshops.services import joining
from app.workshops.welcome import Welcome

_IN_THE_FORM = (BadName, NameTaken, NameReserved, JoiningLocked, PhoneFull, RoomFull, AskedLately, ManyAsk)
"""Refusals of somebody who comes in beside others, told beside what they typed."""


@bp.get("/w/<workshop_id>/phone/")
def phone(workshop_id: str) -> str:
    """Who shares this phone, and the form for one more."""
    workshop, seat = _lending(workshop_id)
    return _page(workshop, seat, JoinForm.at(workshop))


@bp.post("/w/<workshop_id>/phone/")
def share_phone(workshop_id: str) -> ResponseReturnValue:
    """Come in beside whoever holds this phone, and hold it."""
    workshop, seat = _lending(workshop_id)
    form = JoinForm.at(workshop)
    if not form.validate_on_submit():
        return _page(workshop, seat, form), 422
    try:
        phones.refuse_if_full()
        taken, opened = joining.join(
            workshop.id,
            joining.Coming(
                name=form.name.data or "",
                language=i18n.language(),
                device=device_name(request.user_agent.string),
                about=form.about(workshop),
                beside=current_session(),
                browser=browsers.secret(),
            ),
        )
    except _IN_THE_FORM as refusal:
        return _refused(workshop, seat, form, refusal)
    let_in_beside(opened)
    welcome.keep(opened.principal_id, Welcome(taken.id, accounts.recovery_code_for(opened.principal)))
    return redirect(url_for("workshops.room", workshop_id=workshop.id), code=303)


@bp.get("/w/<workshop_id>/phone/people/")
def phone_people(workshop_id: str) -> str:
    """Who shares this phone, and who on it was asked for: what the room says of them."""
    workshop, seat = here(workshop_id)
    return render_template(
        "workshops/_phone.html",
        workshop=workshop,
        seat=seat,
        sharing=phones.people_of(seat),
        asked=phones.asked_in(workshop.id),
    )


@bp.post("/w/<workshop_id>/phone/turn/")
def change_turn(workshop_id: str) -> ResponseReturnValue:
    """Hand this phone to another of those who share it.

    Whoever held it may have no seat here any more.
    """
    wanted = request.form.get("seat")
    other = next((each for each in phones.waiting_in(workshop_id) if each.id == wanted), None)
    if other is not None:
        take_turn(other.principal_id)
    elif here(workshop_id)[1].id != wanted:
        raise NotFound
    return redirect(url_for("workshops.room", workshop_id=workshop_id), code=303)


def _lending(workshop_id: str) -> tuple[Workshop, Seat]:
    """The room and the seat of a guest who may share their phone.

    Raises:
        NotAllowed: somebody with an account, or who leads: whoever holds the phone would be them.
    """
    workshop, seat = here(workshop_id)
    if current_principal().is_person or seat.role not in phones.SHARING:
        raise NotAllowed
    return workshop, seat


def _refused(workshop: Workshop, seat: Seat, form: JoinForm, refusal: AppError) -> ResponseReturnValue:
    form.name.errors = [refusal.message]
    return _page(workshop, seat, form), refusal.status


def _page(workshop: Workshop, seat: Seat, form: JoinForm) -> str:
    return render_template(
        "workshops/phone.html",
        workshop=workshop,
        seat=seat,
        form=form,
        sharing=phones.people_of(seat),
        stage=queries.stage_seen(workshop.id),
        people=queries.count_people(workshop.id),
    )
