"""The door of a workshop: type the code, say a name, come in; or come back on another phone."""

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import i18n
from app.accounts import browsers, next_page
from app.accounts import services as accounts
from app.accounts.access import let_in, session_before
from app.accounts.devices import device_name
from app.accounts.errors import BadName, RecoveryCodeUnknown
from app.accounts.models import Principal, WebSession
from app.errors import AppError, TooMany
from app.workshops import codes, queries, seat_queries, welcome
from app.workshops.blueprint import bp
from app.workshops.errors import AskedLately, CodeUnknown, JoiningLocked, ManyAsk, NameReserved, NameTaken, RoomFull
from app.workshops.join_forms import JoinForm, RecoveryForm
from app.workshops.models import Seat, Workshop
from app.workshops.services import joining
from app.workshops.welcome import Welcome


@bp.get("/j/")
def door() -> ResponseReturnValue:
    """Ask for the code; a typed one leads to its workshop."""
    typed = request.args.get("code", "")
    code = codes.read(typed)
    if code is not None:
        return redirect(url_for("workshops.come_in", code=code), code=303)
    bad = _("A code has eight letters and digits, such as K7QF 2M9D.") if typed else ""
    back = next_page.safe(request.args.get("next"))
    return render_template("workshops/door.html", typed=typed[:40], bad=bad, back=back), 422 if bad else 200


@bp.get("/j/<code>/")
def come_in(code: str) -> ResponseReturnValue:
    """Answer the code: which workshop it is, and the form to come in. Who has a seat goes straight to it."""
    try:
        workshop = joining.find_open(code, address=_address())
    except (CodeUnknown, TooMany) as refusal:
        return _refused(code, refusal)
    _speak_as(workshop)
    principal = _principal()
    seat = queries.seat_of(workshop.id, principal.id) if principal else None
    if seat is not None:
        return redirect(url_for("workshops.room", workshop_id=workshop.id), code=303)
    return _join_page(workshop, JoinForm.at(workshop, name=principal.name if principal else ""))


@bp.post("/j/<code>/")
def take_seat(code: str) -> ResponseReturnValue:
    """Come in. What was typed stays in the form when something is refused."""
    try:
        workshop = joining.find_open(code, address=_address())
    except (CodeUnknown, TooMany) as refusal:
        return _refused(code, refusal)
    _speak_as(workshop)
    form = JoinForm.at(workshop)
    if not form.validate_on_submit():
        return _join_page(workshop, form, refused=422)
    try:
        seat, opened = joining.join(workshop.id, _coming(workshop, form))
    except (BadName, NameTaken, NameReserved) as refusal:
        form.name.errors = [refusal.message]
        return _join_page(workshop, form, refused=422)
    except JoiningLocked as refusal:
        return _join_page(workshop, form, refused=refusal.status)
    except (RoomFull, AskedLately, ManyAsk) as refusal:
        form.name.errors = [refusal.message]
        return _join_page(workshop, form, refused=refusal.status)
    _arrive(seat, opened)
    return redirect(url_for("workshops.room", workshop_id=workshop.id), code=303)


@bp.get("/j/recovery/")
def recovery() -> ResponseReturnValue:
    """The form for a code that brings one's seat to another phone."""
    return render_template("workshops/recovery.html", form=RecoveryForm())


@bp.post("/j/recovery/")
def recover() -> ResponseReturnValue:
    """Go on from another phone: the code works once, and the old phone is out."""
    form = RecoveryForm()
    if not form.validate_on_submit():
        return render_template("workshops/recovery.html", form=form), 422
    try:
        opened = accounts.recover(form.code.data or "", device=_device(), address=_address(), browser=browsers.secret())
    except (RecoveryCodeUnknown, TooMany) as refusal:
        form.code.errors = [refusal.message]
        return render_template("workshops/recovery.html", form=form), refusal.status
    seat = seat_queries.latest_seat(opened.principal_id)
    if seat is None:
        let_in(opened)
        return redirect(url_for("workshops.door"), code=303)
    _arrive(seat, opened)
    return redirect(url_for("workshops.room", workshop_id=seat.workshop_id), code=303)


def _arrive(seat: Seat, opened: WebSession) -> None:
    """Keep, for the first look at the room, that somebody arrived; a guest is shown a code for another phone once."""
    let_in(opened)
    code = "" if opened.principal.is_person else accounts.recovery_code_for(opened.principal)
    welcome.keep(opened.principal_id, Welcome(seat.id, code))


def _join_page(workshop: Workshop, form: JoinForm, *, refused: int | None = None) -> ResponseReturnValue:
    page = render_template(
        "workshops/join.html",
        workshop=workshop,
        form=form,
        code=codes.show(workshop.code or ""),
        stage=queries.stage_seen(workshop.id),
        people=queries.count_people(workshop.id),
        locked=JoiningLocked.message if workshop.joining_locked else "",
    )
    return page, refused or (JoiningLocked.status if workshop.joining_locked else 200)


def _refused(code: str, refusal: AppError) -> ResponseReturnValue:
    """Say why the code opens nothing. A closed workshop has none any more: whoever was in one is told of it."""
    closed = seat_queries.closed_with(_principal())
    return render_template("workshops/door.html", typed=code[:40], bad=refusal.message, closed=closed), refusal.status


def _coming(workshop: Workshop, form: JoinForm) -> joining.Coming:
    return joining.Coming(
        name=form.name.data or "",
        language=i18n.language(),
        device=_device(),
        principal=_principal(),
        session=session_before(),
        about=form.about(workshop),
        browser=browsers.secret(),
    )


def _principal() -> Principal | None:
    known = session_before()
    return known.principal if known and current_user.is_authenticated else None


def _speak_as(workshop: Workshop) -> None:
    i18n.fall_back_to(workshop.language)
    g.workshop_timezone = workshop.timezone


def _device() -> str:
    return device_name(request.user_agent.string)


def _address() -> str:
    return request.remote_addr or ""
