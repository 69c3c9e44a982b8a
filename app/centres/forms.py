"""What the forms of centres accept. Everything is said at the field it belongs to."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.forms import invited_name
from app.centres.models import StaffRole
from app.centres.words import ROLES
from app.fields import LineField
from app.texts import is_readable, is_web_address


def readable(_form: Form, field: Field) -> None:
    """Refuse characters nobody can see or keep."""
    if not is_readable(field.data or ""):
        raise ValidationError(_("This text holds characters that cannot be seen. Type it again."))


def tidied(text: str | None) -> str:
    """One kind of line end, and nothing around: what a browser adds, not what somebody wrote."""
    return (text or "").replace("\r\n", "\n").strip()


def written(longest: int) -> list[object]:
    """The validators of a text of at most so many characters."""
    return [Length(max=longest, message=_("At most %(max)d characters.")), readable]


class ChoicesField(SelectMultipleField):
    """Several choices, each with its own tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class VersionedForm(FlaskForm):
    """A form that knows from which version of the row it was filled."""

    version = HiddenField()

    def is_older_than(self, version: int) -> bool:
        """Whether somebody else changed the row since the form was filled."""
        return str(self.version.data or "") != str(version)

    def renew(self, version: int) -> None:
        """Let what was written be saved over the row as it is now."""
        self.version.data = str(version)


def _roles() -> dict[str, str]:
    return {str(role): str(label) for role, label in ROLES.items()}


class InviteForm(FlaskForm):
    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter their e-mail address.")), Email(_("Write it like name@example.org.")), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    name = invited_name()
    role = SelectField(_("Role"), choices=_roles, default=StaffRole.MEMBER)


class RoleForm(FlaskForm):
    role = SelectField(_("Role"), choices=_roles)

    @property
    def chosen(self) -> StaffRole:
        return StaffRole(self.role.data)


class RemovalForm(FlaskForm):
    ends_shares = BooleanField()


def web_address(_form: Form, field: Field) -> None:
    """Take an address a browser opens, or nothing."""
    if field.data and not is_web_address(field.data):
        raise ValidationError(_("Write it like https://example.org."))


class PartnerForm(FlaskForm):
    name = LineField(
        _("Name of the partner"),
        [DataRequired(_("Name the partner.")), *written(160)],
        filters=[tidied],
        render_kw={"dir": "auto", "autocomplete": "off"},
    )
    gives = LineField(
        _("What they give"), written(400), filters=[tidied], render_kw={"dir": "auto", "autocomplete": "off"}
    )
    link = LineField(
        _("Link"), [*written(400), web_address], filters=[tidied], render_kw={"dir": "ltr", "inputmode": "url"}
    )


class MoveForm(FlaskForm):
    places = IntegerField(validators=[InputRequired(), NumberRange(min=-1000, max=1000)])


class RetirementForm(FlaskForm):
    retired = SelectField(choices={"yes": "yes", "no": "no"})
