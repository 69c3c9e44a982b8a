"""The day by which something is due, as every form of a plan asks for it."""

from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.plans import days
from app.plans.errors import FirstWinLate
from app.plans.fields import line, person_line
from app.plans.models import Action, Milestone, Plan
from app.plans.promised_words import keeps_words


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

    def first_due(self) -> date:
        return days.first_due(self.begins, self.today)

    def last_due(self) -> date:
        return days.last_due(self.begins, self.today)

    def due_day(self) -> int | None:
        """The number of the day that was typed, where it can be said."""
        return days.day_of(self.due_on.data, self.begins) if self.due_on.data and self.begins else None

    def key_days(self) -> list[tuple[int, date]]:
        """The days a plan knows by name that are still to come, to choose from."""
        known = [(day, days.date_of(day, self.begins)) for day in days.KEY_DAYS] if self.begins else []
        return [(day, on) for day, on in known if on >= self.today]


def why_label(item: Action | Milestone | None) -> LazyString:
    """Return the label of the reason in a form that changes all an action or a milestone says."""
    if not keeps_words(item):
        return _("Why the day moves")
    if isinstance(item, Action):
        return (
            _("Why the day moves, the words or what shows it change, or it is no longer critical")
            if item.critical
            else _("Why the day moves, or the words or what shows it change")
        )
    if item.critical:
        return _("Why the day moves, the words change or it is no longer critical")
    return _("Why the day moves or the words change")


class MovingForm(DueForm):
    """By when something is due; on a published plan with a reason where its day moves."""

    reason = line(_("Why the day moves"), 400, hint=_("What was promised before stays in sight."))

    was_critical = False
    """True when something of a published plan is critical: it stays so, or somebody says why not."""

    promised: date | None = None

    def lie(self, plan: Plan, item: Action | Milestone | None, today: date) -> None:
        """Know where something lies in its plan before the form is shown or checked."""
        self.place(plan.calendar, today, kept=item.due_on if item else None)
        self.promised = item.due_on if item and plan.published_at else None
        self.was_critical = bool(item and plan.published_at and item.critical)

    def validate_reason(self, field: object) -> None:
        """Once a plan is published, whoever moves a day says why, and whoever lets it be critical no longer."""
        moved = self.promised and self.due_on.data != self.promised
        eased = self.was_critical and "critical" in self and not self["critical"].data
        if (moved or eased) and not getattr(field, "data", ""):
            raise ValidationError(_("Say why, in one sentence."))

    def name_apart(self, item: Action | Milestone) -> None:
        """Give the fields ids of their own, where the forms of several things stand on one page."""
        for each in self:
            each.id = f"{each.short_name}-{item.__tablename__}-{item.number}"


class DaysForm(MovingForm):
    """When an action begins and until when it is done."""

    start_on = DateField(_("Begins on"), validators=[Optional()])

    def validate_start_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        if field.data and self.due_on.data and field.data > self.due_on.data:
            raise ValidationError(_("An action ends on the day it begins, or later."))
        if field.data and self.begins and not days.lies_within(field.data, self.begins):
            raise ValidationError(_("An action begins on one of the hundred days."))


class ScheduleForm(DaysForm):
    """An action is put on other days, on a page with such a form for each."""

    wins = False

    def lie(self, plan: Plan, item: Action | Milestone | None, today: date) -> None:
        """Know where an action lies, and whether it is the first win."""
        super().lie(plan, item, today)
        self.wins = isinstance(item, Action) and item.first_win

    def validate_due_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        super().validate_due_on(field)
        if self.wins and (self.due_day() or 0) > days.FIRST_WIN:
            raise ValidationError(FirstWinLate.message)


class ActionFields(DueForm):
    """What no action goes without: what, who, by when."""

    title = line(
        _("What will be done"), 400, _("Say what will be done."), _("Begin with a verb: publish, sign, hold."),
        autofocus=True,
    )  # fmt: skip
    owner = person_line(
        _("Who sees to it"), _("Name one person or one role."),
        _("One name, so that everybody knows whom to ask."),
    )  # fmt: skip
