"""What the form of a promotion asks, by kind: only what that kind needs."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, cast

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.centres.forms import tidied, written
from app.plans.actions.due_form import ActionFields, DueForm
from app.plans.errors import MainMeasurePromised, PlanSigned, SponsorMissing, TargetIsBaseline
from app.plans.fields import AGREED, SAY_AGREED, AbstractForm, NumberField, choice, line, main_tick, person_line
from app.plans.items.words import (
    AskWords,
    AssumptionWords,
    DecisionWords,
    MemberWords,
    MilestoneWords,
    RiskWords,
)
from app.plans.models import AskKind, Impact, ItemKind, Likelihood, Plan
from app.plans.promotion.becoming import ACTION, GoalWords, MeasureWords, PromotedWords
from app.plans.promotion.words import ASKS, IMPACTS, LIKELIHOODS
from app.plans.services import ActionWords, is_locked


class PromotionForm(FlaskForm, metaclass=AbstractForm):
    """A note or group goes into a plan. `longest` is how many characters its first field holds."""

    asks: ClassVar[tuple[str, ...]] = ("title",)
    longest: ClassVar[int] = 400

    board = HiddenField()
    note = HiddenField()
    kind = HiddenField()
    plan = SelectField(_("Plan"))

    def offer(self, plans: Sequence[tuple[str, str]]) -> None:
        """The plans to choose from, each as an id and a title; the first is the workshop's own."""
        self.plan.choices = list(plans)

    into: Plan | None = None

    def about(self, plan: Plan | None) -> None:
        """Know the plan before the form is shown or checked."""
        self.into = plan

    def validate_plan(self, _field: SelectField) -> None:
        """Say at the field what the service would refuse."""
        if self.into is not None and self.into.sign_off is not None:
            raise ValidationError(PlanSigned.message)

    def shown(self) -> list[Field]:
        return [self[name] for name in self.asks]

    @abstractmethod
    def words(self) -> ActionWords | PromotedWords:
        """What was written, without the form."""


class ActionPromotion(PromotionForm, ActionFields):
    asks = ("title", "owner", "due_on")

    def words(self) -> ActionWords:
        return ActionWords(
            title=self.title.data or "", owner=self.owner.data or "", due_on=cast("date", self.due_on.data)
        )


class GoalPromotion(PromotionForm):
    asks = ("title",)
    longest = 1000

    title = TextAreaField(
        _("Goal"),
        [DataRequired(_("Say what the plan promises.")), *written(1000)],
        filters=[tidied],
        description=_("One result, a number, a date: by day 100, 30 start-ups have completed a test."),
        render_kw={"dir": "auto", "rows": 4, "maxlength": 1000},
    )
    reason = line(_("Why the goal changes"), 400, hint=_("The earlier goal stays in the plan's history."))

    earlier = ""
    locked = False
    by_guest = False

    def about(self, plan: Plan | None) -> None:
        """A plan that has a goal asks why it gets another."""
        super().about(plan)
        self.earlier = plan.goal if plan else ""
        self.locked = plan is not None and is_locked(plan)
        if self.locked:
            self.reason.label.text = AGREED
        if self.earlier:
            needed = DataRequired(SAY_AGREED if self.locked else _("Say why the goal changes."))
            self.reason.validators = [needed, *self.reason.validators]
            self.reason.flags.required = True

    def validate_title(self, _field: Field) -> None:
        """Say at the field what the service would refuse: a guest takes no promise back."""
        if self.earlier and self.by_guest:
            raise ValidationError(_("This plan has a goal. Only somebody with an account gives it another one."))

    def validate_reason(self, _field: Field) -> None:
        """Say at the field what the service would refuse."""
        if self.earlier and self.locked and self.into is not None and not self.into.sponsor.strip():
            raise ValidationError(SponsorMissing.message)

    def shown(self) -> list[Field]:
        return [self.title, self.reason] if self.earlier else [self.title]

    def words(self) -> GoalWords:
        return GoalWords(title=self.title.data or "", reason=self.reason.data or "")


class MeasurePromotion(PromotionForm):
    asks = ("title", "unit", "baseline", "target", "main")
    longest = 200

    title = line(_("What is counted"), 200, _("Say what is counted."))
    unit = line(_("Unit"), 60, hint=_("Such as start-ups, days or %."))
    baseline = NumberField(_("Today"), [Optional()], render_kw={"inputmode": "decimal", "autocomplete": "off"})
    target = NumberField(_("On day 100"), [Optional()], render_kw={"inputmode": "decimal", "autocomplete": "off"})
    main = main_tick()

    def shown(self) -> list[Field]:
        """A published plan has another main measure with a reason only, so that is not offered here."""
        fields = super().shown()
        return [each for each in fields if each is not self.main or self.main.data or not self._is_published]

    def validate_main(self, field: BooleanField) -> None:
        """Say at the field what the service would refuse, where another plan was chosen than the one that was shown."""
        if field.data and self._is_published:
            raise ValidationError(MainMeasurePromised.message)

    def validate_target(self, field: NumberField) -> None:
        """Say at the field what the service would refuse."""
        if field.data is not None and field.data == self.baseline.data:
            raise ValidationError(TargetIsBaseline.message)

    @property
    def _is_published(self) -> bool:
        return self.into is not None and self.into.published_at is not None

    def words(self) -> MeasureWords:
        return MeasureWords(
            title=self.title.data or "",
            unit=self.unit.data or "",
            baseline=self.baseline.data,
            target=self.target.data,
            main=bool(self.main.data),
        )


class MilestonePromotion(PromotionForm, DueForm):
    asks = ("title", "due_on")

    title = line(_("What is reached"), 400, _("Say what is reached."))
    due_on = DateField(_("By when"), validators=[InputRequired(_("Say by when: a date."))])

    def words(self) -> MilestoneWords:
        return MilestoneWords(title=self.title.data or "", due_on=cast("date", self.due_on.data))


class RiskPromotion(PromotionForm):
    asks = ("title", "likelihood", "impact", "response", "owner")

    title = line(_("What may go wrong"), 400, _("Say what may go wrong."))
    likelihood = choice(_("How likely"), LIKELIHOODS)
    impact = choice(_("How bad"), IMPACTS)
    response = line(_("What is done about it"), 400)
    owner = person_line(_("Who watches it"), hint=_("A likely, large risk without a name puts a plan off track."))

    def words(self) -> RiskWords:
        return RiskWords(
            title=self.title.data or "",
            likelihood=Likelihood(self.likelihood.data) if self.likelihood.data else None,
            impact=Impact(self.impact.data) if self.impact.data else None,
            response=self.response.data or "",
            owner=self.owner.data or "",
        )


class DecisionPromotion(PromotionForm):
    asks = ("title", "reason", "by")

    title = line(_("What was decided"), 400, _("Say what was decided."))
    reason = line(_("Why"), 400)
    by = person_line(_("Who decided"))

    def words(self) -> DecisionWords:
        return DecisionWords(title=self.title.data or "", reason=self.reason.data or "", by=self.by.data or "")


class AssumptionPromotion(PromotionForm):
    asks = ("title", "test", "owner")

    title = line(_("What is taken for true"), 400, _("Say what is taken for true."))
    test = line(_("How it is found out"), 400)
    owner = person_line(_("Who finds out"))

    def words(self) -> AssumptionWords:
        return AssumptionWords(title=self.title.data or "", test=self.test.data or "", owner=self.owner.data or "")


class OwnerPromotion(PromotionForm):
    asks = ("title", "part")
    longest = 120

    title = person_line(_("Name or role"), _("Name one person or one role."))
    part = line(_("What they see to"), 400)

    def words(self) -> MemberWords:
        return MemberWords(title=self.title.data or "", part=self.part.data or "")


class AskPromotion(PromotionForm, DueForm):
    asks = ("title", "to", "about_what", "due_on")

    title = line(_("What is asked"), 400, _("Say what is asked."))
    to = person_line(_("Whom it asks"), _("Name whom it asks."), _("Somebody who can decide it, such as the sponsor."))
    about_what = choice(_("What it is about"), ASKS)
    due_on = DateField(_("Answer by"), validators=[Optional()])

    def about(self, plan: Plan | None) -> None:
        """An ask goes to the sponsor, unless somebody else is named."""
        super().about(plan)
        if plan and not self.is_submitted() and not self.to.data:
            self.to.data = plan.sponsor

    def words(self) -> AskWords:
        return AskWords(
            title=self.title.data or "",
            to=self.to.data or "",
            kind=AskKind(self.about_what.data) if self.about_what.data else None,
            reply_by=self.due_on.data,
        )


FORMS: dict[str, type[PromotionForm]] = {
    ACTION: ActionPromotion,
    ItemKind.GOAL: GoalPromotion,
    ItemKind.MEASURE: MeasurePromotion,
    ItemKind.MILESTONE: MilestonePromotion,
    ItemKind.RISK: RiskPromotion,
    ItemKind.DECISION: DecisionPromotion,
    ItemKind.ASSUMPTION: AssumptionPromotion,
    ItemKind.OWNER: OwnerPromotion,
    ItemKind.ASK: AskPromotion,
}
"""The form of each kind."""
