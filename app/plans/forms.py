"""What the forms of a plan accept."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.centres.forms import tidied, written
from app.plans import days
from app.plans.models import ActionStatus, Plan
from app.plans.services import ActionWords, today_of

STATUS_WORDS = {
    ActionStatus.TODO: _("Not started"),
    ActionStatus.DOING: _("Under way"),
    ActionStatus.BLOCKED: _("Blocked"),
    ActionStatus.DONE: _("Done"),
}


def _statuses() -> dict[str, str]:
    return {str(status): str(words) for status, words in STATUS_WORDS.items()}


def _words(label: str, longest: int, missing: str, **attributes: object) -> StringField:
    return StringField(
        label,
        [DataRequired(missing), *written(longest)],
        filters=[tidied],
        render_kw={"dir": "auto", "maxlength": longest, **attributes},
    )


def _day(field: DateField) -> date:
    """The date of a field that was found valid."""
    return cast("date", field.data)


_BY_WHEN = _("Say by when: a date.")


class _ActionFields(FlaskForm):
    title = _words(_("What will be done"), 400, _("Say what will be done."), autofocus=True)
    owner = _words(_("Who sees to it"), 120, _("Name one person or one role."), autocomplete="off")
    due_on = DateField(_("Until when"), validators=[InputRequired(_BY_WHEN)])

    day_one: date | None
    today: date
    kept: date | None = None

    def validate_due_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        due = field.data
        if due and due != self.kept and not days.may_be_due(due, day_one=self.day_one, today=self.today):
            raise ValidationError(_("Choose a day between today and day 100."))

    def place(self, day_one: date | None, today: date, *, kept: date | None = None) -> None:
        """Tell the form where the plan's days lie; `kept` is the day an action has already, which may stay."""
        self.day_one, self.today, self.kept = day_one, today, kept
        first = min(today, kept) if kept else today
        self.due_on.render_kw = {"min": first.isoformat(), "max": self.last_due().isoformat(), "list": "due-days"}

    def last_due(self) -> date:
        return days.last_due(self.day_one, self.today)

    def due_day(self) -> int | None:
        """The number of the day that was typed, where it can be said."""
        return days.day_of(self.due_on.data, self.day_one) if self.due_on.data and self.day_one else None

    def key_days(self) -> list[tuple[int, date]]:
        """The days a plan knows by name that are still to come, to choose from."""
        known = [(day, days.date_of(day, self.day_one)) for day in days.KEY_DAYS] if self.day_one else []
        return [(day, on) for day, on in known if on >= self.today]


class PromotionForm(_ActionFields):
    """A note becomes an action."""

    board = HiddenField()
    note = HiddenField()

    def words(self) -> ActionWords:
        return ActionWords(title=self.title.data or "", owner=self.owner.data or "", due_on=_day(self.due_on))


class ActionForm(_ActionFields):
    """An action changes."""

    status = SelectField(_("How far it is"), choices=_statuses)
    blocked_reason = StringField(
        _("What blocks it"),
        written(400),
        filters=[tidied],
        render_kw={"dir": "auto"},
    )

    def words(self) -> ActionWords:
        return ActionWords(
            title=self.title.data or "",
            owner=self.owner.data or "",
            due_on=_day(self.due_on),
            status=ActionStatus(self.status.data),
            blocked_reason=self.blocked_reason.data or "",
        )


class GoalForm(FlaskForm):
    """What the plan promises, and when its days begin."""

    title = _words(_("Title"), 160, _("Give the plan a title."))
    goal = TextAreaField(
        _("Goal"),
        written(1000),
        filters=[tidied],
        render_kw={"dir": "auto", "rows": 4},
    )
    day_one = DateField(_("Day 1"), validators=[Optional()])

    plan: Plan

    def validate_day_one(self, field: DateField) -> None:
        day_one = field.data
        if day_one and day_one != self.plan.day_one and not days.may_be_day_one(day_one, today_of(self.plan)):
            raise ValidationError(_("Choose a day within a year of today."))
