"""The form of a step in a centre's life."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.centres.errors import StepOutOfOrder, StepUnexplained
from app.centres.forms import tidied, written
from app.centres.life import Decision, Phase, may_begin, needs_reason
from app.centres.models import Centre
from app.centres.words import PHASES


class LifeStepForm(FlaskForm):  # type: ignore[misc] # it has no types
    phase = SelectField(_("From now on it is"))
    on = DateField(_("Since"), [DataRequired(_("Say on which day."))])
    words = TextAreaField(
        _("What was decided"), written(2000), filters=[tidied], render_kw={"rows": 3, "maxlength": 2000, "dir": "auto"}
    )

    before: str
    last: date | None
    today: date

    @classmethod
    def of(cls, centre: Centre, *, last: date | None, today: date) -> "LifeStepForm":
        """The form of the next step; `last` is the day of the one before."""
        order = list(Phase)
        following = order[(order.index(Phase(centre.phase)) + 1) % len(order)]
        form = cls(data={"phase": following, "on": today})
        form.before, form.last, form.today = centre.phase, last, today
        form.phase.choices = {phase.value: str(word) for phase, word in PHASES.items() if phase != centre.phase}
        return form

    def validate_on(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if not may_begin(field.data, last=self.last, today=self.today):
            raise ValidationError(StepOutOfOrder.message)

    def validate_words(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if not field.data and self.phase.data in set(Phase) and needs_reason(self.before, self.phase.data):
            raise ValidationError(StepUnexplained.message)

    @property
    def decision(self) -> Decision:
        """What was said, once it is valid."""
        return Decision(Phase(self.phase.data), self.on.data or self.today, self.words.data or "")
