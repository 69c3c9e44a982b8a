"""What the forms of people and roles accept."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, SelectField, ValidationError
from wtforms.validators import DataRequired

from app.accounts.errors import RegionMissing
from app.accounts.forms import good_address, invited_name
from app.accounts.models import AllianceRole, Person
from app.accounts.services import Appointment, standing_of
from app.alliance.people.words import NO_ROLE, ROLES
from app.centres.centre_form import labels
from app.centres.models import TermKind
from app.centres.queries import Vocabulary


class AppointmentForm(FlaskForm):
    """A role, and a region where the role is that of a regional office. `seen` is the standing it was filled from."""

    role = SelectField(_("Role"))
    region = SelectField(_("Region"))
    seen = HiddenField()

    @classmethod
    def over(cls, person: Person, words: Vocabulary) -> "AppointmentForm":
        """Return the form over what a person is now."""
        kept = {"role": person.alliance_role or "", "region": person.alliance_region or "", "seen": standing_of(person)}
        form = cls(data=kept)
        form.role.choices = {"": str(NO_ROLE), **_roles()}
        form.offer_regions(words, person.alliance_region)
        return form

    def offer_regions(self, words: Vocabulary, kept: str | None = None) -> None:
        """Offer the regions in use, and the one somebody has."""
        self.region.choices = {"": str(_("Choose a region")), **labels(words, TermKind.REGION, {kept})}

    def validate_region(self, field: Field) -> None:
        """Say beside the field what the service would refuse."""
        if self.role.data == AllianceRole.REGIONAL_OFFICE and not field.data:
            raise ValidationError(RegionMissing.message)

    @property
    def appointment(self) -> Appointment:
        """Return what was chosen, once it is valid."""
        role = AllianceRole(self.role.data) if self.role.data else None
        return Appointment(role, self.region.data or None)


class InvitationForm(AppointmentForm):
    """An address and a name of somebody who gets a role."""

    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter their e-mail address.")), good_address],
        render_kw={"autocomplete": "off", "dir": "ltr"},
    )
    name = invited_name()

    @classmethod
    def empty(cls, words: Vocabulary, *, sent: bool) -> "InvitationForm":
        """Return the form of an invitation; `sent=False` where another form of the page was sent."""
        form = cls() if sent else cls(formdata=None)
        form.role.choices = {"": str(_("Choose a role")), **_roles()}
        form.offer_regions(words)
        return form

    def validate_role(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose a role."))


def _roles() -> dict[str, str]:
    return {role: str(label) for role, label in ROLES.items()}
