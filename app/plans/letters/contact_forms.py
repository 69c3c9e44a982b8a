"""What the forms of contacts and of letters accept."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, Field, HiddenField, SelectField
from wtforms.validators import ValidationError

from app import i18n
from app.accounts import timezones
from app.accounts.forms import good_address
from app.accounts.models import Principal
from app.fields import LineField
from app.plans.fields import line
from app.plans.letters import contact_queries, contact_words
from app.plans.letters.mailbox_queries import Reached
from app.plans.models import Contact, Plan
from app.plans.people import key_of
from app.plans.services import ContactWords, is_own_address, reaches_otherwise


class ContactForm(FlaskForm):  # type: ignore[misc] # it has no types
    """How somebody is reached. `about` adds what depends on the plan."""

    email = EmailField(_("E-mail address"), render_kw={"dir": "ltr", "autocomplete": "off", "maxlength": 254})
    person = SelectField(_("Account"))
    language = SelectField(_("Language of the mails"))
    timezone = LineField(
        _("Time zone"), render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"}
    )
    muted = BooleanField(_("Send no mails"))
    reason = line(
        _("Why the sponsor is reached otherwise"), 400, hint=_("It is told in “What changed”, without the address.")
    )

    warned = HiddenField()
    """Which account or address the form told to lead or coach the plan: as long as it is another, it tells so first."""

    plan: Plan | None = None
    known: Contact | None = None
    asks_why = False
    confirming: Principal | None = None

    @classmethod
    def over(cls, plan: Plan, reached: Reached, confirming: Principal | None = None) -> "ContactForm":
        """The form of one name, filled with what is known of it; `confirming` is who confirms that for the alliance."""
        contact = reached.contact
        form = cls(
            data={
                "email": contact.email if contact else "",
                "person": (contact.person_id if contact else None) or "",
                "language": contact.language if contact else i18n.language(),
                "timezone": contact.timezone if contact else "",
                "muted": reached.muted,
                "warned": (contact.person_id or contact.email) if contact else "",
            }
        )
        people = contact_queries.staff_with_accounts(plan.centre_id, contact.person_id if contact else None)
        form.person.choices = [("", str(_("No account"))), *people.items()]
        form.language.choices = list(i18n.LANGUAGES.items())
        form.plan, form.known, form.confirming = plan, contact, confirming
        form.asks_why = reached.somebody.key == key_of(plan.sponsor) and plan.published_at is not None
        return form

    def validate_email(self, field: Field) -> None:
        """Take none, or one that can be an address."""
        if (field.data or "").strip():
            good_address(self, field)
        else:
            field.data = ""
        if self.confirming is None:
            return
        if not (field.data or self.person.data):
            raise ValidationError(_("Write an address or choose an account."))
        if is_own_address(self.confirming, self.words()):
            raise ValidationError(_("Somebody else of the secretariat has to confirm what is your own."))
        if not self.person.data:
            self._warn()

    def validate_person(self, field: Field) -> None:
        """Tell whoever confirms the sponsor first where the account that they chose leads or coaches the plan."""
        if self.confirming is not None and field.data:
            self._warn()

    def _warn(self) -> None:
        person_id, email = self.person.data or "", self.email.data or ""
        chosen = person_id or email
        said = contact_words.choice_doubles(self.plan, person_id, email) if self.plan else ""
        if said and chosen != self.warned.data:
            self.warned.data = chosen
            again = _("Choose “Confirm” again if this is right.")
            raise ValidationError(f"{said} {again}")

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name; none is the plan's."""
        typed: str = (field.data or "").strip()
        found = timezones.matching(typed) if typed else ""
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found

    def validate_reason(self, field: Field) -> None:
        """Once a plan is published whoever changes who answers as the sponsor says why."""
        if self.asks_why and not field.data and reaches_otherwise(self.known, self.words()):
            raise ValidationError(_("Say why, in one sentence."))

    def words(self) -> ContactWords:
        return ContactWords(
            email=self.email.data or "",
            language=self.language.data,
            timezone=self.timezone.data or "",
            person_id=self.person.data or None,
            muted=bool(self.muted.data),
        )


class LettersForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Whether an address wants letters."""

    letters = SelectField(choices=lambda: [("none", ""), ("again", "")])
