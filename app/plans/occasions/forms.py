"""What the form of a workshop of a plan accepts: its title, and when it begins."""

from datetime import date, time, timedelta
from typing import cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, TimeField
from wtforms.validators import InputRequired, ValidationError

from app.plans import days
from app.plans.fields import AGREED, line
from app.plans.models import Occasion, Plan
from app.plans.occasions.words import OCCASIONS
from app.plans.services import Meeting, today_of

_MORNING = time(9, 30)
_BEFORE = timedelta(days=1)


class DecidedForm(FlaskForm):
    """The form that writes what a room decided into a plan; `agreed` where that changes a goal after day 15."""

    agreed = line(AGREED, 400)


class OccasionForm(FlaskForm):
    """A workshop of a plan is opened."""

    title = line(_("Title"), 160, _("A workshop needs a title."))
    on = DateField(_("Day"), validators=[InputRequired(_("Choose a day."))])
    at = TimeField(_("Starts at"), validators=[InputRequired(_("Say when the first step starts."))])

    plan: Plan

    def about(self, plan: Plan, occasion: Occasion) -> None:
        """Propose a title and a day: before day 1, halfway, or at the end."""
        self.plan = plan
        if self.is_submitted():
            return
        called = gettext(str(OCCASIONS[occasion]))
        self.title.data = f"{plan.title}: {called}"[:160]
        self.on.data, self.at.data = max(today_of(plan), _day_of(plan, occasion)), _MORNING

    def validate_on(self, field: DateField) -> None:
        if field.data and field.data < today_of(self.plan):
            raise ValidationError(_("Choose a day from today on."))

    def meeting(self) -> Meeting:
        return Meeting(title=self.title.data or "", on=cast("date", self.on.data), at=cast("time", self.at.data))


def _day_of(plan: Plan, occasion: Occasion) -> date:
    if plan.calendar is None:
        return today_of(plan)
    if occasion is Occasion.STARTUP:
        return plan.calendar.day_one - _BEFORE
    return days.date_of(days.MIDPOINT if occasion is Occasion.REFRESH else days.LENGTH, plan.calendar)
