"""What the forms of a pause accept."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field
from wtforms.validators import InputRequired, ValidationError

from app.plans.errors import PauseMisplaced, SponsorMissing
from app.plans.fields import AGREED, SAY_AGREED, line
from app.plans.models import Pause, Plan
from app.plans.services import pauses, pauses_with_sponsor


class AgreedForm(FlaskForm):  # type: ignore[misc] # it has no types
    """To what the sponsor agreed, where dates that are over would count otherwise or a published plan ends later."""

    agreed = line(
        AGREED,
        400,
        hint=_(
            "Only where dates that are over would count otherwise, or a published plan ends later. "
            "It stays in sight with the sponsor's name."
        ),
    )


class EndForm(AgreedForm):
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

    def validate_agreed(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        if not self.last.data:
            return
        first = pauses.first_changed(self.pause, self.last.data) if self.pause else self["first"].data
        if not first or (self.pause and self.pause.last == self.last.data):
            return
        longer = self.pause is None or self.last.data > self.pause.last
        if not pauses_with_sponsor(self.plan, first, longer=longer):
            return
        if not self.plan.sponsor.strip():
            raise ValidationError(SponsorMissing.message)
        if not field.data:
            raise ValidationError(SAY_AGREED)


class PauseForm(EndForm):
    """A plan pauses."""

    first = DateField(_("First day of the pause"), validators=[InputRequired(_("Choose a day."))])
    reason = line(
        _("Why the plan pauses"),
        400,
        _("Say why, in one sentence."),
        _("Such as holidays, an election, a flood. It stands beside every date that moves."),
    )
