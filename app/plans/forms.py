"""What the forms of a plan itself accept: its goal, day 1, and who stands for it."""

from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, Field, TextAreaField
from wtforms.validators import DataRequired, Optional, ValidationError

from app.centres.forms import VersionedForm, tidied, written
from app.plans import days
from app.plans.errors import DayOneLongAgo, PersonMissing, SponsorMissing
from app.plans.fields import AGREED, SAY_AGREED, line, person_line
from app.plans.letters import mailbox_queries
from app.plans.models import Plan
from app.plans.moving import left_outside, say_outside
from app.plans.people import key_of, names_in
from app.plans.services import Roles, is_locked, moves_with_sponsor, today_of
from app.plans.services.promises import promises_else
from app.plans.services.record import began_long_ago, leaves_empty
from app.plans.words import ROLES
from app.texts import isolated


class PlanFields(FlaskForm):
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


class GoalForm(PlanFields, VersionedForm):
    """What the plan promises, when its days begin, and who stands for it."""

    reason = line(
        _("Why goal or day 1 change"),
        400,
        hint=_("The earlier promise stays in the plan's history."),
    )
    leader = person_line(ROLES["leader"], hint=_("One name. Checks in every week."))
    sponsor = person_line(ROLES["sponsor"], hint=_("One name. Answers what the team asks."))
    sponsor_reason = line(_("Why somebody else is the sponsor"), 400, hint=_("It is told in “What changed”."))
    coach = person_line(ROLES["coach"])
    data_keeper = person_line(_("Who counts"))
    storyteller = person_line(_("Who tells the story"))

    plan: Plan
    locked = False
    known: frozenset[str] = frozenset()

    def about(self, plan: Plan) -> None:
        """Know the plan before the form is shown or checked."""
        self.plan, self.kept, self.today = plan, plan.day_one, today_of(plan)
        self.locked = is_locked(plan)
        self.known = mailbox_queries.names_known(plan) if self.is_submitted() else frozenset()
        if self.locked:
            self.reason.label.text = AGREED
        if plan.published_at:
            self.goal.validators = [DataRequired(_("A published plan keeps a goal.")), *self.goal.validators]
            self.day_one.validators = [DataRequired(_("A published plan keeps a day 1."))]

    def validate_day_one(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        super().validate_day_one(field)
        if began_long_ago(self.plan, field.data):
            raise ValidationError(DayOneLongAgo.message)
        outside = left_outside(self.plan, field.data) if field.data != self.kept else ()
        if outside:
            raise ValidationError(say_outside(outside))

    def validate_reason(self, field: object) -> None:
        """Once a plan is published, whoever changes its promise says why."""
        if not self.plan.published_at or not self._promises_else():
            return
        agrees = self.locked or moves_with_sponsor(self.plan, self.day_one.data)
        if agrees and not self.plan.sponsor.strip():
            raise ValidationError(SponsorMissing.message)
        if not getattr(field, "data", ""):
            raise ValidationError(SAY_AGREED if agrees else _("Say why, in one sentence."))

    def validate_coach(self, field: Field) -> None:
        """Take one name, for everybody in the plan is reached by theirs."""
        names = names_in(field.data or "", self.known)
        if names and field.data != getattr(self.plan, field.name):
            first, second = map(isolated, names[:2])
            raise ValidationError(_("Write one name here: %(first)s or %(second)s.", first=first, second=second))

    validate_data_keeper = validate_storyteller = validate_coach

    def validate_leader(self, field: Field) -> None:
        """Take one name, and say at the field what the service would refuse."""
        self.validate_coach(field)
        if leaves_empty(self.plan, field.name, field.data):
            raise ValidationError(PersonMissing.message)

    def validate_sponsor(self, field: Field) -> None:
        """Say at the field what the service would refuse."""
        self.validate_leader(field)

    def validate_sponsor_reason(self, field: Field) -> None:
        """Once a plan is published whoever names another sponsor says why."""
        if self.plan.published_at and not field.data and key_of(self.sponsor.data or "") != key_of(self.plan.sponsor):
            raise ValidationError(_("Say why, in one sentence."))

    def _promises_else(self) -> bool:
        """True when goal or day 1 would be others than they are."""
        return promises_else(self.plan, self.goal.data or "", self.day_one.data)

    def roles(self) -> Roles:
        return Roles(**{name: self[name].data or "" for name in (*ROLES, "sponsor_reason")})
