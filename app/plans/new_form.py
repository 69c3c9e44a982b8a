"""What the form of a new plan accepts: all that a plan needs to be published, on one page."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, FieldList, Form, FormField, StringField
from wtforms.validators import NumberRange, Optional, ValidationError

from app.fields import WholeNumberField
from app.plans import days
from app.plans.fields import NumberField, line, number_field, person_line
from app.plans.forms import PlanFields
from app.plans.missing import Missing, Need
from app.plans.models import Direction
from app.plans.people import names_in
from app.plans.services import ActionWords, FirstWords, MeasureWords
from app.plans.words import ROLES
from app.texts import isolated

ROWS: Final = "actions-"
"""How the names of the fields of actions begin."""

_AT_FIRST: Final = (30, 60, 90)
"""The days of the first actions, spread over the hundred."""

MOST: Final = 20


class RowForm(Form):
    """One action: what, who, by which day. A row in which nothing is said is none."""

    title = line(_("What will be done"), 400)
    owner = person_line(_("Who sees to it"))
    day = WholeNumberField(
        _("By day"),
        [Optional(), NumberRange(1, days.LENGTH, _("Choose a day from 1 to 100."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    @property
    def is_used(self) -> bool:
        """True when an action is written here; a day alone stands in every row from the start."""
        return bool(self.title.data or self.owner.data)

    def validate_title(self, field: Field) -> None:
        """Ask what somebody does who is named."""
        if self.is_used and not field.data:
            raise ValidationError(_("Say what will be done."))

    def validate_owner(self, field: Field) -> None:
        """Ask who does what is written."""
        if self.is_used and not field.data:
            raise ValidationError(_("Name one person or one role."))


class NewPlanForm(PlanFields):
    """A plan is made by hand: as a draft with what is known so far, or whole and published."""

    number = line(_("What is counted"), 200, hint=_("The number that the goal names."))
    unit = line(_("Unit"), 60, hint=_("Such as start-ups, days or %."))
    baseline = number_field(_("Before day 1"), Optional())
    target = number_field(_("On day 100"), Optional())
    less = BooleanField(_("Less is better: the number is to fall"))
    leader = person_line(ROLES["leader"], hint=_("One name. Checks in every week."))
    sponsor = person_line(ROLES["sponsor"], hint=_("One name. Answers what the team asks."))
    actions = FieldList(FormField(RowForm), _("Actions"), max_entries=MOST)

    def suggest(self, leader: str) -> None:
        """Fill in what most plans begin with: next Monday, whoever makes it, three actions on days apart."""
        self.day_one.data = self.today + timedelta(days=7 - self.today.weekday())
        self.leader.data = leader
        self.lay_rows()

    def lay_rows(self, more: int = 0) -> None:
        """Show as many rows as a plan begins with, and some more."""
        for at in range(len(self.actions), max(len(_AT_FIRST), len(self.actions) + more)):
            if at < MOST:
                self.actions.append_entry({"day": _AT_FIRST[min(at, len(_AT_FIRST) - 1)]})

    @property
    def takes_more(self) -> bool:
        """True while another row has room."""
        return len(self.actions) < MOST

    def validate_number(self, field: Field) -> None:
        """Ask what is counted where its numbers are written."""
        if not field.data and (self.unit.data or self.baseline.data is not None or self.target.data is not None):
            raise ValidationError(_("Say what is counted."))

    def validate_target(self, field: NumberField) -> None:
        """Say at the field what the service would refuse."""
        if field.data is not None and field.data == self.baseline.data:
            raise ValidationError(_("The target is another number than the one before day 1."))

    @property
    def falls(self) -> bool:
        """True when the number on day 100 is to be less than the one before day 1."""
        before, after = self.baseline.data, self.target.data
        return before is not None and after is not None and after < before

    def validate_less(self, field: BooleanField) -> None:
        """Ask whether less is better where the two numbers say so: they may be written the wrong way round."""
        if self.falls and not field.data:
            raise ValidationError(_("With these two numbers less is better. Tick this if so, or change the numbers."))

    def validate_leader(self, field: StringField) -> None:
        """Take one name, for everybody in the plan is reached by theirs."""
        if names := names_in(field.data or "", frozenset()):
            first, second = map(isolated, names[:2])
            raise ValidationError(_("Write one name here: %(first)s or %(second)s.", first=first, second=second))

    validate_sponsor = validate_leader

    def validate_actions(self, rows: "FieldList[Any]") -> None:
        """Say at each row what its day lacks, and at day 1 that days count from it."""
        used = [row.form for row in rows if row.form.is_used]
        if used and self.day_one.data is None and not self.day_one.errors:
            self.day_one.errors = [str(_("Say when day 1 is: the days of the actions count from it."))]
        for form in used:
            if not form.day.errors and (wrong := self._wrong_day(form.day.data)):
                form.day.errors = [wrong]
        if any(each.errors for each in (self.day_one, *(form.day for form in used))):
            raise ValidationError(_("Look at the days of the actions."))

    def _wrong_day(self, day: int | None) -> str:
        """Return what is wrong with the day of an action; nothing where it can be due on it."""
        begins = None if self.day_one.errors else self.day_one.data
        if day is None:
            return str(_("Say by which day."))
        if begins and not days.may_be_due(days.date_of(day, begins), begins=begins, today=self.first):
            return str(_("Choose one of the hundred days, from today on."))
        return ""

    @property
    def first(self) -> date:
        """The first day on which an action can be due: a draft that began may hold what is over."""
        return min(self.today, self.day_one.data or self.today)

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Say at each field what the plan lacks to be published, where nothing else is wrong with it."""
        for each in missing:
            for field in self._asked(each.need):
                if not field.errors:
                    field.errors = [str(each)]

    def _asked(self, need: Need) -> Sequence[Field]:
        if need == Need.NUMBERS:
            return [field for field in (self.baseline, self.target) if field.data is None]
        if need == Need.ACTION:
            return [self.actions, self.actions[0].form.title]
        at = {
            Need.GOAL: self.goal,
            Need.DAY_ONE: self.day_one,
            Need.LATER_DAY_ONE: self.day_one,
            Need.MAIN_MEASURE: self.number,
            Need.LEADER: self.leader,
            Need.SPONSOR: self.sponsor,
        }
        return [at[need]] if need in at else []

    def words(self) -> FirstWords:
        begins = self.day_one.data
        # Days without a day 1 are refused; what the plan lacks beside that is asked for at once.
        counted = self.today if begins is None or self.day_one.errors else begins
        return FirstWords(
            title=self.title.data or "",
            goal=self.goal.data or "",
            day_one=begins,
            leader=self.leader.data or "",
            sponsor=self.sponsor.data or "",
            measure=self._measure(),
            actions=tuple(_action(row.form, counted) for row in self.actions if row.form.is_used),
        )

    def _measure(self) -> MeasureWords | None:
        if not self.number.data:
            return None
        return MeasureWords(
            name=self.number.data,
            unit=self.unit.data or "",
            baseline=self.baseline.data,
            target=self.target.data,
            direction=Direction.DOWN if self.falls else Direction.UP,
            main=True,
        )


def _action(row: RowForm, begins: date) -> ActionWords:
    day = row.day.data
    # So is an action without a day that there is.
    due_on = days.date_of(day if day and 1 <= day <= days.LENGTH else days.LENGTH, begins)
    return ActionWords(title=row.title.data or "", owner=row.owner.data or "", due_on=due_on)
