"""What the forms of a board's history accept."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, HiddenField, IntegerField, SelectField
from wtforms.validators import DataRequired, Length, NumberRange, Optional, Regexp, ValidationError

from app.boards.engine.schema import LARGEST_INT, ZONE_ID
from app.fields import LineField
from app.workshops.models import Seat

MINUTES = (
    (5, _("in the last 5 minutes")),
    (15, _("in the last 15 minutes")),
    (60, _("in the last hour")),
    (24 * 60, _("in the last day")),
    (0, _("since the board was opened")),
)


class NameForm(FlaskForm):
    """A name for a moment; the present one where no row is said."""

    name = LineField(
        _("Name this moment"),
        validators=[
            DataRequired(_("Give it a name.")),
            Length(max=120, message=_("At most 120 characters.")),
            Regexp(r"[^\x00-\x1f\x7f-\x9f]*\Z", message=_("This text holds characters that cannot be shown.")),
        ],
    )
    seq = IntegerField(validators=[Optional(), NumberRange(min=0, max=LARGEST_INT)])


class WhenForm(FlaskForm):
    """A moment by the clock of the workshop."""

    class Meta:
        csrf = False

    when = DateTimeLocalField(_("The board as it was at"), format=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"])

    def validate_when(self, field: DateTimeLocalField) -> None:
        """No calendar has every moment that can be written down: far off, time zones end."""
        if field.data is not None and not 1970 <= field.data.year <= 9000:  # noqa: PLR2004 - years
            raise ValidationError


class PersonForm(FlaskForm):
    """What one person did, since when."""

    class Meta:
        csrf = False

    seat = SelectField(_("What this person did"))
    minutes = SelectField(_("Since when"), choices=lambda: list(MINUTES), coerce=int)

    @classmethod
    def among(cls, people: list[Seat]) -> "PersonForm":
        """Let people choose among these."""
        form: PersonForm = cls()
        form.seat.choices = [(seat.id, seat.name) for seat in people]
        return form


BOARD, OF_A_ZONE, OF_A_PERSON = "board", "zone ", "seat "
"""What goes back: all of the board, or how the choice of a zone or a person begins."""


class FromHereForm(FlaskForm):
    """What is to go back to a moment one looks at."""

    class Meta:
        csrf = False

    since = IntegerField(validators=[NumberRange(min=0, max=LARGEST_INT)])
    what = SelectField(_("What goes back to this moment"))

    @classmethod
    def among(cls, zones: Mapping[str, str], people: Iterable[Seat], since: int) -> "FromHereForm":
        """Let people choose among the board, its zones by their titles, and what each of these did."""
        form: FromHereForm = cls(since=since)
        form.what.choices = {
            "": [(BOARD, _("The whole board"))],
            _("One zone"): [(OF_A_ZONE + id_, title) for id_, title in zones.items()],
            _("What one person has done since"): [(OF_A_PERSON + seat.id, seat.name) for seat in people],
        }
        return form


class BackForm(FlaskForm):
    """Yes, let that happen: `seen` is the mark of what was shown."""

    seen = HiddenField(validators=[Regexp(r"^[0-9a-f]{32}\Z")])
    zone = HiddenField(validators=[Optional(), Regexp(ZONE_ID)])
