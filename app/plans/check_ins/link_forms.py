"""What the form of a check-in link accepts."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import DataRequired, ValidationError

from app.plans import days
from app.plans.fields import person_line


class LinkForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A check-in link for somebody."""

    owner = person_line(_("For whom"), _("Name one person or one role."), _("Check-ins by this link go by this name."))
    until = DateField(_("Works until"), validators=[DataRequired(_("Choose a day."))])

    today: date

    def validate_until(self, field: DateField) -> None:
        if field.data and not (0 <= (field.data - self.today).days <= days.LINK_LASTS):
            raise ValidationError(_("Choose a day from today on, within a year."))
