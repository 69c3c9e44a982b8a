"""The day by which something is due, as every form of a plan asks for it."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from app.plans import days
from app.plans.fields import line


class DueForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A form with a day that lies in the plan. `place` tells it where the plan's days lie."""

    due_on = DateField(_("Until when"), validators=[InputRequired(_("Say by when: a date."))])

    begins: days.Begins | None
    today: date
    kept: date | None = None

    def validate_due_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        due = field.data
        if due and due != self.kept and not days.may_be_due(due, begins=self.begins, today=self.today):
            raise ValidationError(_("Choose one of the hundred days, from today on."))

    def place(self, begins: days.Begins | None, today: date, *, kept: date | None = None) -> None:
        """Tell the form where the plan's days lie; `kept` is the day something has already, which may stay."""
        self.begins, self.today, self.kept = begins, today, kept
        first = days.first_due(begins, today)
        first = min(first, kept) if kept else first
        self.due_on.render_kw = {"min": first.isoformat(), "max": self.last_due().isoformat(), "list": "due-days"}

    def last_due(self) -> date:
        return days.last_due(self.begins, self.today)

    def due_day(self) -> int | None:
        """The number of the day that was typed, where it can be said."""
        return days.day_of(self.due_on.data, self.begins) if self.due_on.data and self.begins else None

    def key_days(self) -> list[tuple[int, date]]:
        """The days a plan knows by name that are still to come, to choose from."""
        known = [(day, days.date_of(day, self.begins)) for day in days.KEY_DAYS] if self.begins else []
        return [(day, on) for day, on in known if on >= self.today]


class ActionFields(DueForm):
    """What no action goes without: what, who, by when."""

    title = line(
        _("What will be done"), 400, _("Say what will be done."), _("Begin with a verb: publish, sign, hold."),
        autofocus=True,
    )  # fmt: skip
    owner = line(
        _("Who sees to it"), 120, _("Name one person or one role."),
        _("One name, so that everybody knows whom to ask."),
    )  # fmt: skip
