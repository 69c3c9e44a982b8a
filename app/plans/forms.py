"""What the forms of a plan accept: the plan itself, its actions, and what a leader says against the rules."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar, cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Optional, ValidationError

from app.centres.forms import VersionedForm, tidied, written
from app.plans import days
from app.plans.due_form import ActionFields
from app.plans.fields import line
from app.plans.models import ActionStatus, Plan
from app.plans.moving import left_outside, say_outside
from app.plans.services import ActionWords, Roles, today_of
from app.plans.status import Status
from app.plans.status_words import MOVES, ROLES, STATUS

Word = TypeVar("Word", bound=str)


def chosen_from(words: Mapping[Word, LazyString]) -> list[tuple[str, str]]:
    """Words to choose from, in the reader's language."""
    return [(str(key), str(said)) for key, said in words.items()]


class ActionForm(ActionFields):
    """An action is made by hand, or changes."""

    critical = BooleanField(
        _("Critical"), description=_("The goal depends on it: once it is late, the plan needs attention.")
    )
    status = SelectField(_("How far it is"), choices=lambda: chosen_from(MOVES))
    blocked_reason = line(_("What blocks it"), 400, hint=_("Kept while the action is blocked."))

    def words(self) -> ActionWords:
        return ActionWords(
            title=self.title.data or "",
            owner=self.owner.data or "",
            due_on=cast("date", self.due_on.data),
            critical=bool(self.critical.data),
            status=ActionStatus(self.status.data),
            blocked_reason=self.blocked_reason.data or "",
        )


class _PlanFields(FlaskForm):
    title = line(_("Title"), 160, _("Give the plan a title."))
    goal = TextAreaField(
        _("Goal"),
        written(1000),
        filters=[tidied],
        description=_("One result, a number, a date. Bold enough that today's way of working will not reach it."),
        render_kw={"dir": "auto", "rows": 4, "maxlength": 1000},
    )
    day_one = DateField(_("Day 1"), validators=[Optional()])

    today: date
    kept: date | None = None

    def validate_day_one(self, field: DateField) -> None:
        day_one = field.data
        if day_one and day_one != self.kept and not days.may_be_day_one(day_one, self.today):
            raise ValidationError(_("Choose a day within a year of today."))


class NewPlanForm(_PlanFields):
    """A plan is made by hand."""


class GoalForm(_PlanFields, VersionedForm):
    """What the plan promises, when its days begin, and who stands for it."""

    reason = line(_("Why goal or day 1 change"), 400, hint=_("The earlier promise stays in the plan's history."))
    leader = line(ROLES["leader"], 120, hint=_("Checks in every week."))
    sponsor = line(ROLES["sponsor"], 120, hint=_("Answers what the team asks."))
    coach = line(ROLES["coach"], 120)
    data_keeper = line(_("Who counts"), 120)
    storyteller = line(_("Who tells the story"), 120)

    plan: Plan

    def about(self, plan: Plan) -> None:
        """Know the plan before the form is shown or checked."""
        self.plan, self.kept, self.today = plan, plan.day_one, today_of(plan)
        if plan.published_at:
            self.goal.validators = [DataRequired(_("A published plan keeps a goal.")), *self.goal.validators]
            self.day_one.validators = [DataRequired(_("A published plan keeps a day 1."))]

    def validate_day_one(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        super().validate_day_one(field)
        outside = left_outside(self.plan, field.data) if field.data != self.kept else ()
        if outside:
            raise ValidationError(say_outside(outside))

    def validate_reason(self, field: object) -> None:
        """Once a plan is published, whoever changes its promise says why."""
        changed = (self.goal.data, self.day_one.data) != (self.plan.goal, self.plan.day_one)
        if self.plan.published_at and changed and not getattr(field, "data", ""):
            raise ValidationError(_("Say why, in one sentence."))

    def roles(self) -> Roles:
        return Roles(**{name: self[name].data or "" for name in ROLES})


class OverrideForm(FlaskForm):
    """What a leader says against the rules."""

    value = SelectField(_("How the plan stands"))
    reason = line(_("Why"), 400, _("Say why, in one sentence."))

    def offer(self, values: tuple[Status, ...]) -> None:
        """What may be said today."""
        self.value.choices = [(str(value), str(STATUS[value])) for value in values]


class LinkForm(FlaskForm):
    """A check-in link for somebody."""

    owner = line(_("For whom"), 120, _("Name one person or one role."), _("Check-ins by this link go by this name."))
    until = DateField(_("Works until"), validators=[DataRequired(_("Choose a day."))])

    today: date

    def validate_until(self, field: DateField) -> None:
        if field.data and not (0 <= (field.data - self.today).days <= days.LINK_LASTS):
            raise ValidationError(_("Choose a day from today on, within a year."))
