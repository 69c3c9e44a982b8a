"""What the forms of readings accept: a number of a day with its groups, or a table of days."""

from collections.abc import Mapping
from datetime import date
from typing import Final, cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.centres.forms import tidied, written
from app.plans import days
from app.plans.errors import SharesWrong
from app.plans.fields import line, number_field, signs, which_of
from app.plans.measures import counting
from app.plans.measures.far import SureForm
from app.plans.models import Measure, Plan
from app.plans.services import readings, today_of
from app.plans.services.readings import Counted
from app.plans.status.readings import last_counted

SHARE = "share-"

_SAY_WHY: Final = _("Another number was filed for this day. Say why it is corrected, in one sentence.")

_WHY_CORRECTED: Final = _("Where the number of an earlier day is corrected, say why.")

WHY_SO_LATE: Final = _("The plan ended long ago: say why a number is told only now, or is another one.")

_SAY_WHY_SO_LATE: Final = _("The plan ended long ago. Say why this number is told only now, in one sentence.")


def refuse_unexplained(plan: Plan, measure: Measure, read: Mapping[date, Counted]) -> None:
    """Say at the field of a reason what the service would refuse without one.

    Raises:
        ValidationError: as it says.
    """
    if readings.corrects(plan, measure, read):
        raise ValidationError(_SAY_WHY)
    if readings.is_told_late(plan, measure, read):
        raise ValidationError(_SAY_WHY_SO_LATE)


def _hint_so_late(note: Field, plan: Plan) -> None:
    """Say beside a field that every number of a plan that ended long ago needs a reason."""
    if readings.is_long_over(plan):
        note.description = WHY_SO_LATE


class ReadingForm(SureForm):
    """What was counted on a day; `over` adds a number for each group of its measure."""

    on = DateField(_("Counted on"), validators=[InputRequired(_("Choose a day."))])
    value = number_field(_("Number"))
    note = line(_("Note"), 400, hint=_WHY_CORRECTED)

    plan: Plan
    measure: Measure
    first: date | None
    last: date | None

    @property
    def counts_today(self) -> bool:
        """True while today is one of the days of which a number is told."""
        return self.last == today_of(self.plan)

    @classmethod
    def over(cls, plan: Plan, measure: Measure) -> "ReadingForm":
        """The form for a measure; it knows on which days something can have been counted."""
        groups = {f"{SHARE}{at}": number_field(name, Optional()) for at, name in enumerate(measure.groups)}
        form = cast("ReadingForm", type("ReadingOfMeasure", (cls,), groups)())
        form.plan, form.measure = plan, measure
        form.first, form.last = plan.day_one, days.last_read(plan.calendar, today_of(plan))
        _hint_so_late(form.note, plan)
        if form.first and form.last:
            form.on.render_kw = {"min": form.first.isoformat(), "max": form.last.isoformat()}
        return form

    def validate(self, extra_validators: object = None) -> bool:
        """Check what was typed; a number that is far from what is known is asked about once."""
        is_valid = super().validate(extra_validators)
        last = last_counted(self.measure, self.plan, today_of(self.plan))
        return not self.ask_about(self.value, self.measure, last) and is_valid

    def groups(self) -> list[Field]:
        """The fields of the groups, in order."""
        return [self[f"{SHARE}{at}"] for at in range(len(self.measure.groups))]

    def shares(self) -> dict[str, float]:
        """What was counted of each group that has a number."""
        named = zip(self.measure.groups, self.groups(), strict=True)
        return {name: field.data for name, field in named if field.data is not None}

    def whole(self) -> float | None:
        """The number of all groups together.

        Raises:
            DoesNotAddUp: the groups come to another one.
        """
        return counting.whole(self.value.data, self.shares(), self.measure.groups, self.measure.unit)

    def validate_on(self, field: DateField) -> None:
        inside = self.first and self.last and field.data and self.first <= field.data <= self.last
        if field.data and not inside:
            raise ValidationError(_("A number is read on one of the hundred days, today at the latest."))

    def validate_value(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        try:
            if self.whole() is None and not field.errors:
                raise ValidationError(_("Write a number such as 12 or 0.5."))
        except counting.DoesNotAddUp as error:
            raise ValidationError(SharesWrong(error.total).message) from error

    def validate_note(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        if field.data or not self.on.data or self.value.errors:
            return
        try:
            value = self.whole()
        except counting.DoesNotAddUp:
            return
        if value is not None:
            refuse_unexplained(self.plan, self.measure, {self.on.data: Counted(value, self.shares())})


class TableForm(FlaskForm):  # type: ignore[misc] # it has no types
    """Many days at once, as they come out of a spreadsheet."""

    rows = TextAreaField(
        _("Days and numbers"),
        [DataRequired(_("Write a day and a number on each line.")), *written(10_000)],
        filters=[tidied],
        description=_("A day and a number on each line, such as 2026-03-01 12, or the day of the plan: 15 12."),
        render_kw={"dir": "ltr", "rows": 8, "maxlength": 10_000, "spellcheck": "false"},
    )

    note = line(_("Note"), 400, hint=_WHY_CORRECTED)

    plan: Plan
    measure: Measure
    read: tuple[tuple[date, float], ...] = ()

    def about(self, plan: Plan, measure: Measure) -> None:
        """Know how the plan's days count, and what was read."""
        self.plan, self.measure = plan, measure
        _hint_so_late(self.note, plan)

    def validate_note(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        if not field.data:
            refuse_unexplained(self.plan, self.measure, {on: Counted(value) for on, value in self.read})

    def validate_rows(self, field: TextAreaField) -> None:
        """Say which line is none."""
        if not field.data or self.plan.calendar is None:
            return
        try:
            self.read = counting.read_table(field.data, self.plan.calendar, signs())
        except counting.Unreadable as error:
            raise ValidationError(_unreadable(error)) from error
        today = today_of(self.plan)
        for on, _value in self.read:
            if not days.may_be_read(on, begins=self.plan.calendar, today=today):
                raise ValidationError(_("A number is read on one of the hundred days, today at the latest."))


def _unreadable(error: counting.Unreadable) -> str:
    """Which line cannot be read, and why."""
    if error.ambiguous:
        return str(_("Line %(line)s: %(question)s", line=error.line, question=which_of(error.ambiguous)))
    if error.twice:
        return str(_("Line %(line)s: this day stands twice.", line=error.line))
    return str(_("Line %(line)s: write a day and a number.", line=error.line))
