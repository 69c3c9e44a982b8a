"""What a leader may say against the rules."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField

from app.plans.fields import line
from app.plans.status.rules import Status
from app.plans.words import STATUS


class OverrideForm(FlaskForm):
    """What a leader says against the rules."""

    value = SelectField(_("How the plan stands"))
    reason = line(_("Why"), 400, _("Say why, in one sentence."))

    def offer(self, values: tuple[Status, ...]) -> None:
        """What may be said today."""
        self.value.choices = [(str(value), str(STATUS[value])) for value in values]
