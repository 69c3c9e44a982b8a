"""What the forms of a pause accept."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from app.plans.errors import PauseMisplaced
from app.plans.fields import line
from app.plans.models import Pause, Plan
from app.plans.services import pauses


class EndForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Until when a pause lasts."""

    last = DateField(_("Last day of the pause"), validators=[InputRequired(_("Choose a day."))])

    plan: Plan
    pause: Pause | None = None

    def about(self, plan: Plan, pause: Pause | None = None) -> None:
        """Know the plan before the form is checked."""
        self.plan, self.pause = plan, pause

    def validate_last(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        first = self.pause.first if self.pause else self["first"].data
        if not first or not field.data:
            return
        try:
            pauses.check(self.plan, first, field.data, kept=self.pause)
        except PauseMisplaced as error:
            raise ValidationError(error.message) from error


class PauseForm(EndForm):
    """A plan pauses."""

    first = DateField(_("First day of the pause"), validators=[InputRequired(_("Choose a day."))])
    reason = line(
        _("Why the plan pauses"),
        400,
        _("Say why, in one sentence."),
        _("Such as holidays, an election, a flood. It stands beside every date that moves."),
    )
