"""What the forms of accounts accept. Everything is said at the field it belongs to."""

import re

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, Form, HiddenField, PasswordField, SelectField
from wtforms.validators import DataRequired, ValidationError

from app import i18n
from app.accounts import names, passwords, timezones
from app.accounts.errors import BadName, NameOfRole
from app.accounts.models import OneTimeLink, Principal
from app.accounts.titles import refuse_title
from app.fields import LineField

LONGEST_ADDRESS = 254

# An address and a password are written from left to right in every language.
ADDRESS = {"autocomplete": "username", "required": True, "dir": "ltr"}
PASSWORD = {"autocomplete": "current-password", "required": True, "dir": "ltr"}
NEW_PASSWORD = {**PASSWORD, "autocomplete": "new-password", "minlength": passwords.SHORTEST}


_ADDRESS = re.compile(r"[^@\x00-\x20\x7f]+@[^@\x00-\x20\x7f]+")


def good_address(_form: Form, field: Field) -> None:
    """Refuse what cannot be an address. Whether it is one, a mail to it will show."""
    field.data = (field.data or "").strip()
    if len(field.data) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(field.data):
        raise ValidationError(_("Write an address like name@example.org."))


def good_name(_form: Form, field: Field) -> None:
    """Refuse what cannot be a name, in the name's own words."""
    try:
        names.clean(field.data or "")
    except BadName as error:
        raise ValidationError(str(error.message)) from error


def no_title(_form: Form, field: Field) -> None:
    """Refuse a name that consists of words for roles. Whoever bears one already may keep it: this is for new names."""
    try:
        refuse_title(field.data or "")
    except NameOfRole as error:
        raise ValidationError(str(error.message)) from error


def invited_name() -> LineField:
    """Return the field for the name of somebody who is invited."""
    return LineField(
        _("Their name"),
        [good_name, no_title],
        description=_(
            "The name of the person you invite, as others will read it. They can change it when they open their "
            "account; whoever has an account here already keeps their own."
        ),
        render_kw={"autocomplete": "off", "dir": "auto"},
    )


def good_password(_form: Form, field: Field) -> None:
    """Refuse a password that is too short or is tried first."""
    chosen: str = field.data or ""
    if not passwords.SHORTEST <= len(chosen) <= passwords.LONGEST:
        raise ValidationError(_("A password has at least 10 characters. A few words you remember are best."))
    if passwords.is_common(chosen):
        raise ValidationError(_("This password is among the first that are tried. Choose another."))


class SignInForm(FlaskForm):
    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter your e-mail address.")), good_address],
        render_kw=ADDRESS,
    )
    password = PasswordField(
        _("Password"),
        [DataRequired(_("Enter your password."))],
        render_kw=PASSWORD,
    )
    next = HiddenField()


class ForgottenForm(FlaskForm):
    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter your e-mail address.")), good_address],
        render_kw=ADDRESS,
    )


class LinkForm(FlaskForm):
    """What a one-time link asks of its holder; nothing more than it needs."""

    name = LineField(_("Your name"), [good_name], render_kw={"autocomplete": "name", "required": True})
    password = PasswordField(_("New password"), [good_password], render_kw=NEW_PASSWORD)

    @classmethod
    def asking(cls, link: OneTimeLink) -> "LinkForm":
        form = cls(name=link.principal.name)
        if not link.asks_name:
            del form.name
        if not link.asks_password:
            del form.password
        return form

    def said(self, field: str) -> str | None:
        """What was said in a field, or None where it was not asked."""
        return self[field].data if field in self else None


class ProfileForm(FlaskForm):
    name = LineField(_("Name"), [good_name], render_kw={"autocomplete": "name", "required": True})
    language = SelectField(_("Language"))
    timezone = LineField(
        _("Time zone"), render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
    )

    @classmethod
    def of(cls, person: Principal, *, sent: bool = True) -> "ProfileForm":
        """The form over a person; `sent=False` where another form of the page was sent."""
        kept = {"name": person.name, "language": person.language or "", "timezone": person.timezone or ""}
        form = cls(data=kept) if sent else cls(formdata=None, data=kept)
        form.language.choices = [("", _("As my browser says")), *i18n.LANGUAGES.items()]
        return form

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name."""
        typed: str = (field.data or "").strip()
        found = timezones.matching(typed) if typed else ""
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found


class PasswordForm(FlaskForm):
    current = PasswordField(
        _("Current password"),
        [DataRequired(_("Enter your current password."))],
        render_kw=PASSWORD,
    )
    new = PasswordField(_("New password"), [good_password], render_kw=NEW_PASSWORD)
