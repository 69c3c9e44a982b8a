"""What the forms of a plan's end accept: the sign-off, the follow-up, the next plan; and links for people outside."""

from datetime import date
from typing import cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.centres.forms import ChoicesField, tidied, written
from app.plans import days
from app.plans.endings import signing
from app.plans.endings.sharing import ALWAYS, USUAL, Shown
from app.plans.endings.words import COMMITMENTS, CYCLES, SHOWN
from app.plans.fields import chosen_from, line
from app.plans.models import CommitmentState, NextCycle, Plan
from app.plans.services import Kept, SignOffWords, today_of

STATE, SAID = "state-", "said-"


def _area(label: LazyString, hint: LazyString | str, missing: LazyString | None = None) -> TextAreaField:
    needed = [DataRequired(missing)] if missing else []
    more = {"dir": "auto", "rows": 4, "maxlength": 4000}
    return TextAreaField(label, [*needed, *written(4000)], filters=[tidied], description=hint, render_kw=more)


class SignOffForm(FlaskForm):
    """A plan is signed off."""

    result = _area(
        _("Result"), _("What changed, in numbers and in words: what the team is proud of, what it did not reach."),
        _("Say what came of it."),
    )  # fmt: skip
    handover = _area(_("Handover"), _("Who takes over what, and where it lies."), _("Say who takes over."))
    choice = RadioField(
        _("What comes next"), [InputRequired(_("Choose one of the three."))], choices=lambda: chosen_from(CYCLES)
    )
    why = _area(_("Why"), _("In a sentence or two."))
    follow_on = DateField(_("Look again on"), validators=[InputRequired(_("Choose a day."))])

    plan: Plan

    def about(self, plan: Plan) -> None:
        """Know the plan, and propose a day for the follow-up; after a reopening, what was said when it was signed."""
        self.plan = plan
        if self.is_submitted():
            return
        self.follow_on.data = signing.follow_day(plan)
        if plan.sign_offs:
            before = plan.sign_offs[-1]
            self.result.data, self.handover.data, self.why.data = before.result, before.handover, before.why
            self.choice.data = before.choice

    def validate_follow_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        if field.data and not signing.may_follow_on(field.data, self.plan):
            raise ValidationError(_("A plan is followed up between its days 160 and 190."))

    def words(self) -> SignOffWords:
        return SignOffWords(
            result=self.result.data or "",
            handover=self.handover.data or "",
            choice=NextCycle(self.choice.data),
            why=self.why.data or "",
            follow_on=cast("date", self.follow_on.data),
        )


class FollowUpForm(FlaskForm):
    """How what was to be kept up went; `over` adds two fields for each commitment."""

    words = _area(_("What one sees today"), _("Two or three months later: what lasted, what grew, what went."))

    plan: Plan

    @classmethod
    def over(cls, plan: Plan) -> "FollowUpForm":
        """The form for a plan."""
        fields: dict[str, object] = {}
        for each in plan.commitments:
            fields[STATE + each.id] = SelectField(each.title, choices=lambda: chosen_from(COMMITMENTS))
            fields[SAID + each.id] = line(_("How it went"), 400)
        filled = {STATE + each.id: each.state for each in plan.commitments}
        filled |= {SAID + each.id: each.said for each in plan.commitments}
        filled["words"] = plan.sign_off.followed if plan.sign_off else ""
        form = cast("FollowUpForm", type("FollowUpOfPlan", (cls,), fields)(data=filled))
        form.plan = plan
        return form

    def kept(self) -> dict[str, Kept]:
        """How each commitment went, by its id."""
        return {
            each.id: Kept(CommitmentState(self[STATE + each.id].data), self[SAID + each.id].data or "")
            for each in self.plan.commitments
        }


class NextPlanForm(FlaskForm):
    """The next plan begins from one that is over."""

    title = line(_("Title"), 160, _("Give the plan a title."))
    day_one = DateField(_("Day 1"), validators=[Optional()])

    today: date

    def validate_day_one(self, field: DateField) -> None:
        if field.data and not days.may_be_day_one(field.data, self.today):
            raise ValidationError(_("Choose a day within a year of today."))


class ShareForm(FlaskForm):
    """A link for people outside."""

    label = line(_("For whom"), 120, _("Say for whom it is."), _("Such as a partner, or everybody. Only you see this."))
    parts = ChoicesField(
        _("What it shows"), [DataRequired(_("Choose at least one part."))],
        choices=lambda: [each for each in chosen_from(SHOWN) if each[0] not in ALWAYS],
        default=[part.value for part in USUAL],
    )  # fmt: skip
    ends_on = DateField(_("Works until"), validators=[Optional()])

    plan: Plan

    def about(self, plan: Plan) -> None:
        """Know the plan before the form is checked."""
        self.plan = plan

    def validate_ends_on(self, field: DateField) -> None:
        if field.data and field.data < today_of(self.plan):
            raise ValidationError(_("Choose a day from today on."))

    def shown(self) -> frozenset[Shown]:
        return frozenset(Shown(part) for part in self.parts.data or ())
