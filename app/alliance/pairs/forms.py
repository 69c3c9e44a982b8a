"""What the form that pairs two centres accepts."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Optional

from app.alliance.pairs.errors import EndsBefore, SameCentre
from app.centres.forms import tidied, written
from app.centres.models import Centre


class PairForm(FlaskForm):
    one = SelectField(_("One centre"), [DataRequired(_("Choose one."))], default="")
    other = SelectField(_("The other centre"), [DataRequired(_("Choose one."))], default="")
    purpose = TextAreaField(
        _("What for"),
        [DataRequired(_("Say what they do for each other.")), *written(1000)],
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 3, "maxlength": 1000},
    )
    begins_on = DateField(_("From"), [DataRequired(_("Say on which day."))])
    ends_on = DateField(_("Until"), [Optional()])

    def offer(self, centres: Iterable[Centre]) -> None:
        """Know which centres there are."""
        names = {"": "–", **{centre.id: centre.name for centre in centres}}
        self.one.choices = self.other.choices = names

    def validate_other(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if field.data and field.data == self.one.data:
            raise ValidationError(SameCentre.message)

    def validate_ends_on(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if field.data and self.begins_on.data and field.data < self.begins_on.data:
            raise ValidationError(EndsBefore.message)
