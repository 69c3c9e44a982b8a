"""Pages of accounts: signing in and out, one-time links, and what a person keeps about themselves."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from app import clock, i18n
from app.accounts import browsers, services, timezones
from app.accounts.access import (
    current_person,
    current_session,
    let_in,
    let_out,
    person_required,
    session_before,
    sessions_beside,
)
from app.accounts.devices import device_name
from app.accounts.errors import LinkSpent, NameOfRole, NameTaken
from app.accounts.forms import ForgottenForm, LinkForm, PasswordForm, ProfileForm, SignInForm
from app.accounts.models import LinkPurpose
from app.accounts.next_page import safe
from app.accounts.queries import devices, link_by_token
from app.errors import TooMany
from app.hx import htmx

bp = Blueprint("accounts", __name__)


@bp.get("/sign-in/")
def sign_in() -> ResponseReturnValue:
    """The form to sign in; who is in already goes on to the page they came for."""
    if current_user.is_authenticated and current_user.is_person:
        return redirect(safe(request.args.get("next")), code=303)
    form = SignInForm(next=safe(request.args.get("next")))
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in/")
def enter() -> ResponseReturnValue:
    """Sign in with an address and a password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            opened = services.sign_in(
                form.email.data or "",
                form.password.data or "",
                device=_device(),
                address=_address(),
                browser=browsers.secret(),
                before=session_before(),
            )
        except TooMany as refusal:
            form.password.errors = [
                _("Too many attempts. Wait a minute and try again, or have a link sent to you: it lets you in at once.")
            ]
            page = render_template("accounts/sign_in.html", form=form)
            return page, refusal.status, {"Retry-After": str(refusal.after or 1)}
        if opened is not None:
            let_in(opened)
            return redirect(safe(form.next.data), code=303)
        form.password.errors = [_("This address and this password do not belong together.")]
    return render_template("accounts/sign_in.html", form=form), 422


@bp.post("/sign-out/")
def sign_out() -> ResponseReturnValue:
    """Sign this device out, with all who share it; who is out already just goes on."""
    here = session_before()
    for each in ([here] if here is not None else []) + sessions_beside():
        services.sign_out(each)
    let_out()
    return redirect(url_for("pages.home"), code=303)


@bp.get("/password/forgotten/")
def forgotten() -> ResponseReturnValue:
    """The form to ask for a link when a password is forgotten."""
    return render_template("accounts/forgotten.html", form=ForgottenForm())


@bp.post("/password/forgotten/")
def ask_for_reset() -> ResponseReturnValue:
    """Send that link, and say the same whether or not there is such a person."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/forgotten.html", form=form), 422
    try:
        services.ask_for_reset(form.email.data or "", address=_address())
    except TooMany as refusal:
        form.email.errors = [refusal.message]
        return render_template("accounts/forgotten.html", form=form), refusal.status
    return redirect(url_for("accounts.reset_asked"), code=303)


@bp.get("/password/forgotten/sent/")
def reset_asked() -> ResponseReturnValue:
    """What happens next, after a link was asked for."""
    return render_template("accounts/forgotten_sent.html")


@bp.get("/links/<token>/")
def take_link(token: str) -> ResponseReturnValue:
    """Take the secret out of the address before any page is shown; nothing is used up."""
    session["link"] = token
    return redirect(url_for("accounts.link"), code=303)


@bp.get("/link/")
def link() -> ResponseReturnValue:
    """What the one-time link that was opened lets its holder do; opening it changes nothing."""
    held = link_by_token(session.get("link", ""))
    if held is None:
        return render_template("accounts/link_spent.html"), LinkSpent.status
    return render_template("accounts/link.html", link=held, form=LinkForm.asking(held))


@bp.post("/link/")
def use_link() -> ResponseReturnValue:
    """Do what the link is for and come in."""
    token = session.get("link", "")
    held = link_by_token(token)
    if held is None:
        raise LinkSpent
    form = LinkForm.asking(held)
    if not form.validate_on_submit():
        return render_template("accounts/link.html", link=held, form=form), 422
    try:
        opened = services.use_link(
            token,
            password=form.said("password"),
            name=form.said("name"),
            device=_device(),
            browser=browsers.secret(),
            before=session_before(),
        )
    except (NameOfRole, NameTaken) as refusal:
        form.name.errors = [refusal.message]
        return render_template("accounts/link.html", link=held, form=form), refusal.status
    let_in(opened)
    if held.purpose == LinkPurpose.PASSWORD_RESET:
        flash(_("Your new password is set. Your other devices are signed out."))
    return redirect(url_for("pages.home"), code=303)


@bp.get("/profile/")
@person_required
def profile() -> ResponseReturnValue:
    """One's own name, language, time zone, password and devices."""
    return _profile(form=ProfileForm.of(current_person()))


@bp.post("/profile/")
@person_required
def change_profile() -> ResponseReturnValue:
    """Change one's name, language or time zone."""
    form = ProfileForm.of(current_person())
    if not form.validate_on_submit():
        return _profile(form=form), 422
    try:
        services.change_profile(
            current_person(),
            name=form.name.data or "",
            language=form.language.data or None,
            timezone=form.timezone.data or None,
        )
    except (NameOfRole, NameTaken) as refusal:
        form.name.errors = [refusal.message]
        return _profile(form=form), refusal.status
    session.pop("language", None)
    flash(_("Saved."))
    return redirect(url_for("accounts.profile"), code=303)


@bp.post("/profile/password/")
@person_required
def change_password() -> ResponseReturnValue:
    """Change one's password; other devices are signed out."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return _password(form), 422
    if not services.change_password(current_session(), current=form.current.data or "", new=form.new.data or ""):
        form.current.errors = [_("This is not your current password.")]
        return _password(form), 422
    flash(_("Your password is changed. Your other devices are signed out."))
    if htmx:
        # The list of devices has changed as well, so htmx loads the page again.
        return "", 200, {"HX-Redirect": url_for("accounts.profile")}
    return redirect(url_for("accounts.profile"), code=303)


@bp.post("/profile/devices/<session_id>/closure/")
@person_required
def end_device(session_id: str) -> ResponseReturnValue:
    """Sign out another of one's devices."""
    services.end_device(current_person(), session_id)
    return _devices()


@bp.post("/profile/devices/others/closure/")
@person_required
def end_other_devices() -> ResponseReturnValue:
    """Sign out every device but this one."""
    services.end_other_devices(current_session())
    return _devices()


def _profile(*, form: ProfileForm, password_form: PasswordForm | None = None) -> str:
    return render_template(
        "accounts/profile.html",
        form=form,
        password_form=password_form or PasswordForm(formdata=None),
        zones=timezones.choices(i18n.language()),
        **_seen_devices(),
    )


def _password(form: PasswordForm) -> str:
    """The form alone for htmx, the whole page for everyone else."""
    if htmx:
        return render_template("accounts/_password.html", password_form=form)
    return _profile(form=ProfileForm.of(current_person(), sent=False), password_form=form)


def _devices() -> ResponseReturnValue:
    """The list alone for htmx, the page again for everyone else."""
    if htmx:
        return render_template("accounts/_devices.html", **_seen_devices())
    return redirect(url_for("accounts.profile"), code=303)


def _seen_devices() -> dict[str, object]:
    return {"devices": devices(current_person()), "here": current_session(), "now": clock.now()}


def _device() -> str:
    return device_name(request.user_agent.string)


def _address() -> str:
    return request.remote_addr or ""
